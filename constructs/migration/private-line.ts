import { Construct } from "constructs";
import { NetworkAcl, type NetworkAclEgress } from "@cdktf/provider-aws/lib/network-acl";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Cidr } from "../../config/cidr";
import { passes } from "../../config/migration/lines";
import type { DeclaredLine, PortRange } from "../../config/scope";
import type { AwsStack } from "../place/aws-stack";
import { AgentEndpoint } from "./agent-endpoint";
import { LineGateway } from "./line-gateway";

export interface PrivateLineProps {
  readonly line: DeclaredLine;
  readonly vpcId: string;
  /** The network's three zones. */
  readonly zones: readonly string[];
  readonly logKeyArn: string;
}

/**
 * The home's end of a private line to an old site, for as long as data moves over it.
 *
 * Three subnets of its own have the only route to the old site: the network's other subnets get none, so that a store or a
 * workload cannot answer whoever calls from there. Their ACL passes the declared networks on the declared ports.
 */
export class PrivateLine extends Construct {
  /** Tokens. */
  readonly subnetIds: readonly string[];
  /** Where the line's agents connect; undefined where none uses the line. */
  readonly agents?: AgentEndpoint;

  constructor(scope: AwsStack, id: string, { line, vpcId, zones, logKeyArn }: PrivateLineProps) {
    super(scope, id);
    const gateway = new LineGateway(this, "gateway", scope, { line, vpcId, logKeyArn });
    const name = `ringfence-line-${line.network}`;
    const subnets = zones.map(
      (zone, index) =>
        new Subnet(this, `subnet-${index}`, {
          vpcId,
          cidrBlock: Cidr.of(line.subnets).subnet(2, index).text,
          availabilityZone: zone,
          mapPublicIpOnLaunch: false,
          tags: { Name: `${name}-${zone}` },
        }),
    );
    this.subnetIds = subnets.map((subnet) => subnet.id);
    // Written in the table itself, which is then all of it: terraform removes a route that somebody adds by hand.
    const routes = new RouteTable(this, "routes", {
      vpcId,
      route: line.networks.map((cidrBlock) => ({ cidrBlock, gatewayId: gateway.id })),
      tags: { Name: name },
    });
    for (const [index, subnet] of subnets.entries())
      new RouteTableAssociation(this, `association-${index}`, { subnetId: subnet.id, routeTableId: routes.id });
    new NetworkAcl(this, "acl", { vpcId, subnetIds: [...this.subnetIds], ...acl(line), tags: { Name: name } });
    const [subnetId] = this.subnetIds;
    if (line.opened.in.length > 0 && subnetId) this.agents = new AgentEndpoint(this, "agents", scope, { line, vpcId, subnetId });
  }
}

/** What replication asks at home beside the home databases: AWS's services, through the network's endpoints. */
const SERVICES: PortRange = { from: 443, to: 443 };

function acl(line: DeclaredLine): { readonly ingress: NetworkAclEgress[]; readonly egress: NetworkAclEgress[] } {
  const far = (way: "in" | "out") => line.networks.flatMap((network) => passes(line, way).map((ports) => ({ network, ports })));
  const near = (ports: readonly PortRange[]) => (line.atHome.length > 0 ? ports.map((one) => ({ network: line.cidr, ports: one })) : []);
  return {
    ingress: [...far("in"), ...near([{ from: 1024, to: 65535 }])].map(allowed),
    egress: [...far("out"), ...near([SERVICES, ...line.atHome])].map(allowed),
  };
}

function allowed({ network, ports }: { readonly network: string; readonly ports: PortRange }, index: number): NetworkAclEgress {
  return { ruleNo: 100 + index, protocol: "tcp", action: "allow", cidrBlock: network, fromPort: ports.from, toPort: ports.to };
}
