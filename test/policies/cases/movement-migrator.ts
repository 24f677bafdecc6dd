import { admin, CUSTODY, HOME, PARENT, role } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";

/** Who makes movers and starts them, while there is something to move. */
function migrator(): Case[] {
  const cases: Case[] = [];
  const now = { "aws:CurrentTime": "2027-01-01T00:00:00Z" };
  const may = mayOf("copy/bootstrap-home/aws_iam_role_policy/roles_ringfence-migrator-policy", role(HOME, "ringfence-migrator"), cases);
  const iam = (name: string) => `arn:aws:iam::${HOME}:role/${name}`;
  const mover = iam("ringfence-mover-user-content-former-cloud");
  const bucket = `arn:aws:s3:::user-content-${HOME}-us-east-1`;
  const evidence = `arn:aws:s3:::ringfence-evidence-${HOME}-us-east-1`;

  const inside = [
    "datasync:StartTaskExecution",
    "dms:StartReplicationTask",
    "logs:CreateLogGroup",
    "ec2:DescribeSubnets",
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:CreateNetworkInterface",
    "ec2:CreateSecurityGroup",
    "ec2:CreateTags",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteSecurityGroup",
    "ec2:ModifyNetworkInterfaceAttribute",
    "ec2:RevokeSecurityGroupEgress",
    "elasticfilesystem:DescribeFileSystems",
    "s3:CreateJob",
    "s3:DescribeJob",
    "s3:ListJobs",
    "s3:UpdateJobStatus",
    "s3:UpdateJobPriority",
  ];
  for (const action of inside) {
    may(action, "*", { ...now, "aws:RequestedRegion": "us-east-1" }, "allowed");
    may(action, "*", { ...now, "aws:RequestedRegion": "ap-southeast-1" }, "not allowed");
    may(action, "*", now, "not allowed");
  }
  for (const region of ["us-east-2", "us-west-1", "us-west-2"])
    may("datasync:CreateTask", "*", { ...now, "aws:RequestedRegion": region }, "allowed");
  may("datasync:CreateTask", "*", { "aws:CurrentTime": "2027-07-01T00:00:00Z", "aws:RequestedRegion": "us-east-1" }, "denied");

  may("s3:PutBucketPolicy", evidence, now, "allowed");
  may("s3:GetObject", `${evidence}/inventory/x`, now, "allowed");
  for (const action of ["GetInventoryConfiguration", "PutInventoryConfiguration", "GetBucketLocation"])
    may(`s3:${action}`, bucket, now, "allowed");
  may("s3:GetInventoryConfiguration", "arn:aws:other:::thing", now, "not allowed");
  for (const action of ["GetObject", "PutObject", "DeleteObject"]) may(`s3:${action}`, `${bucket}/a`, now, "not allowed");
  may("s3:PutBucketPolicy", bucket, now, "not allowed");

  const of = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${HOME}:${resource}`;
  const [own, catalog, others] = [of("athena", "workgroup/ringfence-a"), of("glue", "catalog"), of("athena", "workgroup/primary")];
  for (const action of ["athena:StartQueryExecution", "athena:CreateWorkGroup"]) {
    may(action, own, now, "allowed");
    may(action, others, now, "not allowed");
  }
  for (const resource of [catalog, of("glue", "database/ringfence_a"), of("glue", "table/ringfence_a/home")])
    for (const action of ["glue:GetTables", "glue:CreateDatabase", "glue:DeleteTable"]) may(action, resource, now, "allowed");
  for (const resource of [of("glue", "database/other"), of("glue", "table/other/home")]) may("glue:GetTable", resource, now, "not allowed");
  // It would open the catalog to others.
  may("glue:PutResourcePolicy", catalog, now, "not allowed");

  may("backup:CreateBackupVault", `arn:aws:backup:us-east-1:${HOME}:backup-vault:landing-x`, now, "allowed");
  may("backup:PutBackupVaultAccessPolicy", `arn:aws:backup:us-east-1:${HOME}:backup-vault:ringfence-united-states`, now, "not allowed");
  may("backup-storage:MountCapsule", "*", now, "allowed");
  may("backup-storage:StartObject", "*", now, "not allowed");

  const secret = `arn:aws:secretsmanager:us-east-1:${HOME}:secret:ringfence-mover/profiles-AbCdEf`;
  for (const action of ["CreateSecret", "DeleteSecret", "DescribeSecret", "PutSecretValue", "TagResource"]) {
    may(`secretsmanager:${action}`, secret, now, "allowed");
    may(`secretsmanager:${action}`, `arn:aws:secretsmanager:us-east-1:${HOME}:secret:app`, now, "not allowed");
  }
  may("secretsmanager:GetSecretValue", secret, now, "not allowed");

  for (const action of ["GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole"]) {
    may(`iam:${action}`, mover, now, "allowed");
    may(`iam:${action}`, iam("ringfence-deployer"), now, "not allowed");
  }
  const bound = { ...now, "iam:PermissionsBoundary": `arn:aws:iam::${HOME}:policy/ringfence-mover-boundary` };
  for (const action of ["CreateRole", "PutRolePolicy", "DeleteRolePolicy"]) {
    may(`iam:${action}`, mover, bound, "allowed");
    may(`iam:${action}`, mover, now, "not allowed");
    may(`iam:${action}`, mover, { ...now, "iam:PermissionsBoundary": `arn:aws:iam::${HOME}:policy/ringfence-boundary` }, "not allowed");
    may(`iam:${action}`, iam("ringfence-deployer"), bound, "not allowed");
  }
  for (const action of ["DeleteRole", "TagRole", "UntagRole", "UpdateRole"]) {
    may(`iam:${action}`, mover, now, "allowed");
    may(`iam:${action}`, iam("ringfence-deployer"), now, "not allowed");
  }
  for (const action of ["UpdateAssumeRolePolicy", "PutRolePermissionsBoundary"]) may(`iam:${action}`, mover, bound, "not allowed");
  for (const to of ["datasync", "batchoperations.s3", "dms.us-east-1"]) {
    const passed = { ...now, "iam:PassedToService": `${to}.amazonaws.com` };
    may("iam:PassRole", mover, passed, "allowed");
    may("iam:PassRole", iam("ringfence-backup-us-east-1"), passed, "not allowed");
    may("iam:UpdateAssumeRolePolicy", mover, passed, "not allowed");
  }
  may("iam:PassRole", mover, { ...now, "iam:PassedToService": "ec2.amazonaws.com" }, "not allowed");
  may("iam:PassRole", mover, now, "not allowed");
  const linked = iam("aws-service-role/datasync.amazonaws.com/AWSServiceRoleForDataSync");
  const named = { ...now, "iam:AWSServiceName": "datasync.amazonaws.com" };
  may("iam:CreateServiceLinkedRole", linked, named, "allowed");
  may("iam:CreateServiceLinkedRole", linked, { ...now, "iam:AWSServiceName": "rds.amazonaws.com" }, "not allowed");
  may("iam:CreateServiceLinkedRole", linked, now, "not allowed");
  may("iam:CreateServiceLinkedRole", iam("other"), named, "not allowed");
  may("iam:DeleteServiceLinkedRole", linked, named, "not allowed");

  for (const via of ["backup", "dms", "s3", "secretsmanager"]) {
    const through = { ...now, "kms:ViaService": `${via}.us-east-1.amazonaws.com` };
    for (const action of ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom"])
      may(`kms:${action}`, "arn:key", through, "allowed");
    may("kms:PutKeyPolicy", "arn:key", through, "not allowed");
    const grants = via === "backup" || via === "dms";
    const forAws = { ...through, "kms:GrantIsForAWSResource": "true" };
    may("kms:CreateGrant", "arn:key", forAws, grants ? "allowed" : "not allowed");
    may("kms:CreateGrant", "arn:key", { ...through, "kms:GrantIsForAWSResource": "false" }, "not allowed");
    may("kms:CreateGrant", "arn:key", through, "not allowed");
    may("kms:RetireGrant", "arn:key", forAws, "not allowed");
  }
  may("kms:Decrypt", "arn:key", now, "not allowed");
  may("kms:Decrypt", "arn:key", { ...now, "kms:ViaService": "rds.us-east-1.amazonaws.com" }, "not allowed");
  may("kms:CreateGrant", "arn:key", { ...now, "kms:GrantIsForAWSResource": "true" }, "not allowed");
  return cases;
}

function officers(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("copy/bootstrap-home/aws_iam_role/roles_ringfence-migrator", cases);
  const officer = role(CUSTODY, "ringfence-migration-officer-1");
  trust("an officer of the migration", officer, {}, "allowed");
  trust("in somebody's name", officer, {}, "not allowed", "sts:SetSourceIdentity");
  trust("an officer outside the organization", officer, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  trust("an officer of whom AWS says no organization", officer, { "aws:PrincipalOrgID": undefined }, "not allowed");
  trust("an officer of whom AWS says no name", officer, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("another role of the custody account", role(CUSTODY, "ringfence-operator-1"), {}, "not allowed");
  trust("the home's administrator", admin(HOME), {}, "not allowed");
  trust("a role of the parent's by that name", role(PARENT, "ringfence-migration-officer-1"), {}, "not allowed");
  trust("somebody else in an officer's clothes", admin(HOME), { "aws:PrincipalArn": officer.arn }, "not allowed");
  return cases;
}

export const migratorCases: readonly Case[] = [...migrator(), ...officers()];
