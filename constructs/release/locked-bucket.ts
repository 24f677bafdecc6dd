import { Construct } from "constructs";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { releaseBucket } from "../../config/release/names";
import type { AwsStack } from "../place/aws-stack";
import type { Statement } from "../policy/document";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";

export interface ReleaseBucketProps {
  readonly of: "source" | "artifacts" | "releases";
  readonly keyArn: string;
  readonly statements: readonly Statement[];
  /** Kept for the program's log retention, and by nobody's leave shorter: what was pushed, and what was found. */
  readonly locked: boolean;
}

/** A bucket of the release path; its lock is COMPLIANCE, which not even the account's root shortens (a sandbox's is GOVERNANCE). */
export class ReleaseBucket extends Construct {
  readonly bucketId: string;

  constructor(scope: AwsStack, id: string, props: ReleaseBucketProps) {
    super(scope, id);
    const { program, place } = scope;
    const { bucketId, versions } = closedBucket(this, {
      name: releaseBucket(place, props.of),
      keyArn: props.keyArn,
      statements: props.statements,
      tags: purposeTags("release"),
      guarded: !program.data.sandbox,
    });
    this.bucketId = bucketId;
    if (!props.locked) return;
    const { sandbox, retention } = program.data;
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucketId,
      rule: { defaultRetention: sandbox ? { mode: "GOVERNANCE", days: 1 } : { mode: "COMPLIANCE", days: retention.logDays } },
      dependsOn: [versions],
    });
  }
}
