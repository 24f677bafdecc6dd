import { Construct } from "constructs";
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Cidr } from "../../config/cidr";
import type { NetworkData } from "../../config/schema/schema";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument } from "../policy/document";
import { awsHosts, DnsFirewall } from "./dns-firewall";
import {
  endpointPolicyStatements,
  GATEWAY_SERVICES,
  INTERFACE_SERVICES,
  type EndpointService,
  type InterfaceService,
} from "./endpoint-policies";
import { keepFlowLogs } from "./flow-logs";

export interface IsolatedNetworkProps {
  readonly network: NetworkData;
  /** The key of the flow logs' log group. */
  readonly logKeyArn: string;
  /** Interface endpoints; those of a home when absent. */
  readonly services?: readonly InterfaceService[];
  /** The only repositories that images are pulled from or pushed to, by ARN; any of the organization's when absent. */
  readonly repositories?: readonly string[];
}

/**
 * A VPC without a way out: no internet gateway, no NAT, no egress-only gateway, no peering.
 *
 * Three private subnets, a closed default security group and default ACL, AWS's services through endpoints only, each
 * with a perimeter policy of its own, names of AWS's services and no others, and logs of both under the custodian's key.
 */
export class IsolatedNetwork extends Construct {
  readonly cidr: string;
  /** Tokens, all of them: AWS mints their ids. */
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly endpointIds: Readonly<Record<EndpointService, string>>;
  /** The addresses of S3, for groups whose members reach it: they are public, though the path through the endpoint is not. */
  readonly s3PrefixListId: string;

  constructor(scope: AwsStack, id: string, props: IsolatedNetworkProps) {
    super(scope, id);
    const { program, place } = scope;
    this.cidr = props.network.cidr;
    const name = `ringfence-${program.name}`;
    const vpc = new Vpc(this, "vpc", { cidrBlock: this.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } });
    this.vpcId = vpc.id;
    // Adopting the defaults with no rules closes them: whatever forgets to name a group reaches nothing.
    new DefaultSecurityGroup(this, "default-group", { vpcId: vpc.id });
    new DefaultNetworkAcl(this, "default-acl", { defaultNetworkAclId: vpc.defaultNetworkAclId });

    const subnets = props.network.zones.map(
      (zone, index) =>
        new Subnet(this, `subnet-${index}`, {
          vpcId: vpc.id,
          cidrBlock: Cidr.of(this.cidr).subnet(2, index).text,
          availabilityZone: zone,
          mapPublicIpOnLaunch: false,
          tags: { Name: `${name}-${zone}` },
        }),
    );
    this.subnetIds = subnets.map((subnet) => subnet.id);
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, tags: { Name: name } });
    for (const [index, subnet] of subnets.entries())
      new RouteTableAssociation(this, `route-${index}`, { subnetId: subnet.id, routeTableId: routes.id });
    this.closeAcl(vpc.id, this.subnetIds);
    const endpoints = this.endpoints(scope, vpc.id, routes.id, props);
    const ids = Object.entries(endpoints).map(([service, endpoint]) => [service, endpoint.id]);
    this.endpointIds = Object.fromEntries(ids) as Record<EndpointService, string>;
    this.s3PrefixListId = endpoints.s3.prefixListId;
    keepFlowLogs(this, scope, { vpcId: vpc.id, keyArn: props.logKeyArn });
    new DnsFirewall(this, "dns", scope, { vpcId: vpc.id, keyArn: props.logKeyArn, hosts: awsHosts(place.region.name) });
  }

  /** Traffic inside the network, and to gateway endpoints, whose addresses are public though their path is not. */
  private closeAcl(vpcId: string, subnetIds: readonly string[]): void {
    const within = { ruleNo: 100, protocol: "-1", action: "allow", cidrBlock: this.cidr, fromPort: 0, toPort: 0 };
    const https = { ruleNo: 200, protocol: "tcp", action: "allow", cidrBlock: "0.0.0.0/0", fromPort: 443, toPort: 443 };
    // Network ACLs keep no state: answers of the gateway endpoints come to ephemeral ports. No route leads elsewhere.
    const answers = { ruleNo: 200, protocol: "tcp", action: "allow", cidrBlock: "0.0.0.0/0", fromPort: 1024, toPort: 65535 };
    new NetworkAcl(this, "acl", { vpcId, subnetIds: [...subnetIds], egress: [within, https], ingress: [within, answers] });
  }

  private endpoints(
    scope: AwsStack,
    vpcId: string,
    routeTableId: string,
    props: IsolatedNetworkProps,
  ): Record<EndpointService, VpcEndpoint> {
    const { program, place } = scope;
    const group = new SecurityGroup(this, "endpoint-group", {
      name: `ringfence-${program.name}-endpoints`,
      description: "HTTPS to AWS services, from the isolated network only",
      vpcId,
    });
    new VpcSecurityGroupIngressRule(this, "endpoint-https", {
      securityGroupId: group.id,
      description: "HTTPS from the isolated network",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: this.cidr,
    });
    const endpoint = (service: EndpointService, kind: object): [EndpointService, VpcEndpoint] => {
      const made = new VpcEndpoint(this, `endpoint-${service.replace(".", "-")}`, {
        vpcId,
        serviceName: `com.amazonaws.${place.region.name}.${service}`,
        policy: policyDocument(
          "endpoint",
          endpointPolicyStatements(service, custodianOrganization(program), place.region.name, props.repositories),
        ),
        tags: { Name: `ringfence-${service}` },
        ...kind,
      });
      return [service, made];
    };
    return Object.fromEntries([
      ...GATEWAY_SERVICES.map((service) => endpoint(service, { vpcEndpointType: "Gateway", routeTableIds: [routeTableId] })),
      ...(props.services ?? INTERFACE_SERVICES).map((service) =>
        endpoint(service, {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...this.subnetIds],
          securityGroupIds: [group.id],
        }),
      ),
    ]) as Record<EndpointService, VpcEndpoint>;
  }
}
