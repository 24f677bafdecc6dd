import { backupsOf } from "../../config/legacy-copies";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { purgeRoleArn } from "../../config/purge-names";
import { phaseOf } from "../../config/rules/phase";
import { windowEnd } from "../migration/window";
import type { Statement } from "../policy/document";
import { deny } from "./statements";

/** What the purge of a bucket does, and that of backups: it finds what is to go, and lets it go. */
const DELETIONS = {
  objects: [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetBucketVersioning",
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
} as const;

/** One role that purges outside the jurisdiction, in an account that guardrails can reach. */
export interface Purger {
  readonly role: string;
  readonly region: string;
  readonly deletes: keyof typeof DELETIONS;
}

/**
 * The roles that the region deny lets out, each by its whole ARN. An old account that is not of the organization has no
 * guardrails; one that was handed over may come under them, and its purge would be shut in.
 */
export function purgersOf(program: Program): readonly Purger[] {
  const { datasets, accounts } = program.data;
  return datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy): Purger[] => {
      if (phaseOf(copy, dataset) !== "purge" || !("account" in copy)) return [];
      const account = accounts[copy.account];
      if (account?.cloud !== "aws" || !account.inOrganization || program.jurisdiction.contains("aws", copy.region)) return [];
      const role = purgeRoleArn(program.legacyPlace(copy) as AwsPlace, dataset.name, copy.name);
      return [{ role, region: copy.region, deletes: backupsOf(copy) ? "backups" : "objects" }];
    }),
  );
}

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
