import { AUDIT, BOOTSTRAPPED, GATEKEEPER, HOME, role } from "../callers";
import type { Case } from "../case";
import { mayOf } from "./may";
import { CONFIGURATION_READS, DATA_ACTIONS } from "./reads";

const EVERYTHING = ["s3:PutBucketPolicy", "iam:CreateRole", "sts:AssumeRole", "ec2:RunInstances", "kms:PutKeyPolicy"];

function auditor(name: string, account: string): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`bootstrap-${name}/aws_iam_policy/roles_people_auditor`, role(account, "ringfence-auditor"), cases);
  for (const action of CONFIGURATION_READS) may(action, "arn:any", {}, "allowed");
  for (const action of [...DATA_ACTIONS, ...EVERYTHING]) may(action, "arn:any", {}, "denied", "OnlyConfiguration");
  return cases;
}

function data(): Case[] {
  const cases: Case[] = [];
  const may = mayOf("bootstrap-home/aws_iam_policy/roles_people_data", role(HOME, "ringfence-gatekeeper-read-sessions"), cases);
  for (const action of ["s3:GetObject", "dynamodb:Query", "rds-db:connect", "kms:Decrypt", "kms:GenerateDataKey", "sts:GetCallerIdentity"])
    may(action, "arn:any", {}, "allowed");
  const never = {
    NeverRightsNorGuardrails: [
      "iam:CreateUser",
      "iam:CreateAccessKey",
      "iam:PutRolePolicy",
      "organizations:DetachPolicy",
      "account:EnableRegion",
      "ram:CreateResourceShare",
      "sso:CreatePermissionSet",
      "sts:AssumeRole",
      "sts:AssumeRoleWithSAML",
      "sts:GetFederationToken",
    ],
    NeverKeysThemselves: [
      "kms:CreateGrant",
      "kms:CreateKey",
      "kms:ConnectCustomKeyStore",
      "kms:DeleteImportedKeyMaterial",
      "kms:DisableKey",
      "kms:DisconnectCustomKeyStore",
      "kms:EnableKey",
      "kms:ImportKeyMaterial",
      "kms:PutKeyPolicy",
      "kms:ReplicateKey",
      "kms:RevokeGrant",
      "kms:ScheduleKeyDeletion",
      "kms:UpdateCustomKeyStore",
    ],
    NeverLogsNorWatchers: [
      "access-analyzer:DeleteAnalyzer",
      "cloudtrail:StopLogging",
      "cloudwatch:DeleteAlarms",
      "config:StopConfigurationRecorder",
      "events:DisableRule",
      "guardduty:DeleteDetector",
      "logs:DeleteLogGroup",
      "securityhub:DisableSecurityHub",
    ],
  };
  for (const [by, actions] of Object.entries(never)) for (const action of actions) may(action, "arn:any", {}, "denied", by);
  return cases;
}

function hub(): Case[] {
  const cases: Case[] = [];
  const may = mayOf("bootstrap-gatekeeper/aws_iam_policy/roles_people_hub", role(GATEKEEPER, "ringfence-gatekeeper-hub-read"), cases);
  const ticket = { "aws:PrincipalTag/ticket": "CHG-1" };
  for (const action of ["sts:AssumeRole", "sts:TagSession", "iam:TagRole", "iam:UntagRole"]) {
    may(action, "arn:any", ticket, "allowed");
    may(action, "arn:any", {}, "denied", "NeverWithoutATicket");
  }
  for (const action of [...DATA_ACTIONS, "iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "kms:PutKeyPolicy"])
    may(action, "arn:any", ticket, "denied", "OnlyTheWayOn");
  return cases;
}

function desk(): Case[] {
  const cases: Case[] = [];
  const may = mayOf("bootstrap-audit/aws_iam_policy/roles_people_desk", role(AUDIT, "ringfence-auditor-desk"), cases);
  const archive = `arn:aws:s3:::ringfence-archive-${AUDIT}-us-east-1`;
  const s3 = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };
  for (const action of ["s3:GetBucketLocation", "s3:ListBucket"]) may(action, archive, {}, "allowed");
  for (const action of ["s3:GetObject", "s3:GetObjectVersion"]) {
    may(action, `${archive}/a`, {}, "allowed");
    for (const bucket of ["user-content-333333333333-us-east-1", `ringfence-state-${AUDIT}`, "ringfence-archive-888888888888-us-east-1"])
      may(action, `arn:aws:s3:::${bucket}/a`, {}, "denied", "NeverOtherBuckets");
  }
  may("sts:AssumeRole", "arn:any", {}, "allowed");
  may("kms:Decrypt", "arn:any", s3, "allowed");
  may("kms:Decrypt", "arn:any", { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" }, "denied", "DecryptThroughS3Only");
  may("kms:Decrypt", "arn:any", {}, "denied", "DecryptThroughS3Only");
  const own = ["kms:Decrypt", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"];
  for (const action of DATA_ACTIONS.filter((each) => !own.includes(each)))
    may(action, `${archive}/a`, s3, "denied", "OnlyTheArchiveAndTheWayOn");
  return cases;
}

export const boundaryCases: readonly Case[] = [
  ...Object.entries(BOOTSTRAPPED).flatMap(([name, account]) => auditor(name, account)),
  ...data(),
  ...hub(),
  ...desk(),
];
