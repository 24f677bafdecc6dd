import { Construct } from "constructs";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { purposeTags } from "../storage/tags";

const NAME = "ringfence-guardrail-changed";

/** Whatever changes a guardrail, where it hangs, or what stands under it. */
const CHANGES = [
  "AttachPolicy",
  "CloseAccount",
  "CreateAccount",
  "DeletePolicy",
  "DeleteResourcePolicy",
  "DeregisterDelegatedAdministrator",
  "DetachPolicy",
  "DisableAWSServiceAccess",
  "DisablePolicyType",
  "InviteAccountToOrganization",
  "MoveAccount",
  "PutResourcePolicy",
  "RegisterDelegatedAdministrator",
  "RemoveAccountFromOrganization",
  "UpdatePolicy",
];

export function alarmRuleArn(place: AwsPlace): string {
  return arn(place, "events", `rule/${NAME}`);
}

/** EventBridge of this account speaks to the topic for the one rule (Amazon EventBridge guide, permissions for Amazon SNS). */
export function alarmTopicStatements(place: AwsPlace): readonly Statement[] {
  return [
    {
      Sid: "TheRuleRings",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: arn(place, "sns", NAME),
      Condition: { ArnEquals: { "aws:SourceArn": alarmRuleArn(place) } },
    },
  ];
}

/**
 * Rings when somebody changes a guardrail, in the one account that no guardrail binds.
 *
 * Organizations writes its calls to CloudTrail in us-east-1 only, and a rule hears its own region (AWS Organizations guide,
 * logging with CloudTrail). Where us-east-1 lies outside the jurisdiction there is no such rule: the organization trail
 * brings those events home, and a filter on its log group has to ring instead.
 */
export class GuardrailAlarm extends Construct {
  static readonly REGION = "us-east-1";

  constructor(scope: AwsStack, id: string, { keyArn }: { readonly keyArn: string }) {
    super(scope, id);
    const { place } = scope;
    const topic = new SnsTopic(this, "topic", { name: NAME, kmsMasterKeyId: keyArn, tags: purposeTags("alarms") });
    const policy = new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: policyDocument("topic", alarmTopicStatements(place)),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: NAME,
      description: "A guardrail, its attachment or an account's unit has changed",
      eventPattern: JSON.stringify({
        source: ["aws.organizations"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: CHANGES },
      }),
    });
    new CloudwatchEventTarget(this, "target", { rule: rule.name, arn: topic.arn, dependsOn: [policy] });
  }
}
