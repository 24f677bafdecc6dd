import type { Judgement } from "./judge";
import type { Rule } from "./rules/rule";

/** How often each verdict was given. */
export type Counts = Record<Judgement["verdict"], number>;

/** What is kept of a review's judgements. */
export interface Tally {
  /** Breaches, unknowns, and what is met for a reason, in their order. */
  readonly told: readonly Judgement[];
  /** Of all of them, by rule; a rule that had nothing to say is not there. */
  readonly counts: ReadonlyMap<Rule, Counts>;
}

/** Keeps what has something to tell, and counts the rest: of most resources all is met, and no more is said of them. */
export function tally(judgements: Iterable<Judgement>): Tally {
  const told: Judgement[] = [];
  const counts = new Map<Rule, Counts>();
  for (const judgement of judgements) {
    const { rule, verdict, message } = judgement;
    let counted = counts.get(rule);
    if (!counted) counts.set(rule, (counted = { met: 0, breach: 0, unknown: 0 }));
    counted[verdict]++;
    if (verdict !== "met" || message !== undefined) told.push(judgement);
  }
  return { told, counts };
}
