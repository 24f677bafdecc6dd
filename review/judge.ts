import type { Claim } from "../config/scope";
import type { Facts } from "./facts/facts";
import { compare } from "./facts/estate";
import type { Resource } from "./facts/model";
import { RULES } from "./rules/rules";
import { unknown, type ResourceRule, type Rule, type Verdict } from "./rules/rule";

/** A rule's verdict with the place that it is about. */
export interface Judgement extends Verdict {
  readonly rule: Rule;
  readonly claim: Claim;
  readonly address: string;
  readonly stack: string;
  readonly resource?: Resource;
}

/** How often each verdict was given. */
export type Counts = Record<Verdict["verdict"], number>;

/** What is kept of a review's judgements. */
export interface Tally {
  /** Breaches, unknowns, and what is met for a reason, by address, stack and rule. */
  readonly told: readonly Judgement[];
  /** Of all of them, by rule; a rule that had nothing to say is not there. */
  readonly counts: ReadonlyMap<Rule, Counts>;
}

/** Is there more to tell than that it is met? Of most resources a large plan says no more, so that it is counted only. */
const tells = ({ verdict, message }: Verdict) => verdict !== "met" || message !== undefined;

/** Every rule over everything that it has something to say of; what is not kept is counted. */
export function judge(facts: Facts, rules: readonly Rule[] = RULES, keeps = tells): Tally {
  const told: Judgement[] = [];
  const counts = new Map<Rule, Counts>();
  const hear = (verdicts: readonly Verdict[], rule: Rule, stack: string, resource?: Resource) => {
    for (const verdict of verdicts) {
      let counted = counts.get(rule);
      if (!counted) counts.set(rule, (counted = { met: 0, breach: 0, unknown: 0 }));
      counted[verdict.verdict]++;
      if (keeps(verdict)) told.push(judgement(verdict, rule, stack, resource));
    }
  };
  for (const rule of rules)
    if (rule.subject === "set") hear(asked(rule, facts), rule, "");
    else if (rule.subject === "stack") for (const stack of facts.stacks) hear(asked(rule, stack, facts), rule, stack.name);
  const byType = new Map<string, readonly ResourceRule[]>();
  const ofResources = rules.filter((rule) => rule.subject === "resource");
  for (const resource of facts.resources) {
    const { type } = resource;
    const concerned = byType.get(type) ?? ofResources.filter((rule) => rule.concerns === undefined || rule.concerns(type));
    byType.set(type, concerned);
    for (const rule of concerned) hear(asked(rule, resource, facts), rule, resource.stack.name, resource);
  }
  return { told: told.sort(inOrder), counts };
}

function inOrder(a: Judgement, b: Judgement): number {
  return (
    compare(a.address, b.address) ||
    compare(a.stack, b.stack) ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.attribute ?? "", b.attribute ?? "") ||
    compare(a.message ?? "", b.message ?? "")
  );
}

function judgement(verdict: Verdict, rule: Rule, stack: string, resource?: Resource): Judgement {
  return {
    verdict: verdict.verdict,
    message: verdict.message,
    attribute: verdict.attribute,
    expected: verdict.expected,
    value: verdict.value,
    rule,
    claim: rule.claim,
    stack: verdict.stack ?? stack,
    address: verdict.address ?? resource?.address ?? "",
    resource,
  };
}

/** What a rule says. One that throws has not judged, and what is not judged is unknown. */
function asked<Subject extends readonly unknown[]>(
  rule: { judge(...of: Subject): readonly Verdict[] },
  ...of: Subject
): readonly Verdict[] {
  try {
    return rule.judge(...of);
  } catch (error) {
    return [unknown(`the rule failed: ${error instanceof Error ? error.name : "it threw"}`, { value: "threw" })];
  }
}
