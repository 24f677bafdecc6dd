import { Construct } from "constructs";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { AGENT_PORTS } from "../../config/migration/lines";
import type { DeclaredLine } from "../../config/scope";
import { custodianOrganization } from "../keys/organization";
import { endpointPolicyStatements, LINE_SERVICE } from "../network/endpoint-policies";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument } from "../policy/document";

export interface AgentEndpointProps {
  readonly line: DeclaredLine;
  readonly vpcId: string;
  /** One of the line's: an agent keeps to one endpoint and one subnet (DataSync API reference, PrivateLinkConfig). */
  readonly subnetId: string;
}

/**
 * The endpoint of DataSync that agents of an old site reach over the private line, and the group of it and of their tasks'
 * interfaces: in from the old site's networks on an agent's ports, out to nowhere. It lends the service no private name:
 * agents know it by its address, and what else runs in the network has no business with DataSync.
 */
export class AgentEndpoint extends Construct {
  /** Tokens. */
  readonly id: string;
  readonly subnetArn: string;
  readonly groupArn: string;

  constructor(scope: Construct, id: string, stack: AwsStack, { line, vpcId, subnetId }: AgentEndpointProps) {
    super(scope, id);
    const { program, place } = stack;
    const name = `ringfence-line-${line.network}`;
    const group = new SecurityGroup(this, "group", {
      name,
      description: "Agents of the old site: in over the private line, out to nowhere",
      vpcId,
    });
    for (const [index, cidrIpv4] of line.networks.entries())
      for (const { from, to } of AGENT_PORTS)
        new VpcSecurityGroupIngressRule(this, `agents-${index}-${from}`, {
          securityGroupId: group.id,
          description: "DataSync agents of the old site",
          ipProtocol: "tcp",
          fromPort: from,
          toPort: to,
          cidrIpv4,
        });
    this.id = new VpcEndpoint(this, "endpoint", {
      vpcId,
      serviceName: `com.amazonaws.${place.region.name}.${LINE_SERVICE}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: false,
      subnetIds: [subnetId],
      securityGroupIds: [group.id],
      policy: policyDocument("endpoint", endpointPolicyStatements(LINE_SERVICE, custodianOrganization(program), place.region.name)),
      tags: { Name: name },
    }).id;
    this.subnetArn = arn(place, "ec2", `subnet/${subnetId}`);
    this.groupArn = arn(place, "ec2", `security-group/${group.id}`);
  }
}
