import { isPrivate } from "../cidr";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { AWS_DOORS } from "./aws-doors";
import { isEdge } from "./edge";
import { allowsAnywhere, attachedTo, GOOGLE_WAYS, leadsTo, saysNoNetwork } from "./google-ways";
import { GOOGLE_JOINS } from "./google-joins";
import { GOOGLE_PUBLIC } from "./google-public";
import { GOOGLE_DOORS, HUB_SETTINGS, HUBS } from "./hubs";
import { lineAt, ON_A_LINE } from "./line";
import { get, isAbsent, list, select, type Value, shown } from "../value";
import { routes } from "./ways-out";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "./rule";

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
/** restricted. and private.googleapis.com: the only ranges that Google's default gateway may carry (VPC, Private Google Access). */
const GOOGLE_APIS = new Set(["199.36.153.4/30", "199.36.153.8/30", "34.126.0.0/18"]);
/** Google's own health checks and DNS forwarding reach a network from these (Cloud Load Balancing and Cloud DNS, firewall rules). */
const GOOGLE_SOURCES = new Set(["35.191.0.0/16", "130.211.0.0/22", "35.199.192.0/19"]);
const isOfOthers = (cidr: string) => isPrivate(cidr) !== true && !GOOGLE_APIS.has(cidr) && !GOOGLE_SOURCES.has(cidr);

type Judge = (resource: Resource, facts: Facts) => Verdict[];

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

/** Rules of a firewall policy that stands above networks: what one allows is open whatever the network's own rules say. */
function policyRules(block: string): Judge {
  return (resource, facts) => {
    const rules: readonly Value[] = block === "" ? [resource.values] : select(resource.values, block).map(({ value }) => value);
    return rules.flatMap((rule) => {
      const action = facts.resolver.text(select(rule, "action")[0]?.value, resource.stack);
      // What is denied or left to the next rules opens nothing.
      if (action === "deny" || action === "goto_next") return [];
      const anywhere = action === undefined ? [] : allowsAnywhere(rule, block, facts, resource);
      const ranges = ["match[].src_ip_ranges[]", "match[].dest_ip_ranges[]"].flatMap((path) =>
        select(rule, path).flatMap(({ value }): Verdict[] => {
          const text = facts.resolver.text(value, resource.stack);
          const at = { attribute: block === "" ? path : `${block}.${path}` };
          if (text === undefined || action === undefined) return [unknown(`the network in ${path} is not known`, at)];
          return isOfOthers(text) ? [breach(`it is open to ${text}`, { ...at, value: text, expected: "a network of the program" })] : [];
        }),
      );
      return [...anywhere, ...ranges];
    });
  };
}

function cidrs(
  paths: readonly string[],
  open: (cidr: string) => boolean = (cidr) => isPrivate(cidr) !== true && !GOOGLE_APIS.has(cidr),
  verb = "is open to",
): Judge {
  return (resource, facts) =>
    paths
      .flatMap((path) => select(resource.values, path))
      .flatMap(({ path, value }) => {
        const text = facts.resolver.text(value, resource.stack);
        if (text === undefined)
          return [
            refersToAddress(value, resource, facts) ? met() : unknown(`the network in ${path} is not known`, { attribute: path }),
          ].filter(({ verdict }) => verdict !== "met");
        return open(text) ? [breach(`it ${verb} ${text}`, { attribute: path, value: text, expected: "a network of the program" })] : [];
      });
}

/** The block of a VPC or subnet that stands in the inputs is a network of the program, whatever it will be. */
function refersToAddress(value: Value, resource: Resource, facts: Facts): boolean {
  const resolved = facts.resolver.resolve(value, resource.stack);
  return resolved.kind === "resource" && /^(aws_vpc|aws_subnet|google_compute_subnetwork)$/.test(resolved.resource.type);
}

function flag(path: string, says: string, whenAbsent = false): Judge {
  return (resource, facts) => {
    const found = select(resource.values, path)[0];
    if (!found) return whenAbsent ? [breach(`it ${says}`, { attribute: path, value: "absent", expected: "false" })] : [];
    const resolved = facts.resolver.resolve(found.value, resource.stack);
    if (resolved.kind !== "value") return [unknown(`whether it ${says} is not known`, { attribute: found.path })];
    return resolved.value === false || resolved.value === "false"
      ? []
      : [breach(`it ${says}`, { attribute: found.path, value: shown(resolved.value), expected: "false" })];
  };
}

/** A load balancer faces the internet unless it says that it is internal. */
function facesInternet(resource: Resource, facts: Facts): Verdict[] {
  const resolved = facts.resolver.resolve(get(resource.values, "internal"), resource.stack);
  if (resolved.kind !== "value") return [unknown("whether it faces the internet is not known", { attribute: "internal" })];
  return String(resolved.value) === "true"
    ? []
    : [breach("it faces the internet", { attribute: "internal", value: String(resolved.value), expected: "true" })];
}

/** Google's addresses and load balancers are external unless they say INTERNAL or PSC; a PSC endpoint's scheme is empty. */
function external(attribute: string, preset: string): Judge {
  return (resource, facts) => {
    const value = get(resource.values, attribute);
    const text = value === "" ? "" : isAbsent(value) ? preset : facts.resolver.text(value, resource.stack);
    if (text === undefined) return [unknown(`its ${attribute} is not known`, { attribute })];
    return text.startsWith("EXTERNAL") ? [breach("it is open to the internet", { attribute, value: text, expected: "INTERNAL" })] : [];
  };
}

function leavesByDefault(resource: Resource, facts: Facts): boolean {
  const gateway = get(resource.values, "next_hop_gateway");
  return (
    !isAbsent(gateway) &&
    list<Value>(gateway as Value[]).some((one) =>
      /default-internet-gateway$/.test(facts.resolver.text(one, resource.stack) ?? "default-internet-gateway"),
    )
  );
}
