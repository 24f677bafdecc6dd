import { compare, scratch, type Row } from "./inventories";

const folder = scratch();
const PLANS = ["buckets", "keys", "join"] as const;

/** A CRC32C for each of some objects, spelt as a side spells it. */
const objects = (spell: (bytes: Buffer, index: number) => string): readonly Row[] =>
  Array.from({ length: 200 }, (_, index) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE((index * 2654435761) % 2 ** 32);
    return { key: `objects/${index}`, size: index, crc32c: spell(bytes, index) };
  });

const lower = (bytes: Buffer) => bytes.toString("hex");
const upper = (bytes: Buffer) => lower(bytes).toUpperCase();
const base64 = (bytes: Buffer) => bytes.toString("base64");

test.each([
  ["the same", lower, lower],
  ["base64 and hexadecimal", base64, lower],
  ["the two cases of hexadecimal", lower, upper],
] as const)("sides that spell their digests by one rule each, %s, have equal buckets", async (_, legacy, home) => {
  const { result } = await compare(folder, objects(legacy), objects(home), { plan: "auto" });
  expect(result.counts.match).toBe(200);
  expect(result.query).toMatchObject({ plan: "buckets", differing: 0 });
});

test.each(PLANS)("a side that mixes its spellings is compared by what they stand for (%s)", async (plan) => {
  const mixed = objects((bytes, index) => (index % 3 === 0 ? lower : index % 3 === 1 ? upper : base64)(bytes));
  const { result, said } = await compare(folder, mixed, objects(lower), { plan });
  expect([result.counts.match, said]).toEqual([200, []]);
  const { said: altered } = await compare(
    folder,
    mixed,
    objects((bytes, index) => (index === 150 ? "00000000" : lower(bytes))),
    { plan },
  );
  expect(altered).toEqual(["objects/150 mismatch digest"]);
});

test.each(PLANS)("what only looks like a digest proves nothing, though both sides have the same (%s)", async (plan) => {
  const looks = ["MISSING!", "0x1234567", "zzzzzzzz", "AAAA====", "A b+/w=="];
  const rows = objects((bytes, index) => looks[index] ?? lower(bytes));
  const { result, said } = await compare(folder, rows, rows, { plan });
  expect([...said].sort()).toEqual(looks.map((_, index) => `objects/${index} unproven no-digest`));
  expect(result.counts).toMatchObject({ match: 200 - looks.length, unproven: looks.length });
});

test.each(PLANS)("a digest on one side and something else of its length on the other is no match (%s)", async (plan) => {
  const good = objects(lower);
  const bad = objects((bytes, index) => (index < 2 ? "no value" : lower(bytes)));
  const expected = ["objects/0 unproven no-digest", "objects/1 unproven no-digest"];
  expect((await compare(folder, good, bad, { plan })).said).toEqual(expected);
  expect((await compare(folder, bad, good, { plan })).said).toEqual(expected);
});
