import { admin, breakGlass, CUSTODY, deployer, HOME, keyAdmin, PARENT, role } from "../callers";
import type { Case } from "../case";
import { FENCE, guardrail } from "./guardrails";

/** What may be handed out, who touches keys and watchers, and on whose resources ours may work. */
const cases: Case[] = [];
const add = guardrail("scp", cases, ({ account }) => ({ "aws:ResourceAccount": account }));
const app = role(HOME, "app");
const mover = role(HOME, "ringfence-mover-user-content");
const backup = role(HOME, "ringfence-backup-us-east-1");
const bootstrap = role(HOME, "OrganizationAccountAccessRole");
const accessAdmin = role(HOME, "ringfence-access-admin");

/** The resource perimeter. */
for (const action of [
  "backup:CopyIntoBackupVault",
  "dynamodb:PutItem",
  "ecr:BatchGetImage",
  "events:PutEvents",
  "firehose:PutRecord",
  "kinesis:PutRecord",
  "kms:Encrypt",
  "lambda:InvokeFunction",
  "logs:PutLogEvents",
  "s3:PutObject",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "sns:Publish",
  "sqs:SendMessage",
  "sts:AssumeRole",
]) {
  const by = action === "sts:AssumeRole" ? "OnlyOurRoles" : "OnlyOurResources";
  for (const caller of [app, deployer(HOME), admin(HOME)])
    add("on the parent's", caller, action, { "aws:ResourceAccount": PARENT }, "denied", by);
  add("on what AWS names no owner of", app, action, { "aws:ResourceAccount": undefined }, "denied", by);
}
for (const account of FENCE) add(`a role of ${account}`, app, "sts:AssumeRole", { "aws:ResourceAccount": account }, "allowed");
add("a role of the parent's, for a mover", mover, "sts:AssumeRole", { "aws:ResourceAccount": PARENT }, "denied", "OnlyOurRoles");
for (const account of FENCE) add(`on what ${account} owns`, app, "s3:GetObject", { "aws:ResourceAccount": account }, "allowed");
add(
  "an image layer of AWS's",
  app,
  "s3:GetObject",
  { "aws:ResourceAccount": "amazon" },
  "allowed",
  undefined,
  "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/a",
);
add("an image of AWS's", deployer(HOME), "ec2:DescribeImages", { "aws:ResourceAccount": "amazon" }, "allowed");
add(
  "a policy of AWS's",
  deployer(HOME),
  "iam:AttachRolePolicy",
  { "aws:ResourceAccount": "amazon" },
  "allowed",
  undefined,
  `arn:aws:iam::${HOME}:role/ringfence-backup-a`,
);
add("a mover on a legacy copy", mover, "s3:GetObject", { "aws:ResourceAccount": PARENT }, "allowed");

/** Governance. */
for (const action of ["ram:AssociateResourceShare", "ram:CreateResourceShare", "ram:EnableSharingWithAwsOrganization"])
  for (const caller of [deployer(HOME), keyAdmin(CUSTODY), bootstrap]) add("nobody", caller, action, {}, "denied", "NoShares");
for (const action of [
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
  "rds:ModifyDBClusterSnapshotAttribute",
  "rds:ModifyDBSnapshotAttribute",
]) {
  for (const caller of [deployer(HOME), admin(HOME)]) add("nobody", caller, action, {}, "denied", "NoSharedSnapshots");
  add("AWS Backup, which copies them so", backup, action, {}, "allowed");
}
for (const caller of [app, deployer(HOME), backup]) {
  add("to a service", caller, "kms:CreateGrant", { "kms:GrantIsForAWSResource": "true" }, "allowed");
  for (const is of ["false", undefined])
    add("to anybody else", caller, "kms:CreateGrant", { "kms:GrantIsForAWSResource": is }, "denied", "NoGrantsToOthers");
}
for (const action of ["lambda:AddPermission", "lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"]) {
  add("for everybody", deployer(HOME), action, { "lambda:FunctionUrlAuthType": "NONE" }, "denied", "NoOpenFunctions");
  for (const type of ["AWS_IAM", undefined])
    add("for the signed", deployer(HOME), action, { "lambda:FunctionUrlAuthType": type }, "allowed");
}

/** Keys. */
const origin = (of: string) => ({ "kms:KeyOrigin": of });
for (const caller of [keyAdmin(CUSTODY), breakGlass(CUSTODY)])
  for (const named of ["EXTERNAL", "EXTERNAL_KEY_STORE", "AWS_CLOUDHSM"])
    add("in custody, of another mode", caller, "kms:CreateKey", origin(named), "denied", "KeysOfTheMode");
add("in custody, of the mode", keyAdmin(CUSTODY), "kms:CreateKey", origin("AWS_KMS"), "allowed");
add("in custody, of the mode", breakGlass(CUSTODY), "kms:CreateKey", origin("AWS_KMS"), "allowed");
add("the platform's, by bootstrap", role(CUSTODY, "OrganizationAccountAccessRole"), "kms:CreateKey", origin("EXTERNAL"), "allowed");
add("in another account", keyAdmin(HOME), "kms:CreateKey", origin("EXTERNAL"), "allowed");
add(
  "in an account that AWS does not name",
  keyAdmin(CUSTODY),
  "kms:CreateKey",
  { ...origin("EXTERNAL"), "aws:PrincipalAccount": undefined },
  "allowed",
);
for (const caller of [app, deployer(HOME), admin(HOME), deployer(CUSTODY), admin(CUSTODY)])
  add("not by custody", caller, "kms:CreateKey", origin("AWS_KMS"), "denied", "KeysMadeByCustody");
add("by bootstrap", bootstrap, "kms:CreateKey", origin("AWS_KMS"), "allowed");
for (const action of [
  "DeleteCustomKeyStore",
  "DeleteImportedKeyMaterial",
  "DisableKey",
  "DisconnectCustomKeyStore",
  "ImportKeyMaterial",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdateCustomKeyStore",
  "UpdatePrimaryRegion",
]) {
  for (const caller of [deployer(CUSTODY), admin(HOME)]) add("not custody", caller, `kms:${action}`, {}, "denied", "KeysTouchedByCustody");
  for (const caller of [keyAdmin(CUSTODY), breakGlass(HOME), bootstrap])
    add("custody, and bootstrap", caller, `kms:${action}`, {}, "allowed");
}
for (const days of ["7", "29"])
  add(
    `in ${days} days`,
    keyAdmin(CUSTODY),
    "kms:ScheduleKeyDeletion",
    { "kms:ScheduleKeyDeletionPendingWindowInDays": days },
    "denied",
    "KeysWaitThirtyDays",
  );
for (const days of ["30", undefined])
  add("in 30 days", keyAdmin(CUSTODY), "kms:ScheduleKeyDeletion", { "kms:ScheduleKeyDeletionPendingWindowInDays": days }, "allowed");

/** Membership, and what protects all of this. */
for (const action of ["account:CloseAccount", "account:EnableRegion", "organizations:LeaveOrganization"])
  for (const caller of [app, deployer(HOME), bootstrap, keyAdmin(CUSTODY)])
    add("nobody", caller, action, {}, "denied", "StayAndEnableNothing");
export const ROLE_CHANGES = [
  "AttachRolePolicy",
  "CreateRole",
  "DeleteRole",
  "DeleteRolePolicy",
  "DetachRolePolicy",
  "PutRolePolicy",
  "UpdateAssumeRolePolicy",
  "UpdateRole",
];
const PRIVILEGED = [
  "OrganizationAccountAccessRole",
  "ringfence-deployer",
  "ringfence-key-admin",
  "ringfence-key-break-glass",
  "ringfence-key-officer-x",
  "ringfence-operator-x",
  "ringfence-access-admin",
  "ringfence-migration-officer-x",
  "ringfence-purge-officer-x",
  "residency/ResidencyPurge",
];
const iam = (name: string) => `arn:aws:iam::${HOME}:role/${name}`;
for (const action of ROLE_CHANGES) {
  for (const name of PRIVILEGED) {
    for (const caller of [deployer(HOME), admin(HOME), keyAdmin(HOME), accessAdmin])
      add("not by itself or another", caller, `iam:${action}`, {}, "denied", "PrivilegedRoles", iam(name));
    add("by bootstrap", bootstrap, `iam:${action}`, {}, "allowed", undefined, iam(name));
  }
  for (const name of ["ringfence-backup-x", "ringfence-gatekeeper-read-x"]) {
    for (const caller of [app, admin(HOME), keyAdmin(HOME)])
      add("by nobody else", caller, `iam:${action}`, {}, "denied", "ServiceRoles", iam(name));
    for (const caller of [deployer(HOME), bootstrap, accessAdmin])
      add("by who makes them", caller, `iam:${action}`, {}, "allowed", undefined, iam(name));
  }
  add("the app's own", admin(HOME), `iam:${action}`, {}, "allowed", undefined, iam("app"));
}
for (const name of ["ringfence-key-admin", "ringfence-key-break-glass"])
  add("a custody role of another name", deployer(HOME), "iam:DeleteRole", {}, "denied", "PrivilegedRoles", iam(name));
for (const action of ["CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"]) {
  const boundary = `arn:aws:iam::${HOME}:policy/ringfence-boundary`;
  for (const caller of [deployer(HOME), admin(HOME)]) add("the boundary", caller, `iam:${action}`, {}, "denied", "TheBoundary", boundary);
  add("the boundary, by bootstrap", bootstrap, `iam:${action}`, {}, "allowed", undefined, boundary);
}
for (const action of [
  "access-analyzer:DeleteAnalyzer",
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "inspector2:Disable",
  "macie2:DisableMacie",
  "securityhub:DisableSecurityHub",
])
  for (const caller of [app, deployer(HOME), bootstrap]) add("nobody", caller, action, {}, "denied", "NeverSilenced");
for (const action of [
  "cloudtrail:PutEventSelectors",
  "cloudtrail:UpdateTrail",
  "config:PutConfigurationRecorder",
  "ec2:DeleteFlowLogs",
  "ec2:DisableEbsEncryptionByDefault",
  "guardduty:UpdateDetector",
  "logs:DeleteLogGroup",
  "logs:PutRetentionPolicy",
  "s3:PutAccountPublicAccessBlock",
]) {
  for (const caller of [app, admin(HOME)]) add("not by hand", caller, action, {}, "denied", "WatchersByThePipeline");
  for (const caller of [deployer(HOME), bootstrap]) add("by the pipeline", caller, action, {}, "allowed");
}

/** Inference. */
const model = (of: string) => `arn:aws:bedrock:us-east-1:${HOME}:${of}`;
for (const action of ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]) {
  for (const named of ["inference-profile/us.some-model", "custom-model/a", "imported-model/a", "provisioned-model/a"])
    add("inside", app, action, {}, "allowed", undefined, model(named));
  add("a model of the region", app, action, {}, "allowed", undefined, "arn:aws:bedrock:us-east-1::foundation-model/a");
  for (const named of [
    "inference-profile/global.some-model",
    "inference-profile/eu.some-model",
    "inference-profile/apac.some-model",
    "application-inference-profile/a",
  ])
    add("a profile that leads outside", app, action, {}, "denied", "ProfilesInside", model(named));
  const through = (of: string) => ({ "bedrock:InferenceProfileArn": model(`inference-profile/${of}`) });
  const foundation = "arn:aws:bedrock:us-east-1::foundation-model/a";
  add("a model through such a profile", app, action, through("global.a"), "denied", "ModelsThroughProfilesInside", foundation);
  add("a model through one that stays", app, action, through("us.a"), "allowed", undefined, foundation);
}

export const rightsCases: readonly Case[] = cases;
