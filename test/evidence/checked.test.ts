import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inventory as inventoryCommand } from "../../cli/commands/inventory";
import { writeChecked } from "../../evidence/inventory/checked";
import { compareFiles, counted, jsonLines, scratch } from "./inventories";
import { s3Inventory, s3Line } from "./s3-inventory";

const folder = scratch();
const [A, B] = ["AAAAAA==", "/////w=="];

interface Task {
  readonly key: string;
  readonly version?: string;
  readonly digest?: string;
  readonly algorithm?: string;
  readonly type?: string;
  readonly bucket?: string;
  readonly task?: string;
}

/** A completion report of Compute checksum, laid out as S3 lays it out; answers the manifest's path. */
function report(name: string, tasks: readonly Task[], more: Readonly<Record<string, unknown>> = {}): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const line = ({
    key,
    version = "v1",
    digest = A,
    algorithm = "CRC32C",
    type = "FULL_OBJECT",
    bucket = "source",
    task = "succeeded",
  }: Task) => {
    const message = JSON.stringify({ checksum_base64: digest, etag: "e", checksumAlgorithm: algorithm, checksumType: type });
    return [bucket, key, version, task, "", "200", message].map(cell).join(",");
  };
  const content = tasks.map((task) => `${line(task)}\n`).join("");
  mkdirSync(join(folder, name, "results"), { recursive: true });
  writeFileSync(join(folder, name, "results", "1.csv"), content);
  const file = join(folder, name, "manifest.json");
  writeFileSync(
    file,
    JSON.stringify({
      Format: "Report_CSV_20180820",
      ReportCreationDate: "2026-11-24T08:00:00.000Z",
      Results: [
        {
          TaskExecutionStatus: "succeeded",
          Bucket: "evidence",
          MD5Checksum: createHash("md5").update(content).digest("hex"),
          Key: `${name}/results/1.csv`,
        },
      ],
      ReportSchema: "Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage",
      ...more,
    }),
  );
  return file;
}

const kms = (key: string, version = "v1") => s3Line(key, { version, encryption: "SSE-KMS" });
const row = (key: string) => ({ key, size: 5, crc32c: "00000000" });
let files = 0;
async function checked(inventory: string, ...reports: string[]) {
  const file = join(folder, `home-${++files}.parquet`);
  return { file, said: await writeChecked({ inventory, reports, file }) };
}
async function compared(home: string, keys: readonly string[]) {
  const legacy = join(folder, `legacy-${files}.jsonl`);
  writeFileSync(legacy, jsonLines(keys.map(row)));
  return compareFiles(folder, legacy, home);
}

test("an inventory takes the digests that S3 computed of each version, and proves by them", async () => {
  const inventory = s3Inventory(folder, "whole", [
    kms("a+b/%C3%A9"),
    kms("c"),
    s3Line("c", { version: "v0", latest: false }),
    s3Line("gone", { version: "m", marker: true }),
  ]);
  const { file, said } = await checked(inventory, report("whole-report", [{ key: "a+b/%C3%A9" }, { key: "c" }]));
  expect(said).toEqual({ bucket: "source", begun: "2026-11-24T00:00:00.000Z", versions: 4, without: 0 });
  const { result, said: rows } = await compared(file, ["a b/é", "c"]);
  expect(rows).toEqual([]);
  expect(result).toMatchObject({ verdict: "met", proof: { crc32c: 2 } });
});

test.each<[string, Task]>([
  ["of another version", { key: "a", version: "v2" }],
  ["without a version", { key: "a", version: "" }],
  ["of another bucket", { key: "a", bucket: "another" }],
  ["of its parts", { key: "a", type: "COMPOSITE" }],
  ["that failed", { key: "a", task: "failed" }],
  ["by an algorithm that proves nothing here", { key: "a", algorithm: "CRC32" }],
  ["of another key", { key: "A" }],
])("a digest %s is none", async (_, task) => {
  const { file, said } = await checked(s3Inventory(folder, `none-${files}`, [kms("a")]), report(`none-report-${files}`, [task]));
  expect(said.without).toBe(1);
  expect((await compared(file, ["a"])).result.counts).toEqual(counted({ unproven: 1 }));
});

test("another digest is a mismatch, and several algorithms come from several reports", async () => {
  const inventory = s3Inventory(folder, "several", [kms("a")]);
  const md5 = report("md5", [{ key: "a", algorithm: "MD5", digest: Buffer.alloc(16, 7).toString("base64") }]);
  const { file } = await checked(inventory, report("other", [{ key: "a", digest: B }]), md5);
  const { result } = await compared(file, ["a"]);
  expect(result.counts).toEqual(counted({ mismatch: 1 }));
  const legacy = join(folder, "by-md5.jsonl");
  writeFileSync(legacy, jsonLines([{ key: "a", size: 5, md5: "07".repeat(16) }]));
  expect((await compareFiles(folder, legacy, file)).result).toMatchObject({ verdict: "met", proof: { md5: 1 } });
});

test("what was written after the listing began is stale in it, as it is in the inventory", async () => {
  const inventory = s3Inventory(folder, "late", [s3Line("a", { version: "v1", modified: "2026-11-24T00:00:01.000Z" })]);
  const { file } = await checked(inventory, report("late-report", [{ key: "a" }]));
  const home = join(folder, "late-home.jsonl");
  writeFileSync(home, jsonLines([row("a")]));
  expect((await compareFiles(folder, file, home)).said).toEqual(["a stale changed"]);
});

describe("refused, and nothing is written", () => {
  const inventory = () => s3Inventory(folder, `refused-${++files}`, [kms("a")]);
  const refused = async (manifest: string, code: string, listing = inventory()) => {
    const file = join(folder, "refused.parquet");
    await expect(writeChecked({ inventory: listing, reports: [manifest], file })).rejects.toMatchObject({ code });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes("draft"))).toEqual([]);
  };
  test("a report with another byte", async () => {
    const manifest = report("cut", [{ key: "a" }]);
    writeFileSync(join(folder, "cut", "results", "1.csv"), "");
    await refused(manifest, "INVENTORY-CHECKSUM");
  });
  test("two digests of one version", () => refused(report("twice", [{ key: "a" }, { key: "a", digest: B }]), "INVENTORY-FORMAT"));
  test("a manifest of something else", () => refused(inventory(), "INVENTORY-FORMAT"));
  test("an inventory without a manifest", async () => {
    const plain = join(folder, "plain.jsonl");
    writeFileSync(plain, jsonLines([row("a")]));
    await refused(report("plain-report", [{ key: "a" }]), "INVENTORY-FORMAT", plain);
  });
});

test("the command says what it listed and exits 1 when something has no digest", async () => {
  const written = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const run = (...keys: string[]) =>
    inventoryCommand(undefined, {
      s3: s3Inventory(folder, `command-${++files}`, [kms("a"), kms("b")]),
      checksums: [
        report(
          `command-report-${files}`,
          keys.map((key) => ({ key })),
        ),
      ],
      out: join(folder, `command-${files}.csv`),
      table: [],
      range: "1",
    });
  try {
    expect(await run("a", "b")).toBe(0);
    expect(await run("a")).toBe(1);
    expect(written.mock.calls.join("")).toContain("source: 2 versions, 1 objects without a digest; begun at 2026-11-24T00:00:00.000Z");
  } finally {
    written.mockRestore();
  }
});
