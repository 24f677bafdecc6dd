import fc from "fast-check";
import { atScale } from "../../evidence/reconcile/athena";
import { compareBuckets, judgeRows, type Plan } from "../../evidence/reconcile/query";
import { DIFFERING } from "../../evidence/reconcile/rows-file";
import { literal, sideQuery, type Algorithm } from "../../evidence/reconcile/side";
import { inlined } from "../../evidence/reconcile/trino";
import { columnsOf } from "../../evidence/reconcile/columns";
import { describeWithEngines } from "../engines";
import { compare, scratch, type Row } from "../evidence/inventories";
import { startTrino, type Trino } from "./engine";

const folder = scratch();
const FIELDS = ["key", "size", "version", "md5", "crc32c", "crc64nvme", "sha256", "composite", "changed", "modified", "state"] as const;
const MD5 = "0123456789abcdef0123456789abcdef";
/** In which two old keys may become one. */
const FORM = { prefixes: { old: "new" }, unicode: "nfc" } as const;

test("a function's body stands where it was called, with its arguments", () => {
  const functions = [{ name: "nfc" as const, parameters: ["x"], body: "normalize(x, 'x')" }];
  expect(inlined("SELECT nfc(concat(nfc(a), ')', 'nfc(b)')), nfc, anfc(b) FROM x", functions)).toBe(
    "SELECT (normalize(concat((normalize(a, 'x')), ')', 'nfc(b)'), 'x')), nfc, anfc(b) FROM x",
  );
});

describeWithEngines(["trino"], "the reconciliation's text on Trino", () => {
  let trino: Trino;
  // On a machine that is full of other work, bringing and starting it takes many minutes.
  beforeAll(async () => void (trino = await startTrino()), 1_500_000);
  afterAll(() => (trino as Trino | undefined)?.stop());

  let made: string[] = [];
  async function load(name: "legacy" | "home", rows: readonly Row[]): Promise<void> {
    const value = (row: Row, field: (typeof FIELDS)[number]) => {
      const given = row[field];
      return given === undefined || given === null ? "CAST(NULL AS VARCHAR)" : `CAST(${literal(String(given))} AS VARCHAR)`;
    };
    const values = rows.map((row) => `(${FIELDS.map((field) => value(row, field)).join(", ")})`);
    const nothing = `(${FIELDS.map(() => "CAST(NULL AS VARCHAR)").join(", ")})`;
    await run(
      `CREATE TABLE ${name}_inventory AS SELECT * FROM (VALUES ${values.length > 0 ? values.join(", ") : nothing}) t(${FIELDS.join(", ")})${values.length > 0 ? "" : " WHERE false"}`,
    );
  }

  async function run(sql: string): Promise<void> {
    const name = /^(?:\/\*.*?\*\/\s*)?CREATE (?:VIEW|TABLE) (\w+)/.exec(sql);
    await trino.rows(inlined(sql));
    if (name) made.push(`DROP ${sql.includes("CREATE VIEW") ? "VIEW" : "TABLE"} ${name[1] ?? ""}`);
  }

  /** The rows that differ, as the evidence would list them. */
  async function onTrino(
    legacy: readonly Row[],
    home: readonly Row[],
    plan: Plan,
    digests: readonly Algorithm[],
  ): Promise<readonly string[]> {
    made = [];
    for (const [side, rows] of [
      ["legacy", legacy],
      ["home", home],
    ] as const) {
      await load(side, rows);
      const view = sideQuery({
        side,
        scan: `${side}_inventory`,
        columns: columnsOf(FIELDS, side, false),
        urlEncoded: false,
        taken: null,
        keys: FORM,
        algorithms: digests,
      });
      await run(`CREATE VIEW ${side} AS ${view}`);
    }
    for (const statement of [...compareBuckets(FORM), ...judgeRows(plan)]) await run(statement);
    const rows = await trino.rows(DIFFERING);
    for (const statement of made.reverse()) await trino.rows(statement);
    return rows.map(([verdict, reason, key, ...rest]) => [key, verdict, reason, ...rest].join("|"));
  }

  async function onDuckdb(
    legacy: readonly Row[],
    home: readonly Row[],
    plan: Plan,
    taken: string | null = null,
  ): Promise<{ readonly rows: readonly string[]; readonly digests: readonly Algorithm[] }> {
    const { rows, result } = await compare(folder, legacy, home, {
      plan,
      keys: FORM,
      taken: { legacy: taken, home: null },
    });
    return {
      rows: rows.map((row) =>
        [row.key, row.verdict, row.reason, row.legacyKey, row.version, row.legacyRows, row.homeRows, row.legacySize, row.homeSize].join(
          "|",
        ),
      ),
      digests: result.digests,
    };
  }

  async function same(legacy: readonly Row[], home: readonly Row[], plan: Plan): Promise<readonly string[]> {
    const { rows, digests } = await onDuckdb(legacy, home, plan);
    expect(await onTrino(legacy, home, plan, digests)).toEqual(rows);
    return rows;
  }

  const awkward: readonly Row[] = [
    ...[
      "ünï",
      "u\u0308n",
      "日本",
      "🦊",
      " lead",
      "trail ",
      "a'b",
      'a"b',
      "a,b",
      "line\nbreak",
      "tab\t",
      "a+b",
      "%2F",
      "\u0001",
      "old/x",
      "older",
      "A",
      "a",
    ].map((key, index) => ({ key, size: index, crc32c: "ChssPQ==" })),
    { key: "twice", size: 1, crc32c: "0a1b2c3d" },
    { key: "twice", size: 1, crc32c: "0a1b2c3d" },
    { key: "nothing", size: 1 },
    { key: "text", size: 1, crc32c: "N/A" },
    { key: "line", size: 1, crc32c: "0a1b2c3\n" },
    { key: "composite", size: 1, sha256: "ab".repeat(32), composite: true },
    { key: "changed", size: 1, crc32c: "0a1b2c3d", changed: true },
    { key: "version", size: 1, md5: MD5, version: "1", state: "noncurrent" },
    { key: "lost", size: 4_000_000_000, md5: MD5 },
    { key: "altered", size: 1, md5: MD5, crc32c: "0a1b2c3d" },
  ];

  test.each(["buckets", "keys", "join"] as const)(
    "says the same of awkward keys and every verdict (%s)",
    async (plan) => {
      const home = awkward
        .filter(({ key, state }) => key !== "lost" && state === undefined)
        .map((row) => ({
          ...row,
          changed: undefined,
          ...(row.key === "altered" ? { md5: MD5.replace("0", "1") } : {}),
          ...(row.crc32c === "ChssPQ==" ? { crc32c: "0A1B2C3D" } : {}),
        }));
      const said = await same(awkward, [...home, { key: "more", size: 1 }], plan);
      expect(said.length).toBeGreaterThan(6);
      expect(said.some((row) => row.startsWith("line|unproven"))).toBe(true);
    },
    900_000,
  );

  test.each(["buckets", "keys", "join"] as const)("says the same of two old keys that become one, by plan %s", async (plan) => {
    const twice = ["1", "2"].map((version) => ({ key: "new/x", size: 1, md5: MD5, version }));
    expect(
      await same(
        ["old/x", "new/x"].map((key) => ({ key, size: 1, md5: MD5 })),
        twice,
        plan,
      ),
    ).toEqual([expect.stringMatching(/^new\/x\|unproven\|doubled\|/)]);
  });

  test("says the same of nothing, and of one side alone", async () => {
    const one = [{ key: "k", size: 1, md5: MD5 }];
    expect(await same([], [], "join")).toEqual([]);
    expect(await same(one, [], "buckets")).toHaveLength(1);
    expect(await same([], one, "keys")).toHaveLength(1);
  }, 900_000);

  test("as one statement, which a named query is, it says the same", async () => {
    const modified = (key: string, instant: string) => ({ key, size: 1, md5: MD5, modified: instant });
    const legacy = [...awkward, modified("in time", "2026-11-20T06:00:00.000Z"), modified("late", "2026-11-20T08:00:00.001+02:00")];
    const home = [...awkward.filter(({ state }) => state === undefined).slice(3), modified("in time", ""), modified("late", "")];
    const taken = "2026-11-20T06:00:00.000Z";
    const { rows } = await onDuckdb(legacy, home, "join", taken);
    made = [];
    await load("legacy", legacy);
    await load("home", home);
    const keys = { prefixes: { old: "new" }, unicode: "nfc" } as const;
    const statement = atScale({ legacy: "legacy_inventory", home: "home_inventory", columns: FIELDS, keys });
    const found = await trino.rows(`EXECUTE IMMEDIATE ${literal(statement)} USING ${literal(taken)}`);
    for (const statement of made.reverse()) await trino.rows(statement);
    expect(found.map(([verdict, reason, key, ...rest]) => [key, verdict, reason, ...rest].join("|"))).toEqual(rows);
    expect(rows.length).toBeGreaterThan(6);
    expect(rows.filter((row) => row.includes("|stale|")).map((row) => row.split("|")[0])).toEqual(["changed", "late"]);
  }, 900_000);

  const hex = (digits: number) => fc.constantFrom("0", "a", "F").map((digit) => digit.repeat(digits));
  const row: fc.Arbitrary<Row> = fc.record(
    {
      key: fc.constantFrom("a", "b", "c", "d é"),
      size: fc.integer({ min: 0, max: 1 }),
      crc32c: hex(8),
      md5: hex(32),
      composite: fc.boolean(),
      changed: fc.constantFrom(false, true),
    },
    { requiredKeys: ["key"] },
  );

  test("says the same of random inventories", async () => {
    const inventories = fc.record({
      legacy: fc.array(row, { maxLength: 8 }),
      home: fc.array(row, { maxLength: 8 }),
      plan: fc.constantFrom<Plan>("buckets", "keys", "join"),
    });
    await fc.assert(
      fc.asyncProperty(inventories, async ({ legacy, home, plan }) => void (await same(legacy, home, plan))),
      { numRuns: 15, seed: 20261124 },
    );
  }, 900_000);
});
