import { Construct } from "constructs";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ServiceRole } from "../access/service-role";
import { logGroupRetention } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { purposeTags } from "../storage/tags";
import { eventSelectors, type RecordedStores } from "./event-selectors";
import { trailLogGroup, trailName } from "./names";

export interface OrganizationTrailProps {
  /** The archive's bucket, in the auditor's account. */
  readonly archive: string;
  /** The archive's key, by its full ARN: CloudTrail takes one of the bucket's own region. */
  readonly archiveKeyArn: string;
  /** The key of the log group that alarms watch. */
  readonly logKeyArn: string;
  readonly stores: RecordedStores;
}

/**
 * CloudTrail. AWS documents no condition for this trust, and one whose key is absent would stop the delivery without a word;
 * whoever names the role for a trail has to pass it, which the account's deployer alone may.
 */
export const TRAIL_TRUST: Statement = {
  Sid: "CloudTrail",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: ["sts:AssumeRole"],
};

/** Streams of an organization trail carry the writing account's id and the organization's (CloudTrail user guide, role policy for CloudWatch Logs). */
export function trailRoleStatements(logGroupArn: string): readonly Statement[] {
  return [
    {
      Sid: "WriteTheTrail",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:log-stream:*`,
    },
  ];
}

/**
 * The trail of the whole organization: every account, every region, with digests that prove its files unchanged.
 *
 * It delivers to the auditor's archive, and to a log group beside it that alarms watch.
 */
export class OrganizationTrail extends Construct {
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: AwsStack, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    const { program, place } = scope;
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: trailLogGroup(program),
      kmsKeyId: props.logKeyArn,
      retentionInDays: logGroupRetention(program.data.retention.logDays),
      skipDestroy: !program.data.sandbox,
      tags: purposeTags("logs"),
    });
    const { role, policy } = new ServiceRole(this, "delivery", place, {
      name: `ringfence-trail-${place.region.name}`,
      trust: [TRAIL_TRUST],
      policyName: "write-the-trail",
      statements: trailRoleStatements(arn(place, "logs", `log-group:${trailLogGroup(program)}`)),
    });
    new Cloudtrail(this, "trail", {
      name: trailName(program),
      s3BucketName: props.archive,
      kmsKeyId: props.archiveKeyArn,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: eventSelectors(props.stores),
      tags: purposeTags("logs"),
      dependsOn: [policy],
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
  }
}
