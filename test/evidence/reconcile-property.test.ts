import fc from "fast-check";
import type { Verdict } from "../../evidence/reconcile/result";
import { compare, counted, scratch, type Row } from "./inventories";

const folder = scratch();

/** Few keys, sizes and digests, so that they meet, clash and stand twice. */
const hex = (digits: number) => fc.constantFrom("0", "a", "f").map((digit) => digit.repeat(digits));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const row: fc.Arbitrary<Row> = fc.record({
  key: fc.oneof(fc.constantFrom("a", "b", "c", "d e", "f'g", "h\n"), fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" })),
  size: fc.option(fc.integer({ min: 0, max: 2 })),
  crc32c: maybe(hex(8)),
  md5: maybe(hex(32)),
  sha256: maybe(hex(64)),
  composite: maybe(fc.boolean()),
  changed: maybe(fc.constantFrom(false, false, true)),
  state: maybe(fc.constantFrom("live", "live", "live", "noncurrent", "deleted")),
});
/** A home that resembles its legacy side, with rows altered, dropped, doubled and added. */
const inventories = fc.array(row, { maxLength: 25 }).chain((legacy) =>
  fc.record({
    legacy: fc.constant(legacy),
    home: fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom("keep", "keep", "keep", "drop", "double", "alter"), row), {
          minLength: legacy.length,
          maxLength: legacy.length,
        }),
        fc.array(row, { maxLength: 4 }),
      )
      .map(([changes, added]) => [
        ...legacy.flatMap((each, index) => {
          const [change, other] = changes[index] ?? ["keep", each];
          if (change === "drop") return [];
          if (change === "double") return [each, each];
          return [change === "alter" ? { ...other, key: each.key } : each];
        }),
        ...added,
      ]),
  }),
);

const DIGESTS = ["sha256", "md5", "crc32c"] as const;

/** What the order's clerk would do with two card boxes. */
function byHand(legacy: readonly Row[], home: readonly Row[]): { readonly said: readonly string[]; readonly match: number } {
  const box = (rows: readonly Row[]) => {
    const cards = new Map<string, Row[]>();
    for (const each of rows.filter(({ state = "live" }) => state === "live")) cards.set(each.key, [...(cards.get(each.key) ?? []), each]);
    return cards;
  };
  const [left, right] = [box(legacy), box(home)];
  const usable = (each: Row) =>
    each.composite ? {} : Object.fromEntries(DIGESTS.flatMap((name) => (each[name] ? [[name, each[name]]] : [])));
  const commonAnywhere = DIGESTS.filter((name) => [legacy, home].every((rows) => rows.some((each) => name in usable(each))));
  const proofs = (each: Row): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(usable(each) as Record<string, string>).filter(([name]) => (commonAnywhere as readonly string[]).includes(name)),
    );
  const said: string[] = [];
  let match = 0;
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [mine, theirs] = [left.get(key) ?? [], right.get(key) ?? []];
    const verdict = judge(mine, theirs);
    if (verdict === "match") match += mine.length;
    else said.push(`${key} ${verdict}`);
  }
  for (const { key, state } of legacy) if (state === "noncurrent") said.push(`${key} unproven noncurrent`);
  return { said: said.sort(), match };

  function judge(mine: readonly Row[], theirs: readonly Row[]): string {
    const [one, other] = [mine[0], theirs[0]];
    if (!one) return "extra absent";
    if (!other) return "missing absent";
    const all = [...mine, ...theirs];
    if (all.some(({ changed }) => changed)) return "stale changed";
    if (all.length > 2) {
      const card = (each: Row) => JSON.stringify([each.size, DIGESTS.map((name) => proofs(each)[name] ?? null)]);
      const equal = JSON.stringify(mine.map(card).sort()) === JSON.stringify(theirs.map(card).sort());
      const strong = all.every((each) => typeof each.size === "number" && Object.keys(proofs(each)).length > 0);
      return equal && strong ? "match" : "unproven doubled";
    }
    if (typeof one.size !== "number" || typeof other.size !== "number") return "unproven size-unknown";
    if (one.size !== other.size) return "mismatch size";
    const common = Object.keys(proofs(one)).filter((name) => name in proofs(other));
    if (common.some((name) => proofs(one)[name] !== proofs(other)[name])) return "mismatch digest";
    if (common.length > 0) return "match";
    return one.composite || other.composite ? "unproven composite" : "unproven no-digest";
  }
}

test("each plan, the full join among them, says what a comparison by hand says", async () => {
  await fc.assert(
    fc.asyncProperty(inventories, async ({ legacy, home }) => {
      const expected = byHand(legacy, home);
      const counts: Partial<Record<Verdict, number>> = { match: expected.match };
      for (const line of expected.said) {
        const verdict = line.split(" ").at(-2) as Verdict;
        counts[verdict] = (counts[verdict] ?? 0) + 1;
      }
      const buckets = await compare(folder, legacy, home, { plan: "buckets" });
      const join = await compare(folder, legacy, home, { plan: "join" });
      expect([...buckets.said].sort()).toEqual(expected.said);
      expect(buckets.result.counts).toEqual(counted(counts));
      const keys = await compare(folder, legacy, home, { plan: "keys" });
      expect([keys.text, join.text]).toEqual([buckets.text, buckets.text]);
      expect({ ...keys.result, query: null, legacy: null, home: null }).toEqual({
        ...buckets.result,
        query: null,
        legacy: null,
        home: null,
      });
      expect({ ...join.result, query: null, legacy: null, home: null }).toEqual({
        ...buckets.result,
        query: null,
        legacy: null,
        home: null,
      });
      expect(Object.values(buckets.result.proof).reduce((sum, count) => sum + count, 0)).toBe(expected.match);
      expect(buckets.rows.map(({ key }) => key)).toEqual(
        [...buckets.rows].sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key))).map(({ key }) => key),
      );
    }),
    { numRuns: 60, seed: 20261124 },
  );
}, 300_000);
