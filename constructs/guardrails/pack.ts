import { RingfenceError } from "../../config/errors";
import { GUARDRAIL_PAGES } from "../../config/rules/guardrail-pages";
import type { Statement } from "../policy/document";

export interface Budget {
  /** Characters of one document, white space left out (AWS Organizations guide, quotas). */
  readonly characters: number;
  /** Documents of one kind on one unit, those that AWS itself attaches left out. */
  readonly documents: number;
  /**
   * As many are made even where fewer would do: what a migration's phase lets out by name comes and goes, and a document that
   * is left over afterwards could not go, since terraform destroys no guardrail.
   */
  readonly least: number;
}

/** An unit takes five, of which one is AWS's own FullAWSAccess (SCP) or RCPFullAWSAccess. */
export const BUDGETS = {
  scp: { characters: 5_120, documents: 4, least: 4 },
  /** Announced for May 2026, for SCPs only: see the program's `guardrails.quota`. */
  scp2026: { characters: 10_240, documents: 9, least: 3 },
  rcp: { characters: 5_120, documents: 4, least: 2 },
} as const satisfies Record<string, Budget>;

/**
 * The fewest documents that hold the statements and are enough for every phase, each under the budget and each with about the
 * same room left.
 *
 * The order of statements means nothing to AWS, and the same statements give the same bytes.
 */
export function pack(kind: string, statements: readonly Statement[], { characters, documents, least }: Budget): readonly string[] {
  const largestFirst = [...statements].sort((a, b) => size(b) - size(a) || a.Sid.localeCompare(b.Sid));
  for (let count = least; count <= documents; count += 1) {
    const bins = spread(largestFirst, count, characters);
    if (bins) return bins.filter((bin) => bin.length > 0).map(document);
  }
  const all = document(statements).length;
  throw new RingfenceError(GUARDRAIL_PAGES.budget, {
    at: `the program's ${kind} guardrails`,
    given: `${statements.length} statements of ${all} characters, the longest of ${largestFirst[0] ? size(largestFirst[0]) : 0}`,
    expected: `at most ${documents} documents of ${characters} characters`,
    fix: "Shorten regionExceptions, or set guardrails.quota to 2026 where the organization has the larger limits.",
  });
}

const document = (statements: readonly Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
/** With the comma before it. */
const size = (statement: Statement) => JSON.stringify(statement).length + 1;

/** Each where most room is left; undefined when one fits nowhere. */
function spread(statements: readonly Statement[], count: number, characters: number): readonly (readonly Statement[])[] | undefined {
  const bins = Array.from({ length: count }, () => ({ statements: [] as Statement[], used: document([]).length }));
  for (const statement of statements) {
    const [emptiest] = bins.sort((a, b) => a.used - b.used);
    if (!emptiest || emptiest.used + size(statement) - 1 > characters) return undefined;
    emptiest.statements.push(statement);
    emptiest.used += size(statement);
  }
  return bins.map((bin) => bin.statements);
}
