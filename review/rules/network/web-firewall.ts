import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { isFenced } from "../fenced";
import { isLiteral } from "../literal";
import { breach, met, unknown, type ResourceRule } from "../rule";

/** AWS's own groups that every web firewall asks (AWS WAF developer guide, AWS Managed Rules rule groups list). */
const GROUPS = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

const ASSOCIATION = "aws_wafv2_web_acl_association";

export const webFirewall: ResourceRule = {
  id: "NETWORK-16",
  claim: "network",
  subject: "resource",
  title: "A web firewall blocks what no rule lets through, and asks AWS's rules before it lets anything through.",
  why: "Rules are asked in the order of their priorities, and the first that allows ends it: a group that only counts, or stands behind, stops nothing (AWS WAF developer guide, rule and default actions).",
  fix: "Block by default, put the managed groups first, and override none of them to count.",
  concerns: (type) => type === "aws_wafv2_web_acl" || type === ASSOCIATION,
  judge: (acl, facts) => {
    if (!isFenced(acl, facts)) return [];
    if (acl.type === ASSOCIATION)
      return facts.whole && isLiteral(acl, "web_acl_arn")
        ? [unknown("what its web firewall lets through no stack says", { attribute: "web_acl_arn", value: "literal" })]
        : [met()];
    const has = (path: string) => select(acl.values, path).length > 0;
    const at = { attribute: "default_action", expected: "block" };
    if (!has("default_action[].block[]")) return [breach("it lets through what no rule names", { ...at, value: "no block" })];
    const wrong = orderOf(acl, facts);
    if (wrong === undefined) return [unknown("in which order its rules stand is not known", { attribute: "rule", value: "unresolved" })];
    return [wrong === "" ? met() : breach(wrong, { attribute: "rule", value: wrong, expected: GROUPS.join() })];
  },
};

/** What is wrong with the rules; undefined where they cannot be read. */
function orderOf(acl: Resource, facts: Facts): string | undefined {
  const text = (path: string) =>
    select(acl.values, path).map(({ path: at, value }) => ({ rule: at.split(".")[0], text: facts.resolver.text(value, acl.stack) }));
  const priorities = text("rule[].priority");
  const groups = text("rule[].statement[].managed_rule_group_statement[].name");
  if ([...priorities, ...groups].some((each) => each.text === undefined)) return undefined;
  const first = (rule: string | undefined) => Number(priorities.find((each) => each.rule === rule)?.text ?? 0);
  const allows = rulesWith(acl, "rule[].action[].allow[]").map(first);
  const overridden = new Set(rulesWith(acl, "rule[].override_action[].count[]"));
  for (const group of GROUPS) {
    const stands = groups.find((each) => each.text === group);
    if (stands === undefined) return `it does not ask ${group}`;
    if (overridden.has(stands.rule)) return `it only counts what ${group} finds`;
    if (allows.some((priority) => priority < first(stands.rule))) return `it lets requests through before it asks ${group}`;
  }
  return "";
}

const rulesWith = (acl: Resource, path: string) => select(acl.values, path).map(({ path: at }) => at.split(".")[0]);
