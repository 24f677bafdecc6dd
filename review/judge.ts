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

/**
 * Every rule over everything that it has something to say of, by address, stack and rule. Given one after another: a large plan
 * has several answers for each resource, most of them no more than "met", which nobody need keep.
 */
export function* judge(facts: Facts, rules: readonly Rule[] = RULES): Generator<Judgement, void> {
  const ofResources = rules.filter((rule) => rule.subject === "resource").sort((a, b) => compare(a.id, b.id));
  const byType = new Map<string, readonly ResourceRule[]>();
  const others = rules.flatMap((rule) => askRest(rule, facts)).sort(inOrder);
  let at = 0;
  // Resources come in the order of their addresses, so that only what is said of one has to be sorted.
  for (const resource of facts.resources) {
    const { type } = resource;
    const asked = byType.get(type) ?? ofResources.filter((rule) => rule.concerns === undefined || rule.concerns(type));
    byType.set(type, asked);
    for (const rule of asked)
      for (const verdict of askAbout(resource, rule, facts)) {
        const each = judgement(verdict, rule, resource.address, resource.stack.name, resource);
        for (let next = others[at]; next && inOrder(next, each) <= 0; next = others[++at]) yield next;
        yield each;
      }
  }
  for (; at < others.length; at++) yield others[at] as Judgement;
}

function inOrder(a: Judgement, b: Judgement): number {
  return compare(a.address, b.address) || compare(a.stack, b.stack) || compare(a.rule.id, b.rule.id) || byAttribute(a, b);
}

function byAttribute(a: Verdict, b: Verdict): number {
  return compare(a.attribute ?? "", b.attribute ?? "") || compare(a.message ?? "", b.message ?? "");
}

function askAbout(resource: Resource, rule: ResourceRule, facts: Facts): readonly Verdict[] {
  const verdicts = safely(() => rule.judge(resource, facts));
  return verdicts.length < 2 ? verdicts : [...verdicts].sort(byAttribute);
}

function askRest(rule: Rule, facts: Facts): Judgement[] {
  if (rule.subject === "resource") return [];
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

/** A rule that throws has not judged, and what is not judged is unknown. */
function safely(judge: () => readonly Verdict[]): readonly Verdict[] {
  try {
    return judge();
  } catch (error) {
    return [unknown(`the rule failed: ${error instanceof Error ? error.name : "it threw"}`, { value: "threw" })];
  }
}
