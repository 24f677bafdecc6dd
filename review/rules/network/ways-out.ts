import type { Facts } from "../../facts/facts";
import type { Resolution, Resource } from "../../facts/model";
import { leadsToLine } from "./line";
import { isPrivate } from "../../cidr";
import { isLiteral } from "../literal";
import { get, isAbsent, select, type Found, shown } from "../../value";
import { breach, unknown, type Verdict } from "../rule";

/** What a route may lead to outside its VPC (Amazon VPC, route tables), by attribute; an endpoint and a network interface stay inside. */
const LEADS_OUT: Readonly<Record<string, string>> = {
  gateway_id: "a gateway",
  nat_gateway_id: "a NAT gateway",
  egress_only_gateway_id: "an egress-only internet gateway",
  vpc_peering_connection_id: "a peering",
  transit_gateway_id: "a transit gateway",
  carrier_gateway_id: "a carrier gateway",
  local_gateway_id: "a local gateway",
  core_network_arn: "a core network",
};

/** Routes of a route table or alone, given the path of their block. */
export function routes(block: string) {
  return (resource: Resource, facts: Facts): Verdict[] => [
    ...(block === "" ? toSomething(resource, facts) : []),
    ...Object.entries(LEADS_OUT).flatMap(([attribute, what]) =>
      select(resource.values, `${block}${attribute}`)
        .filter((found) => !staysInside(attribute, found, resource, facts))
        .map(({ path, value }) => judge(attribute, what, path, facts.resolver.resolve(value, resource.stack))),
    ),
  ];
}

/** What no stack makes may send on whatever it is sent: a machine with two interfaces is a gateway (Amazon VPC, middlebox routing). */
function toSomething(route: Resource, facts: Facts): Verdict[] {
  const to = ["network_interface_id", "vpc_endpoint_id"].find((attribute) => isLiteral(route, attribute));
  const range = facts.resolver.text(get(route.values, "destination_cidr_block"), route.stack) ?? "::/0";
  return to === undefined || isPrivate(range) === true
    ? []
    : [unknown(`where it sends what goes to ${range} is not known`, { attribute: to, value: range })];
}

function judge(attribute: string, what: string, path: string, resolved: Resolution): Verdict {
  if (resolved.kind === "unresolved" && attribute === "gateway_id")
    return unknown(`where it routes to is not known: ${resolved.reason}`, { attribute: path });
  return breach(`it routes to ${what}`, { attribute: path, value: resolved.kind === "value" ? shown(resolved.value) : attribute });
}

/** A `gateway_id` may also name a gateway endpoint, the gateway of a declared line, or `local`. */
function staysInside(attribute: string, { value }: Found, resource: Resource, facts: Facts): boolean {
  if (isAbsent(value)) return true;
  if (attribute !== "gateway_id") return false;
  if (leadsToLine(value, resource, facts)) return true;
  const resolved = facts.resolver.resolve(value, resource.stack);
  return (
    (resolved.kind === "resource" && resolved.resource.type === "aws_vpc_endpoint") ||
    (resolved.kind === "value" && /^(local|vpce-[0-9a-f]+)$/.test(shown(resolved.value)))
  );
}
