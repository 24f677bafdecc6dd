import type { Program } from "../../config/program";
import type { Purger } from "../../config/guardrails/fenced";
import { windowEnd } from "../../config/migration/window";
import type { Statement } from "../policy/document";
import { deny } from "./statements";

/** What the purge of a bucket does, and that of backups: it finds what is to go, and lets it go. */
const DELETIONS = {
  objects: [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetBucketPolicy",
    "s3:GetObjectLegalHold",
    "s3:GetObjectRetention",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
  ],
  backups: [
    "backup:DeleteRecoveryPoint",
    "backup:DescribeBackupVault",
    "backup:DescribeRecoveryPoint",
    "backup:ListLegalHolds",
    "backup:ListRecoveryPoints*",
    "ec2:DeleteSnapshot",
    "ec2:DeregisterImage",
    "ec2:DescribeImages",
    "ec2:DescribeLockedSnapshots",
    "ec2:DescribeSnapshots",
    "ec2:ListImagesInRecycleBin",
    "ec2:ListSnapshotsInRecycleBin",
    "rds:DeleteDBClusterSnapshot",
    "rds:DeleteDBSnapshot",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBSnapshots",
  ],
} as const satisfies Record<Purger["deletes"], readonly string[]>;

/** Who is let out finds and deletes what its copy is of, in its own region, until the window ends, and does nothing else anywhere. */
export function purgeWindow(program: Program, purgers: readonly Purger[]): readonly Statement[] {
  if (purgers.length === 0) return [];
  const by = (some: readonly Purger[]) => ({ ArnEquals: { "aws:PrincipalArn": some.map(({ role }) => role) } });
  const regions = [...new Set(purgers.map(({ region }) => region))];
  const kinds = (["objects", "backups"] as const).filter((kind) => purgers.some(({ deletes }) => deletes === kind));
  return [
    ...kinds.map((kind): Statement => ({
      Sid: `PurgeOnlyDeletes${kind === "objects" ? "Objects" : "Backups"}`,
      Effect: "Deny",
      NotAction: DELETIONS[kind],
      Resource: "*",
      Condition: by(purgers.filter(({ deletes }) => deletes === kind)),
    })),
    ...regions.map((region, index) =>
      deny(`PurgeOnlyThere${index + 1}`, ["*"], {
        StringNotEquals: { "aws:RequestedRegion": region },
        ...by(purgers.filter((each) => each.region === region)),
      }),
    ),
    deny("PurgeNotAfter", ["*"], { DateGreaterThan: { "aws:CurrentTime": windowEnd(program) }, ...by(purgers) }),
  ];
}
