import { Construct } from "constructs";
import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { DxGatewayAssociation } from "@cdktf/provider-aws/lib/dx-gateway-association";
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { VpnConnectionRoute } from "@cdktf/provider-aws/lib/vpn-connection-route";
import { VpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import type { DeclaredLine } from "../../config/scope";
import { keptLogGroup, logGroupName } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";

export interface LineGatewayProps {
  readonly line: DeclaredLine;
  readonly vpcId: string;
  readonly logKeyArn: string;
}

/**
 * The home's end of a private line: a virtual private gateway, and what it leads to.
 *
 * A VPN has static routes, so that the far side announces nothing; IKEv2 with AES-256 and a group of NIST P-384; and each
 * tunnel's log under the custodian's key. AWS keeps its pre-shared keys in Secrets Manager and shows `REDACTED` in their
 * place, so that no terraform state holds them (AWS Site-to-Site VPN guide, Enhanced security features).
 */
export class LineGateway extends Construct {
  /** A token. */
  readonly id: string;

  constructor(scope: Construct, id: string, stack: AwsStack, { line, vpcId, logKeyArn }: LineGatewayProps) {
    super(scope, id);
    const tags = { Name: `ringfence-line-${line.network}` };
    this.id = new VpnGateway(this, "gateway", { vpcId, tags }).id;
    if (line.end.kind === "direct-connect") {
      // What is announced to the old site: AWS takes no less than the VPC's own block (Direct Connect guide, Allowed prefixes).
      new DxGatewayAssociation(this, "association", {
        dxGatewayId: line.end.gateway,
        associatedGatewayId: this.id,
        allowedPrefixes: [line.cidr],
      });
      return;
    }
    const peer = new CustomerGateway(this, "peer", {
      type: "ipsec.1",
      ipAddress: line.end.address,
      bgpAsn: String(line.end.asn),
      tags,
    });
    const logs = keptLogGroup(this, "log-group", stack, {
      name: logGroupName(stack.program.name, `line/${line.network}`),
      keyArn: logKeyArn,
    });
    const log = { cloudwatchLogOptions: { logEnabled: true, logGroupArn: logs.arn, logOutputFormat: "json" } };
    const connection = new VpnConnection(this, "connection", {
      type: "ipsec.1",
      vpnGatewayId: this.id,
      customerGatewayId: peer.id,
      staticRoutesOnly: true,
      presharedKeyStorage: "SecretsManager",
      tunnel1LogOptions: log,
      tunnel2LogOptions: log,
      ...strong(1),
      ...strong(2),
      tags,
    });
    for (const [index, destinationCidrBlock] of line.networks.entries())
      new VpnConnectionRoute(this, `route-${index}`, { vpnConnectionId: connection.id, destinationCidrBlock });
  }
}

/** AWS's defaults still offer IKEv1, AES-128, SHA-1 and a group of 1,024 bits. */
function strong(tunnel: 1 | 2) {
  const phase = (number: 1 | 2) => ({
    [`tunnel${tunnel}Phase${number}EncryptionAlgorithms`]: ["AES256-GCM-16"],
    [`tunnel${tunnel}Phase${number}IntegrityAlgorithms`]: ["SHA2-384"],
    [`tunnel${tunnel}Phase${number}DhGroupNumbers`]: [20],
  });
  return { [`tunnel${tunnel}IkeVersions`]: ["ikev2"], ...phase(1), ...phase(2) };
}
