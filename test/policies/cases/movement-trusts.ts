import { admin, CUSTODY, HOME, PARENT, role, service } from "../callers";
import type { Case } from "../case";
import { trustOf } from "./may";

/** The mover of a bucket whose copy says `byParts`: no service copies such versions. */
const BY_PARTS = "parts/migration-user-content-overseas-backup/aws_iam_role/leg_mover_role";
const VAULTS = "818181818181";

/** Which service works as which role of a move: for the role's own account, and no other. */
function trusts(): Case[] {
  const cases: Case[] = [];
  for (const [policy, name, account] of [
    ["copy/migration-user-content-former-cloud/aws_iam_role/leg_mover_role", "datasync", HOME],
    // S3 computes the digests of what DataSync brought into a bucket, and of nothing in a file system.
    ["copy/migration-user-content-former-cloud/aws_iam_role/leg_mover_role", "batchoperations.s3", HOME],
    ["copy/migration-media-archive-virginia/aws_iam_role/leg_mover_role", "datasync", HOME],
    ["copy/migration-user-content-overseas-backup/aws_iam_role/leg_mover_role", "batchoperations.s3", HOME],
    [BY_PARTS, "batchoperations.s3", HOME],
    ["copy/migration-profiles-former-cloud/aws_iam_role/leg_mover_role", "dms.us-east-1", HOME],
    ["copy/bootstrap-home/aws_iam_role/replication_dms-vpc-role", "dms", HOME],
    ["copy/bootstrap-home/aws_iam_role/replication_dms-cloudwatch-logs-role", "dms", HOME],
    ["copy/legacy-vault-media-archive-overseas-vault/aws_iam_role/vault_sender", "backup", VAULTS],
  ] as const) {
    const trust = trustOf(policy, cases);
    const own = { "aws:SourceAccount": account };
    trust("the service for this account", service(`${name}.amazonaws.com`), own, "allowed");
    trust("the service for the parent's account", service(`${name}.amazonaws.com`), { "aws:SourceAccount": PARENT }, "not allowed");
    trust("the service for nobody", service(`${name}.amazonaws.com`), {}, "not allowed");
    trust("another service", service("ec2.amazonaws.com"), own, "not allowed");
    trust("a person", admin(HOME), own, "not allowed");
    if (name !== "batchoperations.s3" && policy !== "copy/migration-user-content-former-cloud/aws_iam_role/leg_mover_role")
      trust("S3 Batch, where it has no work", service("batchoperations.s3.amazonaws.com"), own, "not allowed");
    trust("in somebody's name", service(`${name}.amazonaws.com`), own, "not allowed", "sts:SetSourceIdentity");
  }
  return cases;
}

/** Officers of the migration become the mover where there are versions that they copy by parts, and nowhere else. */
function officers(): Case[] {
  const cases: Case[] = [];
  const officer = role(CUSTODY, "ringfence-migration-officer-1");
  const session = { "sts:RoleSessionName": "ringfence-parts" };
  const may = trustOf(BY_PARTS, cases);
  const trust: typeof may = (of, caller, context, expected, action) => may(of, caller, { ...session, ...context }, expected, action);
  trust("an officer of the migration", officer, {}, "allowed");
  may("an officer in another session", officer, { "sts:RoleSessionName": "anything" }, "not allowed");
  may("an officer in a session of which AWS says no name", officer, {}, "not allowed");
  trust("in somebody's name", officer, {}, "not allowed", "sts:SetSourceIdentity");
  trust("an officer outside the organization", officer, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  trust("an officer of whom AWS says no organization", officer, { "aws:PrincipalOrgID": undefined }, "not allowed");
  trust("an officer of whom AWS says no name", officer, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("another role of the custody account", role(CUSTODY, "ringfence-operator-1"), {}, "not allowed");
  trust("the home's migrator", role(HOME, "ringfence-migrator"), {}, "not allowed");
  trust("a role of the parent's by that name", role(PARENT, "ringfence-migration-officer-1"), {}, "not allowed");
  trust("somebody else in an officer's clothes", admin(HOME), { "aws:PrincipalArn": officer.arn }, "not allowed");
  const closed = trustOf(BY_PARTS.replace("parts/", "copy/"), cases);
  closed("an officer, where the copy does not say byParts", officer, session, "not allowed");
  return cases;
}

export const movementTrustCases: readonly Case[] = [...trusts(), ...officers()];
