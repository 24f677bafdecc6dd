import { Construct } from "constructs";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Cidr } from "../../config/cidr";
import type { NetworkData } from "../../config/schema/schema";
import { awsHosts, DnsFirewall } from "../network/dns-firewall";
import { keepFlowLogs } from "../network/flow-logs";
import type { AwsStack } from "../place/aws-stack";
import { EdgeFirewall } from "./edge-firewall";

const ANYWHERE = "0.0.0.0/0";

export interface EdgeNetworkProps {
  readonly network: NetworkData;
  readonly cidr: string;
  readonly keyArn: string;
}

/**
 * The VPC of the only internet gateway.
 *
 * In each zone, what goes out passes proxy, NAT gateway and firewall, in this order, and what comes in passes the firewall
 * before the load balancer: only the firewall's subnets route to the gateway, and the gateway's own table routes back to
 * the firewall (AWS Network Firewall developer guide, architecture with an internet gateway and a NAT gateway).
 */
export class EdgeNetwork extends Construct {
  readonly vpcId: string;
  /** Behind the firewall and before the NAT gateways: load balancers of ingress. */
  readonly publicSubnetIds: readonly string[];
  /** Of the proxies. */
  readonly privateSubnetIds: readonly string[];
  /** Of the endpoints to the app, whose addresses are chosen: nothing else takes one there. */
  readonly endpointSubnetIds: readonly string[];
  readonly endpointBlocks: readonly string[];

  constructor(
    private readonly stack: AwsStack,
    id: string,
    props: EdgeNetworkProps,
  ) {
    super(stack, id);
    const { network, cidr, keyArn } = props;
    const name = `ringfence-${stack.program.name}-edge`;
    const vpc = new Vpc(this, "vpc", { cidrBlock: cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } });
    const vpcId = vpc.id;
    this.vpcId = vpcId;
    new DefaultSecurityGroup(this, "default-group", { vpcId });
    const gateway = new InternetGateway(this, "gateway", { vpcId, tags: { Name: name } });

    const block = (kind: number, index: number) => Cidr.of(cidr).subnet(4, kind * 4 + index).text;
    const subnets = (of: string, kind: number) =>
      network.zones.map(
        (zone, index) =>
          new Subnet(this, `${of}-${index}`, {
            vpcId,
            cidrBlock: block(kind, index),
            availabilityZone: zone,
            mapPublicIpOnLaunch: false,
            tags: { Name: `${name}-${of}-${zone}` },
          }),
      );
    const [firewalls, publics, privates] = [subnets("firewall", 0), subnets("public", 1), subnets("private", 2)];
    this.publicSubnetIds = publics.map((subnet) => subnet.id);
    this.privateSubnetIds = privates.map((subnet) => subnet.id);
    const endpoints = network.ingress.length > 0 ? subnets("endpoint", 3) : [];
    this.endpointSubnetIds = endpoints.map((subnet) => subnet.id);
    this.endpointBlocks = endpoints.map((_, index) => block(3, index));
    const subnetIds = firewalls.map((subnet) => subnet.id);
    const firewall = new EdgeFirewall(stack, "firewall", { network, vpcId, cidr, subnetIds, keyArn });

    const out = this.table("firewall-routes", vpcId, firewalls);
    new Route(this, "to-internet", { routeTableId: out.id, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id });
    const back = new RouteTable(this, "gateway-routes", { vpcId, tags: { Name: `${name}-gateway-routes` } });
    new RouteTableAssociation(this, "gateway-association", { gatewayId: gateway.id, routeTableId: back.id });
    for (const [index, zone] of network.zones.entries()) {
      const vpcEndpointId = firewall.endpointId(zone);
      const [public_, private_] = [publics[index] as Subnet, privates[index] as Subnet];
      new Route(this, `from-internet-${index}`, { routeTableId: back.id, destinationCidrBlock: block(1, index), vpcEndpointId });
      const before = this.table(`public-routes-${index}`, vpcId, [public_]);
      new Route(this, `to-firewall-${index}`, { routeTableId: before.id, destinationCidrBlock: ANYWHERE, vpcEndpointId });
      const inner = this.table(`private-routes-${index}`, vpcId, [private_]);
      if (network.egress.length > 0) this.translate(index, public_, inner, gateway);
    }
    keepFlowLogs(this, stack, { vpcId, keyArn });
    const hosts = [...network.egress.map(({ host }) => host), ...awsHosts(stack.place.region.name)];
    new DnsFirewall(this, "dns", stack, { vpcId, keyArn, hosts });
  }

  private table(id: string, vpcId: string, subnets: readonly Subnet[]): RouteTable {
    const table = new RouteTable(this, id, { vpcId, tags: { Name: `ringfence-${this.stack.program.name}-edge-${id}` } });
    for (const [index, subnet] of subnets.entries())
      new RouteTableAssociation(this, `${id}-of-${index}`, { subnetId: subnet.id, routeTableId: table.id });
    return table;
  }

  /** One a zone: a zone that fails takes its own way out with it, and no other's. */
  private translate(index: number, subnet: Subnet, table: RouteTable, gateway: InternetGateway): void {
    const address = new Eip(this, `address-${index}`, { domain: "vpc", dependsOn: [gateway] });
    const nat = new NatGateway(this, `nat-${index}`, { subnetId: subnet.id, allocationId: address.id });
    new Route(this, `to-nat-${index}`, { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: nat.id });
  }
}
