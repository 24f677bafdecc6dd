import { driftOf, type Drift } from "../../facts/drift";
import type { Facts } from "../../facts/facts";
import type { Resource, Stack } from "../../facts/model";
import { met, type ResourceRule, type Verdict } from "../rule";

/** What a rule about one resource says of it, as of a fact. */
export type Asked = (resource: Resource, facts: Facts) => readonly Verdict[];

/** Each rule is asked of the types that it concerns. */
export const asking =
  (...rules: readonly ResourceRule[]): Asked =>
  (resource, facts) =>
    rules.flatMap((rule) => (rule.concerns?.(resource.type) === false ? [] : rule.judge(resource, facts)));

/**
 * What changed outside of terraform is judged like the thing itself, as it was left and as it was found: what was wrong already is
 * the thing's own finding, what became wrong is the drift's.
 */
export function judgeDrift(stack: Stack, facts: Facts, ask: Asked): Verdict[] {
  return driftOf(stack).flatMap((drift) => judge(drift, facts, ask).map((verdict) => ({ address: drift.address, ...verdict })));
}

function judge({ before, after }: Drift, facts: Facts, ask: Asked): Verdict[] {
  if (!after) return [];
  const found = ask(after, facts);
  if (found.length === 0) return [];
  const was = new Set(ask(before, facts).map(print));
  const worse = found.filter((verdict) => verdict.verdict !== "met" && !was.has(print(verdict)));
  return worse.length === 0 ? [met()] : worse.map((verdict) => ({ ...verdict, message: `outside of terraform, ${verdict.message ?? ""}` }));
}

/** A list may be found in another order, so that the place within it says nothing. */
const print = ({ verdict, message, value, attribute }: Verdict) =>
  JSON.stringify([verdict, message, value, attribute?.replace(/\[\d+\]/g, "[]")]);
