import { admin, deployer, HOME, PARENT, RECOVERY, request, role, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

const ITEMS = [
  "BatchGetItem",
  "BatchWriteItem",
  "ConditionCheckItem",
  "DeleteItem",
  "GetItem",
  "PartiQLSelect",
  "PartiQLInsert",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
];

function table(): Case[] {
  const policy = "storage-us-west-2/aws_dynamodb_resource_policy/sessions_policy";
  const arn = "arn:aws:dynamodb:us-west-2:333333333333:table/sessions";
  const inside: Context = { "aws:SourceVpce": "vpce-dynamodb-us-west-2" };
  const app = role(HOME, "app");
  const cases: Case[] = [];
  for (const [where, resource] of [
    ["table", arn],
    ["index", `${arn}/index/by-user`],
  ] as const)
    for (const action of ITEMS) {
      const add = (of: string, caller: typeof app, context: Context, expected: Verdict, by?: string) =>
        cases.push({
          policy,
          of: `${action} on the ${where}: ${of}`,
          request: request(caller, `dynamodb:${action}`, resource, HOME, context),
          expected,
          ...(by ? { by } : {}),
        });
      add("through the endpoint", app, inside, "allowed");
      add("from nowhere", app, {}, "denied", "DenyDataOutsideTheEndpoint");
      add(
        "from nowhere, unsaid",
        app,
        { "aws:ViaAWSService": undefined, "aws:PrincipalIsAWSService": undefined },
        "denied",
        "DenyDataOutsideTheEndpoint",
      );
      add(
        "somebody of whom AWS says nothing",
        app,
        { ...inside, "aws:PrincipalOrgID": undefined, "aws:PrincipalIsAWSService": undefined },
        "denied",
        "DenyOutsideTheOrganization",
      );
      add("through another endpoint", app, { "aws:SourceVpce": "vpce-parents" }, "denied", "DenyDataOutsideTheEndpoint");
      add("the administrator", admin(HOME), {}, "denied");
      add("the parent, through the endpoint", admin(PARENT), inside, "denied", "DenyOutsideTheOrganization");
      add("nobody in particular", app, { ...inside, "aws:PrincipalOrgID": undefined }, "denied", "DenyOutsideTheOrganization");
      add("the backup role, from AWS's own network", role(HOME, "ringfence-backup-us-west-2"), {}, "allowed");
      add("the backup role of another region", role(HOME, "ringfence-backup-us-east-1"), {}, "denied");
      add("a service on its caller's behalf", app, { "aws:ViaAWSService": "true" }, "allowed");
      add("a service of AWS, which nobody allowed", service("dynamodb.amazonaws.com"), {}, "not allowed");
    }
  cases.push({
    policy,
    of: "the deployer configures",
    request: request(deployer(HOME), "dynamodb:UpdateTable", arn, HOME),
    expected: "allowed",
  });
  return cases;
}

function fileSystem(): Case[] {
  const policy = "storage-us-east-1/aws_efs_file_system_policy/media-archive_policy";
  const arn = "arn:aws:elasticfilesystem:us-east-1:333333333333:file-system/fs-1";
  const target: Context = { "elasticfilesystem:AccessedViaMountTarget": "true" };
  const app = role(HOME, "app");
  const cases: Case[] = [];
  /** Whoever mounts has no identity policy that would do instead. */
  const add = (of: string, caller: typeof app, action: string, context: Context, expected: Verdict, by?: string) =>
    cases.push({
      policy,
      of: `${action}: ${of}`,
      request: request(caller, `elasticfilesystem:${action}`, arn, HOME, context),
      expected,
      bare: true,
      ...(by ? { by } : {}),
    });
  const [reads, writes] = [role(HOME, "ringfence-gatekeeper-read-media-archive"), role(HOME, "ringfence-gatekeeper-write-media-archive")];
  const glass = role(HOME, "ringfence-gatekeeper-break-glass-media-archive");
  const clients = { ClientMount: [reads, writes, glass], ClientWrite: [writes, glass] };
  for (const [action, callers] of Object.entries(clients)) {
    for (const client of callers) {
      add("through a mount target", client, action, target, "allowed");
      add("past the mount targets", client, action, { "elasticfilesystem:AccessedViaMountTarget": "false" }, "not allowed");
      add("past the mount targets, unsaid", client, action, {}, "not allowed");
      add("an account that left the organization", client, action, { ...target, "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
      for (const unsaid of ["aws:PrincipalOrgID", "aws:PrincipalArn"])
        add(`without ${unsaid}`, client, action, { ...target, [unsaid]: undefined }, "not allowed");
    }
    add("without TLS", writes, action, { ...target, "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
    for (const stranger of [app, role(HOME, "ringfence-gatekeeper-read-user-content"), deployer(HOME), admin(PARENT)])
      add("who is not named", stranger, action, target, "not allowed");
  }
  add("the reader writes nothing", reads, "ClientWrite", target, "not allowed");
  for (const client of [reads, writes]) add("administers nothing", client, "DeleteFileSystem", target, "not allowed");
  for (const caller of [app, admin(HOME), deployer(HOME), admin(PARENT)])
    add(`${caller.arn} as root`, caller, "ClientRootAccess", target, "denied", "DenyRoot");
  add("as root, without TLS", app, "ClientRootAccess", { ...target, "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
  return cases;
}

function vault(stack: string, region: string, account: string): Case[] {
  const policy = `${stack}/aws_backup_vault_policy/vault_policy`;
  const cases: Case[] = [];
  const arn = `arn:aws:backup:${region}:${account}:backup-vault:ringfence-united-states`;
  const add = (of: string, caller: ReturnType<typeof role>, action: string, context: Context, expected: Verdict) =>
    cases.push({ policy, of: `${action}: ${of}`, request: request(caller, `backup:${action}`, arn, account, context), expected });
  const neighbour = account === HOME ? RECOVERY : HOME;
  add("a backup role of the organization's", role(neighbour, "ringfence-backup-us-east-1"), "CopyIntoBackupVault", {}, "allowed");
  add("the parent", admin(PARENT), "CopyIntoBackupVault", {}, "not allowed");
  add("an account of no organization", role("123456789012", "backup"), "CopyIntoBackupVault", {}, "not allowed");
  add("another account of the organization's reads nothing", role(neighbour, "app"), "StartRestoreJob", {}, "not allowed");
  for (const action of ["DeleteRecoveryPoint", "UpdateRecoveryPointLifecycle", "DeleteBackupVault", "DeleteBackupVaultAccessPolicy"])
    for (const caller of [admin(account), deployer(account), role(neighbour, "ringfence-backup-us-east-1"), admin(PARENT)])
      add(`${caller.arn} ends nothing early`, caller, action, {}, "denied");
  add("the deployer configures", deployer(account), "PutBackupVaultLockConfiguration", {}, "allowed");
  return cases;
}

export const storeCases: readonly Case[] = [
  ...table(),
  ...fileSystem(),
  ...vault("storage-us-east-1", "us-east-1", HOME),
  ...vault("storage-us-west-2", "us-west-2", HOME),
  ...vault("recovery-us-east-1", "us-east-1", RECOVERY),
  ...vault("recovery-us-west-2", "us-west-2", RECOVERY),
];
