import { AWS_DOORS } from "./aws-doors";
import { isEdge } from "./edge";
import { attachedTo, GOOGLE_WAYS, leadsTo, saysNoNetwork } from "./google-ways";
import { GOOGLE_JOINS } from "./google-joins";
import { GOOGLE_PUBLIC } from "./google-public";
import { GOOGLE_DOORS, HUB_SETTINGS, HUBS } from "./hubs";
import { lineAt, ON_A_LINE } from "./line";
import { get, select } from "../../value";
import { cidrs, external, facesInternet, flag, GOOGLE_APIS, isOfOthers, leavesByDefault, policyRules, type Judge } from "./openings";
import { routes } from "./ways-out";
import { breach, LEGACY, met, type ResourceRule } from "../rule";

/** Ways out of a network that are breaches by being there. */
const DOORS: Readonly<Record<string, string>> = {
  aws_internet_gateway: "an internet gateway",
  aws_internet_gateway_attachment: "an internet gateway",
  aws_egress_only_internet_gateway: "an egress-only internet gateway",
  aws_nat_gateway: "a NAT gateway",
  aws_eip: "a public address",
  aws_eip_association: "a public address",
  aws_vpc_peering_connection: "a peering",
  aws_vpc_peering_connection_accepter: "a peering",
  aws_default_vpc: "a default VPC, which has an internet gateway",
  ...HUBS,
  ...AWS_DOORS,
  aws_route53_resolver_rule: "a rule that asks others for names",
  aws_vpclattice_service_network_vpc_association: "a way into a network of services",
  aws_vpn_gateway: "a VPN gateway",
  aws_vpn_gateway_attachment: "a VPN gateway",
  aws_vpn_connection: "a VPN",
  aws_ec2_client_vpn_endpoint: "a VPN",
  aws_dx_gateway_association: "a private line",
  aws_dx_private_virtual_interface: "a private line",
  aws_dx_hosted_private_virtual_interface_accepter: "a private line",
  aws_vpc_block_public_access_exclusion: "an exclusion from the public access block",
  google_compute_public_advertised_prefix: "a range of public addresses",
  google_compute_public_delegated_prefix: "a range of public addresses",
  google_compute_router_nat: "a NAT gateway",
  google_compute_router_nat_address: "a NAT gateway",
  ...GOOGLE_DOORS,
};
/** Doors that the program may declare: the gateway of a private line, and what leads to its far side. */
const LINE = new Set([
  "aws_vpn_gateway",
  "aws_vpn_connection",
  "aws_dx_gateway_association",
  "aws_dx_private_virtual_interface",
  "aws_dx_hosted_private_virtual_interface_accepter",
]);
/** Doors to somebody, which the edge has no more than any other network: its firewalls look at the internet. */
const TO_SOMEBODY = new Set([
  ...LINE,
  ...Object.keys(HUBS),
  ...Object.keys(HUB_SETTINGS),
  ...Object.keys(AWS_DOORS),
  "aws_vpc_peering_connection",
  "aws_vpc_peering_connection_accepter",
  "aws_vpn_gateway_attachment",
  "aws_ec2_client_vpn_endpoint",
  ...Object.keys(GOOGLE_DOORS),
]);
const BY_TYPE: Readonly<Record<string, Judge>> = {
  ...HUB_SETTINGS,
  ...GOOGLE_WAYS,
  ...GOOGLE_PUBLIC,
  ...GOOGLE_JOINS,
  aws_security_group: cidrs([
    "ingress[].cidr_blocks[]",
    "ingress[].ipv6_cidr_blocks[]",
    "egress[].cidr_blocks[]",
    "egress[].ipv6_cidr_blocks[]",
  ]),
  aws_default_security_group: cidrs([
    "ingress[].cidr_blocks[]",
    "ingress[].ipv6_cidr_blocks[]",
    "egress[].cidr_blocks[]",
    "egress[].ipv6_cidr_blocks[]",
  ]),
  aws_security_group_rule: cidrs(["cidr_blocks[]", "ipv6_cidr_blocks[]"]),
  aws_ec2_managed_prefix_list: cidrs(["entry[].cidr"]),
  aws_ec2_managed_prefix_list_entry: cidrs(["cidr"]),
  aws_vpc_security_group_ingress_rule: cidrs(["cidr_ipv4", "cidr_ipv6"]),
  aws_vpc_security_group_egress_rule: cidrs(["cidr_ipv4", "cidr_ipv6"]),
  aws_route: routes(""),
  aws_route_table: routes("route[]."),
  aws_default_route_table: routes("route[]."),
  aws_vpc_block_public_access_options: (resource, facts) =>
    /^block-/.test(facts.resolver.text(get(resource.values, "internet_gateway_block_mode"), resource.stack) ?? "")
      ? []
      : [breach("it does not block internet gateways", { attribute: "internet_gateway_block_mode" })],
  aws_subnet: flag("map_public_ip_on_launch", "gives out public addresses"),
  aws_lb: facesInternet,
  aws_alb: facesInternet,
  aws_elb: facesInternet,
  aws_rds_cluster_instance: flag("publicly_accessible", "is publicly accessible"),
  aws_db_instance: flag("publicly_accessible", "is publicly accessible"),
  google_compute_firewall: (resource, facts) =>
    select(resource.values, "allow[]").length === 0
      ? []
      : [...saysNoNetwork(resource, facts), ...cidrs(["source_ranges[]", "destination_ranges[]"], isOfOthers)(resource, facts)],
  google_compute_firewall_policy_with_rules: policyRules("rule[]"),
  google_compute_firewall_policy_rule: policyRules(""),
  google_compute_network_firewall_policy_with_rules: policyRules("rule[]"),
  google_compute_network_firewall_policy_rule: policyRules(""),
  google_compute_region_network_firewall_policy_with_rules: policyRules("rule[]"),
  google_compute_region_network_firewall_policy_rule: policyRules(""),
  google_compute_route: (resource, facts) =>
    cidrs(["dest_range"], leavesByDefault(resource, facts) ? (range) => !GOOGLE_APIS.has(range) : isOfOthers, "sends")(resource, facts),
  google_compute_address: external("address_type", "EXTERNAL"),
  google_compute_global_address: external("address_type", "EXTERNAL"),
  google_compute_forwarding_rule: (resource, facts) => [
    ...external("load_balancing_scheme", "EXTERNAL")(resource, facts),
    ...leadsTo(resource, facts),
  ],
  google_compute_global_forwarding_rule: (resource, facts) => [
    ...external("load_balancing_scheme", "EXTERNAL")(resource, facts),
    ...leadsTo(resource, facts),
  ],
  google_sql_database_instance: (resource, facts) => [
    ...flag("settings[].ip_configuration[].ipv4_enabled", "has a public address", true)(resource, facts),
    ...cidrs(["settings[].ip_configuration[].authorized_networks[].value"], () => true)(resource, facts),
    ...attachedTo(resource, facts),
  ],
};

export const isolatedNetwork: ResourceRule = {
  id: "NETWORK-01",
  claim: "network",
  subject: "resource",
  title: "The isolated network has no way to the internet and no peer.",
  why: "The firewalls around the data hold only while every way in and out is one of theirs; an edge network, in an account that stores no data, is the only place for a gateway.",
  fix: "Reach services through endpoints, and the internet through the edge stack.",
  concerns: (type) => Object.hasOwn(DOORS, type) || Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const door = Object.hasOwn(DOORS, resource.type) ? DOORS[resource.type] : undefined;
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    if (!door && !judge) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    if (LINE.has(resource.type) && lineAt(resource, facts)) return [met(ON_A_LINE)];
    const verdicts = door ? [breach(`it is ${door}`)] : (judge as Judge)(resource, facts);
    if (verdicts.length === 0) return [met()];
    // The edge's firewall stands before the internet; nothing of NETWORK-03 looks at a line to somebody.
    return verdicts.every(({ verdict }) => verdict === "breach") && !TO_SOMEBODY.has(resource.type) && isEdge(resource, facts)
      ? [met("it is part of the edge, which NETWORK-03 judges")]
      : verdicts;
  },
};
