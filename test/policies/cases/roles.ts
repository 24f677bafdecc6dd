import { admin, CUSTODY, EDGE, HOME, ORGANIZATION, PARENT, RECOVERY, RELEASE, role, service } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";

function dataRoles(region: string, foreign: readonly string[]): Case[] {
  const cases: Case[] = [];
  const stack = `replication-${region}`;
  const trust = trustOf(`${stack}/aws_iam_role/backup_role`, cases);
  trust("AWS Backup for this account", service("backup.amazonaws.com"), { "aws:SourceAccount": HOME }, "allowed");
  trust("AWS Backup for the parent's account", service("backup.amazonaws.com"), { "aws:SourceAccount": PARENT }, "not allowed");
  trust("AWS Backup for nobody", service("backup.amazonaws.com"), {}, "not allowed");
  trust("another service", service("s3.amazonaws.com"), { "aws:SourceAccount": HOME }, "not allowed");
  trust("a person", admin(HOME), { "aws:SourceAccount": HOME }, "not allowed");
  trust(
    "backup.amazonaws.com in somebody's name",
    service("backup.amazonaws.com"),
    { "aws:SourceAccount": HOME },
    "not allowed",
    "sts:SetSourceIdentity",
  );
  const may = mayOf(`${stack}/aws_iam_role_policy/backup_policy`, role(HOME, `ringfence-backup-${region}`), cases);
  for (const key of foreign)
    for (const action of [
      "DescribeKey",
      "Encrypt",
      "Decrypt",
      "ReEncryptFrom",
      "ReEncryptTo",
      "GenerateDataKey",
      "GenerateDataKeyWithoutPlaintext",
      "CreateGrant",
    ])
      may(`kms:${action}`, `arn:aws:kms:${key}`, {}, "allowed");
  may("kms:Decrypt", `arn:aws:kms:us-east-1:${CUSTODY}:key/user-content`, {}, "not allowed");
  for (const action of ["PutKeyPolicy", "ScheduleKeyDeletion"]) may(`kms:${action}`, `arn:aws:kms:${foreign[0]}`, {}, "not allowed");
  return cases;
}

function replication(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("replication-us-east-1/aws_iam_role/user-content-replication_role", cases);
  trust("S3 for this account", service("s3.amazonaws.com"), { "aws:SourceAccount": HOME }, "allowed");
  trust("S3 for the parent's account", service("s3.amazonaws.com"), { "aws:SourceAccount": PARENT }, "not allowed");
  trust("S3 for nobody", service("s3.amazonaws.com"), {}, "not allowed");
  trust("another service", service("backup.amazonaws.com"), { "aws:SourceAccount": HOME }, "not allowed");
  trust("a person", admin(HOME), { "aws:SourceAccount": HOME }, "not allowed");
  trust(
    "s3.amazonaws.com in somebody's name",
    service("s3.amazonaws.com"),
    { "aws:SourceAccount": HOME },
    "not allowed",
    "sts:SetSourceIdentity",
  );
  const may = mayOf(
    "replication-us-east-1/aws_iam_role_policy/user-content-replication_policy",
    role(HOME, "ringfence-replication-user-content"),
    cases,
  );
  const source = "arn:aws:s3:::user-content-333333333333-us-east-1";
  const destination = "arn:aws:s3:::user-content-444444444444-us-west-2";
  for (const action of ["s3:GetReplicationConfiguration", "s3:ListBucket"]) {
    may(action, source, {}, "allowed");
    may(action, destination, {}, "not allowed");
  }
  for (const action of ["s3:PutBucketPolicy", "s3:DeleteBucket"]) may(action, source, {}, "not allowed");
  for (const action of ["GetObjectVersionForReplication", "GetObjectVersionAcl", "GetObjectVersionTagging"]) {
    may(`s3:${action}`, `${source}/a`, {}, "allowed");
    may(`s3:${action}`, `${destination}/a`, {}, "not allowed");
  }
  for (const action of ["ReplicateObject", "ReplicateDelete", "ReplicateTags", "ObjectOwnerOverrideToBucketOwner"]) {
    may(`s3:${action}`, `${destination}/a`, {}, "allowed");
    may(`s3:${action}`, `${source}/a`, {}, "not allowed");
    may(`s3:${action}`, "arn:aws:s3:::app-user-content-backup/a", {}, "not allowed");
  }
  for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) may(action, `${source}/a`, {}, "not allowed");
  const [theirs, ours] = [`arn:aws:kms:us-east-1:${CUSTODY}:key/user-content`, `arn:aws:kms:us-west-2:${RECOVERY}:key/user-content`];
  const [east, west] = [{ "kms:ViaService": "s3.us-east-1.amazonaws.com" }, { "kms:ViaService": "s3.us-west-2.amazonaws.com" }];
  may("kms:Decrypt", theirs, east, "allowed");
  may("kms:Decrypt", theirs, west, "not allowed");
  may("kms:Decrypt", theirs, {}, "not allowed");
  for (const action of ["kms:PutKeyPolicy", "kms:CreateGrant"]) {
    may(action, theirs, east, "not allowed");
    may(action, ours, west, "not allowed");
  }
  for (const action of ["kms:Encrypt", "kms:GenerateDataKey"]) may(action, theirs, east, "not allowed");
  for (const action of ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"]) {
    may(action, ours, west, "allowed");
    may(action, ours, east, "not allowed");
    may(action, ours, {}, "not allowed");
  }
  return cases;
}

function flowLogs(stack: string, account: string): Case[] {
  const cases: Case[] = [];
  const region = stack.slice(-9);
  const trust = trustOf(`${stack}/aws_iam_role/network_flow-logs_role`, cases);
  trust("flow logs of this account", service("vpc-flow-logs.amazonaws.com"), { "aws:SourceAccount": account }, "allowed");
  trust("flow logs of the parent's", service("vpc-flow-logs.amazonaws.com"), { "aws:SourceAccount": PARENT }, "not allowed");
  trust("flow logs of nobody's", service("vpc-flow-logs.amazonaws.com"), {}, "not allowed");
  trust("another service", service("ec2.amazonaws.com"), { "aws:SourceAccount": account }, "not allowed");
  trust("a person", admin(account), { "aws:SourceAccount": account, "aws:PrincipalOrgID": ORGANIZATION }, "not allowed");
  trust(
    "vpc-flow-logs.amazonaws.com in somebody's name",
    service("vpc-flow-logs.amazonaws.com"),
    { "aws:SourceAccount": account },
    "not allowed",
    "sts:SetSourceIdentity",
  );
  const may = mayOf(`${stack}/aws_iam_role_policy/network_flow-logs_policy`, role(account, `ringfence-flow-logs-${region}`), cases);
  const group = `arn:aws:logs:${region}:${account}:log-group:/ringfence/united-states/flow-logs`;
  for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
    may(action, `${group}:log-stream:eni-1`, {}, "allowed");
    may(action, `arn:aws:logs:${region}:${account}:log-group:another:log-stream:eni-1`, {}, "not allowed");
  }
  for (const action of ["logs:DescribeLogGroups", "logs:DescribeLogStreams"]) may(action, group, {}, "allowed");
  may("logs:DeleteLogStream", `${group}:log-stream:eni-1`, {}, "not allowed");
  for (const action of ["logs:GetLogEvents", "logs:DeleteLogGroup", "logs:CreateLogGroup"]) may(action, group, {}, "not allowed");
  return cases;
}

export const roleCases: readonly Case[] = [
  ...dataRoles("us-east-1", [
    `us-east-1:${CUSTODY}:key/profiles`,
    `us-east-1:${HOME}:key/media-archive`,
    `us-east-1:${HOME}:key/vault`,
    `us-west-2:${RECOVERY}:key/vault`,
  ]),
  ...dataRoles("us-west-2", [`us-west-2:${HOME}:key/sessions`, `us-west-2:${HOME}:key/vault`, `us-east-1:${RECOVERY}:key/vault`]),
  ...replication(),
  ...flowLogs("network-us-east-1", HOME),
  ...flowLogs("network-us-west-2", HOME),
  ...flowLogs("edge-us-east-1", EDGE),
  ...flowLogs("network-release-us-east-1", RELEASE),
];
