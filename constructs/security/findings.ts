import { Construct } from "constructs";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { AwsPlace } from "../../config/place";
import { alarmRuleArn, alarmTopicArn, EventAlarm } from "../audit/event-alarm";
import type { ServiceCaller } from "../keys/key-policy";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { arn, bucketArn } from "../place/names";
import type { Statement } from "../policy/document";
import { bucketPerimeter } from "../policy/perimeter";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";

/** Begins with `ringfence-`, where the services' roles may read; see boundary.ts. */
export function findingsBucketName(place: AwsPlace): string {
  return `ringfence-findings-${place.accountId}-${place.region.name}`;
}

const ALARM = "ringfence-findings";
const detectors = (place: AwsPlace) => arn(place, "guardduty", "detector/*");

/** Who uses the key of findings besides their readers: each service for the accounts that it speaks for. */
export function findingsCallers(place: AwsPlace, recorded: readonly string[]): readonly ServiceCaller[] {
  return [
    {
      // Amazon GuardDuty guide, exporting findings: key policy.
      of: "GuardDuty",
      service: "guardduty.amazonaws.com",
      actions: ["kms:GenerateDataKey"],
      accounts: [place.accountId],
      sources: [detectors(place)],
    },
    // AWS Config guide, permissions for the KMS key of the S3 delivery channel.
    { of: "Config", service: "config.amazonaws.com", actions: ["kms:Decrypt", "kms:GenerateDataKey"], accounts: recorded },
  ];
}

/** Who uses the key of the alarm topic: the source of its events (Amazon SNS guide, key management). */
export function alarmCallers(place: AwsPlace): readonly ServiceCaller[] {
  return [
    {
      of: "Events",
      service: "events.amazonaws.com",
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      accounts: [place.accountId],
      sources: [alarmRuleArn(place, ALARM)],
    },
  ];
}

/** What GuardDuty and AWS Config may write, each under its own prefix, for the accounts of this program. */
export function findingsStatements(bucket: string, place: AwsPlace, recorded: readonly string[]): readonly Statement[] {
  const whose = (accounts: readonly string[]) => ({ "aws:SourceAccount": accounts });
  const guardDuty = { StringEquals: whose([place.accountId]), ArnLike: { "aws:SourceArn": detectors(place) } };
  return [
    {
      Sid: "GuardDutyFindsTheBucket",
      Effect: "Allow",
      Principal: { Service: "guardduty.amazonaws.com" },
      Action: ["s3:GetBucketLocation"],
      Resource: bucket,
      Condition: guardDuty,
    },
    {
      Sid: "GuardDutyPublishes",
      Effect: "Allow",
      Principal: { Service: "guardduty.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: `${bucket}/AWSLogs/${place.accountId}/GuardDuty/*`,
      Condition: guardDuty,
    },
    {
      Sid: "ConfigFindsTheBucket",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucket,
      Condition: { StringEquals: whose(recorded) },
    },
    {
      Sid: "ConfigDelivers",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: recorded.map((account) => `${bucket}/AWSLogs/${account}/Config/*`),
      Condition: { StringEquals: whose(recorded) },
    },
  ];
}

/** Findings ring at the gatekeeper's: its account subscribes to what EventBridge publishes. */
export function subscription(place: AwsPlace, gatekeeper: string): Statement {
  return {
    Sid: "TheGatekeeperSubscribes",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${gatekeeper}:root` },
    Action: ["sns:Subscribe"],
    Resource: alarmTopicArn(place, ALARM),
  };
}

export interface FindingsProps {
  readonly bucketKeyArn: string;
  readonly topicKeyArn: string;
  /** The accounts whose configuration is recorded here. */
  readonly recorded: readonly string[];
  readonly gatekeeper: string | undefined;
}

/** Where the findings of one region lie, and where they ring; neither ever leaves the jurisdiction. */
export class Findings extends Construct {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly bucketPolicy: S3BucketPolicy;

  constructor(stack: AwsStack, id: string, props: FindingsProps) {
    super(stack, id);
    const { program, place } = stack;
    this.bucket = findingsBucketName(place);
    this.bucketArn = bucketArn(place, this.bucket);
    this.bucketPolicy = closedBucket(this, {
      name: this.bucket,
      keyArn: props.bucketKeyArn,
      statements: [
        ...bucketPerimeter(this.bucketArn, custodianOrganization(program)),
        ...findingsStatements(this.bucketArn, place, props.recorded),
      ],
      tags: purposeTags("logs"),
      guarded: !program.data.sandbox,
    }).policy;
    new EventAlarm(this, "alarm", stack, {
      name: ALARM,
      description: "Findings of high or critical severity",
      pattern: {
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        detail: { findings: { Severity: { Label: ["HIGH", "CRITICAL"] }, Workflow: { Status: ["NEW"] } } },
      },
      keyArn: props.topicKeyArn,
      purpose: "logs",
      ...(props.gatekeeper && { statements: [subscription(place, props.gatekeeper)] }),
    });
  }
}
