import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { Cidr } from "../../config/cidr";
import type { ExternalStoreData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";

export type VpcProxyData = Extract<ExternalStoreData["proxy"], { connectivity: "vpc" }>;

/** Subnets of a quarter each: room for the four zones that the program may name. */
const QUARTERS = 2;

/**
 * The way from AWS KMS to the custodian's proxies: an endpoint service that KMS alone may use, before a network load
 * balancer over two zones or more, in a network that routes nowhere (AWS KMS developer guide, VPC endpoint service
 * connectivity). TLS ends at the proxies, under the custodian's certificate for the service's private name.
 */
export class ExternalProxy extends Construct {
  /** A token: AWS mints it. */
  readonly serviceName: string;

  constructor(scope: AwsStack, id: string, proxy: VpcProxyData) {
    super(scope, id);
    const { program, place } = scope;
    const name = "ringfence-key-proxy";
    const vpc = new Vpc(this, "vpc", { cidrBlock: proxy.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } });
    new DefaultSecurityGroup(this, "default-group", { vpcId: vpc.id });
    new DefaultNetworkAcl(this, "default-acl", { defaultNetworkAclId: vpc.defaultNetworkAclId });
    const subnets = proxy.zones.map(
      (zone, index) =>
        new Subnet(this, `subnet-${index}`, {
          vpcId: vpc.id,
          cidrBlock: Cidr.of(proxy.cidr).subnet(QUARTERS, index).text,
          availabilityZone: zone,
          mapPublicIpOnLaunch: false,
          tags: { Name: `${name}-${zone}` },
        }),
    );
    const within = { ruleNo: 100, protocol: "tcp", action: "allow", cidrBlock: proxy.cidr, fromPort: 0, toPort: 65535 };
    new NetworkAcl(this, "acl", { vpcId: vpc.id, subnetIds: subnets.map((subnet) => subnet.id), ingress: [within], egress: [within] });

    const balancer = new Lb(this, "balancer", {
      name,
      internal: true,
      loadBalancerType: "network",
      subnets: subnets.map((subnet) => subnet.id),
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: !program.data.sandbox,
    });
    const group = new LbTargetGroup(this, "proxies", { name, vpcId: vpc.id, targetType: "ip", protocol: "TCP", port: 443 });
    for (const [index, targetId] of proxy.targets.entries())
      new LbTargetGroupAttachment(this, `proxy-${index}`, { targetGroupArn: group.arn, targetId });
    new LbListener(this, "https", {
      loadBalancerArn: balancer.arn,
      protocol: "TCP",
      port: 443,
      defaultAction: [{ type: "forward", targetGroupArn: group.arn }],
    });

    const service = new VpcEndpointService(this, "service", {
      // KMS connects by itself and waits for nobody's acceptance; it is the only principal.
      acceptanceRequired: false,
      allowedPrincipals: [`cks.kms.${place.region.name}.amazonaws.com`],
      networkLoadBalancerArns: [balancer.arn],
      privateDnsName: proxy.hostname,
      supportedIpAddressTypes: ["ipv4"],
      tags: { Name: name },
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    this.serviceName = service.serviceName;
    // The custodian proves the name by a TXT record with these, before a store can be made.
    new TerraformOutput(this, "dns-proof", { value: service.privateDnsNameConfiguration });
    new TerraformOutput(this, "service-id", { value: service.id });
  }
}
