import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../evidence/reconcile/query";
import { compareFiles, counted, jsonLines, parquet, scratch, type Row } from "./inventories";
import { s3Inventory, s3Line } from "./s3-inventory";

const folder = scratch();
const PLANS: readonly Plan[] = ["buckets", "keys", "join"];
const CRC = "0a1b2c3d";

function lines(name: string, rows: readonly Row[]): string {
  writeFileSync(join(folder, name), jsonLines(rows));
  return join(folder, name);
}

describe("keys of every byte that is UTF-8", () => {
  const span = (from: number, to: number, step: number) =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
  const points = [...span(0, 0x800, 1), ...span(0x800, 0xd800, 0x41), ...span(0xe000, 0xfffe, 0x41), ...span(0x1_0000, 0x11_0000, 0x1041)];
  const keys = [...points.map((point) => `k/${String.fromCodePoint(point)}`), `${"日".repeat(341)}x`, "a", "A", "a ", " a"];
  const rows = keys.map((key, index) => ({ key, size: index, crc32c: index.toString(16).padStart(8, "0") }));
  const home = () => lines("all-home.jsonl", rows);

  test("are these", () => {
    const bytes = new Set(keys.flatMap((key) => [...Buffer.from(key)]));
    const expected = [...span(0, 0xc0, 1), ...span(0xc2, 0xf5, 1)];
    expect([...bytes].sort((one, other) => one - other)).toEqual(expected);
    expect(Math.max(...keys.map((key) => Buffer.byteLength(key)))).toBe(1024);
  });

  test.each(PLANS)("match their like, and only that (%s)", async (plan) => {
    const rest = await compareFiles(folder, lines("all.jsonl", rows), home(), { plan });
    expect(rest.result.counts).toEqual(counted({ match: rows.length }));
    const [nothing] = [lines("nothing.jsonl", [])];
    const { rows: lost } = await compareFiles(folder, home(), nothing, { plan });
    const inOrder = [...keys].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(lost.map(({ key }) => key)).toEqual(inOrder);
    expect(lost.map(({ legacyKey }) => legacyKey)).toEqual(inOrder);
  });

  test("come whole out of an S3 Inventory, which writes them as a URL does", async () => {
    const md5 = (index: number) => index.toString(16).padStart(32, "0");
    const written = (key: string) => encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
    const manifest = s3Inventory(
      folder,
      "every-byte",
      keys.map((key, index) => s3Line(written(key), { etag: md5(index) })),
    );
    const other = lines(
      "every-byte-home.jsonl",
      keys.map((key, index) => ({ key, size: 5, md5: md5(index) })),
    );
    const { result, said } = await compareFiles(folder, manifest, other);
    expect(said).toEqual([]);
    expect(result.counts).toEqual(counted({ match: keys.length }));
  });
});

describe("objects under a customer's key, whose report leaves digests out", () => {
  const HEADER = "bucket,name,size,md5Hash,crc32c,generation,updated";
  const report = (name: string, of: readonly string[]): string => {
    writeFileSync(join(folder, `${name}.csv`), [HEADER, ...of].map((line) => `${line}\n`).join(""));
    const manifest = { report_config: {}, snapshot_time: "2026-11-24T06:00:00Z", report_shards_file_names: [`${name}.csv`] };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(manifest));
    return join(folder, `${name}.json`);
  };
  const names = Array.from({ length: 300 }, (_, index) => `cmek-${index}`);
  const cmek = names.map((name) => `b,${name},5,,,1,2026-11-01T00:00:00Z`);
  const homes: readonly [string, readonly Row[]][] = [
    ["with digests", names.map((key) => ({ key, size: 5, crc32c: CRC }))],
    ["without any", names.map((key) => ({ key, size: 5 }))],
    ["with the digest of nothing", names.map((key) => ({ key, size: 5, crc32c: "", md5: "" }))],
  ];

  test.each(PLANS.flatMap((plan) => homes.map(([title, rows]) => [title, plan, rows] as const)))(
    "never match, and are unproven: a home %s (%s)",
    async (title, plan, rows) => {
      const { result } = await compareFiles(folder, report("cmek", cmek), lines(`${title}.jsonl`, rows), { plan });
      expect(result.counts).toEqual(counted({ unproven: names.length }));
      expect(result).toMatchObject({ verdict: "unknown", proof: { sha256: 0, md5: 0, crc64nvme: 0, crc32c: 0 } });
    },
  );

  test("one beside objects with digests is found, and another size is another object all the same", async () => {
    const plain = Array.from({ length: 300 }, (_, index) => `b,plain-${index},5,,ChssPQ==,1,2026-11-01T00:00:00Z`);
    const legacy = report("mixed", [...plain, ...cmek.slice(0, 2)]);
    const rows = [...plain.map((_, index) => ({ key: `plain-${index}`, size: 5, crc32c: CRC })), { key: "cmek-0", size: 5, crc32c: CRC }];
    const { said, result } = await compareFiles(folder, legacy, lines("mixed.jsonl", [...rows, { key: "cmek-1", size: 6, crc32c: CRC }]));
    expect(said).toEqual(["cmek-0 unproven no-digest", "cmek-1 mismatch size"]);
    expect(result.counts.match).toBe(300);
  });

  test("nulls in Parquet are no digest either", async () => {
    const file = join(folder, "cmek.parquet");
    await parquet([{ key: "cmek-0", size: 5 }], file);
    const { said } = await compareFiles(folder, file, file);
    expect(said).toEqual(["cmek-0 unproven no-digest"]);
  });
});

describe("inventories with versions that stand twice, or of one side alone", () => {
  const home = () =>
    lines("versions-home.jsonl", [
      { key: "once", size: 5, md5: "0123456789abcdef0123456789abcdef" },
      { key: "k", size: 5, md5: "0123456789abcdef0123456789abcdef" },
    ]);

  test.each(PLANS)("a version listed twice is seen twice, and two that both say they are the latest prove nothing (%s)", async (plan) => {
    const manifest = s3Inventory(folder, `doubled-${plan}`, [
      s3Line("once", { version: "v1" }),
      s3Line("k", { version: "v3" }),
      s3Line("k", { version: "v2" }),
      s3Line("k", { version: "v1", latest: false }),
      s3Line("k", { version: "v1", latest: false }),
    ]);
    const { rows, result } = await compareFiles(folder, manifest, home(), { plan });
    expect(rows.map(({ key, version, reason, legacyRows }) => [key, version, reason, legacyRows])).toEqual([
      ["k", "v1", "noncurrent", 1],
      ["k", "v1", "noncurrent", 1],
      ["k", "v2", "doubled", 2],
    ]);
    expect(result.counts).toEqual(counted({ match: 1, unproven: 3 }));
  });

  test.each(PLANS)("an S3 Inventory of an empty bucket: all is missing, or all is extra (%s)", async (plan) => {
    const empty = s3Inventory(folder, `empty-${plan}`, [], { files: [] });
    const missing = await compareFiles(folder, home(), empty, { plan });
    expect(missing.result).toMatchObject({ verdict: "breach", counts: counted({ missing: 2 }) });
    const extra = await compareFiles(folder, empty, home(), { plan });
    expect(extra.result).toMatchObject({ verdict: "met", counts: counted({ extra: 2 }), legacy: { objects: 0, bytes: "0" } });
    const neither = await compareFiles(folder, empty, empty, { plan });
    expect(neither.result).toMatchObject({ verdict: "met", counts: counted({}) });
  });
});
