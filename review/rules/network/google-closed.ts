import type { Three } from "../../access/three";
import { every, some } from "../../access/three";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select } from "../../value";
import { isEdge } from "./edge";
import { isFenced } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const WAYS = [
  { direction: "EGRESS", ranges: "destination_ranges[]", says: "refuses what leaves" },
  { direction: "INGRESS", ranges: "source_ranges[]", says: "refuses what comes in" },
] as const;

export const googleClosed: ResourceRule = {
  id: "NETWORK-14",
  claim: "network",
  subject: "resource",
  title: "A network of the program's on Google refuses by itself what no rule of its own lets through.",
  why: "A network lets everything out until a rule denies it, and the folder's policy leaves private networks to each network's own rules (VPC documentation, firewall rules, implied rules).",
  fix: "Put back the two rules that deny everything, both ways, for every machine.",
  concerns: (type) => type === "google_compute_network",
  judge: (network, facts) => {
    if (network.type !== "google_compute_network" || !facts.scope.googleGuards || !isFenced(network, facts) || isEdge(network, facts))
      return [];
    const rules = facts
      .ofType("google_compute_firewall")
      .filter(({ action }) => action !== "delete" && action !== "forget")
      .map((rule) => ({ rule, of: facts.refersTo(rule, get(rule.values, "network"), network, ["id", "self_link", "name"]) }))
      .filter(({ of }) => of !== "no");
    return WAYS.map((way): Verdict => {
      const answers = rules.map(({ rule, of }) => every([of === "yes" ? true : "unknown", refuses(rule, way, facts)]));
      const answer = some(answers);
      const more = { value: way.direction, expected: "a rule that denies everything" };
      if (answer === true) return met();
      // Of a single plan nobody can say that another does not hold the rule.
      return answer === "unknown" || !facts.whole
        ? unknown(`whether a rule ${way.says} is not known`, more)
        : breach(`no rule of its own ${way.says}`, more);
    });
  },
};

function refuses(rule: Resource, { direction, ranges }: (typeof WAYS)[number], facts: Facts): Three {
  const texts = (path: string) => select(rule.values, path).map(({ value }) => facts.resolver.text(value, rule.stack));
  const has = (given: readonly (string | undefined)[], wanted: string): Three =>
    given.includes(wanted) ? true : given.includes(undefined) ? "unknown" : false;
  const stated = textOf(rule, "direction", facts) ?? (isAbsent(get(rule.values, "direction")) ? "INGRESS" : undefined);
  const narrowed = ["target_tags", "target_service_accounts"].some((name) => !isAbsent(get(rule.values, name)));
  return every([
    has([stated], direction),
    has(texts("deny[].protocol"), "all"),
    // Without a range a rule is of every network.
    select(rule.values, ranges).length === 0 || has(texts(ranges), "0.0.0.0/0"),
    textOf(rule, "disabled", facts) !== "true",
    !narrowed,
  ]);
}
