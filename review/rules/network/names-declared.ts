import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule } from "../rule";

const RULE = "aws_route53_resolver_firewall_rule";
const LIST = "aws_route53_resolver_firewall_domain_list";
/** AWS's services and a network's own machines (Amazon VPC user guide, DNS attributes). */
const AWS_NAMES = /^([a-z0-9*-]+[.])*(amazonaws[.]com|amazonaws[.]eu|compute[.]internal|ec2[.]internal)[.]?$/;

export const namesDeclared: ResourceRule = {
  id: "NETWORK-22",
  claim: "network",
  subject: "resource",
  title: "A DNS firewall lets through names of AWS and of the declared paths, and no others.",
  why: "The first rule that matches ends the search, and a name that is looked up carries data to whoever answers for its domain (Amazon Route 53 developer guide, Resolver DNS Firewall rule actions).",
  fix: "Declare the path under paths, or take the name out of the list.",
  concerns: (type) => type === RULE,
  judge: (rule, facts) => {
    if (!isFenced(rule, facts) || facts.scope.paths === undefined) return [];
    if (facts.resolver.text(get(rule.values, "action"), rule.stack) === "BLOCK") return [met()];
    const id = get(rule.values, "firewall_domain_list_id");
    const lists = facts.ofType(LIST).filter((list) => facts.refersTo(rule, id, list, ["id"]) === "yes");
    const more = { attribute: "firewall_domain_list_id", expected: "AWS's names, and those of declared paths" };
    if (lists.length === 0) return [unknown("which names it lets through is not known", { ...more, value: "unresolved" })];
    const others = lists.flatMap((list) => undeclared(list, facts));
    if (others.includes(undefined)) return [unknown("which names it lets through is not known", { ...more, value: "unresolved" })];
    return others.length > 0 ? [breach(`it lets through ${others.join(", ")}`, { ...more, value: others.join() })] : [met()];
  },
};

/** What a list lets somebody ask for beside AWS's names and the hosts of the paths; undefined for what nobody can read. */
function undeclared({ values, stack }: Resource, facts: Facts): readonly (string | undefined)[] {
  const hosts = new Set(facts.scope.paths?.map(({ to }) => to.replace(/:\d+$/, "")));
  return select(values, "domains[]")
    .map(({ value }) => facts.resolver.text(value, stack)?.toLowerCase())
    .filter((name) => name === undefined || !(AWS_NAMES.test(name) || hosts.has(name.replace(/[.]$/, ""))));
}
