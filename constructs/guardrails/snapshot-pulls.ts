import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny } from "./statements";

/**
 * What a copy asks of the other side. EC2 and RDS are called at home, and call the old region in the caller's name
 * (Amazon EC2 API reference, CopySnapshot: PresignedUrl). Nothing there is sealed under a key of others.
 */
const PULLS = [
  "ec2:CopyImage",
  "ec2:CopySnapshot",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:ReEncryptFrom",
  "rds:CopyDBClusterSnapshot",
  "rds:CopyDBSnapshot",
];

/** Movers of snapshots are let out as movers are, each by its name: outside they copy from the declared regions, and do nothing else. */
export function snapshotPulls({ accounts, regions, readsOutside, copiesFrom, roles }: Fence): readonly Statement[] {
  if (roles.snapshotMovers.length === 0) return [];
  const movers = { ArnLike: { "aws:PrincipalArn": roles.snapshotMovers } };
  const onlyPulls = (Sid: string, key: string, ours: readonly string[]): Statement => ({
    Sid,
    Effect: "Deny",
    NotAction: PULLS,
    Resource: "*",
    Condition: { StringNotEquals: { [key]: ours }, Null: { [key]: "false" }, ...movers },
  });
  return [
    onlyPulls("SnapshotMoversOnlyCopyOfOthers", "aws:ResourceAccount", accounts),
    ...(readsOutside
      ? [
          onlyPulls("SnapshotMoversOnlyCopyOutside", "aws:RequestedRegion", regions),
          deny("SnapshotMoversOnlyThere", ["*"], {
            StringNotEquals: { "aws:RequestedRegion": [...new Set([...regions, ...copiesFrom])] },
            Null: { "aws:RequestedRegion": "false" },
            ...movers,
          }),
        ]
      : []),
  ];
}
