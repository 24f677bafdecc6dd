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

/** The rule of one alarm; it is what speaks to the alarm's topic and uses the topic's key. */
export function alarmRuleArn(place: AwsPlace, name: string): string {
  return arn(place, "events", `rule/${name}`);
}

export function alarmTopicArn(place: AwsPlace, name: string): string {
  return arn(place, "sns", name);
}

/** EventBridge of this account speaks to the topic for the one rule (Amazon EventBridge guide, permissions for Amazon SNS). */
export function ruleRings(place: AwsPlace, name: string): Statement {
  return {
    Sid: "TheRuleRings",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: alarmTopicArn(place, name),
    Condition: { ArnEquals: { "aws:SourceArn": alarmRuleArn(place, name) } },
  };
}

export interface EventAlarmProps {
  /** Of rule and topic alike. */
  readonly name: string;
  readonly description: string;
  /** What rings: an EventBridge event pattern. */
  readonly pattern: Record<string, unknown>;
  /** Read-only management events, which sts:AssumeRole is one of, reach no rule that does not ask for them. */
  readonly readOnlyEvents?: boolean;
  /** The topic's key. */
  readonly keyArn: string;
  readonly purpose: "alarms" | "logs";
  /** Who may do more with the topic than the rule. */
  readonly statements?: readonly Statement[];
}

/**
 * An event that rings: a rule of the region hears it, and publishes to a topic. Whom the topic wakes is for the team to
 * subscribe: a subscription is confirmed by hand.
 */
export class EventAlarm extends Construct {
  constructor(scope: Construct, id: string, { place }: AwsStack, props: EventAlarmProps) {
    super(scope, id);
    const { name } = props;
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: props.keyArn, tags: purposeTags(props.purpose) });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument("topic", [ruleRings(place, name), ...(props.statements ?? [])]),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description: props.description,
      ...(props.readOnlyEvents && { state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }),
      eventPattern: JSON.stringify(props.pattern),
    });
    new CloudwatchEventTarget(this, "target", { rule: rule.name, arn: topic.arn, dependsOn: [policy] });
  }
}
