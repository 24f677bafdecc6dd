import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconcileCommand, type ReconcileCommandOptions } from "../../cli/commands/reconcile";
import { writeChecked } from "../../evidence/inventory/checked";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { changed, CONTENT } from "../config/refused";
import { jsonLines, scratch, type Row } from "../evidence/inventories";
import { s3Inventory, s3Line } from "../evidence/s3-inventory";
import { migrating } from "../migrating";

const folder = scratch();
const at = (name: string) => join(folder, name);
const row = (key: string): Row => ({ key, size: 1, crc32c: "0a1b2c3d" });
const inventory = (name: string, keys: readonly string[]): string => {
  writeFileSync(at(name), jsonLines(keys.map(row)));
  return at(name);
};
const legacy = inventory("legacy.jsonl", ["srv/u\u0308", "srv/media/b", "other"]);
const home = inventory("home.jsonl", ["files/\u00fc", "media/b", "other"]);
const KEYS = { prefixes: { "srv/": "files/", "srv/media/": "media/" }, unicode: "nfc" };

const program = at("program.json");
writeFileSync(program, JSON.stringify(changed(migrating("reconcile"), (p) => (p.datasets[CONTENT].legacy[0].keys = KEYS))));

async function run(from: string, to: string, more: Partial<ReconcileCommandOptions> = {}): Promise<Reconciliation> {
  const out = at("result.json");
  const say = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await reconcileCommand(from, to, {
      ...{
        dataset: "user-content",
        copy: "former-cloud",
        program,
        out,
        map: [],
        plan: "auto",
        threads: "1",
        memory: "500MB",
        format: "json",
      },
      ...more,
    });
  } finally {
    say.mockRestore();
  }
  return JSON.parse(readFileSync(out, "utf8")) as Reconciliation;
}

describe("the form of keys", () => {
  test("is the program's, the longest prefix first", async () => {
    const { counts, keys, verdict } = await run(legacy, home);
    expect({ match: counts.match, keys, verdict }).toEqual({ match: 3, keys: KEYS, verdict: "met" });
  });

  test("is turned round for the way back", async () => {
    const { counts, keys } = await run(home, legacy, { back: true });
    expect(keys.prefixes).toEqual({ "files/": "srv/", "media/": "srv/media/" });
    expect(counts.match).toBe(3);
  });

  test("may be said again, in any order, and not otherwise", async () => {
    await expect(run(legacy, home, { map: ["srv/media/=media/", "srv/=files/"], unicode: "nfc" })).resolves.toMatchObject({ keys: KEYS });
    await expect(run(legacy, home, { map: ["srv/=files/"] })).rejects.toMatchObject({ code: "CLI-USAGE", details: { at: "--map" } });
    await expect(run(legacy, home, { unicode: "as-is" })).rejects.toMatchObject({ code: "CLI-USAGE", details: { at: "--unicode" } });
    await expect(run(legacy, home, { copy: "overseas-backup", map: ["srv/=files/"] })).rejects.toMatchObject({ code: "CLI-USAGE" });
  });

  test("is an option's where no copy of a program is compared", async () => {
    const options = { copy: undefined, map: ["srv/=files/", "srv/media/=media/"], unicode: "nfc" };
    await expect(run(legacy, home, options)).resolves.toMatchObject({ keys: KEYS, program: null });
  });

  test("two old prefixes never end in the same new one", async () => {
    const bad = at("bad.json");
    const keys = { prefixes: { a: "c", b: "c" } };
    writeFileSync(bad, JSON.stringify(changed(migrating("reconcile"), (p) => (p.datasets[CONTENT].legacy[0].keys = keys))));
    await expect(run(legacy, home, { program: bad })).rejects.toThrow("the same new one");
  });
});

const HOME_BUCKET = "user-content-333333333333-us-east-1";

describe("what an inventory's own manifest says", () => {
  const one = (bucket: string) => s3Inventory(folder, bucket, [s3Line("a", { bucket, version: "v1" })], { sourceBucket: bucket });
  const old = "old-user-content-sg";
  const program = at("manifests.json");
  const overseas = { copy: "overseas-backup", program };
  writeFileSync(program, JSON.stringify(changed(migrating("reconcile"), (p) => (p.datasets[CONTENT].legacy[1].bucket = old))));
  const atHome = one(HOME_BUCKET);
  const joined = async (inventory: string) => {
    const file = at("joined.parquet");
    await writeChecked({ inventory, reports: [], file });
    return file;
  };

  test("carries the comparison, and may be repeated", async () => {
    const taken = "2026-11-24T00:00:00.000Z";
    expect(await run(one(old), atHome, { ...overseas, legacyTaken: taken })).toMatchObject({ counts: { match: 1 }, legacy: { taken } });
  });

  test.each<[string, string, string, Partial<ReconcileCommandOptions>, string]>([
    ["a day that is later than the listing's", one(old), atHome, { legacyTaken: "2026-11-28T00:00:00Z" }, "2026-11-24T00:00:00.000Z"],
    ["another day of the home", one(old), atHome, { homeTaken: "2026-11-25T00:00:00Z" }, "2026-11-24T00:00:00.000Z"],
    ["a listing of another old bucket", one("staging"), atHome, {}, old],
    ["a listing of the old bucket in the place of the home", one(old), one(old), {}, "user-content-333333333333-us-east-1"],
    ["the old bucket's, where the home is to go back", one(old), one(old), { back: true }, "user-content-333333333333-us-east-1"],
  ])("is not contradicted: %s", async (_, from, to, more, expected) => {
    await expect(run(from, to, { ...overseas, ...more })).rejects.toMatchObject({
      code: "INVENTORY-OTHER",
      details: { expected: expect.stringContaining(expected) as string },
    });
  });

  const rowsOf = (name: string, ...buckets: readonly string[]) => {
    writeFileSync(at(name), jsonLines(buckets.map((bucket, index) => ({ ...row(`k${index}`), bucket }))));
    return at(name);
  };
  test.each<[string, () => string | Promise<string>]>([
    ["a listing of the old bucket that was joined to its digests", () => joined(one(old))],
    [
      "a manifest of the home's over rows of the old bucket",
      () => s3Inventory(folder, "mixed", [s3Line("a", { bucket: old })], { sourceBucket: HOME_BUCKET }),
    ],
    ["rows of two buckets, one of them the home's", () => rowsOf("two.jsonl", HOME_BUCKET, HOME_BUCKET, old)],
  ])("nor by its rows: %s in the place of the home", async (_, made) => {
    await expect(run(one(old), await made(), overseas)).rejects.toMatchObject({
      code: "INVENTORY-OTHER",
      details: { given: `rows of ${old}`, expected: `rows of ${HOME_BUCKET}, as the program says` },
    });
  });
  test("rows of the home's bucket are taken, and rows that name none", async () => {
    await expect(run(one(old), rowsOf("home-rows.jsonl", HOME_BUCKET), overseas)).resolves.toMatchObject({ counts: { extra: 1 } });
    await expect(run(one(old), await joined(atHome), overseas)).resolves.toMatchObject({ counts: { match: 1 } });
    await expect(run(one(old), home, overseas)).resolves.toMatchObject({ counts: { missing: 1 } });
  });
});
