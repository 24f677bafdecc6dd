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

/** Every rule over everything that it has something to say of, by address, stack and rule. */
export function judge(facts: Facts, rules: readonly Rule[] = RULES): Judgement[] {
  const ofResources = rules.filter((rule) => rule.subject === "resource").sort((a, b) => compare(a.id, b.id));
  const byType = new Map<string, readonly ResourceRule[]>();
  const judged: Judgement[] = [];
  // Resources come in the order of their addresses, so that only what is said of one has to be sorted.
  for (const resource of facts.resources) {
    const { type } = resource;
    const asked = byType.get(type) ?? ofResources.filter((rule) => rule.concerns === undefined || rule.concerns(type));
    byType.set(type, asked);
    askAbout(resource, asked, facts, judged);
  }
  const others = rules.flatMap((rule) => askRest(rule, facts));
  if (others.length === 0) return judged;
  return merge(judged, others.sort(inOrder));
}

function inOrder(a: Judgement, b: Judgement): number {
  return compare(a.address, b.address) || compare(a.stack, b.stack) || compare(a.rule.id, b.rule.id) || byAttribute(a, b);
}

function byAttribute(a: Verdict, b: Verdict): number {
  return compare(a.attribute ?? "", b.attribute ?? "") || compare(a.message ?? "", b.message ?? "");
}

function askAbout(resource: Resource, rules: readonly ResourceRule[], facts: Facts, judged: Judgement[]): void {
  for (const rule of rules) {
    let verdicts: readonly Verdict[];
    try {
      verdicts = rule.judge(resource, facts);
    } catch (error) {
      verdicts = failed(error);
    }
    const own = verdicts.length < 2 ? verdicts : [...verdicts].sort(byAttribute);
    for (const verdict of own) judged.push(judgement(verdict, rule, resource.address, resource.stack.name, resource));
  }
}

function askRest(rule: Rule, facts: Facts): Judgement[] {
  if (rule.subject === "resource") return [];
  const safely = (judge: () => readonly Verdict[]) => {
    try {
      return judge();
    } catch (error) {
      return failed(error);
    }
  };
  if (rule.subject === "set") return safely(() => rule.judge(facts)).map((verdict) => judgement(verdict, rule, "", ""));
  return facts.stacks.flatMap((stack) => safely(() => rule.judge(stack, facts)).map((verdict) => judgement(verdict, rule, "", stack.name)));
}

function judgement(verdict: Verdict, rule: Rule, address: string, stack: string, resource?: Resource): Judgement {
  return {
    verdict: verdict.verdict,
    message: verdict.message,
    attribute: verdict.attribute,
    expected: verdict.expected,
    value: verdict.value,
    rule,
    claim: rule.claim,
    stack: verdict.stack ?? stack,
    address: verdict.address ?? address,
    resource,
  };
}

function merge(left: readonly Judgement[], right: readonly Judgement[]): Judgement[] {
  const merged: Judgement[] = [];
  let at = 0;
  for (const each of left) {
    for (let next = right[at]; next && inOrder(next, each) <= 0; next = right[++at]) merged.push(next);
    merged.push(each);
  }
  for (; at < right.length; at++) merged.push(right[at] as Judgement);
  return merged;
}

/** A rule that throws has not judged, and what is not judged is unknown. */
function failed(error: unknown): readonly Verdict[] {
  return [unknown(`the rule failed: ${error instanceof Error ? error.name : "it threw"}`, { value: "threw" })];
}
