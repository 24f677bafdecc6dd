import { Construct } from "constructs";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { bucketArn } from "../place/names";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";
import { archiveStatements, type ArchiveAccess } from "./archive-policy";
import { archiveBucketName } from "./names";

export interface LogArchiveProps {
  /** A key of the custodian's, by its full ARN. */
  readonly keyArn: string;
  readonly filledBy: ArchiveAccess["filledBy"];
  /** The second archive, in another region of the jurisdiction. */
  readonly replicateTo?: { readonly place: AwsPlace; readonly keyArn: string; readonly roleArn: string };
}

/**
 * The archive of logs in the auditor's account: what is written stays for the program's retention, and nobody shortens it.
 *
 * The lock is in compliance mode, which binds the account's root as well; a sandbox's is in governance mode. One trail
 * writes, or one replication role; nobody deletes; principals of other accounts stay out.
 */
export class LogArchive extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: LogArchiveProps) {
    super(scope, id);
    const { program, place } = scope;
    const { sandbox, retention } = program.data;
    this.name = archiveBucketName(place);
    this.arn = bucketArn(place, this.name);
    const { bucketId, versions } = closedBucket(this, {
      name: this.name,
      keyArn: props.keyArn,
      statements: archiveStatements({ arn: this.arn, account: place.accountId, sandbox, filledBy: props.filledBy }),
      tags: purposeTags("logs"),
      guarded: !sandbox,
      lockable: true,
    });
    const lock = new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucketId,
      rule: { defaultRetention: { mode: sandbox ? "GOVERNANCE" : "COMPLIANCE", days: retention.logDays } },
      dependsOn: [versions],
    });
    if (!props.replicateTo) return;
    const { place: to, keyArn, roleArn } = props.replicateTo;
    new S3BucketReplicationConfigurationA(this, "replication", {
      bucket: bucketId,
      role: roleArn,
      rule: [
        {
          id: "second-archive",
          status: "Enabled",
          priority: 1,
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          // Without it S3 leaves out every object under a KMS key, silently.
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: { bucket: bucketArn(to, archiveBucketName(to)), encryptionConfiguration: { replicaKmsKeyId: keyArn } },
        },
      ],
      dependsOn: [versions, lock],
    });
  }
}
