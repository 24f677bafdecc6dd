import type { Claim } from "../config/scope";
import type { Facts } from "./facts/facts";
import { compare } from "./facts/estate";
import type { Resource } from "./facts/model";
import { RULES } from "./rules/rules";
import { unknown, type Rule, type Verdict } from "./rules/rule";

/** A rule's verdict with the place that it is about. */
export interface Judgement extends Verdict {
  readonly rule: Rule;
  readonly claim: Claim;
  readonly address: string;
  readonly stack: string;
  readonly resource?: Resource;
}

/** Every rule over everything that it has something to say of. */
export function judge(facts: Facts, rules: readonly Rule[] = RULES): Judgement[] {
  return rules
    .flatMap((rule) => askRule(rule, facts))
    .sort(
      (a, b) =>
        compare(a.address, b.address) ||
        compare(a.stack, b.stack) ||
        compare(a.rule.id, b.rule.id) ||
        compare(a.attribute ?? "", b.attribute ?? "") ||
        compare(a.message ?? "", b.message ?? ""),
    );
}

function askRule(rule: Rule, facts: Facts): Judgement[] {
  const at = (verdicts: readonly Verdict[], stack: string, address: string, resource?: Resource) =>
    verdicts.map((verdict): Judgement => ({
      ...verdict,
      rule,
      claim: rule.claim,
      stack: verdict.stack ?? stack,
      address: verdict.address ?? address,
      resource,
    }));
  if (rule.subject === "resource")
    return facts.resources.flatMap((resource) =>
      at(
        safely(() => rule.judge(resource, facts)),
        resource.stack.name,
        resource.address,
        resource,
      ),
    );
  if (rule.subject === "stack")
    return facts.stacks.flatMap((stack) =>
      at(
        safely(() => rule.judge(stack, facts)),
        stack.name,
        "",
      ),
    );
  return at(
    safely(() => rule.judge(facts)),
    "",
    "",
  );
}

/** A rule that throws has not judged, and what is not judged is unknown. */
function safely(judge: () => readonly Verdict[]): readonly Verdict[] {
  try {
    return judge();
  } catch (error) {
    return [unknown(`the rule failed: ${error instanceof Error ? error.name : "it threw"}`, { value: "threw" })];
  }
}
