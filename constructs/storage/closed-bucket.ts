import type { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { policyDocument, type Statement } from "../policy/document";

export interface ClosedBucketProps {
  readonly name: string;
  /** The full ARN of the one key: S3 resolves an alias in the caller's account. */
  readonly keyArn: string;
  readonly statements: readonly Statement[];
  readonly tags: Readonly<Record<string, string>>;
  /** False in a sandbox only. */
  readonly guarded: boolean;
  /**
   * Made with Object Lock, for logs that a service delivers. It has no Bucket Key: the service would have to decrypt, and
   * its calls would carry another encryption context than the one that tells it apart.
   */
  readonly lockable?: boolean;
}

/** What every bucket of the ring-fence is: versioned, under one key, without ACLs, never public, with a policy. */
export function closedBucket(
  scope: Construct,
  props: ClosedBucketProps,
): { readonly bucketId: string; readonly versions: S3BucketVersioningA } {
  const bucket = new S3Bucket(scope, "bucket", {
    bucket: props.name,
    forceDestroy: false,
    ...(props.lockable ? { objectLockEnabled: true } : {}),
    tags: props.tags,
    lifecycle: { preventDestroy: props.guarded },
  });
  // One reference for all: each that is made keeps a stack trace, and a thousand buckets would take a third longer.
  const bucketId = bucket.id;
  new S3BucketOwnershipControls(scope, "ownership", { bucket: bucketId, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const block = new S3BucketPublicAccessBlock(scope, "public-access", {
    bucket: bucketId,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket: bucketId,
    rule: [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.keyArn }, bucketKeyEnabled: !props.lockable },
    ],
  });
  const versions = new S3BucketVersioningA(scope, "versions", { bucket: bucketId, versioningConfiguration: { status: "Enabled" } });
  new S3BucketPolicy(scope, "policy", {
    bucket: bucketId,
    policy: policyDocument("bucket", props.statements),
    // S3 refuses a policy while the block is being written.
    dependsOn: [block],
  });
  return { bucketId, versions };
}
