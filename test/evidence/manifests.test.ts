import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { compareFiles, counted, jsonLines, scratch } from "./inventories";
import { s3Inventory as layOut, s3Line as line } from "./s3-inventory";

const folder = scratch();
const MD5 = "0123456789abcdef0123456789abcdef";
const s3Inventory = (name: string, lines: readonly string[], more: Readonly<Record<string, unknown>> = {}) =>
  layOut(folder, name, lines, more);

const home = (name: string, keys: readonly string[]) => {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, jsonLines(keys.map((key) => ({ key, size: 5, md5: MD5 }))));
  return file;
};

test("an S3 Inventory: keys as in a URL, ETags only where they are an MD5, versions and delete markers", async () => {
  const manifest = s3Inventory("mixed", [
    line("with+space/%2B/%C3%A9"),
    line("multipart", { multipart: true, etag: `${MD5}-3` }),
    line("kms", { encryption: "SSE-KMS" }),
    line("versioned", { version: "v2" }),
    line("versioned", { version: "v1", latest: false }),
    line("deleted", { version: "m", marker: true }),
    line("deleted", { version: "v1", latest: false }),
    line("late", { modified: "2026-11-24T00:00:01.000Z" }),
  ]);
  const { result, rows } = await compareFiles(folder, manifest, home("mixed", ["with space/+/é", "multipart", "kms", "versioned", "late"]));
  expect(result.counts).toEqual(counted({ match: 2, unproven: 4, stale: 1 }));
  expect(rows.map(({ key, version, reason }) => `${key} ${version ?? "-"} ${reason}`)).toEqual([
    "deleted v1 noncurrent",
    "kms - no-digest",
    "late - changed",
    "multipart - no-digest",
    "versioned v1 noncurrent",
  ]);
  expect(result.legacy).toMatchObject({ format: "s3-inventory", taken: "2026-11-24T00:00:00.000Z", objects: 5, noncurrent: 2 });
  expect(result.legacy.files.map(({ name }) => name)).toEqual([manifest, "inv/source/all/data/mixed.csv.gz"]);
});

test("a file that is not the one of the manifest is refused", async () => {
  const manifest = s3Inventory("cut", [line("a"), line("b")]);
  writeFileSync(join(folder, "cut", "data", "cut.csv.gz"), gzipSync(`${line("a")}\n`));
  await expect(compareFiles(folder, manifest, home("cut", ["a"]))).rejects.toMatchObject({ code: "INVENTORY-CHECKSUM" });
});

test("ORC is refused, in the manifest and by its first bytes", async () => {
  const manifest = s3Inventory("orc", [line("a")], { fileFormat: "ORC" });
  await expect(compareFiles(folder, manifest, home("orc", ["a"]))).rejects.toMatchObject({ code: "INVENTORY-FORMAT" });
  writeFileSync(join(folder, "inventory"), "ORC\u0000rest");
  await expect(compareFiles(folder, join(folder, "inventory"), home("orc", ["a"]))).rejects.toMatchObject({ code: "INVENTORY-FORMAT" });
});

test("a missing file of a manifest is refused", async () => {
  const manifest = s3Inventory("gone", [line("a")], { files: [{ key: "inv/data/not-here.csv.gz", MD5checksum: MD5 }] });
  await expect(compareFiles(folder, manifest, home("gone", ["a"]))).rejects.toMatchObject({ code: "INVENTORY-READ" });
});

test("an S3 Inventory is fetched from its bucket, and checked", async () => {
  const local = s3Inventory("remote", [line("a")]);
  const asked: string[] = [];
  const fetcher = async (bucket: string, key: string, file: string) => {
    asked.push(`${bucket} ${key}`);
    copyFileSync(key.endsWith("manifest.json") ? local : join(folder, "remote", "data", "remote.csv.gz"), file);
    return Promise.resolve();
  };
  const { result } = await compareFiles(folder, "s3://inventories/inv/source/all/2026-11-24T00-00Z/manifest.json", home("remote", ["a"]), {
    fetcher,
  });
  expect(result.counts).toEqual(counted({ match: 1 }));
  expect(asked).toEqual(["inventories inv/source/all/2026-11-24T00-00Z/manifest.json", "inventories inv/source/all/data/remote.csv.gz"]);
  const broken = async (_: string, key: string, file: string) => {
    writeFileSync(file, key.endsWith("manifest.json") ? readFileSync(local) : "");
    return Promise.resolve();
  };
  await expect(
    compareFiles(folder, "s3://inventories/inv/source/all/x/manifest.json", home("remote", ["a"]), { fetcher: broken }),
  ).rejects.toMatchObject({ code: "INVENTORY-CHECKSUM" });
});

test("parts that are kept are not fetched again, unless they are no longer what they were", async () => {
  const local = s3Inventory("kept", [line("a")]);
  const keep = join(folder, "parts");
  const asked: string[] = [];
  const fetcher = async (_: string, key: string, file: string) => {
    asked.push(key.split("/").at(-1) ?? "");
    if (asked.length === 2) {
      writeFileSync(file, "half"); // and then somebody pulls the plug
      throw new Error("cut off");
    }
    copyFileSync(key.endsWith("manifest.json") ? local : join(folder, "kept", "data", "kept.csv.gz"), file);
    return Promise.resolve();
  };
  const run = () => compareFiles(folder, "s3://inventories/inv/source/all/x/manifest.json", home("kept", ["a"]), { fetcher, keep });
  await expect(run()).rejects.toMatchObject({ code: "INVENTORY-READ" });
  expect(readdirSync(keep)).toEqual([]);
  const first = await run();
  expect((await run()).result).toEqual(first.result);
  const [part = ""] = readdirSync(keep);
  writeFileSync(join(keep, part), gzipSync(`${line("b")}\n`));
  expect((await run()).result.counts).toEqual(counted({ match: 1 }));
  const both = ["manifest.json", "kept.csv.gz"];
  expect(asked).toEqual([...both, ...both, "manifest.json", ...both]);
});

test("somebody who waits hears how far it is", async () => {
  const heard: [number, string][] = [];
  const told = (share: number, what: string) => void heard.push([share, what.replace(/ of \d+ MB/, "")]);
  await compareFiles(folder, home("told-legacy", ["a"]), home("told", ["a"]), { told });
  expect(heard.slice(0, 2)).toEqual([
    [1, "legacy: digests"],
    [1, "home: digests"],
  ]);
});

test("a Google inventory report: CRC32C and MD5 in base64, generations, archived versions", async () => {
  const at = (name: string) => join(folder, name);
  writeFileSync(
    at("shard_0.csv"),
    `bucket,name,size,md5Hash,crc32c,generation,timeDeleted,updated\nb,plain,5,ASNFZ4mrze8BI0VniavN7w==,ChssPQ==,1700000000000001,,2026-11-01T00:00:00Z\n`,
  );
  writeFileSync(
    at("shard_1.csv"),
    `bucket,name,size,md5Hash,crc32c,generation,timeDeleted,updated\nb,cmek,5,,,7,,2026-11-01T00:00:00Z\nb,plain,5,,ChssPQ==,3,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z\n`,
  );
  writeFileSync(
    at("report.json"),
    JSON.stringify({
      report_config: {},
      snapshot_time: "2026-11-24T06:00:00Z",
      shard_count: 2,
      report_shards_file_names: ["shard_0.csv", "shard_1.csv"],
    }),
  );
  const { result, rows } = await compareFiles(folder, at("report.json"), home("google", ["plain", "cmek"]));
  expect(result.counts).toEqual(counted({ match: 1, unproven: 2 }));
  expect(rows.map(({ key, version, reason }) => `${key} ${version ?? "-"} ${reason}`)).toEqual(["cmek 7 no-digest", "plain 3 noncurrent"]);
  expect(result.legacy).toMatchObject({ format: "storage-insights", taken: "2026-11-24T06:00:00.000Z" });
});

test.each([
  ["no header that names a key", "colour,size\nred,1\n", "INVENTORY-COLUMNS"],
  ["two columns that could be the key", "key,name,size\na,b,1\n", "INVENTORY-COLUMNS"],
  ["a row without a key", "key,size\na,1\n,2\n", "INVENTORY-COLUMNS"],
  ["a row that is too short", "key,size\na,1\nb\n", "INVENTORY-READ"],
  ["a quote that never closes", 'key,size\n"a,1\n', "INVENTORY-READ"],
  ["nothing at all", "", "INVENTORY-COLUMNS"],
])("CSV with %s is refused", async (_, content, code) => {
  writeFileSync(join(folder, "odd.csv"), content);
  await expect(compareFiles(folder, join(folder, "odd.csv"), home("csv", ["a"]))).rejects.toMatchObject({ code });
});

test("a path is never a pattern nor an address", async () => {
  await expect(compareFiles(folder, join(folder, "*.jsonl"), home("glob", ["a"]))).rejects.toMatchObject({ code: "INVENTORY-READ" });
  writeFileSync(join(folder, "in[v]*.jsonl"), jsonLines([{ key: "a", size: 5, md5: MD5 }]));
  const { result } = await compareFiles(folder, join(folder, "in[v]*.jsonl"), home("glob", ["a"]));
  expect(result.counts.match).toBe(1);
});
