import { admin, HOME, PARENT, service } from "../callers";
import type { Case } from "../case";
import { trustOf } from "./may";

const VAULTS = "818181818181";

/** Which service works as which role of a move: for the role's own account, and no other. */
function trusts(): Case[] {
  const cases: Case[] = [];
  for (const [policy, name, account] of [
    ["migration-user-content-former-cloud/aws_iam_role/leg_mover_role", "datasync", HOME],
    // S3 computes the digests of what DataSync brought into a bucket, and of nothing in a file system.
    ["migration-user-content-former-cloud/aws_iam_role/leg_mover_role", "batchoperations.s3", HOME],
    ["migration-media-archive-virginia/aws_iam_role/leg_mover_role", "datasync", HOME],
    ["migration-user-content-overseas-backup/aws_iam_role/leg_mover_role", "batchoperations.s3", HOME],
    ["migration-profiles-former-cloud/aws_iam_role/leg_mover_role", "dms.us-east-1", HOME],
    ["bootstrap-home/aws_iam_role/replication_dms-vpc-role", "dms", HOME],
    ["bootstrap-home/aws_iam_role/replication_dms-cloudwatch-logs-role", "dms", HOME],
    ["legacy-vault-media-archive-overseas-vault/aws_iam_role/vault_sender", "backup", VAULTS],
  ] as const) {
    const trust = trustOf(`copy/${policy}`, cases);
    const own = { "aws:SourceAccount": account };
    trust("the service for this account", service(`${name}.amazonaws.com`), own, "allowed");
    trust("the service for the parent's account", service(`${name}.amazonaws.com`), { "aws:SourceAccount": PARENT }, "not allowed");
    trust("the service for nobody", service(`${name}.amazonaws.com`), {}, "not allowed");
    trust("another service", service("ec2.amazonaws.com"), own, "not allowed");
    trust("a person", admin(HOME), own, "not allowed");
    if (name !== "batchoperations.s3" && policy !== "migration-user-content-former-cloud/aws_iam_role/leg_mover_role")
      trust("S3 Batch, where it has no work", service("batchoperations.s3.amazonaws.com"), own, "not allowed");
    trust("in somebody's name", service(`${name}.amazonaws.com`), own, "not allowed", "sts:SetSourceIdentity");
  }
  return cases;
}

export const movementTrustCases: readonly Case[] = trusts();
