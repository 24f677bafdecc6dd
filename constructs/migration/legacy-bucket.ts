import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { legacyId } from "../../config/purge-names";
import type { Phase } from "../../config/scope";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";
import { denyAll } from "../policy/perimeter";
import { storeTags } from "../storage/tags";

export interface LegacyBucketProps {
  readonly dataset: string;
  readonly copy: string;
  readonly bucket: string;
  readonly phase: Exclude<Phase, "closed">;
  /** The home account's mover, which alone reads, and not in the purge. */
  readonly mover: { readonly arn: string; readonly accountId: string };
  /** The role that deletes, from the purge on. */
  readonly purger?: string;
  readonly until: string;
}

/** What the old bucket says while its copy moves: the mover reads until the window ends; from cutover on nobody writes, and in the purge one role deletes and no mover reads. */
export function legacyBucketStatements(arn: string, props: Omit<LegacyBucketProps, "dataset" | "copy" | "bucket">): readonly Statement[] {
  const { mover, purger, until } = props;
  const both = [arn, `${arn}/*`];
  const purging = props.phase === "purge";
  const frozen = props.phase === "cutover" || props.phase === "soak" || purging;
  const reads: Statement = {
    Sid: "MoverReads",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${mover.accountId}:root` },
    Action: [
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:GetObjectTagging",
      "s3:GetObjectVersion",
      "s3:GetObjectVersionTagging",
      "s3:ListBucket",
      "s3:ListBucketVersions",
    ],
    Resource: both,
    Condition: { ArnEquals: { "aws:PrincipalArn": mover.arn }, DateLessThan: { "aws:CurrentTime": until } },
  };
  return [
    // Its leg is gone by then: a role made anew under the same name would read what is being destroyed.
    ...(purging ? [] : [reads]),
    ...(frozen ? [denyAll("Frozen", ["s3:PutObject*", "s3:RestoreObject", "s3:ReplicateObject"], `${arn}/*`)] : []),
    ...(frozen
      ? [
          denyAll(
            "NothingIsDeleted",
            ["s3:DeleteObject*", "s3:DeleteBucket"],
            both,
            purger ? { ArnNotEquals: { "aws:PrincipalArn": purger } } : undefined,
          ),
        ]
      : []),
  ];
}

/** An old bucket, taken over by import: versioned, so that the freeze shows what came late, and read by one role. */
export class LegacyBucket extends Construct {
  constructor(scope: AwsStack, id: string, props: LegacyBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucket,
      tags: { ...storeTags(props.dataset), "ringfence:legacy": "true" },
      lifecycle: { preventDestroy: true },
    });
    const name = legacyId(props.dataset, props.copy);
    bucket.overrideLogicalId(name);
    bucket.importFrom(props.bucket);
    const bucketId = bucket.id;
    const versions = new S3BucketVersioningA(this, "versions", { bucket: bucketId, versioningConfiguration: { status: "Enabled" } });
    versions.overrideLogicalId(name);
    versions.importFrom(props.bucket);
    new S3BucketPolicy(this, "policy", {
      bucket: bucketId,
      policy: policyDocument("bucket", legacyBucketStatements(`arn:aws:s3:::${props.bucket}`, props)),
    });
  }
}
