import { Construct } from "constructs";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm, type CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { purposeTags } from "../storage/tags";
import { watches, type Watched } from "./alarm-patterns";
import { alarmName, trailLogGroup, trailName } from "./names";

/** The ARN pattern of every alarm of ours at a place. */
export function alarmArns(program: Program, place: AwsPlace): string {
  return arn(place, "cloudwatch", `alarm:${alarmName(program, "*")}`);
}

/** Who speaks on the topic: our alarms. Subscriptions are the account's own to make, and need TLS. */
export function alarmTopicStatements(topicArn: string, accountId: string, alarms: string): readonly Statement[] {
  return [
    {
      Sid: "AlarmsSpeak",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: topicArn,
      Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": alarms } },
    },
    {
      // A topic without this takes any identity of the account that IAM allows, and a false alarm hides a true one.
      Sid: "NobodyElseSpeaks",
      Effect: "Deny",
      Principal: "*",
      Action: ["sns:Publish"],
      Resource: topicArn,
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudwatch.amazonaws.com" } },
    },
  ];
}

export interface TrailAlarmsProps {
  readonly logGroup: CloudwatchLogGroup;
  /** The key of the topic. */
  readonly keyArn: string;
  readonly watched: Watched;
}

/** What the trail says is looked at as it comes in: a metric and an alarm for each watch, and one for silence. */
export class TrailAlarms extends Construct {
  constructor(scope: AwsStack, id: string, props: TrailAlarmsProps) {
    super(scope, id);
    const { program, place } = scope;
    const name = alarmName(program, "alarms");
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: props.keyArn, tags: purposeTags("logs") });
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: policyDocument("topic", alarmTopicStatements(arn(place, "sns", name), place.accountId, alarmArns(program, place))),
    });
    const alarm = (what: string, why: string, metric: Omit<CloudwatchMetricAlarmConfig, "alarmName" | "evaluationPeriods">) =>
      new CloudwatchMetricAlarm(this, `${what}-alarm`, {
        alarmName: alarmName(program, what),
        alarmDescription: why,
        evaluationPeriods: 1,
        statistic: "Sum",
        alarmActions: [topic.arn],
        ...metric,
      });
    const namespace = `Ringfence/${program.name}`;
    for (const { what, why, pattern } of watches(props.watched)) {
      new CloudwatchLogMetricFilter(this, what, {
        name: what,
        logGroupName: props.logGroup.name,
        pattern,
        metricTransformation: { name: what, namespace, value: "1", defaultValue: "0" },
      });
      alarm(what, why, {
        namespace,
        metricName: what,
        period: 300,
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
      });
    }
    // A trail that was stopped says so; one whose key or bucket was taken away says nothing at all.
    alarm("silence", `The trail ${trailName(program)} has delivered nothing for half an hour.`, {
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: trailLogGroup(program) },
      period: 1800,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
    });
  }
}
