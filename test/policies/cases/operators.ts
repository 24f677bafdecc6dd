import { admin, CUSTODY, deployer, HOME, keyAdmin, MANAGEMENT, PARENT, RECOVERY, RELEASE, role, service } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";

const ACCOUNTS = { custody: CUSTODY, home: HOME, recovery: RECOVERY, release: RELEASE } as const;
const INSIDE = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

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

  const boundary = (of: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/${of}` });
  for (const action of ["CreateRole", "PutRolePolicy", "DeleteRolePolicy"]) {
    for (const service of ["replication", "backup", "flow-logs"]) {
      const named = iam(`ringfence-${service}-us-east-1`);
      may(`iam:${action}`, named, boundary("ringfence-boundary"), "allowed");
      may(`iam:${action}`, named, boundary("wide"), "not allowed");
      may(`iam:${action}`, named, {}, "not allowed");
    }
    may(`iam:${action}`, iam("ringfence-operator-x"), boundary("ringfence-boundary"), "not allowed");
    for (const own of ["ringfence-deployer", "ringfence-key-admin", "ringfence-key-break-glass"])
      may(`iam:${action}`, iam(own), boundary("ringfence-boundary"), "denied");
  }
  const roles = [
    "DeleteRole",
    "GetRole",
    "GetRolePolicy",
    "ListRoleTags",
    "ListAttachedRolePolicies",
    "ListInstanceProfilesForRole",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
  ];
  for (const action of roles) {
    for (const service of ["replication", "backup", "flow-logs"])
      may(`iam:${action}`, iam(`ringfence-${service}-us-east-1`), {}, "allowed");
    may(`iam:${action}`, iam("ringfence-operator-x"), {}, "not allowed");
    may(`iam:${action}`, iam("administrator"), {}, "not allowed");
    for (const own of ["ringfence-deployer", "ringfence-key-admin", "ringfence-key-break-glass"])
      may(`iam:${action}`, iam(own), {}, "denied");
  }
  for (const to of ["backup", "s3", "vpc-flow-logs"])
    for (const service of ["replication", "backup", "flow-logs"])
      may("iam:PassRole", iam(`ringfence-${service}-x`), { "iam:PassedToService": `${to}.amazonaws.com` }, "allowed");
  const attached = { "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup" };
  for (const action of ["AttachRolePolicy", "DetachRolePolicy"]) {
    may(`iam:${action}`, iam("ringfence-backup-us-east-1"), attached, "allowed");
    may(
      `iam:${action}`,
      iam("ringfence-backup-us-east-1"),
      { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
      "not allowed",
    );
    may(`iam:${action}`, iam("ringfence-backup-us-east-1"), {}, "not allowed");
    may(`iam:${action}`, iam("ringfence-replication-user-content"), attached, "not allowed");
    may(`iam:${action}`, iam("ringfence-deployer"), attached, "denied");
  }
  for (const action of ["PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"])
    may(`iam:${action}`, iam("ringfence-backup-us-east-1"), { ...attached, ...boundary("ringfence-boundary") }, "not allowed");
  may("iam:PassRole", iam("ringfence-backup-x"), { "iam:PassedToService": "ec2.amazonaws.com" }, "not allowed");
  may("iam:PassRole", iam("ringfence-backup-x"), {}, "not allowed");
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
  may("iam:CreateServiceLinkedRole", iam("ringfence-backup-x"), { "iam:AWSServiceName": "rds.amazonaws.com" }, "not allowed");
  may("iam:DeleteServiceLinkedRole", iam("aws-service-role/any"), { "iam:AWSServiceName": "rds.amazonaws.com" }, "not allowed");
  may("iam:PutRolePermissionsBoundary", iam("ringfence-backup-x"), { "iam:PassedToService": "s3.amazonaws.com" }, "not allowed");

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
  for (const action of [
    "GetObject",
    "GetObjectVersion",
    "PutObject",
    "DeleteObject",
    "DeleteObjectVersion",
    "RestoreObject",
    "ReplicateObject",
    "ReplicateDelete",
  ]) {
    may(`s3:${action}`, "arn:aws:s3:::user-content-333333333333-us-east-1/a", here, "denied", "NeverData");
    may(`s3:${action}`, `arn:aws:s3:::ringfence-state-${account}/private/a`, here, "allowed");
  }
  const items = [
    "GetItem",
    "BatchGetItem",
    "Query",
    "Scan",
    "GetRecords",
    "PartiQLSelect",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "ExportTableToPointInTime",
  ];
  for (const action of items)
    may(`dynamodb:${action}`, "arn:aws:dynamodb:us-west-2:333333333333:table/sessions", here, "denied", "NeverData");
  for (const action of ["GetSecretValue", "BatchGetSecretValue"])
    may(`secretsmanager:${action}`, "arn:aws:secretsmanager:us-east-1:333333333333:secret:rds-cluster-1", here, "denied", "NeverData");
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

/** What no policy of a service's role can give it. */
function boundary(name: keyof typeof ACCOUNTS): Case[] {
  const cases: Case[] = [];
  const account = ACCOUNTS[name];
  const may = mayOf(`bootstrap-${name}/aws_iam_policy/roles_boundary_policy`, role(account, "ringfence-backup-us-east-1"), cases);
  for (const action of ["s3:ReplicateObject", "kms:Decrypt", "backup:StartCopyJob", "logs:PutLogEvents", "sts:GetCallerIdentity"])
    may(action, "arn:any", {}, "allowed");
  const never = [
    "iam:CreateUser",
    "organizations:LeaveOrganization",
    "account:EnableRegion",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "ram:CreateResourceShare",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:DisableKey",
    "kms:ReplicateKey",
    "kms:ImportKeyMaterial",
    "kms:DeleteImportedKeyMaterial",
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:GetRecords",
    "dynamodb:PartiQLSelect",
    "dynamodb:Query",
    "dynamodb:Scan",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
  ];
  for (const action of never) may(action, "arn:any", {}, "denied");
  for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"]) {
    may(action, "arn:aws:s3:::user-content-333333333333-us-east-1/a", {}, "denied");
    may(action, `arn:aws:s3:::ringfence-state-${account}/a`, {}, "allowed");
  }
  return cases;
}

export const operatorCases: readonly Case[] = [
  ...(["custody", "home", "recovery", "release"] as const).flatMap((name) => [
    ...operators(name, "ringfence-deployer", "ringfence-operator"),
    ...operators(name, "ringfence-key-admin", "ringfence-key-officer"),
    ...operators(name, "ringfence-key-break-glass", "ringfence-key-break-glass"),
    ...deploys(name),
    ...boundary(name),
    ...keyRole(name, "ringfence-key-admin"),
    ...keyRole(name, "ringfence-key-break-glass"),
  ]),
];
