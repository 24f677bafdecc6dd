import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { isFrozen } from "../../config/migration/freezes";
import type { ReverseData } from "../../config/migration/reverse-legs";
import { legacyId } from "../../config/migration/purge-names";
import type { Phase } from "../../config/scope";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";
import { denyAll } from "../policy/perimeter";
import { storeTags } from "../storage/tags";
import { REVERSE_WRITES } from "./mover-policies";

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
  /** The role that takes back what was written at home, while the program says so; see constructs/migration/reverse-leg.ts. */
  readonly reverse?: { readonly arn: string } & ReverseData;
}

/** What no way back takes: an object's lists of rights, its locks, and the copies that S3 makes by itself. */
const NEVER_BACK = [
  "s3:PutObjectAcl",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectVersion*",
  "s3:ReplicateObject",
  "s3:RestoreObject",
];
const WRITES = ["s3:PutObject*", "s3:RestoreObject", "s3:ReplicateObject"];

/** What the old bucket says while its copy moves: the mover reads until the window ends; from cutover on nobody writes, but for a declared way back, and in the purge one role deletes and no mover reads. */
export function legacyBucketStatements(arn: string, props: Omit<LegacyBucketProps, "dataset" | "copy" | "bucket">): readonly Statement[] {
  const { mover, purger, until } = props;
  const both = [arn, `${arn}/*`];
  const purging = props.phase === "purge";
  const frozen = isFrozen(props.phase);
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
    ...(frozen ? freeze(arn, mover.accountId, props.phase === "soak" ? props.reverse : undefined) : []),
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

/**
 * Nobody writes. With a reverse leg one role does, what it is let write, where, and between the two moments: the old account's
 * own grants, such as an ACL that nobody remembers, widen none of it, since each side of the box is a denial of its own.
 */
function freeze(arn: string, accountId: string, reverse: LegacyBucketProps["reverse"]): readonly Statement[] {
  if (!reverse) return [denyAll("Frozen", WRITES, `${arn}/*`)];
  const { prefix, from, until } = reverse;
  const allow = (Sid: string, Action: readonly string[], Resource: string): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action,
    Resource,
    Condition: { ArnEquals: { "aws:PrincipalArn": reverse.arn }, DateLessThan: { "aws:CurrentTime": until } },
  });
  return [
    allow("ReverseLooks", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], arn),
    allow("ReverseWrites", REVERSE_WRITES, `${arn}/${prefix}*`),
    denyAll("Frozen", WRITES, `${arn}/*`, { ArnNotEquals: { "aws:PrincipalArn": reverse.arn } }),
    ...(prefix === ""
      ? []
      : [{ Sid: "FrozenBeside", Effect: "Deny", Principal: "*", Action: WRITES, NotResource: `${arn}/${prefix}*` } as const]),
    { Sid: "FrozenInAllElse", Effect: "Deny", Principal: "*", Action: NEVER_BACK, Resource: `${arn}/*` },
    denyAll("FrozenUntilThen", WRITES, `${arn}/*`, { DateLessThan: { "aws:CurrentTime": from } }),
    denyAll("FrozenAgain", WRITES, `${arn}/*`, { DateGreaterThanEquals: { "aws:CurrentTime": until } }),
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
