import type { Construct } from "constructs";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsStack } from "../place/aws-stack";
import { CUSTODY_ALARM } from "./mode-rights";

const DAY = 86_400;

/**
 * Rings thirty days before a key's material expires, and while it has none: before the first ceremony, and after one that
 * came too late. KMS tells the seconds left while there is material (AWS KMS developer guide, SecondsUntilKeyMaterialExpiration).
 */
export function materialAlarm(scope: Construct, { program, place }: AwsStack, of: string, keyId: string): void {
  const topics = (program.data.custody.imported?.alarmTopics ?? []).filter((topic) => topic.split(":")[3] === place.region.name);
  new CloudwatchMetricAlarm(scope, "material", {
    alarmName: `${CUSTODY_ALARM}material-${of}`,
    alarmDescription: `The key of ${of} is without material, or will be within thirty days: hold a key ceremony.`,
    namespace: "AWS/KMS",
    metricName: "SecondsUntilKeyMaterialExpiration",
    dimensions: { KeyId: keyId },
    statistic: "Minimum",
    period: 3600,
    evaluationPeriods: 1,
    comparisonOperator: "LessThanThreshold",
    threshold: 30 * DAY,
    treatMissingData: "breaching",
    ...(topics.length > 0 ? { alarmActions: topics, okActions: topics } : {}),
  });
}
