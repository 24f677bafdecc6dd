import type { Acknowledgement } from "../config/scope";
import type { Facts } from "./facts/facts";
import { fingerprint } from "./fingerprint";
import type { Judgement } from "./judge";
import type { BlockOn, Finding, ReportedAcknowledgement } from "./report/report";

export interface Day {
  readonly asOf: string;
}

/** What an earlier report listed. */
export interface Baseline {
  readonly findings: readonly Pick<Finding, "fingerprint">[];
}

/** Breaches and unknowns, with what the program acknowledges and what an earlier report already knew. */
export function findingsOf(told: readonly Judgement[], facts: Facts, { asOf, baseline }: Day & { baseline?: Baseline }): Finding[] {
  const known = new Set(baseline?.findings.map((finding) => finding.fingerprint));
  const seen = new Map<string, number>();
  return told.flatMap((judgement) => {
    if (judgement.verdict === "met") return [];
    const first = fingerprint(judgement, facts);
    const nth = seen.get(first) ?? 0;
    seen.set(first, nth + 1);
    const print = nth === 0 ? first : fingerprint(judgement, facts, nth);
    return [
      {
        rule: judgement.rule.id,
        claim: judgement.claim,
        verdict: judgement.verdict,
        address: judgement.address,
        stack: judgement.stack,
        constructPath: judgement.resource?.constructPath ?? null,
        attribute: judgement.attribute ?? null,
        message: judgement.message ?? judgement.rule.title,
        expected: judgement.expected ?? null,
        fix: judgement.rule.fix,
        fingerprint: print,
        action: judgement.resource?.action ?? "none",
        acknowledged: acknowledgement(print, facts.scope.acknowledgements, asOf),
        status: known.has(print) ? "known" : "new",
      } satisfies Finding,
    ];
  });
}

/** An acknowledgement holds on its last day, and no longer; of several, the longest. Days compare as text. */
function acknowledgement(print: string, all: readonly Acknowledgement[], asOf: string): ReportedAcknowledgement | null {
  const [longest] = all.filter(({ fingerprint: of }) => of === print).sort((a, b) => (a.expires < b.expires ? 1 : -1));
  return longest ? { reason: longest.reason, owner: longest.owner, expires: longest.expires, expired: longest.expires < asOf } : null;
}

export interface Blocking {
  readonly breach: number;
  readonly unknown: number;
  readonly expired: number;
}

/** What blocks: `new` alone means whatever is new; with others, only what is both. An expired acknowledgement no longer shields its finding. */
export function blockingOf(findings: readonly Finding[], blockOn: readonly BlockOn[]): Blocking {
  const kinds = blockOn.filter((kind) => kind !== "new");
  const on = new Set<BlockOn>(kinds.length > 0 || !blockOn.includes("new") ? kinds : ["breach", "unknown", "expired"]);
  const count = { breach: 0, unknown: 0, expired: 0 };
  for (const finding of findings) {
    if (finding.acknowledged && !finding.acknowledged.expired) continue;
    if (blockOn.includes("new") && finding.status === "known") continue;
    if (finding.acknowledged?.expired && on.has("expired")) count.expired++;
    else if (on.has(finding.verdict)) count[finding.verdict]++;
  }
  return count;
}
