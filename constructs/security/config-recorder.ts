import { Construct } from "constructs";
import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";

/** Managed rules that ask of the running account what the review asks of its plan (AWS Config guide, list of managed rules). */
export const CONFIG_RULES = [
  "DYNAMODB_TABLE_ENCRYPTED_KMS",
  "EFS_ENCRYPTED_CHECK",
  "ENCRYPTED_VOLUMES",
  "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
  "RDS_CLUSTER_ENCRYPTED_AT_REST",
  "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
  "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
  "S3_BUCKET_SSL_REQUESTS_ONLY",
  "S3_DEFAULT_ENCRYPTION_KMS",
  "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
] as const;

export interface ConfigRecorderProps {
  /** Unlocked: AWS Config delivers to no bucket with a default retention (AWS Config guide, delivery channel). */
  readonly bucket: string;
  readonly keyArn: string;
  /** The account's first region: IAM is recorded there, and the service-linked role is made, once. */
  readonly first: boolean;
}

/** Every change of configuration at one place, and the rules that are asked after each. */
export class ConfigRecorder extends Construct {
  constructor(stack: AwsStack, id: string, props: ConfigRecorderProps) {
    super(stack, id);
    const role = props.first ? [new IamServiceLinkedRole(this, "role", { awsServiceName: "config.amazonaws.com" })] : [];
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name: "ringfence",
      roleArn: arn(stack.place, "iam", "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: props.first },
      dependsOn: role,
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name: "ringfence",
      s3BucketName: props.bucket,
      s3KmsKeyArn: props.keyArn,
      dependsOn: [recorder],
    });
    const status = new ConfigConfigurationRecorderStatus(this, "status", { name: recorder.name, isEnabled: true, dependsOn: [channel] });
    for (const sourceIdentifier of CONFIG_RULES)
      new ConfigConfigRule(this, sourceIdentifier, {
        name: `ringfence-${sourceIdentifier.toLowerCase().replaceAll("_", "-")}`,
        source: { owner: "AWS", sourceIdentifier },
        dependsOn: [status],
      });
  }
}
