import { Construct } from "constructs";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

export interface PrivateEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly serviceName: string;
  readonly port: number;
  /** Who may use it. */
  readonly from: { readonly cidrIpv4: string } | { readonly referencedSecurityGroupId: string };
  /** Its addresses, one a subnet, where others have to name them. */
  readonly addresses?: readonly string[];
}

/**
 * The near end of a private service of another account.
 *
 * It takes no policy: endpoints of services that are not AWS's own have none (AWS PrivateLink guide, endpoint policies), so
 * its group says who uses it, and NETWORK-04 that it leads to an account of the program.
 */
export class PrivateEndpoint extends Construct {
  readonly dnsName: string;

  constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    super(scope, id);
    const { name, vpcId, port, addresses } = props;
    const group = new SecurityGroup(this, "group", { name: `${name}-endpoint`, description: `The endpoint of ${name}`, vpcId });
    new VpcSecurityGroupIngressRule(this, "clients", {
      securityGroupId: group.id,
      description: "Its clients",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...props.from,
    });
    const endpoint = new VpcEndpoint(this, "endpoint", {
      vpcId,
      serviceName: props.serviceName,
      vpcEndpointType: "Interface",
      privateDnsEnabled: false,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [group.id],
      tags: { Name: `ringfence-${name}` },
      ...(addresses ? { subnetConfiguration: props.subnetIds.map((subnetId, index) => ({ subnetId, ipv4: addresses[index] })) } : {}),
    });
    this.dnsName = endpoint.dnsEntry.get(0).dnsName;
  }
}
