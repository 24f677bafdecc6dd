import { Construct } from "constructs";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { bucketArn, bucketName } from "../place/names";
import { deployerArn } from "../place/state-backend";
import { custodianOrganization } from "../keys/organization";
import { bucketPolicyStatements } from "./bucket-policy";
import { closedBucket } from "./closed-bucket";
import { storeTags } from "./tags";

export interface ResidentBucketProps {
  /** The dataset's name. */
  readonly dataset: string;
  /** The full ARN of the dataset's key: S3 resolves an alias in the caller's account. */
  readonly keyArn: string;
  /** The network's S3 endpoint ids; none at recovery, where nobody reads. */
  readonly endpoints: readonly string[];
  /** Roles that work from outside the network, by ARN. */
  readonly namedRoles?: readonly string[];
  /** Roles of the home account that write replicas here, by ARN. */
  readonly replicatedBy?: readonly string[];
  /** Where every object version goes as well. */
  readonly replicateTo?: { readonly place: AwsPlace; readonly keyArn: string; readonly roleArn: string };
}

/**
 * A bucket that keeps one dataset inside the jurisdiction.
 *
 * Its policy denies, to everyone: requests without TLS or from outside the custodian's organization, data requests that do
 * not come through the network's endpoint (services and named roles apart), and objects under any key but the dataset's.
 * Versions are kept for the program's retention, public access is blocked, and ACLs are off.
 */
export class ResidentBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: ResidentBucketProps) {
    super(scope, id);
    const { program, place } = scope;
    this.name = bucketName(place, props.dataset);
    this.arn = bucketArn(place, this.name);

    const { bucketId, versions } = closedBucket(this, {
      name: this.name,
      keyArn: props.keyArn,
      statements: bucketPolicyStatements({
        arn: this.arn,
        organization: custodianOrganization(program),
        keyArn: props.keyArn,
        endpoints: props.endpoints,
        deployer: deployerArn(place),
        namedRoles: [...(props.namedRoles ?? []), ...(props.replicateTo ? [props.replicateTo.roleArn] : []), ...(props.replicatedBy ?? [])],
        replicatedBy: props.replicatedBy ?? [],
      }),
      tags: storeTags(props.dataset),
      guarded: !program.data.sandbox,
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucketId,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: program.data.retention.versionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versions],
    });
    if (props.replicateTo) replicate(this, bucketId, versions, props.dataset, props.replicateTo);
  }
}

function replicate(
  scope: Construct,
  bucketId: string,
  versions: S3BucketVersioningA,
  dataset: string,
  to: NonNullable<ResidentBucketProps["replicateTo"]>,
): void {
  new S3BucketReplicationConfigurationA(scope, "replication", {
    bucket: bucketId,
    role: to.roleArn,
    rule: [
      {
        id: "recovery",
        status: "Enabled",
        priority: 1,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        // Without it S3 leaves out every object under a KMS key, silently.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: bucketArn(to.place, bucketName(to.place, dataset)),
          account: to.place.accountId,
          accessControlTranslation: { owner: "Destination" },
          encryptionConfiguration: { replicaKmsKeyId: to.keyArn },
          // Replication Time Control: 15 minutes, with a metric that tells when it is missed.
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      },
    ],
    dependsOn: [versions],
  });
}
