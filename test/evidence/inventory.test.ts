import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Crc32c } from "../../evidence/inventory/crc32c";
import { listFiles } from "../../evidence/inventory/list-file";
import { list } from "../../evidence/inventory/list";
import { writeInventory } from "../../evidence/inventory/write";
import { compareFiles, counted, scratch } from "./inventories";

const folder = scratch();

test("CRC-32C of the check string and of the iSCSI vectors (RFC 3720 B.4)", () => {
  const crc = (bytes: Buffer) => {
    const sum = new Crc32c();
    sum.update(bytes.subarray(0, 7));
    sum.update(bytes.subarray(7));
    return sum.hex();
  };
  expect(crc(Buffer.from("123456789"))).toBe("e3069283");
  expect(crc(Buffer.alloc(32))).toBe("8a9136aa");
  expect(crc(Buffer.alloc(32, 0xff))).toBe("62a8ab43");
});

test("a tree with awkward names is the same by way of each format", async () => {
  const tree = join(folder, "tree");
  mkdirSync(join(tree, "sub folder", "é"), { recursive: true });
  const names = ['quote"d', "line\nbreak", " lead", "trail ", "a,b", "'", "\ufeffbom", "sub folder/é/x"];
  for (const name of names) writeFileSync(join(tree, name), name);
  const [csv, jsonl, parquet] = ["csv", "jsonl", "parquet"].map((ending) => join(folder, `tree.${ending}`)) as [string, string, string];
  for (const file of [csv, jsonl, parquet])
    expect(await writeInventory(tree, file, () => undefined)).toMatchObject({ files: names.length });
  for (const [left, right] of [
    [csv, jsonl],
    [jsonl, parquet],
    [parquet, csv],
  ] as const) {
    const { result } = await compareFiles(folder, left, right);
    expect(result.counts).toEqual(counted({ match: names.length }));
    expect(result.proof.sha256).toBe(names.length);
  }
});

test("a file that changes while it is read is marked, and reconciles as stale", async () => {
  const tree = join(folder, "busy");
  mkdirSync(tree);
  writeFileSync(join(tree, "log"), Buffer.alloc(64 << 20));
  const writing = setInterval(() => appendFileSync(join(tree, "log"), "more"), 1);
  const { value } = await list(tree).next();
  clearInterval(writing);
  expect(value).toMatchObject({ key: "log", changed: true });
  writeFileSync(join(folder, "busy.jsonl"), `${JSON.stringify(value)}\n`);
  expect((await compareFiles(folder, join(folder, "busy.jsonl"), join(folder, "busy.jsonl"))).said).toEqual(["log stale changed"]);
});

test("a file that cannot be read is named with what the file system says, and the others of its batch are listed", () => {
  writeFileSync(join(folder, "there"), "x");
  const found = ["gone", "there"].map((key) => ({ path: Buffer.from(join(folder, key)), key, size: 1 }));
  expect(listFiles(found)).toMatchObject([
    { key: "gone", unread: expect.stringMatching(/^ENOENT/) as string },
    { key: "there", size: 1, changed: false },
  ]);
});

test("what no object can stand for is named, never passed over", async () => {
  const tree = join(folder, "links");
  mkdirSync(tree);
  symlinkSync("nowhere", join(tree, "link"));
  const lines: string[] = [];
  const listed = await writeInventory(tree, undefined, (line) => lines.push(line));
  expect(listed.leftOut).toEqual([{ key: "link", leftOut: "symbolic link" }]);
  expect(lines).toEqual([]);
});

test("a name that is no UTF-8 is refused with its bytes", async () => {
  const tree = join(folder, "bytes");
  mkdirSync(tree);
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/caf`), Buffer.from([0xe9])]), "x");
  await expect(writeInventory(tree, undefined, () => undefined)).rejects.toMatchObject({
    code: "INVENTORY-NAME",
    details: { given: "caf\\xe9" },
  });
});

test("a listing that fails, or that nothing may be written of, leaves nothing behind and is refused in one line", () => {
  const [tree, out] = [join(folder, "failing"), join(folder, "failed")];
  for (const each of [tree, out]) mkdirSync(each);
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/caf`), Buffer.from([0xe9])]), "x");
  const listed = (to: string) => {
    const { status, stderr } = spawnSync("node", ["bin/ringfence.js", "inventory", tree, "--out", to], { encoding: "utf8" });
    return [status, ...stderr.trimEnd().split("\n")];
  };
  expect(listed(join(out, "list.csv"))).toEqual([2, expect.stringMatching(/^INVENTORY-NAME /)]);
  expect(listed(out)).toEqual([2, expect.stringMatching(/^CLI-FILE .*EISDIR/)]);
  expect(listed("/proc/list.csv")).toEqual([2, expect.stringMatching(/^CLI-FILE .*ENOENT/)]);
  spawnSync("mkfifo", [join(out, "pipe")]);
  expect(listed(join(out, "pipe"))).toEqual([2, expect.stringMatching(/^CLI-FILE .*EINVAL/)]);
  expect(readdirSync(out)).toEqual(["pipe"]);
});

test("a listing that is cancelled leaves nothing behind", async () => {
  const [tree, out] = [join(folder, "large"), join(folder, "cancelled")];
  for (const each of [tree, out]) mkdirSync(each);
  writeFileSync(join(tree, "a"), "");
  truncateSync(join(tree, "a"), 2 ** 36); // holes only, and minutes to read
  const child = spawn("node", ["bin/ringfence.js", "inventory", tree, "--out", join(out, "list.jsonl")]);
  const ended = once(child, "exit");
  while (readdirSync(out).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(out)).toEqual([]);
});

test("the commands: exit 0, 1 and 2, and the result as a file", () => {
  const run = (...words: string[]) => spawnSync("node", ["bin/ringfence.js", ...words], { encoding: "utf8" });
  const tree = join(folder, "cli");
  mkdirSync(tree);
  writeFileSync(join(tree, "a"), "1");
  const [one, two, out] = [join(folder, "one.jsonl"), join(folder, "two.csv"), join(folder, "result.json")];
  expect(run("inventory", tree, "--out", one).status).toBe(0);
  writeFileSync(join(tree, "b"), "2");
  expect(run("inventory", tree, "--out", two).status).toBe(0);
  const extra = run("reconcile", "--dataset", "profiles", one, two, "--format", "json");
  expect(extra.status).toBe(0);
  expect(JSON.parse(extra.stdout)).toMatchObject({ schema: "ringfence.reconciliation/1", verdict: "met", counts: { match: 1, extra: 1 } });
  expect(run("reconcile", "--dataset", "profiles", two, one, "--out", out).status).toBe(1);
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ verdict: "breach", counts: { missing: 1 } });
  expect(readFileSync(join(folder, "result.rows.jsonl"), "utf8")).toContain('"key":"b","verdict":"missing"');
  const none = run("reconcile", "--dataset", "profiles", one, join(folder, "none.csv"));
  expect([none.status, none.stdout]).toEqual([2, ""]);
  expect(none.stderr).toContain("INVENTORY-READ");
  expect(run("reconcile", one, two).status).toBe(2);
  expect(run("inventory", tree, "--out", join(tree, "self.csv")).status).toBe(2);
});
