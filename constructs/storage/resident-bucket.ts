import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { bucketArn, bucketName } from "../place/names";
import { deployerArn } from "../place/state-backend";
import { policyDocument } from "../policy/document";
import { custodianOrganization } from "../keys/organization";
import { bucketPolicyStatements } from "./bucket-policy";
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

    const bucket = new S3Bucket(this, "bucket", {
      bucket: this.name,
      forceDestroy: false,
      tags: storeTags(props.dataset),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const block = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.keyArn }, bucketKeyEnabled: true }],
    });
    const versioning = new S3BucketVersioningA(this, "versions", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: program.data.retention.versionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument(
        "bucket",
        bucketPolicyStatements({
          arn: this.arn,
          organization: custodianOrganization(program),
          keyArn: props.keyArn,
          endpoints: props.endpoints,
          deployer: deployerArn(place),
          namedRoles: [
            ...(props.namedRoles ?? []),
            ...(props.replicateTo ? [props.replicateTo.roleArn] : []),
            ...(props.replicatedBy ?? []),
          ],
          replicatedBy: props.replicatedBy ?? [],
        }),
      ),
      // S3 refuses a policy while the block is being written.
      dependsOn: [block],
    });
    if (props.replicateTo) replicate(this, bucket, versioning, props.dataset, props.replicateTo);
  }
}

function replicate(
  scope: Construct,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  dataset: string,
  to: NonNullable<ResidentBucketProps["replicateTo"]>,
): void {
  new S3BucketReplicationConfigurationA(scope, "replication", {
    bucket: bucket.id,
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
    dependsOn: [versioning],
  });
}
