import { Construct } from "constructs";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { AwsStack } from "../place/aws-stack";

export interface PrivateServiceProps {
  /** Of load balancer and target group: at most 32 characters. */
  readonly name: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly port: number;
  readonly targets: "instance" | "ip";
  /** The one account whose endpoints are let in. */
  readonly clientAccount: string;
}

/**
 * Something that one other account reaches through PrivateLink, and nobody by any other way.
 *
 * The load balancer's group has no rule for what comes in, and does not judge PrivateLink's traffic: only endpoints of the
 * named account enter (Elastic Load Balancing guide, security groups of a Network Load Balancer).
 */
export class PrivateService extends Construct {
  readonly serviceName: string;
  readonly targetGroupArn: string;
  readonly groupId: string;

  constructor(
    scope: Construct,
    id: string,
    stack: AwsStack,
    private readonly props: PrivateServiceProps,
  ) {
    super(scope, id);
    const { name, vpcId, subnetIds, port } = props;
    this.groupId = new SecurityGroup(this, "group", { name: `${name}-service`, description: `In front of ${name}`, vpcId }).id;
    const balancer = new Lb(this, "balancer", {
      name,
      internal: true,
      loadBalancerType: "network",
      subnets: [...subnetIds],
      securityGroups: [this.groupId],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: !stack.program.data.sandbox,
    });
    const group = new LbTargetGroup(this, "targets", { name, vpcId, port, protocol: "TCP", targetType: props.targets });
    this.targetGroupArn = group.arn;
    new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port,
      protocol: "TCP",
      defaultAction: [{ type: "forward", targetGroupArn: group.arn }],
    });
    const service = new VpcEndpointService(this, "service", {
      acceptanceRequired: false,
      allowedPrincipals: [`arn:${stack.place.partition}:iam::${props.clientAccount}:root`],
      networkLoadBalancerArns: [balancer.arn],
      supportedIpAddressTypes: ["ipv4"],
      tags: { Name: name },
    });
    this.serviceName = service.serviceName;
  }

  /** The group of what stands behind it. */
  leadsTo(groupId: string): void {
    this.rule({ referencedSecurityGroupId: groupId });
  }

  /** The block of what stands behind it, where it registers itself. */
  leadsInto(cidr: string): void {
    this.rule({ cidrIpv4: cidr });
  }

  private rule(target: { readonly referencedSecurityGroupId: string } | { readonly cidrIpv4: string }): void {
    const { port } = this.props;
    new VpcSecurityGroupEgressRule(this, "to-targets", {
      securityGroupId: this.groupId,
      description: "What it is in front of",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...target,
    });
  }
}
