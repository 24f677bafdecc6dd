import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconciliation } from "../../evidence/reconcile/result";
import { reconcile } from "../../evidence/reconcile/reconcile";
import { compare, compareFiles, counted, csv, jsonLines, optionsOf, parquet, scratch, type Row } from "./inventories";

const folder = scratch();
const A = "0a1b2c3d";
const B = "ffffffff";
const MD5 = "0123456789abcdef0123456789abcdef";
const SHA = "ab".repeat(32);

describe("verdicts", () => {
  const table: readonly [string, Row, Row | undefined, string][] = [
    ["equal digests", { key: "k", size: 1, crc32c: A }, { key: "k", size: 1, crc32c: A }, ""],
    ["one digest in common is enough", { key: "k", size: 1, crc32c: A, md5: MD5 }, { key: "k", size: 1, crc32c: A, sha256: SHA }, ""],
    ["base64 and hexadecimal", { key: "k", size: 1, crc32c: "ChssPQ==" }, { key: "k", size: 1, crc32c: "0A1B2C3D" }, ""],
    ["another size", { key: "k", size: 1, crc32c: A }, { key: "k", size: 2, crc32c: A }, "k mismatch size"],
    ["another digest", { key: "k", size: 1, crc32c: A }, { key: "k", size: 1, crc32c: B }, "k mismatch digest"],
    [
      "one of two common digests differs",
      { key: "k", size: 1, crc32c: A, md5: MD5 },
      { key: "k", size: 1, crc32c: A, md5: MD5.replace("0", "1") },
      "k mismatch digest",
    ],
    ["absent at home", { key: "k", size: 1, crc32c: A }, undefined, "k missing absent"],
    ["no digest on either side", { key: "k", size: 1 }, { key: "k", size: 1 }, "k unproven no-digest"],
    ["a digest on one side", { key: "k", size: 1, crc32c: A }, { key: "k", size: 1 }, "k unproven no-digest"],
    ["no digest in common", { key: "k", size: 1, crc32c: A }, { key: "k", size: 1, md5: MD5 }, "k unproven no-digest"],
    [
      "a text that is no digest, on both sides",
      { key: "k", size: 1, crc32c: "N/A" },
      { key: "k", size: 1, crc32c: "N/A" },
      "k unproven no-digest",
    ],
    ["a multipart ETag", { key: "k", size: 1, md5: `${MD5}-2` }, { key: "k", size: 1, md5: `${MD5}-2` }, "k unproven no-digest"],
    ["a composite digest", { key: "k", size: 1, sha256: SHA, composite: true }, { key: "k", size: 1, sha256: SHA }, "k unproven composite"],
    ["no size", { key: "k", size: null, crc32c: A }, { key: "k", size: null, crc32c: A }, "k unproven size-unknown"],
    ["changed while it was read", { key: "k", size: 1, crc32c: A, changed: true }, { key: "k", size: 1, crc32c: A }, "k stale changed"],
  ];

  test.each(table)("%s", async (_, legacy, home, said) => {
    // A bystander has every digest, so that each algorithm counts as common to both sides.
    const bystander = { key: "z", size: 9, crc32c: A, md5: MD5, sha256: SHA };
    for (const plan of ["buckets", "keys", "join"] as const) {
      const compared = await compare(folder, [legacy, bystander], home ? [home, bystander] : [bystander], { plan });
      expect(compared.said).toEqual(said === "" ? [] : [said]);
      expect(compared.result.counts.match).toBe(said === "" ? 2 : 1);
      expect(compared.result.verdict).toBe(
        said === "" ? "met" : said.includes("missing") || said.includes("mismatch") ? "breach" : "unknown",
      );
    }
  });

  test("extra at home, and nothing else, is met", async () => {
    const { result, rows } = await compare(
      folder,
      [{ key: "a", size: 1, crc32c: A }],
      [
        { key: "a", size: 1, crc32c: A },
        { key: "b", size: 2, crc32c: B },
      ],
    );
    expect(result.counts).toEqual(counted({ match: 1, extra: 1 }));
    expect(result.verdict).toBe("met");
    expect(rows).toEqual([
      {
        key: "b",
        verdict: "extra",
        reason: "absent",
        legacyKey: null,
        version: null,
        legacyRows: 0,
        homeRows: 1,
        legacySize: null,
        homeSize: "2",
      },
    ]);
  });

  test("what was written after the listing began is stale; what was written before is not", async () => {
    const rows = [
      { key: "early", size: 1, crc32c: A, modified: "2026-01-01T00:00:00Z" },
      { key: "late", size: 1, crc32c: A, modified: "2026-01-01T02:00:00+01:00" },
      { key: "later", size: 1, crc32c: A, modified: "2026-01-01T02:00:00Z" },
    ];
    const { said } = await compare(folder, rows, rows, { taken: { legacy: "2026-01-01T01:00:00Z", home: null } });
    expect(said).toEqual(["later stale changed"]);
  });

  test("each noncurrent version needs a word of its own, and a delete marker none", async () => {
    const legacy = [
      { key: "k", size: 1, crc32c: A, version: "3" },
      { key: "k", size: 1, crc32c: B, version: "2", state: "noncurrent" },
      { key: "k", size: 1, crc32c: B, version: "1", state: "noncurrent" },
      { key: "gone", size: 0, version: "1", state: "deleted" },
    ];
    const { rows, result } = await compare(folder, legacy, [{ key: "k", size: 1, crc32c: A }]);
    expect(rows.map(({ key, version, verdict, reason }) => [key, version, verdict, reason])).toEqual([
      ["k", "1", "unproven", "noncurrent"],
      ["k", "2", "unproven", "noncurrent"],
    ]);
    expect(result.legacy).toMatchObject({ objects: 1, noncurrent: 2 });
  });
});

describe("rows that stand twice", () => {
  const row = { key: "k", size: 1, crc32c: A };
  test.each(["buckets", "keys", "join"] as const)("show on either side (%s)", async (plan) => {
    expect((await compare(folder, [row, row], [row], { plan })).said).toEqual(["k unproven doubled"]);
    expect((await compare(folder, [row], [row, row], { plan })).said).toEqual(["k unproven doubled"]);
    expect((await compare(folder, [row, row], [], { plan })).said).toEqual(["k missing absent"]);
    expect((await compare(folder, [row, { ...row, crc32c: B }], [row, row], { plan })).said).toEqual(["k unproven doubled"]);
  });

  test("a row doubled here does not hide another doubled there", async () => {
    const other = { key: "other", size: 1, crc32c: A };
    const { said } = await compare(folder, [row, row, other], [row, other, other]);
    expect(said).toEqual(["k unproven doubled", "other unproven doubled"]);
  });
});

describe("small inventories", () => {
  test("nothing on both sides", async () => {
    const { result, text } = await compare(folder, [], []);
    expect(result.counts).toEqual(counted({}));
    expect(result.legacy).toMatchObject({ objects: 0, bytes: "0" });
    expect(text).toBe("");
  });

  test("nothing at home: everything is missing", async () => {
    expect(
      (
        await compare(
          folder,
          [
            { key: "a", size: 1, crc32c: A },
            { key: "b", size: 1, crc32c: A },
          ],
          [],
        )
      ).result.counts,
    ).toEqual(counted({ missing: 2 }));
  });

  test("the same by way of CSV, Parquet and JSON lines", async () => {
    const rows = [
      { key: 'comma, "quote"', size: 1, crc32c: A, version: "7", modified: "2026-01-01T00:00:00Z" },
      { key: "line\nbreak", size: 2, crc32c: B },
    ];
    const [first, second] = [join(folder, "l.csv"), join(folder, "h.parquet")];
    writeFileSync(first, csv(rows));
    await parquet(rows, second);
    const { result } = await compareFiles(folder, first, second);
    expect(result.counts).toEqual(counted({ match: 2 }));
    expect([result.legacy.format, result.home.format]).toEqual(["csv", "parquet"]);
  });

  test("the result fits its schema, names the digest of each file and of the rows, and is the same twice", async () => {
    const legacy = [
      { key: "b", size: 1, crc32c: A },
      { key: "a", size: 2 ** 40, crc32c: A },
    ];
    const once = await compare(folder, legacy, []);
    expect(reconciliation.parse(once.result)).toEqual(once.result);
    expect(once.result.rows).toEqual({
      count: 2,
      bytes: once.text.length,
      sha256: `sha256:${createHash("sha256").update(once.text).digest("hex")}`,
    });
    expect(once.said).toEqual(["a missing absent", "b missing absent"]);
    expect(once.result.legacy.bytes).toBe(String(2 ** 40 + 1));
    expect((await compare(folder, legacy, [])).text).toBe(once.text);
  });

  test("the rows go to Parquet too, under the same digest", async () => {
    const [legacy, home] = [join(folder, "one.jsonl"), join(folder, "none.jsonl")];
    writeFileSync(
      legacy,
      jsonLines([
        { key: "b", size: 1 },
        { key: "a", size: 2 },
      ]),
    );
    writeFileSync(home, "");
    const lines = await compareFiles(folder, legacy, home);
    const rowsFile = join(folder, "new", "rows.parquet");
    const result = await reconcile({ ...optionsOf(legacy, home), rowsFile });
    expect(result.rows).toEqual(lines.result.rows);
    expect((await compareFiles(folder, rowsFile, rowsFile).catch((error: unknown) => error)) as object).toMatchObject({
      code: "INVENTORY-COLUMNS", // readable, and no inventory
    });
  });

  test("what fails leaves no draft behind", async () => {
    writeFileSync(join(folder, "bad.jsonl"), '{"key": "a", "size": "many"}\n');
    await expect(compareFiles(folder, join(folder, "bad.jsonl"), join(folder, "bad.jsonl"))).rejects.toMatchObject({
      code: "INVENTORY-READ",
    });
    expect(readdirSync(folder).filter((name) => name.includes("draft"))).toEqual([]);
  });
});

describe("the keys' form", () => {
  test("prefixes of the legacy side are replaced, the longest first, and the store's own spelling stays", async () => {
    const { rows, result } = await compare(
      folder,
      [
        { key: "old/x", size: 1, crc32c: A },
        { key: "old/deep/y", size: 1, crc32c: A },
        { key: "old/'z'", size: 1, crc32c: A },
      ],
      [
        { key: "new/x", size: 1, crc32c: A },
        { key: "deep/y", size: 1, crc32c: A },
      ],
      { keys: { prefixes: { "old/": "new/", "old/deep/": "deep/" }, unicode: "as-is" } },
    );
    expect(result.counts).toEqual(counted({ match: 2, missing: 1 }));
    expect(rows[0]).toMatchObject({ key: "new/'z'", legacyKey: "old/'z'" });
  });

  test("decomposed names match composed ones only when that is asked for", async () => {
    const [legacy, home] = [[{ key: "e\u0301", size: 1, crc32c: A }], [{ key: "\u00e9", size: 1, crc32c: A }]];
    expect((await compare(folder, legacy, home)).result.counts).toEqual(counted({ missing: 1, extra: 1 }));
    const nfc = await compare(folder, legacy, home, { keys: { prefixes: {}, unicode: "nfc" } });
    expect(nfc.result.counts).toEqual(counted({ match: 1 }));
  });

  test("two names that become one are doubled, not a match", async () => {
    const legacy = [
      { key: "e\u0301", size: 1, crc32c: A },
      { key: "\u00e9", size: 1, crc32c: A },
    ];
    const home = [{ key: "\u00e9", size: 1, crc32c: A }];
    expect((await compare(folder, legacy, home, { keys: { prefixes: {}, unicode: "nfc" } })).said).toEqual(["\u00e9 unproven doubled"]);
  });
});

describe("two old keys that become one", () => {
  const [one, two] = [
    { size: 1, sha256: "a".repeat(64) },
    { size: 1, sha256: "b".repeat(64) },
  ];
  /** A versioned home that was listed without saying which version is the latest. */
  const both = (key: string) => [
    { key, ...two, version: "1" },
    { key, ...one, version: "2" },
  ];
  const plans = ["auto", "buckets", "keys", "join"] as const;

  test.each(plans)("by a prefix are no match, though the home lists a row for each (%s)", async (plan) => {
    const legacy = [
      { key: "old/x", ...one },
      { key: "x", ...two },
      { key: "old/y", ...one },
    ];
    const keys = { prefixes: { "old/": "" }, unicode: "as-is" } as const;
    const { said, result } = await compare(folder, legacy, [...both("x"), { key: "y", ...one }], { keys, plan });
    expect(said).toEqual(["x unproven doubled"]);
    expect(result).toMatchObject({ verdict: "unknown", counts: counted({ match: 1, unproven: 1 }), proof: { sha256: 1 } });
  });

  test.each(plans)("by composed characters are no match either (%s)", async (plan) => {
    const legacy = [
      { key: "e\u0301", ...one },
      { key: "\u00e9", ...two },
    ];
    const keys = { prefixes: {}, unicode: "nfc" } as const;
    expect((await compare(folder, legacy, both("\u00e9"), { keys, plan })).said).toEqual(["\u00e9 unproven doubled"]);
  });
});

test("keys of every byte that the stores allow come through each format", async () => {
  const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code));
  const printable = Array.from({ length: 0x60 }, (_, index) => String.fromCharCode(index + 0x20));
  const odd = [
    " lead",
    "trail ",
    "  ",
    "a/./b",
    "../up",
    "/",
    "//",
    "ünï",
    "日本",
    "🦊",
    "\ud7ff",
    "\u2028",
    "%2F",
    "a+b",
    "NULL",
    "null",
    "\\N",
    '""',
    "'",
  ];
  const keys = [...controls, ...printable, ...odd].map((name, index) => (index < 128 ? `k${name}k` : name));
  const rows = keys.map((key, index) => ({ key, size: index, crc32c: index.toString(16).padStart(8, "0") }));
  const names = ["csv", "jsonl", "parquet"].map((ending) => join(folder, `odd.${ending}`));
  const inCsv = rows.filter(({ key }) => !key.includes("\0")); // no CSV reader takes NUL
  writeFileSync(join(folder, "odd.csv"), csv(inCsv));
  writeFileSync(join(folder, "odd.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  await parquet(rows, join(folder, "odd.parquet"));
  for (const legacy of names)
    for (const home of names) {
      const nul = (legacy.endsWith("csv") ? 1 : 0) + (home.endsWith("csv") ? 1 : 0);
      const { result, said } = await compareFiles(folder, legacy, home);
      expect([legacy, home, said.length, result.counts.match]).toEqual([legacy, home, nul === 1 ? 1 : 0, rows.length - (nul > 0 ? 1 : 0)]);
    }
});
