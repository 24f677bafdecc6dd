import type { AwsPlace } from "../../config/place";
import type { Statement } from "../policy/document";

/**
 * CloudTrail calls as a service principal, in the name of the trail. DescribeKey carries no encryption context, so it stands
 * alone (CloudTrail user guide, Configure AWS KMS key policies for CloudTrail). The archive has no Bucket Key, so that
 * CloudTrail decrypts nothing.
 */
export function trailStatements(trails: readonly string[]): readonly Statement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  return [
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal,
      Action: ["kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trails, "kms:EncryptionContext:aws:cloudtrail:arn": trails } },
    },
    { Sid: "TrailDescribes", Effect: "Allow", Principal, Action: ["kms:DescribeKey"], Resource: "*" },
  ];
}

/** A topic's sender is the event source: an alarm that may not use the key is dropped without a word (Amazon SNS guide, key management). */
export function alarmStatement(place: AwsPlace, alarms: string): Statement {
  return {
    Sid: "AlarmsReachTheTopic",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": place.accountId }, ArnLike: { "aws:SourceArn": alarms } },
  };
}
