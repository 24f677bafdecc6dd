import type { Caller } from "../../../review/access/types";
import {
  admin,
  AUDIT,
  breakGlass,
  HOME,
  keyAdmin,
  other,
  PARENT,
  RECOVERY,
  request,
  role,
  service,
  NEIGHBOUR,
  type Context,
} from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";
import { carriesAlarms, encryptsTheTrail } from "./key-monitoring";
import { MOVEMENT_KEYS } from "./movement-keys";
import { KEYS, type Add, type Key, type Origin, type SpeaksFor, type Use } from "./key-table";

const ADMINISTRATION = [
  "CreateAlias",
  "UpdateAlias",
  "DeleteAlias",
  "DescribeKey",
  "GetKeyPolicy",
  "PutKeyPolicy",
  "ListKeyPolicies",
  "ListResourceTags",
  "TagResource",
  "UntagResource",
  "UpdateKeyDescription",
  "EnableKey",
  "DisableKey",
  "ListGrants",
  "RevokeGrant",
  "CancelKeyDeletion",
];
const ROTATION = ["GetKeyRotationStatus", "EnableKeyRotation", "DisableKeyRotation"];
const IMPORT = ["GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial"];
/** What an administrator does besides, and what he has no business to: by where the material comes from. */
const BESIDES: Readonly<
  Record<Origin, { readonly may: readonly string[]; readonly not: readonly string[]; readonly takeover: readonly string[] }>
> = {
  AWS_KMS: { may: ROTATION, not: IMPORT, takeover: ["DisableKeyRotation"] },
  EXTERNAL: { may: IMPORT, not: ROTATION, takeover: ["ImportKeyMaterial", "DeleteImportedKeyMaterial"] },
  EXTERNAL_KEY_STORE: { may: [], not: [...ROTATION, ...IMPORT], takeover: [] },
};
const USE = ["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "CreateGrant"];
const TAKEOVER = ["PutKeyPolicy", "ScheduleKeyDeletion", "DisableKey"];

export const keyCases: readonly Case[] = [...KEYS, ...MOVEMENT_KEYS].flatMap(casesOf);

function casesOf(key: Key): Case[] {
  const { policy, account, region } = key;
  const cases: Case[] = [];
  const arn = `arn:aws:kms:${region}:${account}:key/any`;
  const add = (of: string, caller: Caller, action: string, context: Context, expected: Verdict, by?: string) =>
    cases.push({
      policy,
      of: `${action}: ${of}`,
      request: request(caller, `kms:${action}`, arn, account, context),
      expected,
      ...(by ? { by } : {}),
    });

  // Custody without use.
  const { may, not, takeover } = BESIDES[key.origin ?? "AWS_KMS"];
  for (const action of [...ADMINISTRATION, ...may]) add("the key role administers", keyAdmin(account), action, {}, "allowed");
  for (const action of not) add("the key role has no business to", keyAdmin(account), action, {}, "not allowed");
  const administrators = [keyAdmin(account), breakGlass(account), ...(key.alsoAdministers ? [key.alsoAdministers] : [])];
  for (const caller of administrators) {
    add(`${caller.arn} takes the policy in hand`, caller, "PutKeyPolicy", {}, "allowed");
    add(`${caller.arn} disables`, caller, "DisableKey", {}, "allowed");
    for (const action of USE) add(`${caller.arn} opens nothing`, caller, action, {}, "not allowed");
  }
  add(
    "an administrator opens nothing by S3 either",
    keyAdmin(account),
    "Decrypt",
    { "kms:ViaService": `s3.${other(region)}.amazonaws.com` },
    "not allowed",
  );
  add(
    "the key role deletes in 30 days",
    keyAdmin(account),
    "ScheduleKeyDeletion",
    { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
    "allowed",
  );
  add("the key role deletes when it does not say, in 30 days", keyAdmin(account), "ScheduleKeyDeletion", {}, "allowed");
  for (const days of ["7", "29"])
    add(
      `nobody deletes in ${days} days`,
      keyAdmin(account),
      "ScheduleKeyDeletion",
      { "kms:ScheduleKeyDeletionPendingWindowInDays": days },
      "denied",
    );
  for (const caller of [keyAdmin(account), admin(account), role(HOME, "app"), admin(PARENT)])
    for (const action of ["ReplicateKey", "UpdatePrimaryRegion"]) add(`never, by ${caller.arn}`, caller, action, {}, "denied");
  for (const action of [...TAKEOVER, ...takeover]) {
    add("not the account's administrator", admin(account), action, {}, "denied");
    add("not the account's root", { account, arn: `arn:aws:iam::${account}:root` }, action, {}, "denied");
    add("not the parent", admin(PARENT), action, {}, "denied");
    add("not a key role of another account", keyAdmin(account === HOME ? RECOVERY : HOME), action, {}, "denied");
  }
  for (const action of ["DescribeKey", "GetKeyPolicy", "EnableKey", "CancelKeyDeletion", ...USE])
    add("not the account's administrator", admin(account), action, {}, "not allowed");
  for (const action of ["DescribeKey", "Decrypt", "CreateGrant"])
    for (const who of [PARENT, AUDIT, NEIGHBOUR]) add(`not ${who}`, admin(who), action, {}, "not allowed");
  // AWS never says so; the account stands beside the role's ARN for policies that must not count as public.
  add("not the key role's name under another account", keyAdmin(account), "DescribeKey", { "aws:PrincipalAccount": PARENT }, "not allowed");

  add(
    "not somebody of the account whom AWS does not name",
    keyAdmin(account),
    "DescribeKey",
    { "aws:PrincipalArn": undefined },
    "not allowed",
  );
  add(
    "not the key role of an account that AWS does not name",
    keyAdmin(account),
    "DescribeKey",
    { "aws:PrincipalAccount": undefined },
    "not allowed",
  );

  // Use without custody, through the service.
  for (const use of key.uses) throughService(key, use, add);
  if (key.uses.length === 0)
    add("not through S3", role(HOME, "app"), "Decrypt", { "kms:ViaService": `s3.${region}.amazonaws.com` }, "not allowed");
  if (key.replication) replicate(key, key.replication, add);
  if (key.backup) backUp(key, key.backup, add);
  for (const caller of key.callers ?? []) speaks(key, caller, add);
  if (key.logs) log(key, key.logs, add);
  if (key.trail) encryptsTheTrail(account, add);
  if (key.alarms) carriesAlarms(account, region, add);
  if (key.events) events(key, key.events, add);
  if (key.signer) sign(key.signer, add);
  return cases;
}

function throughService({ users, region, anyOrganization }: Key, { via, actions, grants }: Use, add: Add): void {
  const through = (where: string, label = via): Context => ({
    "kms:ViaService": `${label}.${where}.amazonaws.com`,
    "kms:GrantIsForAWSResource": "true",
  });
  const all = [...actions, ...(grants ? ["CreateGrant"] : [])];
  const someone = users[0] as string;
  const outsider = NEIGHBOUR;
  for (const user of users)
    for (const action of all) add(`a data role of ${user} through ${via}`, role(user, "app"), action, through(region), "allowed");
  for (const action of all) {
    add("not directly", role(someone, "app"), action, { "kms:GrantIsForAWSResource": "true" }, "not allowed");
    add(`not through ${via} of another region`, role(someone, "app"), action, through(other(region)), "not allowed");
    add("not through another service", role(someone, "app"), action, through(region, "lambda"), "not allowed");
    add("not an account that stores nothing here", role(outsider, "app"), action, through(region), "not allowed");
    add("not the parent", role(PARENT, "app"), action, through(region), "not allowed");
    add(
      "an account that left the organization",
      role(someone, "app"),
      action,
      { ...through(region), "aws:PrincipalOrgID": "o-parentcorp1" },
      anyOrganization ? "allowed" : "not allowed",
    );
    add(
      "an account of no organization",
      role(someone, "app"),
      action,
      { ...through(region), "aws:PrincipalOrgID": undefined },
      anyOrganization ? "allowed" : "not allowed",
    );
  }
  for (const action of ["GetKeyPolicy", "EnableKey", "ListGrants"])
    add(`no administration through ${via}`, role(someone, "app"), action, through(region), "not allowed");
  if (!grants) add("no grants", role(someone, "app"), "CreateGrant", through(region), "not allowed");
  add(
    "no grant to another principal",
    role(someone, "app"),
    "CreateGrant",
    { ...through(region), "kms:GrantIsForAWSResource": "false" },
    "not allowed",
  );
  add(
    "no grant of unknown use",
    role(someone, "app"),
    "CreateGrant",
    { ...through(region), "kms:GrantIsForAWSResource": undefined },
    "not allowed",
  );
}

function replicate({ region, anyOrganization }: Key, caller: Caller, add: Add): void {
  const through = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  for (const action of ["Decrypt", "Encrypt", "GenerateDataKey"]) {
    add("the replication role through S3", caller, action, through, "allowed", "ReplicationThroughS3");
    add("the replication role, not directly", caller, action, {}, "not allowed");
    add(
      "the replication role, not in another region",
      caller,
      action,
      { "kms:ViaService": `s3.${other(region)}.amazonaws.com` },
      "not allowed",
    );
    add(
      "the replication role of another organization",
      caller,
      action,
      { ...through, "aws:PrincipalOrgID": "o-parentcorp1" },
      anyOrganization ? "allowed" : "not allowed",
    );
  }
  add("the replication role administers nothing", caller, "GetKeyPolicy", through, "not allowed");
  add("not somebody whom AWS does not name", caller, "Encrypt", { ...through, "aws:PrincipalArn": undefined }, "not allowed");
  const nowhere = { ...through, "aws:PrincipalOrgID": undefined };
  add("the replication role of no organization", caller, "Encrypt", nowhere, anyOrganization ? "allowed" : "not allowed");
  add("nobody but the replication role", role(HOME, "app"), "Encrypt", through, "not allowed");
}

function backUp({ region }: Key, callers: readonly Caller[], add: Add): void {
  const actions = [
    "DescribeKey",
    "Encrypt",
    "Decrypt",
    "ReEncryptFrom",
    "ReEncryptTo",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
  ];
  const grants = ["CreateGrant", "ListGrants", "RevokeGrant"];
  const lasting = { "kms:GrantIsForAWSResource": "true" };
  for (const caller of callers) {
    for (const action of actions) {
      add(`${caller.arn} copies`, caller, action, {}, "allowed");
      add(`not ${caller.arn} of another organization`, caller, action, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
    }
    for (const action of grants) {
      add(`${caller.arn} lets its services go on`, caller, action, lasting, "allowed");
      add(`${caller.arn} grants nobody else`, caller, action, { "kms:GrantIsForAWSResource": "false" }, "not allowed");
      add(`${caller.arn} grants nobody else, by default`, caller, action, {}, "not allowed");
      add(
        `not ${caller.arn} of another organization`,
        caller,
        action,
        { ...lasting, "aws:PrincipalOrgID": "o-parentcorp1" },
        "not allowed",
      );
    }
  }
  const [first] = callers as [Caller];
  add("backup administers nothing", first, "GetKeyPolicy", lasting, "not allowed");
  for (const action of ["Encrypt", "CreateGrant"])
    for (const unsaid of ["aws:PrincipalArn", "aws:PrincipalOrgID"])
      add(`not without ${unsaid}`, first, action, { ...lasting, [unsaid]: undefined }, "not allowed");
  const neighbour = role(HOME, `ringfence-backup-${other(region) === "us-west-2" ? "us-west-2x" : "us-east-1x"}`);
  for (const action of [...actions, ...grants]) add("not a role that is no backup's", neighbour, action, lasting, "not allowed");
}

function speaks({ region }: Key, { service: name, actions, accounts, source }: SpeaksFor, add: Add): void {
  const caller = service(name);
  const about = (account: string, arn = source): Context => ({ "aws:SourceAccount": account, ...(arn ? { "aws:SourceArn": arn } : {}) });
  for (const action of actions) {
    for (const account of accounts) add(`${name} for ${account}`, caller, action, about(account), "allowed");
    add(`${name} for the parent`, caller, action, about(PARENT), "not allowed");
    add(`${name} for nobody`, caller, action, { ...about(PARENT), "aws:SourceAccount": undefined }, "not allowed");
    if (source) {
      const first = accounts[0] as string;
      add(`${name} for something else`, caller, action, about(first, source.replace(region, "eu-west-1")), "not allowed");
      add(`${name} for nothing said`, caller, action, { "aws:SourceAccount": first }, "not allowed");
    }
    const stranger = caller.service === "s3.amazonaws.com" ? "sns" : "s3";
    add("not another service", service(`${stranger}.amazonaws.com`), action, about(accounts[0] as string), "not allowed");
    add("not a role that claims so much", admin(PARENT), action, about(accounts[0] as string), "not allowed");
  }
  for (const action of ["GetKeyPolicy", "Encrypt"]) add(`${name} has no more`, caller, action, about(accounts[0] as string), "not allowed");
}

function sign(signer: Caller, add: Add): void {
  add("the signer signs", signer, "Sign", {}, "allowed");
  add("the signer administers nothing", signer, "GetKeyPolicy", {}, "not allowed");
  for (const unsaid of ["aws:PrincipalArn", "aws:PrincipalOrgID"])
    add(`not without ${unsaid}`, signer, "Sign", { [unsaid]: undefined }, "not allowed");
  add("not the signer of another organization", signer, "Sign", { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  for (const other of ["administrator", "ringfence-release-build", "ringfence-release-inspector", "ringfence-deployer"])
    add(`not ${other}`, role(signer.account, other), "Sign", {}, "not allowed");
  add("not who administers it", keyAdmin(signer.account), "Sign", {}, "not allowed");
  for (const action of ["GetPublicKey", "Verify"]) {
    add("anybody of the organization verifies", role(HOME, "app"), action, {}, "allowed");
    add("the parent does not", admin(PARENT), action, {}, "not allowed");
    add("nobody in particular does not", role(HOME, "app"), action, { "aws:PrincipalOrgID": undefined }, "not allowed");
  }
  add("who verifies does nothing else", role(HOME, "app"), "DescribeKey", {}, "not allowed");
}

function log({ account, region }: Key, groups: readonly string[], add: Add): void {
  const logs = service(`logs.${region}.amazonaws.com`);
  const group = (where: string, name: string, whose = account): Context => ({
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${where}:${whose}:log-group:${name}`,
  });
  for (const name of groups) {
    const own = group(region, name);
    for (const action of ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]) {
      add(`CloudWatch Logs for ${name}`, logs, action, own, "allowed");
      add("not for another log group", logs, action, group(region, "/aws/lambda/anything"), "not allowed");
      add("not for another account's", logs, action, group(region, name, PARENT), "not allowed");
      add("not without a log group", logs, action, {}, "not allowed");
      add("not CloudWatch Logs of another region", service(`logs.${other(region)}.amazonaws.com`), action, own, "not allowed");
      add("not a role that claims the log group", admin(account), action, own, "not allowed");
    }
    add("CloudWatch Logs administers nothing", logs, "GetKeyPolicy", own, "not allowed");
  }
  add("CloudWatch Logs looks at the key", logs, "DescribeKey", {}, "allowed");
  add("not another service", service("s3.amazonaws.com"), "DescribeKey", {}, "not allowed");
}

function events({ region }: Key, rule: string, add: Add): void {
  const bus = service("events.amazonaws.com");
  for (const action of ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt"]) {
    add("the rule", bus, action, { "aws:SourceArn": rule }, "allowed");
    add("another rule", bus, action, { "aws:SourceArn": `arn:aws:events:${region}:${PARENT}:rule/any` }, "not allowed");
    add("no rule", bus, action, {}, "not allowed");
    add("another service", service("sns.amazonaws.com"), action, { "aws:SourceArn": rule }, "not allowed");
    add("a person who says so", admin(PARENT), action, { "aws:SourceArn": rule }, "not allowed");
  }
  add("EventBridge administers nothing", bus, "GetKeyPolicy", { "aws:SourceArn": rule }, "not allowed");
}
