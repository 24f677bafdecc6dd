import { Construct } from "constructs";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { NetworkData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import { PrivateEndpoint } from "./private-endpoint";
import { WebFirewall } from "./web-firewall";

export interface IngressProps {
  readonly path: NetworkData["ingress"][number];
  readonly certificateArn: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly endpointSubnetIds: readonly string[];
  /** Addresses that the endpoint to the app takes, one a subnet. */
  readonly addresses: readonly string[];
  /** The app's private service, in the isolated network. */
  readonly serviceName: string;
  readonly keyArn: string;
}

/**
 * The way in of one host: firewall, web firewall, load balancer, endpoint, app, with TLS on each leg.
 *
 * The load balancer keeps no access log, whose bucket could be under no key of the custodian's (Elastic Load Balancing guide:
 * SSE-S3 only); the web firewall logs every request instead.
 */
export class Ingress extends Construct {
  constructor(stack: AwsStack, id: string, props: IngressProps) {
    super(stack, id);
    const { path, vpcId } = props;
    const name = `rf-${path.name}`;
    const tcp = { ipProtocol: "tcp", fromPort: path.port, toPort: path.port };
    const group = new SecurityGroup(this, "group", { name, description: `Users of ${path.host}`, vpcId });
    const securityGroupId = group.id;
    new VpcSecurityGroupIngressRule(this, "users", { securityGroupId, description: path.host, cidrIpv4: "0.0.0.0/0", ...tcp });
    new VpcSecurityGroupEgressRule(this, "to-app", { securityGroupId, description: "The app's endpoint", cidrIpv4: props.cidr, ...tcp });
    const balancer = new Lb(this, "balancer", {
      name,
      internal: false,
      loadBalancerType: "application",
      subnets: [...props.publicSubnetIds],
      securityGroups: [securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      // A request that the web firewall cannot judge in time is refused.
      enableWafFailOpen: false,
      enableDeletionProtection: !stack.program.data.sandbox,
    });
    const targets = new LbTargetGroup(this, "targets", {
      name,
      vpcId,
      port: path.port,
      protocol: "HTTPS",
      targetType: "ip",
      healthCheck: { protocol: "HTTPS", matcher: "200-499" },
    });
    new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port: path.port,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: props.certificateArn,
      defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
    });
    new PrivateEndpoint(this, "app", {
      name,
      vpcId,
      subnetIds: props.endpointSubnetIds,
      serviceName: props.serviceName,
      port: path.port,
      from: { referencedSecurityGroupId: securityGroupId },
      addresses: props.addresses,
    });
    for (const [index, targetId] of props.addresses.entries())
      new LbTargetGroupAttachment(this, `target-${index}`, { targetGroupArn: targets.arn, targetId, port: path.port });
    new WebFirewall(stack, `${path.name}-waf`, { host: path.host, balancerArn: balancer.arn, keyArn: props.keyArn });
  }
}
