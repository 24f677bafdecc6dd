import { isProject } from "../../access/google-known";
import { parseArn } from "../../arn";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent } from "../../value";
import { acceptsAll } from "./google-ways";
import { breach, unknown, type Verdict } from "../rule";

/** Transit gateways, core networks and Direct Connect interfaces: each joins a network to whoever else is joined to the same. */
export const HUBS: Readonly<Record<string, string>> = {
  aws_ec2_transit_gateway_vpc_attachment: "an attachment to a transit gateway",
  aws_ec2_transit_gateway_vpc_attachment_accepter: "an attachment to a transit gateway that another account asked for",
  aws_ec2_transit_gateway_peering_attachment: "an attachment to a transit gateway",
  aws_ec2_transit_gateway_peering_attachment_accepter: "an attachment to a transit gateway that another account asked for",
  aws_ec2_transit_gateway_connect: "an attachment to a transit gateway",
  aws_networkmanager_vpc_attachment: "an attachment to a core network",
  aws_networkmanager_attachment_accepter: "an attachment to a core network that another account asked for",
  aws_networkmanager_connect_attachment: "an attachment to a core network",
  aws_networkmanager_dx_gateway_attachment: "an attachment to a core network",
  aws_networkmanager_site_to_site_vpn_attachment: "an attachment to a core network",
  aws_networkmanager_transit_gateway_peering: "an attachment to a core network",
  aws_networkmanager_transit_gateway_route_table_attachment: "an attachment to a core network",
  // The other account's owner decides what else its gateway joins, and may announce other prefixes than were proposed
  // (AWS Direct Connect user guide, Associate a virtual private gateway across accounts).
  aws_dx_gateway_association_proposal: "a proposal to another account's Direct Connect gateway",
  aws_dx_hosted_connection: "a Direct Connect connection for another account",
  aws_dx_hosted_private_virtual_interface: "a Direct Connect interface for another account",
  aws_dx_hosted_transit_virtual_interface: "a Direct Connect interface for another account",
  aws_dx_hosted_public_virtual_interface: "a Direct Connect interface for another account",
  aws_dx_transit_virtual_interface: "a Direct Connect interface to a transit gateway",
  aws_dx_hosted_transit_virtual_interface_accepter: "a Direct Connect interface to a transit gateway",
  aws_dx_public_virtual_interface: "a Direct Connect interface to public addresses",
  aws_dx_hosted_public_virtual_interface_accepter: "a Direct Connect interface to public addresses",
};

/** What joins a network on Google to somebody's (google 6.50.0, provider schema; Network Connectivity and VPC documentation). */
export const GOOGLE_DOORS: Readonly<Record<string, string>> = {
  google_apigee_nat_address: "a NAT gateway",
  google_app_engine_domain_mapping: "a name on the internet",
  google_beyondcorp_app_connection: "a way in from the internet",
  google_beyondcorp_app_connector: "a way in from the internet",
  google_beyondcorp_app_gateway: "a way in from the internet",
  google_beyondcorp_security_gateway: "a way in from the internet",
  google_cloud_run_domain_mapping: "a name on the internet",
  google_compute_ha_vpn_gateway: "a VPN gateway",
  google_compute_interconnect: "a private line",
  google_compute_interconnect_attachment: "a private line",
  google_compute_external_vpn_gateway: "the other end of a VPN",
  google_compute_network_peering: "a peering",
  google_compute_network_peering_routes_config: "what a peering's networks learn of each other",
  google_compute_packet_mirroring: "a copy of what passes",
  google_compute_router_peer: "a session that learns routes",
  google_compute_vpn_gateway: "a VPN gateway",
  google_compute_vpn_tunnel: "a VPN",
  google_edgecontainer_vpn_connection: "a VPN",
  google_edgenetwork_interconnect_attachment: "a private line",
  google_firebase_app_hosting_domain: "a name on the internet",
  google_network_connectivity_group: "an attachment to a hub",
  google_network_connectivity_policy_based_route: "a route that goes before all others",
  google_network_connectivity_spoke: "an attachment to a hub",
  google_network_services_gateway: "a gateway",
  google_dns_response_policy: "a policy that answers names in place of their zones",
  google_dns_response_policy_rule: "a rule that answers names in place of their zones",
  google_service_networking_connection: "a peering with a service's network",
  google_service_networking_peered_dns_domain: "names that a service's network asks for",
  google_vmwareengine_external_access_rule: "a way in from the internet",
  google_vmwareengine_external_address: "a public address",
  google_vmwareengine_network_peering: "a peering",
  google_vpc_access_connector: "a way in for what runs in no network",
};

/** What of a network can be shared, by the part of its ARN that says so. */
const SHARED: Readonly<Record<string, string>> = {
  "transit-gateway": "a transit gateway",
  subnet: "a subnet",
  "core-network": "a core network",
};
const SHARED_TYPES: Readonly<Record<string, string>> = {
  aws_ec2_transit_gateway: "a transit gateway",
  aws_subnet: "a subnet",
  aws_networkmanager_core_network: "a core network",
};

/** A plan may be called anything, `constructor` too. */
const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** What may be there, and opens the network by how it is set. */
export const HUB_SETTINGS: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  /** With automatic acceptance, whoever the gateway is shared with is joined (Amazon VPC, Transit gateways, shared attachments). */
  aws_ec2_transit_gateway: (resource, facts) => {
    const attribute = "auto_accept_shared_attachments";
    const value = get(resource.values, attribute);
    if (isAbsent(value)) return [];
    const text = facts.resolver.text(value, resource.stack);
    if (text === undefined) return [unknown("whether it takes every attachment is not known", { attribute })];
    return text === "disable"
      ? []
      : [breach("it takes every attachment that others ask for", { attribute, value: text, expected: "disable" })];
  },
  aws_ram_resource_association: (resource, facts) => {
    const attribute = "resource_arn";
    const resolved = facts.resolver.resolve(get(resource.values, attribute), resource.stack);
    if (resolved.kind === "unresolved") return [unknown("what it shares is not known", { attribute })];
    const what =
      resolved.kind === "resource"
        ? own(SHARED_TYPES, resolved.resource.type)
        : own(SHARED, parseArn(String(resolved.value))?.resource.split("/")[0] ?? "");
    return what === undefined ? [] : [breach(`it shares ${what}`, { attribute, value: what, expected: "no part of a network" })];
  },
  aws_ram_resource_share_accepter: (resource, facts) => {
    const attribute = "share_arn";
    const text = facts.resolver.text(get(resource.values, attribute), resource.stack);
    const account = text === undefined ? undefined : parseArn(text)?.account;
    if (account === undefined) return [unknown("whose share it accepts is not known", { attribute })];
    const known = facts.account("aws", account);
    return known && !known.legacy && known.owner !== "parent"
      ? []
      : [breach(`it accepts what the account ${account} shares`, { attribute, value: account, expected: "an account of the program" })];
  },
  google_compute_service_attachment: acceptsAll,
  google_compute_shared_vpc_service_project: (resource, facts) =>
    ["host_project", "service_project"].flatMap((attribute) => {
      const text = facts.resolver.text(get(resource.values, attribute), resource.stack);
      if (text === undefined) return [unknown("whose network it joins is not known", { attribute })];
      return isProject(text, facts)
        ? []
        : [breach(`it joins a network with the project ${text}`, { attribute, value: text, expected: "a project of the program" })];
    }),
};
