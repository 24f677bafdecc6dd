import { program } from "../../config/programs/united-states";
import { evaluatePolicies } from "../../review/access/evaluate";
import type { Caller, Policies, PolicyDocument } from "../../review/access/types";
import { synthesized } from "../synth";
import { breakGlass, CUSTODY, deployer, HOME, keyAdmin, MANAGEMENT, PARENT, RECOVERY, request, role, type Context } from "./callers";
import { policiesOf } from "./documents";

/** Each role of the blueprint under everything that binds it: its own policy, its boundary, the resource's, SCPs and RCPs. */
const policies = policiesOf(synthesized(program));
const named = (name: string): PolicyDocument => {
  const found = policies.find((policy) => policy.name === name);
  if (!found) throw new Error(`no policy ${name}`);
  return found.document;
};
const statement = (Action: string) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const FULL = statement("*");
/** A resource whose own policy lets everybody in. */
const open: Policies = {
  resource: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] },
};
const organization: Policies = { scps: [[FULL, named("organization-us-east-1/scp")]], rcps: [named("organization-us-east-1/rcp")] };

interface Role {
  readonly caller: Caller;
  readonly policies: Policies;
}
const own = (name: string) => ({ identity: [named(name)] });
const DEPLOYERS = (["custody", "home", "recovery"] as const).map((name): Role => {
  const account = { custody: CUSTODY, home: HOME, recovery: RECOVERY }[name];
  return { caller: deployer(account), policies: own(`bootstrap-${name}/aws_iam_role_policy/roles_ringfence-deployer-policy`) };
});
const keyRole = (caller: Caller, which: string): Role => ({
  caller,
  policies: { ...own(`bootstrap-custody/aws_iam_role_policy/roles_ringfence-${which}-policy`) },
});
const KEY_ROLES = [keyRole(keyAdmin(CUSTODY), "key-admin"), keyRole(breakGlass(CUSTODY), "key-break-glass")];
/** AWS gives it AdministratorAccess. */
const bootstrapOf = (account: string): Role => ({ caller: role(account, "OrganizationAccountAccessRole"), policies: { identity: [FULL] } });
const replication: Role = {
  caller: role(HOME, "ringfence-replication-user-content"),
  policies: {
    ...own("replication-us-east-1/aws_iam_role_policy/user-content-replication_policy"),
    boundary: named("bootstrap-home/aws_iam_policy/roles_boundary_policy"),
  },
};
/** With what AWS's own policy for backups adds to it. */
const backup: Role = {
  caller: role(HOME, "ringfence-backup-us-east-1"),
  policies: {
    identity: [
      named("replication-us-east-1/aws_iam_role_policy/backup_policy"),
      statement("backup:*"),
      statement("ec2:*Snapshot*"),
      statement("rds:*Snapshot*"),
    ],
    boundary: named("bootstrap-home/aws_iam_policy/roles_boundary_policy"),
  },
};

function can({ caller, policies: its }: Role, action: string, on: string, context: Context = {}, more: Policies = {}): string {
  const owner = String(context["aws:ResourceAccount"] ?? caller.account);
  const standing: Context = { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": owner };
  return evaluatePolicies({ ...its, ...organization, ...more }, request(caller, action, on, owner, { ...standing, ...context })).verdict;
}

describe.each(DEPLOYERS)("the deployer $caller.account", (who) => {
  const { account } = who.caller;
  const iam = (name: string) => `arn:aws:iam::${account}:role/${name}`;
  const bound = { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/ringfence-boundary` };
  const through = (service: string): Context => ({ "kms:ViaService": `${service}.us-east-1.amazonaws.com`, "aws:ViaAWSService": "true" });
  const key = `arn:aws:kms:us-east-1:${account}:key/a`;
  const keyLetsIt: Policies = {
    key: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] },
  };

  test.each([
    ["s3:CreateBucket", "arn:aws:s3:::a", { "s3:locationconstraint": "us-west-2", "aws:RequestedRegion": "us-west-2" }],
    ["s3:CreateBucket", "arn:aws:s3:::a", {}],
    ["s3:PutReplicationConfiguration", "arn:aws:s3:::a", {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::a", {}],
    ["dynamodb:CreateTable", "arn:any", { "aws:RequestedRegion": "us-west-2" }],
    ["dynamodb:PutResourcePolicy", "arn:any", {}],
    ["rds:CreateDBCluster", "arn:any", {}],
    ["elasticfilesystem:PutFileSystemPolicy", "arn:any", {}],
    ["backup:CreateBackupPlan", "arn:any", {}],
    ["backup:PutBackupVaultAccessPolicy", "arn:any", {}],
    ["ec2:CreateVpcEndpoint", "arn:any", {}],
    ["ec2:EnableEbsEncryptionByDefault", "*", {}],
    ["ec2:EnableSnapshotBlockPublicAccess", "*", {}],
    ["ec2:DeleteFlowLogs", "arn:any", {}],
    ["logs:PutRetentionPolicy", "arn:any", {}],
    ["logs:AssociateKmsKey", "arn:any", {}],
    ["iam:CreateRole", iam("ringfence-backup-us-east-1"), bound],
    ["iam:PutRolePolicy", iam("ringfence-replication-user-content"), bound],
    ["iam:DeleteRole", iam("ringfence-flow-logs-us-east-1"), {}],
    ["iam:PassRole", iam("ringfence-backup-us-east-1"), { "iam:PassedToService": "backup.amazonaws.com" }],
    ["iam:CreateServiceLinkedRole", iam("aws-service-role/any"), { "iam:AWSServiceName": "rds.amazonaws.com" }],
    // Its own state, from outside every network of ours.
    ["s3:GetObject", `arn:aws:s3:::ringfence-state-${account}/private/a`, {}],
    ["s3:PutObject", `arn:aws:s3:::ringfence-state-${account}/private/a`, {}],
  ] as [string, string, Context][])("may %s on %s", (action, on, context) => expect(can(who, action, on, context)).toBe("allowed"));

  test("reads what another account publishes", () => {
    const other = { "aws:ResourceAccount": CUSTODY === account ? HOME : CUSTODY };
    expect(can(who, "s3:GetObject", "arn:aws:s3:::ringfence-state-222222222222/published/a", other, open)).toBe("allowed");
  });

  test("may use keys through a service, and let it go on", () => {
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"])
      expect(can(who, action, key, through("s3"), keyLetsIt)).toBe("allowed");
    expect(can(who, "kms:CreateGrant", key, { ...through("rds"), "kms:GrantIsForAWSResource": "true" }, keyLetsIt)).toBe("allowed");
    expect(can(who, "kms:CreateGrant", key, { ...through("rds"), "kms:GrantIsForAWSResource": "false" }, keyLetsIt)).toBe("denied");
  });

  test.each([
    ["s3:CreateBucket", "arn:aws:s3:::a", { "aws:RequestedRegion": "ap-southeast-1" }],
    ["s3:CreateBucket", "arn:aws:s3:::a", { "s3:locationconstraint": "ap-southeast-1" }],
    ["s3:CreateMultiRegionAccessPoint", "arn:any", {}],
    ["s3:GetObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a", {}],
    ["s3:PutObject", "arn:aws:s3:::theirs/a", { "aws:ResourceAccount": PARENT }],
    ["dynamodb:CreateTableReplica", "arn:any", {}],
    ["ecr:PutReplicationConfiguration", "arn:any", {}],
    ["ec2:ModifySnapshotAttribute", "arn:any", {}],
    ["backup:CopyFromBackupVault", "arn:any", { "backup:CopyTargets": [`arn:aws:backup:us-east-1:${PARENT}:backup-vault:a`] }],
    ["iam:PutRolePolicy", iam("ringfence-deployer"), bound],
    ["iam:CreateRole", iam("residency/ResidencyPurge"), bound],
    ["kms:CreateKey", "*", {}],
    ["kms:PutKeyPolicy", key, {}],
    ["organizations:LeaveOrganization", "*", {}],
    ["account:EnableRegion", "*", {}],
    ["cloudtrail:StopLogging", "arn:any", {}],
    ["sts:AssumeRole", `arn:aws:iam::${PARENT}:role/a`, { "aws:ResourceAccount": PARENT }],
  ] as [string, string, Context][])("may not %s on %s", (action, on, context) => expect(can(who, action, on, context)).toBe("denied"));
});

describe.each(KEY_ROLES)("$caller.arn", (who) => {
  const key: Policies = { key: named("custody-us-east-1/aws_kms_key/user-content_key") };
  const arn = `arn:aws:kms:us-east-1:${CUSTODY}:key/user-content`;
  const alias = `arn:aws:kms:us-east-1:${CUSTODY}:alias/ringfence/united-states/user-content`;
  const own = { "kms:KeyOrigin": "AWS_KMS", "kms:MultiRegion": "false", "kms:BypassPolicyLockoutSafetyCheck": "false" };

  test.each([
    "PutKeyPolicy",
    "GetKeyPolicy",
    "DescribeKey",
    "EnableKeyRotation",
    "TagResource",
    "DisableKey",
    "EnableKey",
    "CancelKeyDeletion",
    "RevokeGrant",
    "ScheduleKeyDeletion",
  ])("may kms:%s, from wherever its officers work", (action) => expect(can(who, `kms:${action}`, arn, {}, key)).toBe("allowed"));
  test("may make and name keys", () => {
    expect(can(who, "kms:CreateKey", "*", own)).toBe("allowed");
    for (const action of ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"]) expect(can(who, action, alias)).toBe("allowed");
  });
  test.each([
    ["kms:CreateKey", "*", { ...own, "aws:RequestedRegion": "ap-southeast-1" }],
    ["kms:CreateKey", "*", { ...own, "kms:MultiRegion": "true" }],
    ["kms:CreateKey", "*", { ...own, "kms:KeyOrigin": "EXTERNAL" }],
    ["kms:CreateKey", "*", { ...own, "kms:BypassPolicyLockoutSafetyCheck": "true" }],
    ["ram:CreateResourceShare", "*", {}],
    ["s3:GetObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a", {}],
  ] as [string, string, Context][])("may not %s on %s", (action, on, context) => expect(can(who, action, on, context)).toBe("denied"));
  test.each([
    ["Decrypt", {}],
    ["ReplicateKey", { "kms:ReplicaRegion": "ap-southeast-1" }],
    ["ScheduleKeyDeletion", { "kms:ScheduleKeyDeletionPendingWindowInDays": "7" }],
    ["CreateGrant", {}],
  ] as [string, Context][])("may not kms:%s with its key", (action, context) =>
    expect(can(who, `kms:${action}`, arn, context, key)).toBe("denied"),
  );
});

describe("bootstrap, which makes the roles and the state's key", () => {
  const who = bootstrapOf(HOME);
  test.each([
    ["iam:CreateRole", `arn:aws:iam::${HOME}:role/ringfence-deployer`, {}],
    ["iam:PutRolePolicy", `arn:aws:iam::${HOME}:role/ringfence-key-admin`, {}],
    ["iam:CreatePolicyVersion", `arn:aws:iam::${HOME}:policy/ringfence-boundary`, {}],
    ["kms:CreateKey", "*", { "kms:KeyOrigin": "AWS_KMS" }],
    ["kms:CreateAlias", "arn:any", {}],
    ["s3:CreateBucket", "arn:aws:s3:::ringfence-state-333333333333", {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::ringfence-state-333333333333", {}],
    ["s3:PutAccountPublicAccessBlock", "*", {}],
  ] as [string, string, Context][])("may %s on %s", (action, on, context) => expect(can(who, action, on, context)).toBe("allowed"));
  test("may in the custody account, whatever the mode", () =>
    expect(can(bootstrapOf(CUSTODY), "kms:CreateKey", "*", { "kms:KeyOrigin": "AWS_KMS" })).toBe("allowed"));
  test("puts the state key's policy", () => {
    const key = { key: named("bootstrap-home/aws_kms_key/state-key") };
    expect(can(who, "kms:PutKeyPolicy", "arn:any", {}, key)).toBe("allowed");
  });
  test.each([
    ["s3:CreateBucket", "arn:aws:s3:::a", { "aws:RequestedRegion": "ap-southeast-1" }],
    ["cloudtrail:StopLogging", "arn:any", {}],
    ["organizations:LeaveOrganization", "*", {}],
    ["ram:CreateResourceShare", "*", {}],
    ["s3:PutObject", "arn:aws:s3:::theirs/a", { "aws:ResourceAccount": PARENT }],
  ] as [string, string, Context][])("may not %s on %s", (action, on, context) => expect(can(who, action, on, context)).toBe("denied"));
});

describe("S3's replication role", () => {
  const at = (region: string): Context => ({ "kms:ViaService": `s3.${region}.amazonaws.com` });
  const there = { "aws:ResourceAccount": RECOVERY };
  test("reads at home and writes at recovery", () => {
    expect(can(replication, "s3:GetObjectVersionForReplication", "arn:aws:s3:::user-content-333333333333-us-east-1/a")).toBe("allowed");
    const resource = named("recovery-us-west-2/aws_s3_bucket_policy/user-content_policy");
    for (const action of ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"])
      expect(
        can(
          replication,
          action,
          "arn:aws:s3:::user-content-444444444444-us-west-2/a",
          { ...there, "aws:RequestedRegion": "us-west-2" },
          { resource },
        ),
      ).toBe("allowed");
  });
  test("uses both keys through S3", () => {
    const source = { key: named("custody-us-east-1/aws_kms_key/user-content_key") };
    expect(
      can(
        replication,
        "kms:Decrypt",
        `arn:aws:kms:us-east-1:${CUSTODY}:key/user-content`,
        { ...at("us-east-1"), "aws:ResourceAccount": CUSTODY },
        source,
      ),
    ).toBe("allowed");
    const replica = { key: named("keys-recovery-us-west-2/aws_kms_key/user-content_key") };
    expect(
      can(
        replication,
        "kms:Encrypt",
        `arn:aws:kms:us-west-2:${RECOVERY}:key/user-content`,
        { ...at("us-west-2"), ...there, "aws:RequestedRegion": "us-west-2" },
        replica,
      ),
    ).toBe("allowed");
  });
  test("writes nowhere else", () => {
    expect(
      can(replication, "s3:ReplicateObject", "arn:aws:s3:::user-content-444444444444-us-west-2/a", { "aws:ResourceAccount": PARENT }, open),
    ).toBe("denied");
    expect(can(replication, "s3:GetObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a")).toBe("denied");
  });
});

describe("AWS Backup's role", () => {
  const vault = (account: string): Context => ({ "backup:CopyTargets": [`arn:aws:backup:us-west-2:${account}:backup-vault:a`] });
  test("copies to recovery, sharing snapshots as it does", () => {
    expect(can(backup, "backup:CopyFromBackupVault", "arn:any", vault(RECOVERY))).toBe("allowed");
    expect(can(backup, "backup:StartCopyJob", "arn:any")).toBe("allowed");
    expect(can(backup, "ec2:ModifySnapshotAttribute", "arn:any")).toBe("allowed");
    expect(can(backup, "rds:ModifyDBClusterSnapshotAttribute", "arn:any")).toBe("allowed");
    const key = { key: named("custody-us-east-1/aws_kms_key/profiles_key") };
    const custody = { "aws:ResourceAccount": CUSTODY };
    expect(can(backup, "kms:Decrypt", `arn:aws:kms:us-east-1:${CUSTODY}:key/profiles`, custody, key)).toBe("allowed");
    expect(
      can(
        backup,
        "kms:CreateGrant",
        `arn:aws:kms:us-east-1:${CUSTODY}:key/profiles`,
        { ...custody, "kms:GrantIsForAWSResource": "true" },
        key,
      ),
    ).toBe("allowed");
  });
  test("copies to nobody else, nor abroad", () => {
    expect(can(backup, "backup:CopyFromBackupVault", "arn:any", vault(PARENT))).toBe("denied");
    expect(can(backup, "backup:StartCopyJob", "arn:any", { "aws:RequestedRegion": "ap-southeast-1" })).toBe("denied");
    expect(can(backup, "dynamodb:GetItem", "arn:any")).toBe("denied");
  });
});

describe("the management account's deployer", () => {
  const who: Role = {
    caller: deployer(MANAGEMENT),
    policies: own("bootstrap-management/aws_iam_role_policy/roles_ringfence-deployer-policy"),
  };
  const unit = `arn:aws:organizations::${MANAGEMENT}:ou/o-custodian01/ou-cust-testunit`;
  test("writes and hangs guardrails, and never at the root", () => {
    for (const action of ["organizations:CreatePolicy", "organizations:AttachPolicy", "organizations:UpdatePolicy"])
      expect(can(who, action, unit)).toBe("allowed");
    expect(can(who, "organizations:AttachPolicy", `arn:aws:organizations::${MANAGEMENT}:root/o-custodian01/r-cust`)).toBe("denied");
    expect(can(who, "organizations:MoveAccount", unit)).toBe("denied");
  });
  test("makes the alarm", () => {
    expect(can(who, "events:PutTargets", "arn:any", { "events:TargetArn": [`arn:aws:sns:us-east-1:${MANAGEMENT}:a`] })).toBe("allowed");
    expect(can(who, "sns:CreateTopic", "arn:any")).toBe("allowed");
  });
  test("reaches no data: RCPs bind its principals on what members own", () => {
    const administrator: Role = { caller: role(MANAGEMENT, "administrator"), policies: { ...open, identity: [FULL] } };
    expect(can(administrator, "s3:GetObject", "arn:any", { "aws:ResourceAccount": HOME })).toBe("denied");
  });
});
