import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, list, select, type Value } from "../../value";
import { isEdge } from "./edge";
import { servesKeyCalls } from "../guards/everywhere-table";
import { armored, opensInside } from "./google-edge";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const GROUP = "aws_route53_resolver_firewall_rule_group";

type Judge = (resource: Resource, facts: Facts) => Verdict[];

/** By type; what else stands in the edge has nothing to filter. */
const BY_TYPE: Readonly<Record<string, Judge>> = {
  aws_internet_gateway: entersThroughFirewall,
  aws_route: leavesFromFirewall(""),
  aws_route_table: leavesFromFirewall("route[]."),
  aws_networkfirewall_firewall_policy: dropsByDefault,
  aws_vpc: asksFirewall,
  aws_route53_resolver_firewall_config: (resource, facts) =>
    told(resource, facts, "firewall_fail_open", "whether it answers when the firewall does not", (open) =>
      open === "DISABLED" ? undefined : "names are answered when the DNS firewall is out of reach",
    ),
  aws_lb: webFiltered,
  google_compute_backend_service: armored,
  google_compute_region_backend_service: armored,
  google_compute_global_forwarding_rule: opensInside,
};

export const edgeFiltered: ResourceRule = {
  id: "NETWORK-03",
  claim: "network",
  subject: "resource",
  title:
    "The edge is filtered: every route to the internet passes a firewall that drops by default, and names are blocked by default there and in every network of the program.",
  why: "A gateway beside the firewall, or a firewall that passes what it does not know, is an unguarded way out of the ring-fence (AWS Network Firewall guide, strict evaluation order; Route 53 guide, DNS Firewall).",
  fix: "Route only the firewall's subnets to the gateway and the gateway back to the firewall; drop and block whatever no rule passes.",
  concerns: (type) => Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    if (!judge || resource.action === "delete" || facts.isLegacy(resource)) return [];
    return isEdge(resource, facts) || asksForNames(resource, facts) ? judge(resource, facts) : [];
  },
};

/** A name that is looked up carries data out of a network that has no gateway, too. */
const asksForNames = (vpc: Resource, facts: Facts) =>
  vpc.type === "aws_vpc" && facts.scope.awsGuards !== undefined && !servesKeyCalls(vpc, facts);

const gatewayOf = (value: Value | undefined, resource: Resource, facts: Facts): "internet" | "other" | "unknown" => {
  const resolved = facts.resolver.resolve(value, resource.stack);
  if (resolved.kind === "unresolved") return "unknown";
  if (resolved.kind === "resource") return resolved.resource.type === "aws_internet_gateway" ? "internet" : "other";
  return String(resolved.value).startsWith("igw-") ? "internet" : "other";
};

/** The one of a type that a value names: by reference before it exists, by its id after. */
const named = (from: Resource, attribute: string, type: string, facts: Facts): Resource | undefined =>
  facts.ofType(type).find((to) => facts.refersTo(from, get(from.values, attribute), to, ["id"]) === "yes");

/** A route to the gateway stands in a table of the firewall's own subnets only. */
function leavesFromFirewall(block: string): Judge {
  return (resource, facts) =>
    select(resource.values, `${block}gateway_id`).flatMap(({ path, value }) => {
      if (isAbsent(value)) return [];
      const gateway = gatewayOf(value, resource, facts);
      if (gateway === "other") return [];
      if (gateway === "unknown") return [unknown("where it routes to is not known", { attribute: path })];
      const table = block === "" ? named(resource, "route_table_id", "aws_route_table", facts) : resource;
      return [table ? fromFirewallSubnets(table, facts, path) : unknown("its route table is not known", { attribute: "route_table_id" })];
    });
}

function fromFirewallSubnets(table: Resource, facts: Facts, attribute: string): Verdict {
  const associations = facts
    .ofType("aws_route_table_association")
    .filter((one) => one.stack === table.stack && facts.refersTo(one, get(one.values, "route_table_id"), table, ["id"]) === "yes");
  if (associations.length === 0) return unknown("which subnets use its route table is not known", { attribute });
  const subnets = associations.map((one) => named(one, "subnet_id", "aws_subnet", facts));
  if (subnets.includes(undefined)) return unknown("which subnets use its route table is not known", { attribute });
  const own = facts.ofType("aws_networkfirewall_firewall").filter((one) => one.stack === table.stack);
  const firewalled = (subnet: Resource) =>
    own.some((firewall) =>
      select(firewall.values, "subnet_mapping[].subnet_id").some(({ value }) => facts.refersTo(firewall, value, subnet, ["id"]) === "yes"),
    );
  const beside = subnets.filter((subnet) => subnet && !firewalled(subnet));
  return beside.length === 0
    ? met()
    : breach("it routes to the internet from a subnet that is not the firewall's", {
        attribute,
        value: "beside",
        expected: "a subnet of the firewall",
      });
}

/** The gateway has a route table of its own, which leads what comes in to the firewall's endpoints. */
function entersThroughFirewall(gateway: Resource, facts: Facts): Verdict[] {
  const association = facts
    .ofType("aws_route_table_association")
    .find((one) => facts.refersTo(one, get(one.values, "gateway_id"), gateway, ["id"]) === "yes");
  if (!association)
    return [breach("what comes in through it passes no firewall", { value: "no route table", expected: "a route table of its own" })];
  const table = named(association, "route_table_id", "aws_route_table", facts);
  if (!table) return [unknown("where its route table leads is not known")];
  const routes = facts.ofType("aws_route").filter((one) => named(one, "route_table_id", "aws_route_table", facts) === table);
  const targets = [
    ...routes.map((one) => get(one.values, "vpc_endpoint_id")),
    ...select(table.values, "route[].vpc_endpoint_id").map(({ value }) => value),
  ];
  return targets.length > 0 && targets.every((target) => !isAbsent(target))
    ? [met()]
    : [breach("what comes in through it passes no firewall", { value: "no endpoint", expected: "routes to the firewall's endpoints" })];
}

function dropsByDefault(policy: Resource, facts: Facts): Verdict[] {
  const says = (path: string) =>
    select(policy.values, `firewall_policy[].${path}`).flatMap(({ value }) =>
      list<Value>(value as Value[]).map((one) => facts.resolver.text(one, policy.stack)),
    );
  const attribute = "firewall_policy";
  const [stateful, stateless, fragments] = [
    says("stateful_default_actions[]"),
    says("stateless_default_actions[]"),
    says("stateless_fragment_default_actions[]"),
  ];
  if ([...stateful, ...stateless, ...fragments].includes(undefined)) return [unknown("its default actions are not known", { attribute })];
  if ([...stateless, ...fragments].includes("aws:pass"))
    return [breach("it passes packets before any rule has seen them", { attribute, value: "aws:pass", expected: "aws:forward_to_sfe" })];
  return stateful.some((action) => action?.startsWith("aws:drop_"))
    ? [met()]
    : [breach("it passes what no rule names", { attribute, value: stateful.join(), expected: "aws:drop_established, in strict order" })];
}

/** A group of DNS rules, one of which blocks every name, is associated with the VPC. */
function asksFirewall(vpc: Resource, facts: Facts): Verdict[] {
  const groups = facts
    .ofType("aws_route53_resolver_firewall_rule_group_association")
    .filter((one) => facts.refersTo(one, get(one.values, "vpc_id"), vpc, ["id"]) === "yes")
    .map((one) => named(one, "firewall_rule_group_id", GROUP, facts));
  if (groups.includes(undefined)) return [unknown("which DNS rules it follows is not known")];
  const blocks = facts.ofType("aws_route53_resolver_firewall_rule").some((rule) => {
    const group = named(rule, "firewall_rule_group_id", GROUP, facts);
    return group && groups.includes(group) && blocksEveryName(rule, facts);
  });
  return blocks ? [met()] : [breach("names are looked up that no rule names", { value: "no block", expected: "a DNS rule that blocks *" })];
}

function blocksEveryName(rule: Resource, facts: Facts): boolean {
  const list = named(rule, "firewall_domain_list_id", "aws_route53_resolver_firewall_domain_list", facts);
  return (
    facts.resolver.text(get(rule.values, "action"), rule.stack) === "BLOCK" &&
    list !== undefined &&
    select(list.values, "domains[]").some(({ value }) => /^\*\.?$/.test(facts.resolver.text(value, list.stack) ?? ""))
  );
}

/** A load balancer that faces the internet stands behind a web firewall. */
function webFiltered(balancer: Resource, facts: Facts): Verdict[] {
  if (facts.resolver.text(get(balancer.values, "internal"), balancer.stack) === "true") return [];
  const filtered = facts
    .ofType("aws_wafv2_web_acl_association")
    .some((one) => facts.refersTo(one, get(one.values, "resource_arn"), balancer, ["arn"]) === "yes");
  return [
    filtered
      ? met()
      : breach("it faces the internet without a web firewall", { value: "no web ACL", expected: "an association with a web ACL" }),
  ];
}

function told(
  resource: Resource,
  facts: Facts,
  attribute: string,
  what: string,
  wrong: (text: string | undefined) => string | undefined,
): Verdict[] {
  const resolved = facts.resolver.resolve(get(resource.values, attribute), resource.stack);
  if (resolved.kind !== "value") return [unknown(`${what} is not known`, { attribute })];
  const message = wrong(isAbsent(resolved.value) ? undefined : String(resolved.value));
  return [message === undefined ? met() : breach(message, { attribute, value: String(resolved.value), expected: "DISABLED" })];
}
