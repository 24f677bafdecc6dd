import { Construct } from "constructs";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { keptLogGroup } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";

/** AWS's rule groups, in the order in which they are asked (AWS WAF developer guide, AWS Managed Rules rule groups list). */
const MANAGED = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
] as const;

/** AWS WAF writes to no log group whose name begins otherwise (AWS WAF developer guide, logging destinations). */
export function webFirewallLogGroup(program: string): string {
  return `aws-waf-logs-ringfence-${program}`;
}

/** The web firewall before one load balancer: AWS's managed rules first, then the declared host; everything else is blocked. */
export class WebFirewall extends Construct {
  constructor(stack: AwsStack, id: string, props: { readonly host: string; readonly balancerArn: string; readonly keyArn: string }) {
    super(stack, id);
    const visibility = (metricName: string) => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
    const name = `ringfence-${stack.program.name}-${id}`;
    const acl = new Wafv2WebAcl(this, "acl", {
      name,
      scope: "REGIONAL",
      defaultAction: { block: {} },
      visibilityConfig: visibility(name),
      rule: [
        ...MANAGED.map((group, priority) => ({
          name: group,
          priority,
          overrideAction: { none: {} },
          // Statements nest without end, so the binding leaves their names to us.
          statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
          visibilityConfig: visibility(group),
        })),
        {
          name: "declared-host",
          priority: MANAGED.length,
          action: { allow: {} },
          statement: {
            byte_match_statement: {
              search_string: props.host,
              positional_constraint: "EXACTLY",
              field_to_match: { single_header: { name: "host" } },
              text_transformation: [{ priority: 0, type: "LOWERCASE" }],
            },
          },
          visibilityConfig: visibility("declared-host"),
        },
      ],
    });
    new Wafv2WebAclAssociation(this, "association", { resourceArn: props.balancerArn, webAclArn: acl.arn });
    const log = keptLogGroup(this, "log-group", stack, { name: `${webFirewallLogGroup(stack.program.name)}-${id}`, keyArn: props.keyArn });
    new Wafv2WebAclLoggingConfiguration(this, "logs", {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      // What lets somebody act as the user has no place in a log.
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
    });
  }
}
