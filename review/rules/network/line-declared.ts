import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent } from "../../value";
import { lineAt, namedBy } from "./line";
import { association, connection, connectionRoute, gateway, interfaceOf, peer, type LineJudge } from "./line-gateway";
import { acl, aclRule, propagation, route, routeTable, subnet } from "./line-subnets";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const BY_TYPE: Readonly<Record<string, LineJudge>> = {
  aws_vpn_gateway: gateway,
  aws_customer_gateway: peer,
  aws_vpn_connection: connection,
  aws_vpn_connection_route: connectionRoute,
  aws_vpn_gateway_route_propagation: propagation,
  aws_dx_gateway_association: association,
  aws_dx_private_virtual_interface: interfaceOf,
  aws_dx_hosted_private_virtual_interface_accepter: interfaceOf,
  aws_route: route,
  aws_route_table: routeTable,
  aws_default_route_table: routeTable,
  aws_subnet: subnet,
  aws_network_acl: acl,
  aws_network_acl_rule: aclRule,
};

export const lineDeclared: ResourceRule = {
  id: "NETWORK-09",
  claim: "network",
  subject: "resource",
  title:
    "A private line leads from its own subnets to the old site that the program names, on the ports of what moves, and its agents stay on it.",
  why: "A line to the old site is a way around the firewalls: it is the parent's network at its far side. It stands for the move alone, so it carries that and nothing else (Amazon VPC, route tables and network ACLs; AWS DataSync user guide, network requirements for VPC service endpoints).",
  fix: "Write the line's end and networks into the program, route and pass exactly those, log both tunnels, and activate agents behind the line's endpoint.",
  concerns: (type) => type === "aws_datasync_agent" || Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    if (resource.type === "aws_datasync_agent") return facts.isLegacy(resource) ? [met(LEGACY)] : [agent(resource, facts)];
    const line = lineAt(resource, facts);
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    // Without a declared line a gateway is NETWORK-01's breach.
    if (!line || !judge) return [];
    const verdicts = judge(resource, line, facts);
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

/** An agent takes its endpoint at activation; without one it sends its data to DataSync's public address. */
function agent(resource: Resource, facts: Facts): Verdict {
  const attribute = "vpc_endpoint_id";
  const value = get(resource.values, attribute);
  if (isAbsent(value))
    return breach("it reaches DataSync over the internet", { attribute, value: "absent", expected: "the endpoint of the private line" });
  const endpoint = namedBy(resource, attribute, "aws_vpc_endpoint", facts);
  if (!endpoint) return unknown("its endpoint is not known", { attribute });
  const service = facts.resolver.text(get(endpoint.values, "service_name"), endpoint.stack) ?? "";
  return service.endsWith(".datasync") || service.endsWith(".datasync-fips")
    ? met()
    : breach("its endpoint is not DataSync's", { attribute, value: service, expected: "an endpoint of DataSync" });
}
