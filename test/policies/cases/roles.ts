import type { Caller } from "../../../rehearsal/engines/evaluate/types";
import {
  admin,
  CUSTODY,
  deployer,
  HOME,
  keyAdmin,
  MANAGEMENT,
  ORGANIZATION,
  PARENT,
  RECOVERY,
  request,
  role,
  service,
  type Context,
} from "../callers";
import type { Case } from "../cases";
import type { Verdict } from "../documents";

const ACCOUNTS = { custody: CUSTODY, home: HOME, recovery: RECOVERY } as const;
const INSIDE = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

/** What a role may by its own policy. */
type May = (action: string, resource: string, context: Context, expected: Verdict, by?: string) => void;
function mayOf(policy: string, who: Caller, cases: Case[]): May {
  return (action, resource, context, expected, by) =>
    cases.push({
      policy,
      of: `${action} on ${resource} ${JSON.stringify(context)}`,
      request: request(who, action, resource, who.account, context),
      expected,
      ...(by ? { by } : {}),
    });
}

/** Who may be a role. */
function trustOf(
  policy: string,
  cases: Case[],
): (of: string, caller: Caller, context: Context, expected: Verdict, action?: string) => void {
  return (of, caller, context, expected, action = "sts:AssumeRole") =>
    cases.push({ policy, of: `${action}: ${of}`, request: request(caller, action, "arn:any", "any", context), expected });
}

function operators(name: string, roleName: string, prefix: string): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`bootstrap-${name}/aws_iam_role/roles_${roleName}`, cases);
  trust("an operator of the custodian's", role(CUSTODY, prefix), {}, "allowed");
  trust("an operator by his own name", role(CUSTODY, `${prefix}-jane`), {}, "allowed");
  trust("the custody account's administrator", admin(CUSTODY), {}, "not allowed");
  trust("an operator of another kind", role(CUSTODY, "ringfence-auditor"), {}, "not allowed");
  trust("an operator's name in the home account", role(HOME, prefix), {}, "not allowed");
  trust("an operator's name in the parent's account", role(PARENT, prefix), {}, "not allowed");
  trust(
    "an operator of an account that left the organization",
    role(CUSTODY, prefix),
    { "aws:PrincipalOrgID": "o-parentcorp1" },
    "not allowed",
  );
  // AWS never says so: the account that is named and the ARN that is matched each have to do.
  trust("another account under an operator's ARN", admin(MANAGEMENT), { "aws:PrincipalArn": role(CUSTODY, prefix).arn }, "not allowed");
  for (const unsaid of ["aws:PrincipalOrgID", "aws:PrincipalArn"])
    trust(`an operator without ${unsaid}`, role(CUSTODY, prefix), { [unsaid]: undefined }, "not allowed");
  trust("an operator in somebody's name", role(CUSTODY, prefix), {}, "not allowed", "sts:SetSourceIdentity");
  trust("a service", service("ec2.amazonaws.com"), {}, "not allowed");
  return cases;
}

function deploys(name: keyof typeof ACCOUNTS): Case[] {
  const cases: Case[] = [];
  const account = ACCOUNTS[name];
  const may = mayOf(`bootstrap-${name}/aws_iam_role_policy/roles_ringfence-deployer-policy`, deployer(account), cases);
  const iam = (of: string) => `arn:aws:iam::${account}:role/${of}`;
  for (const region of INSIDE) may("s3:CreateBucket", "arn:aws:s3:::any", { "aws:RequestedRegion": region }, "allowed");
  const builds = [
    "backup:CreateBackupVault",
    "backup-storage:MountCapsule",
    "cloudwatch:PutMetricAlarm",
    "dynamodb:CreateTable",
    "ec2:CreateVpc",
    "ecr:CreateRepository",
    "elasticfilesystem:CreateFileSystem",
    "logs:CreateLogGroup",
    "rds:CreateDBCluster",
    "s3:CreateBucket",
    "secretsmanager:CreateSecret",
    "sns:CreateTopic",
    "ssm:PutParameter",
  ];
  for (const action of builds) {
    may(action, "arn:any", { "aws:RequestedRegion": "us-east-1" }, "allowed");
    for (const region of ["ap-southeast-1", "eu-west-1", "us-gov-west-1"])
      may(action, "arn:any", { "aws:RequestedRegion": region }, "not allowed");
    may(action, "arn:any", {}, "not allowed");
  }
  may("lambda:CreateFunction", "arn:any", { "aws:RequestedRegion": "us-east-1" }, "not allowed");

  const roles = [
    "CreateRole",
    "DeleteRole",
    "GetRole",
    "GetRolePolicy",
    "ListRoleTags",
    "ListAttachedRolePolicies",
    "ListInstanceProfilesForRole",
    "PutRolePolicy",
    "DeleteRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
  ];
  for (const action of roles) {
    may(`iam:${action}`, iam("ringfence-backup-us-east-1"), {}, "allowed");
    may(`iam:${action}`, iam("administrator"), {}, "not allowed");
    for (const own of ["ringfence-deployer", "ringfence-key-admin", "ringfence-key-break-glass"])
      may(`iam:${action}`, iam(own), {}, "denied");
  }
  for (const to of ["backup", "s3", "vpc-flow-logs"])
    may("iam:PassRole", iam("ringfence-x"), { "iam:PassedToService": `${to}.amazonaws.com` }, "allowed");
  may("iam:PassRole", iam("ringfence-x"), { "iam:PassedToService": "ec2.amazonaws.com" }, "not allowed");
  may("iam:PassRole", iam("ringfence-x"), {}, "not allowed");
  may("iam:PassRole", iam("administrator"), { "iam:PassedToService": "s3.amazonaws.com" }, "not allowed");
  for (const linked of ["backup", "elasticfilesystem", "rds"])
    may(
      "iam:CreateServiceLinkedRole",
      iam(`aws-service-role/${linked}.amazonaws.com/any`),
      { "iam:AWSServiceName": `${linked}.amazonaws.com` },
      "allowed",
    );
  may("iam:CreateServiceLinkedRole", iam("aws-service-role/any"), { "iam:AWSServiceName": "lambda.amazonaws.com" }, "not allowed");
  may("iam:CreateServiceLinkedRole", iam("aws-service-role/any"), {}, "not allowed");
  may("iam:CreateServiceLinkedRole", iam("ringfence-x"), { "iam:AWSServiceName": "rds.amazonaws.com" }, "not allowed");
  may("iam:DeleteServiceLinkedRole", iam("aws-service-role/any"), { "iam:AWSServiceName": "rds.amazonaws.com" }, "not allowed");
  may("iam:PutRolePermissionsBoundary", iam("ringfence-x"), { "iam:PassedToService": "s3.amazonaws.com" }, "not allowed");

  const key = "arn:aws:kms:us-east-1:222222222222:key/any";
  for (const action of [
    "CreateGrant",
    "Decrypt",
    "DescribeKey",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
  ]) {
    for (const via of ["backup", "dynamodb", "ec2", "elasticfilesystem", "rds", "s3", "secretsmanager"])
      may(`kms:${action}`, key, { "kms:ViaService": `${via}.us-east-1.amazonaws.com` }, "allowed");
    may(`kms:${action}`, key, {}, "not allowed");
    may(`kms:${action}`, key, { "kms:ViaService": "lambda.us-east-1.amazonaws.com" }, "not allowed");
  }
  for (const action of ["PutKeyPolicy", "ScheduleKeyDeletion", "CreateKey"])
    for (const context of [{}, { "kms:ViaService": "s3.us-east-1.amazonaws.com" }]) may(`kms:${action}`, key, context, "not allowed");

  const here = { "aws:RequestedRegion": "us-east-1" };
  for (const action of ["GetObject", "GetObjectVersion", "PutObject", "DeleteObject", "DeleteObjectVersion"]) {
    may(`s3:${action}`, "arn:aws:s3:::user-content-333333333333-us-east-1/a", here, "denied", "NeverData");
    may(`s3:${action}`, `arn:aws:s3:::ringfence-state-${account}/private/a`, here, "allowed");
  }
  for (const action of ["GetItem", "BatchGetItem", "Query", "Scan"])
    may(`dynamodb:${action}`, "arn:aws:dynamodb:us-west-2:333333333333:table/sessions", here, "denied", "NeverData");
  return cases;
}

function keyRole(name: keyof typeof ACCOUNTS, roleName: string): Case[] {
  const cases: Case[] = [];
  const account = ACCOUNTS[name];
  const may = mayOf(`bootstrap-${name}/aws_iam_role_policy/roles_${roleName}-policy`, keyAdmin(account), cases);
  for (const action of ["kms:CreateKey", "kms:TagResource"]) {
    for (const region of INSIDE) may(action, "*", { "aws:RequestedRegion": region }, "allowed");
    may(action, "*", { "aws:RequestedRegion": "ap-southeast-1" }, "not allowed");
    may(action, "*", {}, "not allowed");
  }
  const here = { "aws:RequestedRegion": "us-east-1" };
  may("kms:CreateKey", "*", { ...here, "kms:MultiRegion": "true" }, "denied", "NeverMultiRegion");
  may("kms:CreateKey", "*", { ...here, "kms:MultiRegion": "false" }, "allowed");
  for (const action of ["kms:CreateKey", "kms:PutKeyPolicy"])
    may(action, "*", { ...here, "kms:BypassPolicyLockoutSafetyCheck": "true" }, "denied", "NeverBypassTheLockoutCheck");
  may("kms:CreateKey", "*", { ...here, "kms:BypassPolicyLockoutSafetyCheck": "false" }, "allowed");
  for (const action of ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"]) {
    may(action, `arn:aws:kms:us-east-1:${account}:alias/ringfence/united-states/user-content`, {}, "allowed");
    may(action, `arn:aws:kms:us-east-1:${account}:key/any`, {}, "allowed");
    may(action, `arn:aws:kms:us-east-1:${account}:alias/another`, {}, "not allowed");
    may(action, `arn:aws:kms:us-east-1:${PARENT}:key/any`, {}, "not allowed");
  }
  for (const action of ["kms:Decrypt", "kms:CreateGrant", "kms:ScheduleKeyDeletion"])
    may(action, `arn:aws:kms:us-east-1:${account}:key/any`, here, "not allowed");
  for (const action of ["kms:ListAliases", "kms:ListKeys"]) may(action, "*", {}, "allowed");
  for (const action of ["ram:CreateResourceShare", "ram:AssociateResourceShare"]) may(action, "*", {}, "denied", "NeverShared");
  for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:CreateGrant", "kms:GenerateDataKey", "s3:GetObject"])
    may(action, "arn:any", here, "not allowed");
  return cases;
}

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
  const trust = trustOf("replication-us-east-1/aws_iam_role/replication_role", cases);
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
  const may = mayOf("replication-us-east-1/aws_iam_role_policy/replication_policy", role(HOME, "ringfence-replication-us-east-1"), cases);
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

function flowLogs(region: string): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`network-${region}/aws_iam_role/network_flow-log-role`, cases);
  trust("flow logs of this account", service("vpc-flow-logs.amazonaws.com"), { "aws:SourceAccount": HOME }, "allowed");
  trust("flow logs of the parent's", service("vpc-flow-logs.amazonaws.com"), { "aws:SourceAccount": PARENT }, "not allowed");
  trust("flow logs of nobody's", service("vpc-flow-logs.amazonaws.com"), {}, "not allowed");
  trust("another service", service("ec2.amazonaws.com"), { "aws:SourceAccount": HOME }, "not allowed");
  trust("a person", admin(HOME), { "aws:SourceAccount": HOME, "aws:PrincipalOrgID": ORGANIZATION }, "not allowed");
  trust(
    "vpc-flow-logs.amazonaws.com in somebody's name",
    service("vpc-flow-logs.amazonaws.com"),
    { "aws:SourceAccount": HOME },
    "not allowed",
    "sts:SetSourceIdentity",
  );
  const may = mayOf(`network-${region}/aws_iam_role_policy/network_flow-log-policy`, role(HOME, `ringfence-flow-logs-${region}`), cases);
  const group = `arn:aws:logs:${region}:${HOME}:log-group:/ringfence/united-states/flow-logs`;
  for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
    may(action, `${group}:log-stream:eni-1`, {}, "allowed");
    may(action, `arn:aws:logs:${region}:${HOME}:log-group:another:log-stream:eni-1`, {}, "not allowed");
  }
  for (const action of ["logs:DescribeLogGroups", "logs:DescribeLogStreams"]) may(action, group, {}, "allowed");
  may("logs:DeleteLogStream", `${group}:log-stream:eni-1`, {}, "not allowed");
  for (const action of ["logs:GetLogEvents", "logs:DeleteLogGroup", "logs:CreateLogGroup"]) may(action, group, {}, "not allowed");
  return cases;
}

export const roleCases: readonly Case[] = [
  ...(["custody", "home", "recovery"] as const).flatMap((name) => [
    ...operators(name, "ringfence-deployer", "ringfence-operator"),
    ...operators(name, "ringfence-key-admin", "ringfence-key-officer"),
    ...operators(name, "ringfence-key-break-glass", "ringfence-key-break-glass"),
    ...deploys(name),
    ...keyRole(name, "ringfence-key-admin"),
    ...keyRole(name, "ringfence-key-break-glass"),
  ]),
  ...dataRoles("us-east-1", [
    `us-east-1:${CUSTODY}:key/profiles`,
    `us-east-1:${HOME}:key/media-archive`,
    `us-east-1:${HOME}:key/vault`,
    `us-west-2:${RECOVERY}:key/vault`,
  ]),
  ...dataRoles("us-west-2", [`us-west-2:${HOME}:key/sessions`, `us-west-2:${HOME}:key/vault`, `us-east-1:${RECOVERY}:key/vault`]),
  ...replication(),
  ...flowLogs("us-east-1"),
  ...flowLogs("us-west-2"),
];
