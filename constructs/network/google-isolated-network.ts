import { Construct } from "constructs";
import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { DnsManagedZone } from "@cdktf/provider-google/lib/dns-managed-zone";
import { DnsPolicy } from "@cdktf/provider-google/lib/dns-policy";
import { DnsRecordSet } from "@cdktf/provider-google/lib/dns-record-set";
import { Cidr } from "../../config/cidr";
import type { GooglePlace } from "../../config/place";
import type { NetworkData } from "../../config/schema/schema";
import { isGoogleWeaker } from "../guardrails/google-fence";
import { googleNetworkName } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

/** What other stacks name of a network; plain strings, all of them. */
export interface GoogleNetworkNames {
  readonly network: string;
  readonly subnetwork: string;
  /** The private zone in which Cloud SQL's endpoints get their names. */
  readonly databaseZone: string;
}

export function googleNetworkNames(place: GooglePlace): GoogleNetworkNames {
  const name = googleNetworkName(place);
  return {
    network: `projects/${place.accountId}/global/networks/${name}`,
    subnetwork: `projects/${place.accountId}/regions/${place.region.name}/subnetworks/${name}`,
    databaseZone: `${name}-sql`,
  };
}

/**
 * A VPC without a way out: no default route, no router, no NAT, no peering, no external address.
 *
 * One private subnet takes half of the block. Google's APIs are one private endpoint, of those services alone that VPC
 * Service Controls can guard, and names under googleapis.com lead to it. The firewall denies what it does not list, and
 * flow logs keep every connection.
 */
export class GoogleIsolatedNetwork extends Construct {
  readonly names: GoogleNetworkNames;

  constructor(scope: GoogleStack, id: string, props: { readonly network: NetworkData }) {
    super(scope, id);
    const { place } = scope;
    const block = Cidr.of(props.network.cidr);
    const name = googleNetworkName(place);
    this.names = googleNetworkNames(place);
    const inside = block.subnet(1, 0).text;
    // Outside the subnet, as Private Service Connect demands of the address of an API endpoint: the last quarter's first one.
    const endpoint = block.subnet(2, 3).text.replace(/\/\d+$/, "");

    const vpc = new ComputeNetwork(this, "network", {
      name,
      autoCreateSubnetworks: false,
      deleteDefaultRoutesOnCreate: true,
      routingMode: "REGIONAL",
    });
    new ComputeSubnetwork(this, "subnetwork", {
      name,
      region: place.region.name,
      network: vpc.id,
      ipCidrRange: inside,
      privateIpGoogleAccess: true,
      stackType: "IPV4_ONLY",
      logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 1, metadata: "INCLUDE_ALL_METADATA" },
    });
    this.firewall(vpc.id, name, inside, endpoint);
    this.apis(vpc.id, name, place, endpoint);
    // A query alone can carry data out: each is on record.
    new DnsPolicy(this, "dns", { name, enableInboundForwarding: false, enableLogging: true, networks: [{ networkUrl: vpc.id }] });
    new DnsManagedZone(this, "database-zone", {
      name: this.names.databaseZone,
      dnsName: `${place.region.name}.sql.goog.`,
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
    });
    if (!isGoogleWeaker(scope.program, "dns-block")) blockNames(this, vpc.id, name);
  }

  private firewall(network: string, name: string, inside: string, endpoint: string): void {
    const logConfig = { metadata: "INCLUDE_ALL_METADATA" };
    const anywhere = ["0.0.0.0/0"];
    const rule = (id: string, config: object) => new ComputeFirewall(this, id, { name: `${name}-${id}`, network, logConfig, ...config });
    // Without these two, the implied rules let everything out, and Google logs neither.
    rule("deny-egress", { direction: "EGRESS", priority: 65000, destinationRanges: anywhere, deny: [{ protocol: "all" }] });
    rule("deny-ingress", { direction: "INGRESS", priority: 65000, sourceRanges: anywhere, deny: [{ protocol: "all" }] });
    rule("apis", {
      direction: "EGRESS",
      priority: 1000,
      destinationRanges: [`${endpoint}/32`],
      allow: [{ protocol: "tcp", ports: ["443"] }],
    });
    rule("within-out", { direction: "EGRESS", priority: 1000, destinationRanges: [inside], allow: [{ protocol: "all" }] });
    rule("within-in", { direction: "INGRESS", priority: 1000, sourceRanges: [inside], allow: [{ protocol: "all" }] });
  }

  private apis(network: string, name: string, place: GooglePlace, endpoint: string): void {
    const address = new ComputeGlobalAddress(this, "api-address", {
      name: `${name}-apis`,
      addressType: "INTERNAL",
      purpose: "PRIVATE_SERVICE_CONNECT",
      network,
      address: endpoint,
    });
    new ComputeGlobalForwardingRule(this, "api-endpoint", {
      name: apiEndpointName(place),
      network,
      ipAddress: address.id,
      // Empty for a Private Service Connect endpoint; the provider's default would be EXTERNAL.
      loadBalancingScheme: "",
      target: "vpc-sc",
      // Google's own zone would make names under p.googleapis.com only; ours below answers for all.
      noAutomateDnsZone: true,
    });
    const zone = new DnsManagedZone(this, "api-zone", {
      name: `${name}-apis`,
      dnsName: "googleapis.com.",
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: network }] },
    });
    new DnsRecordSet(this, "api-name", { managedZone: zone.name, name: "googleapis.com.", type: "A", ttl: 300, rrdatas: [endpoint] });
    new DnsRecordSet(this, "api-names", {
      managedZone: zone.name,
      name: "*.googleapis.com.",
      type: "CNAME",
      ttl: 300,
      rrdatas: ["googleapis.com."],
    });
  }
}

/**
 * Names that no zone of the network answers would be looked up in the internet. A private zone of the root is asked in
 * its stead, and holds nothing: the longest name wins, so that the zones above and Google's own `.internal` answer as
 * before (Cloud DNS documentation, VPC network name resolution order).
 *
 * A response policy cannot do it: its answers stand before private zones, and the exception that would spare those
 * (`behavior`) is in google-beta only.
 */
function blockNames(scope: Construct, network: string, name: string): void {
  new DnsManagedZone(scope, "no-other-name", {
    name: `${name}-root`,
    dnsName: ".",
    description: "Every name that no other zone of the network answers: there is none",
    visibility: "private",
    privateVisibilityConfig: { networks: [{ networkUrl: network }] },
  });
}

/** Endpoints of Google's APIs take 1 to 20 letters and digits, and no hyphen (Private Service Connect documentation). */
function apiEndpointName(place: GooglePlace): string {
  return `rf${place.region.name.replaceAll("-", "").slice(-18)}`;
}
