import { Construct } from "constructs";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { NetworkData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import { PrivateService } from "./private-service";

/** Where the proxy listens: Squid's own port, and that of most others. */
export const PROXY_PORT = 3128;

export interface EgressProxyProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly egress: NetworkData["egress"];
  /** The AMI that the platform engineer gives. */
  readonly image: string;
  /** The account whose network may reach it. */
  readonly clientAccount: string;
}

/**
 * The proxy that the isolated network reaches by PrivateLink: one machine a zone, from a named image.
 *
 * It has no credentials: no instance profile, no key pair. The hosts that it may reach are its user data, one `host:port`
 * a line; should it pass more, the firewall behind it does not.
 */
export class EgressProxy extends Construct {
  readonly serviceName: string;

  constructor(stack: AwsStack, id: string, props: EgressProxyProps) {
    super(stack, id);
    const name = `ringfence-${stack.program.name}-proxy`;
    const service = new PrivateService(this, "service", stack, {
      name: "rf-proxy",
      vpcId: props.vpcId,
      subnetIds: props.subnetIds,
      port: PROXY_PORT,
      targets: "instance",
      clientAccount: props.clientAccount,
    });
    this.serviceName = service.serviceName;
    const group = new SecurityGroup(this, "group", { name, description: "The proxy of declared egress", vpcId: props.vpcId });
    new VpcSecurityGroupIngressRule(this, "from-balancer", {
      securityGroupId: group.id,
      description: "The isolated network, through the load balancer",
      ipProtocol: "tcp",
      fromPort: PROXY_PORT,
      toPort: PROXY_PORT,
      referencedSecurityGroupId: service.groupId,
    });
    service.leadsTo(group.id);
    for (const port of new Set(props.egress.map((path) => path.port)))
      new VpcSecurityGroupEgressRule(this, `to-${port}`, {
        securityGroupId: group.id,
        description: "Declared hosts, which the firewall tells apart",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: "0.0.0.0/0",
      });
    this.machines(name, props, group.id, service.targetGroupArn);
  }

  private machines(name: string, { image, egress, subnetIds }: EgressProxyProps, groupId: string, targetGroupArn: string): void {
    const hosts = egress.map(({ host, port }) => `${host}:${port}\n`).join("");
    const template = new LaunchTemplate(this, "template", {
      name,
      imageId: image,
      instanceType: "t3.medium",
      userData: Buffer.from(hosts).toString("base64"),
      vpcSecurityGroupIds: [groupId],
      // Without tokens, whoever makes the proxy ask for an address gets the machine's metadata (Amazon EC2 user guide, IMDSv2).
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      updateDefaultVersion: true,
    });
    new AutoscalingGroup(this, "machines", {
      name,
      minSize: subnetIds.length,
      maxSize: subnetIds.length * 2,
      vpcZoneIdentifier: [...subnetIds],
      targetGroupArns: [targetGroupArn],
      healthCheckType: "ELB",
      launchTemplate: { id: template.id, version: `\${${template.terraformResourceType}.${template.friendlyUniqueId}.latest_version}` },
      instanceRefresh: { strategy: "Rolling" },
      tag: [{ key: "Name", value: name, propagateAtLaunch: true }],
    });
  }
}
