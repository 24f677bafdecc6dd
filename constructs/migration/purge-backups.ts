import type { AwsPlace } from "../../config/place";
import type { OldSnapshot } from "../../config/schema/snapshot-arn";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";

/** Backups that go, by ARN: those of a vault, and those that lie in none. */
export type PurgedBackups =
  | {
      readonly kind: "vault";
      readonly name: string;
      readonly recoveryPoints: readonly string[];
      readonly snapshots: readonly OldSnapshot[];
    }
  | { readonly kind: "snapshots"; readonly snapshots: readonly OldSnapshot[] };

/** Everything that stands is listed, since what nobody signed for stops the purge; what the program names is deleted, and nothing else. */
export function backupStatements(place: AwsPlace, store: PurgedBackups): readonly Statement[] {
  if (store.kind === "snapshots") return [listing(place), ...deletions(place, store)];
  return [
    ...vaultStatements(place, store),
    ...pointStatements(store.recoveryPoints),
    listing(place),
    ...snapshotStatements(place, store.snapshots),
  ];
}

/** What lets those go that are named, and lists nothing. */
export function deletions(place: AwsPlace, store: PurgedBackups): readonly Statement[] {
  return [...(store.kind === "vault" ? pointStatements(store.recoveryPoints) : []), ...snapshotStatements(place, store.snapshots)];
}

const here = ({ region }: AwsPlace): Statement["Condition"] => ({ StringEquals: { "aws:RequestedRegion": region.name } });

function vaultStatements(place: AwsPlace, { name }: Extract<PurgedBackups, { kind: "vault" }>): readonly Statement[] {
  return [
    {
      Sid: "ListVault",
      Effect: "Allow",
      Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
      Resource: arn(place, "backup", `backup-vault:${name}`),
    },
    { Sid: "ListHolds", Effect: "Allow", Action: ["backup:ListLegalHolds"], Resource: "*", Condition: here(place) },
    { Sid: "ListHeld", Effect: "Allow", Action: ["backup:ListRecoveryPointsByLegalHold"], Resource: arn(place, "backup", "legal-hold:*") },
  ];
}

/** Recovery points by their ARNs: a vault holds other datasets' too. */
function pointStatements(recoveryPoints: readonly string[]): readonly Statement[] {
  if (recoveryPoints.length === 0) return [];
  const Action = ["backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"];
  return [{ Sid: "DeleteRecoveryPoints", Effect: "Allow", Action, Resource: recoveryPoints }];
}

/** None of these takes a resource, those of RDS when they ask for all (Service Authorization Reference: Amazon EC2, Amazon RDS). */
const listing = (place: AwsPlace): Statement => ({
  Sid: "ListSnapshots",
  Effect: "Allow",
  Action: [
    "ec2:DescribeImages",
    "ec2:DescribeLockedSnapshots",
    "ec2:DescribeSnapshots",
    "ec2:ListImagesInRecycleBin",
    "ec2:ListSnapshotsInRecycleBin",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBSnapshots",
  ],
  Resource: "*",
  Condition: here(place),
});

/** Which action lets which kind of snapshot go (Service Authorization Reference: Amazon EC2, Amazon RDS). The ARNs of EC2 name no account: its owner does. */
const SNAPSHOTS = [
  { sid: "DeregisterImages", of: "image", action: "ec2:DeregisterImage", owned: true },
  { sid: "DeleteVolumeSnapshots", of: "volume", action: "ec2:DeleteSnapshot", owned: true },
  { sid: "DeleteSnapshots", of: "database", action: "rds:DeleteDBSnapshot", owned: false },
  { sid: "DeleteClusterSnapshots", of: "cluster", action: "rds:DeleteDBClusterSnapshot", owned: false },
] as const;

function snapshotStatements({ accountId }: AwsPlace, snapshots: readonly OldSnapshot[]): readonly Statement[] {
  return SNAPSHOTS.flatMap(({ sid, of, action, owned }): Statement[] => {
    const these = snapshots.filter(({ kind }) => kind === of).map((each) => each.arn);
    if (these.length === 0) return [];
    const Condition = { StringEquals: { "ec2:Owner": accountId } };
    return [{ Sid: sid, Effect: "Allow", Action: [action], Resource: these, ...(owned ? { Condition } : {}) }];
  });
}
