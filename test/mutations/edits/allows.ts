import { editPolicy, type Block, type Harmful, type StackJson } from "../edit";

const PARENT = "888888888888";

/** A policy of a type that holds a statement, and the attribute that it stands in. */
function holding(stack: StackJson, type: string, attribute: string, sid: string, key: string): Block {
  const found = Object.values(stack.resource[type] ?? {}).find((block) =>
    [`"${sid}"`, key].every((text) => String(block[attribute]).includes(text)),
  );
  if (!found) throw new Error(`no ${type} with ${sid}`);
  return found;
}

const attributeOf = (type: string) => (type === "aws_iam_role" ? "assume_role_policy" : "policy");

function edit(
  of: string,
  stack: string,
  type: string,
  sid: string,
  change: (statement: Block) => void,
  claim: Harmful["claim"] = "access",
  key = "",
): Harmful {
  const attribute = attributeOf(type);
  return {
    of: `${sid} of ${stack}: ${of}`,
    stack,
    claim,
    at: new RegExp(`^${type}[.]`),
    change: (json) =>
      editPolicy(holding(json, type, attribute, sid, key), attribute, (statements) => {
        for (const statement of statements) if (statement["Sid"] === sid) change(statement);
      }),
  };
}

const ALLOWED: readonly [stack: string, type: string, sid: string][] = [
  ["access-audit-us-east-1", "aws_iam_role_policy", "ReadConfiguration"],
  ["access-home-us-east-1", "aws_iam_role_policy", "ObjectsReadUserContent"],
  ["access-home-us-east-1", "aws_iam_role_policy", "KeyReadUserContent"],
  ["bootstrap-home", "aws_iam_role_policy", "BuildInside"],
  ["bootstrap-home", "aws_iam_role", "CustodiansOperators"],
  ["access-us-east-1", "aws_iam_role", "SignedInByTheIdentityProvider"],
  ["bootstrap-audit", "aws_s3_bucket_policy", "ReadPublishedState"],
  ["recovery-us-west-2", "aws_s3_bucket_policy", "TakeReplicas"],
  ["recovery-us-east-1", "aws_backup_vault_policy", "TakeCopiesFromTheOrganization"],
  ["registry-us-west-2", "aws_ecr_repository_policy", "HomesPull"],
  ["storage-us-east-1", "aws_efs_file_system_policy", "MountThroughATarget"],
  ["security-us-east-1", "aws_sns_topic_policy", "TheGatekeeperSubscribes"],
  ["network-release-us-east-1", "aws_vpc_endpoint", "SignInToTheRegistry"],
];

const LET_IN: readonly [stack: string, type: string, sid: string][] = [
  ["audit-us-east-1", "aws_s3_bucket_policy", "TrailDelivers"],
  ["audit-us-east-1", "aws_s3_bucket_policy", "TrailLooksAtTheBucket"],
  ["security-us-east-1", "aws_s3_bucket_policy", "ConfigDelivers"],
  ["security-us-east-1", "aws_s3_bucket_policy", "GuardDutyPublishes"],
  ["keys-archive-us-east-1", "aws_kms_key", "TrailEncrypts"],
  ["keys-edge-us-east-1", "aws_kms_key", "LogsEncrypt"],
  ["keys-security-us-east-1", "aws_kms_key", "ConfigForItsAccounts"],
  ["keys-security-us-east-1", "aws_kms_key", "GuardDutyForItsAccounts"],
  ["trail-us-east-1", "aws_sns_topic_policy", "AlarmsSpeak"],
  ["access-us-east-1", "aws_sns_topic_policy", "TheRuleRings"],
  ["access-home-us-east-1", "aws_iam_role", "TheServiceInThisAccount"],
];

/** A condition that says which caller it is, and on what terms he comes. */
const NAMED: readonly (readonly [stack: string, type: string, sid: string, key: string])[] = [
  ["bootstrap-audit", "aws_kms_key", "BucketUsesThroughItsService", "kms:CallerAccount"],
  ["bootstrap-audit", "aws_kms_key", "BucketUsesThroughItsService", "kms:ViaService"],
  ["custody-us-east-1", "aws_kms_key", "RelationalGrantsItsService", "kms:ViaService"],
  ["custody-us-east-1", "aws_kms_key", "BackupCopies", "aws:PrincipalArn"],
  ["bootstrap-audit", "aws_kms_key", "CustodyWithoutUse", "aws:PrincipalArn"],
  ["access-audit-us-east-1", "aws_iam_role", "FromTheAuditorsDesk", "aws:PrincipalArn"],
  ["access-audit-us-east-1", "aws_iam_role", "TheAuditorsOwnRoles", "aws:PrincipalArn"],
  ["access-home-us-east-1", "aws_iam_role", "FromTheRoleBefore", "aws:PrincipalArn"],
  ["bootstrap-home", "aws_iam_role", "CustodiansOperators", "aws:PrincipalArn"],
  ["release-us-east-1", "aws_iam_role", "TheInspector", "aws:PrincipalArn"],
  ...["aws:PrincipalTag/mfa", "aws:PrincipalTag/ticket", "aws:PrincipalTag/dataset"].map(
    (key) => ["access-home-us-east-1", "aws_iam_role", "FromTheRoleBefore", key] as const,
  ),
  ...["saml:aud", "aws:RequestTag/mfa", "aws:RequestTag/person", "aws:RequestTag/ticket", "aws:SourceIp"].map(
    (key) => ["access-us-east-1", "aws_iam_role", "SignedInByTheIdentityProvider", key] as const,
  ),
  ...["aws:RequestTag/approved-for", "aws:RequestTag/approved-ticket", "aws:TagKeys"].map(
    (key) => ["access-us-east-1", "aws_iam_role_policy", "ApproveSomebodyElse", key] as const,
  ),
  ["access-us-east-1", "aws_iam_role_policy", "WhenSomebodyElseApproved", "aws:ResourceTag/approved-for"],
  ["access-us-east-1", "aws_iam_role_policy", "WhenSomebodyElseApproved", "aws:ResourceTag/approved-ticket"],
  ["access-us-east-1", "aws_iam_role", "FromTheRoleBefore", "aws:RequestedRegion"],
  ["access-home-us-east-1", "aws_iam_role_policy", "KeyReadUserContent", "kms:ViaService"],
  ["access-home-us-east-1", "aws_iam_role_policy", "MountReadMediaArchive", "aws:ResourceTag/ringfence:dataset"],
  ["access-home-us-east-1", "aws_iam_role_policy", "MountReadMediaArchive", "elasticfilesystem:AccessedViaMountTarget"],
  ["access-audit-us-east-1", "aws_iam_role", "FromTheAuditorsDesk", "aws:CurrentTime"],
  ["bootstrap-home", "aws_iam_role_policy", "HandRolesToServices", "iam:PassedToService"],
  ["bootstrap-home", "aws_iam_role_policy", "OnlyBackupsOwnPolicy", "iam:PolicyARN"],
  ["bootstrap-home", "aws_iam_role_policy", "FillRolesWithinTheBoundary", "iam:PermissionsBoundary"],
  ["bootstrap-home", "aws_iam_role_policy", "ServiceLinkedRoles", "iam:AWSServiceName"],
  ["bootstrap-home", "aws_iam_role_policy", "UseKeysThroughServices", "kms:ViaService"],
  ["bootstrap-home", "aws_iam_role_policy", "BuildInside", "aws:RequestedRegion"],
  ["bootstrap-custody", "aws_iam_role_policy", "CreateKeysInside", "aws:RequestedRegion"],
  ["audit-us-west-2", "aws_iam_role_policy", "OpenSource", "kms:ViaService"],
  ["custody-us-east-1", "aws_kms_key", "RelationalGrantsItsService", "kms:GrantIsForAWSResource"],
  ["custody-us-east-1", "aws_kms_key", "ReplicationThroughS3", "kms:ViaService"],
];

function withoutKey(statement: Block, key: string): void {
  for (const keys of Object.values(statement["Condition"] as Block)) Reflect.deleteProperty(keys as Block, key);
}

/** Whom a condition names, swapped for the parent. */
function forTheParent(statement: Block): void {
  const text = JSON.stringify(statement["Condition"]);
  statement["Condition"] = JSON.parse(
    text.replace(/\b\d{12}\b/g, PARENT).replace(/\$\{[^}]*\}/g, `arn:aws:events:us-east-1:${PARENT}:rule/r`),
  ) as Block;
}

/** What is allowed by name is allowed altogether, and services are let in for whomever they act. */
export const allowEdits: readonly Harmful[] = [
  ...ALLOWED.flatMap(([stack, type, sid]) => [
    edit("it allows every action", stack, type, sid, (statement) => void (statement["Action"] = "*")),
    edit("it allows all but one action", stack, type, sid, (statement) => {
      Reflect.deleteProperty(statement, "Action");
      statement["NotAction"] = "iam:CreateUser";
    }),
  ]),
  ...LET_IN.flatMap(([stack, type, sid]) => [
    edit(
      "it says nothing of whom the service acts for",
      stack,
      type,
      sid,
      (statement) => void Reflect.deleteProperty(statement, "Condition"),
    ),
    edit("the service acts for the parent", stack, type, sid, forTheParent),
  ]),
  ...NAMED.map(([stack, type, sid, key]) =>
    edit(
      `nothing fixes ${key}`,
      stack,
      type,
      sid,
      (statement) => void withoutKey(statement, key),
      type === "aws_kms_key" ? "custody" : "access",
      key,
    ),
  ),
];
