import { passes } from "../../../config/migration/lines";
import type { DeclaredLine } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, isObject, select, type ValueObject } from "../../value";
import { named, within } from "./line";
import { leads, type LineJudge } from "./line-gateway";
import { breach, unknown, type Verdict } from "../rule";

const isLines = (subnet: Resource, line: DeclaredLine, facts: Facts): boolean | undefined => {
  const block = facts.resolver.text(get(subnet.values, "cidr_block"), subnet.stack);
  return block === undefined ? undefined : within(block, [line.subnets]);
};

/** A single route over the line stands in a table of the line's own subnets. */
export const route: LineJudge = (resource, line, facts) => {
  if (!named(get(resource.values, "gateway_id"), resource, "aws_vpn_gateway", facts)) return [];
  const table = named(get(resource.values, "route_table_id"), resource, "aws_route_table", facts);
  return [
    ...leads(resource, "destination_cidr_block", line, facts),
    ...(table ? ofLineOnly(table, line, facts) : [unknown("its route table is not known", { attribute: "route_table_id" })]),
  ];
};

/** A table with a route over the line is used by the line's own subnets, and takes no route that the far side announces. */
export const routeTable: LineJudge = (table, line, facts) => {
  const over = select(table.values, "route[]").filter(({ value }) =>
    named(get(value as ValueObject, "gateway_id"), table, "aws_vpn_gateway", facts),
  );
  const propagated = select(table.values, "propagating_vgws[]").map(() =>
    breach("it takes what the far side announces", { attribute: "propagating_vgws", value: "propagated", expected: "written routes" }),
  );
  return [
    ...propagated,
    ...over.flatMap(({ path, value }) => leads(table, `${path}.cidr_block`, line, facts, get(value as ValueObject, "cidr_block"))),
    ...(over.length > 0 ? ofLineOnly(table, line, facts) : []),
  ];
};

export const propagation: LineJudge = () => [
  breach("its table takes what the far side announces", { value: "propagated", expected: "written routes" }),
];

function ofLineOnly(table: Resource, line: DeclaredLine, facts: Facts): Verdict[] {
  const associations = facts
    .ofType("aws_route_table_association")
    .filter((one) => named(get(one.values, "route_table_id"), one, "aws_route_table", facts) === table);
  return associations.flatMap((one) => {
    const subnet = named(get(one.values, "subnet_id"), one, "aws_subnet", facts);
    const own = subnet && isLines(subnet, line, facts);
    if (own === undefined) return [unknown("which subnet uses its table is not known", { attribute: "route" })];
    return own
      ? []
      : [breach("a subnet that is not the line's leads over it", { attribute: "route", value: "beside", expected: line.subnets })];
  });
}

/** A subnet of the line's has an ACL that names it. */
export const subnet: LineJudge = (resource, line, facts) => {
  if (isLines(resource, line, facts) !== true) return [];
  const guarded = facts.ofType("aws_network_acl").some((acl) => names(acl, resource, facts));
  return guarded
    ? []
    : [breach("no network ACL of the line's names it", { value: "the default ACL", expected: "an ACL of the line's own" })];
};

const names = (acl: Resource, subnet: Resource, facts: Facts): boolean =>
  select(acl.values, "subnet_ids[]").some(({ value }) => facts.refersTo(acl, value, subnet, ["id"]) === "yes") ||
  facts
    .ofType("aws_network_acl_association")
    .some(
      (one) =>
        facts.refersTo(one, get(one.values, "subnet_id"), subnet, ["id"]) === "yes" &&
        facts.refersTo(one, get(one.values, "network_acl_id"), acl, ["id"]) === "yes",
    );

const guardsLine = (acl: Resource, line: DeclaredLine, facts: Facts): boolean =>
  facts.ofType("aws_subnet").some((one) => isLines(one, line, facts) === true && names(acl, one, facts));

/** The line's ACL passes the network itself, and the old site on the declared ports. */
export const acl: LineJudge = (resource, line, facts) =>
  guardsLine(resource, line, facts)
    ? (["ingress", "egress"] as const).flatMap((block) =>
        select(resource.values, `${block}[]`).flatMap(({ path, value }) =>
          isObject(value)
            ? passed(resource, value as ValueObject, path, block === "ingress" ? "in" : "out", "action", line, facts)
            : [unknown("what it passes is not known", { attribute: path })],
        ),
      )
    : [];

/** A rule beside the ACL counts as one in it. */
export const aclRule: LineJudge = (resource, line, facts) => {
  const of = named(get(resource.values, "network_acl_id"), resource, "aws_network_acl", facts);
  if (!of || !guardsLine(of, line, facts)) return [];
  const out = facts.resolver.resolve(get(resource.values, "egress"), resource.stack);
  const way = out.kind === "value" && String(out.value) === "true" ? "out" : "in";
  return passed(resource, resource.values, "rule", way, "rule_action", line, facts);
};

function passed(
  resource: Resource,
  rule: ValueObject,
  path: string,
  way: "in" | "out",
  action: string,
  line: DeclaredLine,
  facts: Facts,
): Verdict[] {
  const text = (key: string) => facts.resolver.text(get(rule, key), resource.stack);
  if (text(action) === "deny") return [];
  const [cidr, protocol, from, to] = [text("cidr_block"), text("protocol"), Number(text("from_port")), Number(text("to_port"))];
  const at = { attribute: path, expected: `TCP of ${line.networks.join(", ")} on the line's ports` };
  if (cidr === undefined || !isAbsent(get(rule, "ipv6_cidr_block")))
    return isAbsent(get(rule, "cidr_block"))
      ? [breach("it passes what is no IPv4 network", { ...at, value: "IPv6" })]
      : [unknown("what it passes is not known", at)];
  if (within(cidr, [line.cidr])) return [];
  if (!within(cidr, line.networks)) return [breach(`it passes ${cidr}`, { ...at, value: cidr })];
  const declared = passes(line, way).some((ports) => from >= ports.from && to <= ports.to);
  return (protocol === "tcp" || protocol === "6") && declared
    ? []
    : [breach(`it passes ${protocol ?? "an unknown protocol"} ${from}-${to} of ${cidr}`, { ...at, value: `${protocol} ${from}-${to}` })];
}
