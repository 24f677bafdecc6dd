import { Construct } from "constructs";
import { NetworkfirewallFirewall } from "@cdktf/provider-aws/lib/networkfirewall-firewall";
import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";
import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";
import { NetworkfirewallRuleGroup } from "@cdktf/provider-aws/lib/networkfirewall-rule-group";
import type { NetworkData } from "../../config/schema/schema";
import { keptLogGroup, logGroupName } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { passRules } from "./firewall-rules";

export interface EdgeFirewallProps {
  readonly network: NetworkData;
  readonly vpcId: string;
  /** The edge's own block: what lies inside it is home to the rules. */
  readonly cidr: string;
  /** One a zone, for the firewall's endpoints and nothing else. */
  readonly subnetIds: readonly string[];
  readonly keyArn: string;
}

/**
 * The firewall between the edge and the internet: strict order, drops by default, passes the declared hosts.
 *
 * It logs what it alerts on, drops included, and every flow.
 */
export class EdgeFirewall extends Construct {
  private readonly firewall: NetworkfirewallFirewall;

  constructor(scope: AwsStack, id: string, props: EdgeFirewallProps) {
    super(scope, id);
    const { program } = scope;
    const name = `ringfence-${program.name}`;
    const rules = new NetworkfirewallRuleGroup(this, "declared", {
      name,
      type: "STATEFUL",
      capacity: 100,
      ruleGroup: {
        ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definition: [props.cidr] } }] },
        rulesSource: { rulesString: passRules(props.network) },
        statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
      },
    });
    const policy = new NetworkfirewallFirewallPolicy(this, "policy", {
      name,
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        // The handshake has to pass before a server name is seen; from then on, what no rule passes is dropped and alerted.
        statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        statefulRuleGroupReference: [{ resourceArn: rules.arn, priority: 1 }],
      },
    });
    const guarded = !program.data.sandbox;
    this.firewall = new NetworkfirewallFirewall(this, "firewall", {
      name,
      firewallPolicyArn: policy.arn,
      vpcId: props.vpcId,
      subnetMapping: props.subnetIds.map((subnetId) => ({ subnetId })),
      deleteProtection: guarded,
      subnetChangeProtection: guarded,
      // The policy is replaced, not edited around, by whoever deploys.
      firewallPolicyChangeProtection: false,
    });
    const log = (of: "alert" | "flow") =>
      keptLogGroup(this, `${of}-log-group`, scope, { name: logGroupName(program.name, `firewall-${of}`), keyArn: props.keyArn });
    new NetworkfirewallLoggingConfiguration(this, "logs", {
      firewallArn: this.firewall.arn,
      loggingConfiguration: {
        logDestinationConfig: (["alert", "flow"] as const).map((of) => ({
          logDestination: { logGroup: log(of).name },
          logDestinationType: "CloudWatchLogs",
          logType: of.toUpperCase(),
        })),
      },
    });
  }

  /** Where a zone's traffic enters the firewall: routes of a zone lead to the endpoint of that zone. */
  endpointId(zone: string): string {
    const states = `${this.firewall.terraformResourceType}.${this.firewall.friendlyUniqueId}.firewall_status[0].sync_states`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if state.availability_zone == "${zone}"])}`;
  }
}
