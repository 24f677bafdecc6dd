import { admin, deployer, HOME, PARENT, RECOVERY, request, role, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";
import type { Caller } from "../../../review/access/types";
import { bucketCases } from "./buckets";
import { ROLE_CHANGES } from "./guardrails-rights";
import { mayOf } from "./may";
import { storeCases } from "./stores";

const NOW = { "aws:CurrentTime": "2027-01-01T00:00:00Z" };
const LATE = { "aws:CurrentTime": "2027-07-01T00:00:00Z" };
const VAULTS = "818181818181";
const mover = (of: string): Caller => role(HOME, `ringfence-mover-${of}`);
const HOME_BUCKET = "arn:aws:s3:::user-content-333333333333-us-east-1";
const EVIDENCE = "arn:aws:s3:::ringfence-evidence-333333333333-us-east-1";
const OLD_BUCKET = "arn:aws:s3:::app-user-content-backup";

type Rights = readonly (readonly [actions: readonly string[], resource: string, elsewhere: string, context?: Context])[];

/** Each action on what it is for, none of them elsewhere, and another of the service nowhere. */
function grants(
  policy: string,
  who: Caller,
  rights: Rights,
  never: Readonly<Record<string, string>>,
  context: Context = {},
  program = "copy",
): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`${program}/${policy}`, who, cases);
  for (const [actions, resource, elsewhere, needed] of rights)
    for (const action of actions) {
      may(action, resource, { ...context, ...needed }, "allowed");
      if (elsewhere !== resource) may(action, elsewhere, { ...context, ...needed }, "not allowed");
      if (!needed) continue;
      may(action, resource, context, "not allowed");
      may(action, resource, { ...context, ...Object.fromEntries(Object.keys(needed).map((key) => [key, "other"])) }, "not allowed");
    }
  for (const [action, resource] of Object.entries(never))
    for (const needed of [{}, ...rights.flatMap(([, , , more]) => (more ? [more] : []))])
      may(action, resource, { ...context, ...needed }, "not allowed");
  return cases;
}

const via = (of: string): Context => ({ "kms:ViaService": `${of}.us-east-1.amazonaws.com` });
const KEY = (account: string, of: string) => `arn:aws:kms:us-east-1:${account}:key/${of}`;
const OTHER_KEY = KEY(HOME, "another");

const REPORTS: Rights = [
  [["s3:GetBucketLocation"], EVIDENCE, "arn:aws:s3:::another"],
  [["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], `${EVIDENCE}/reports/x`, "arn:aws:s3:::another/x"],
  [["kms:GenerateDataKey", "kms:Decrypt"], KEY(HOME, "evidence"), OTHER_KEY, via("s3")],
];
const WRITES_HOME: Rights = [
  [["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], HOME_BUCKET, "arn:aws:s3:::another"],
  [
    [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:GetObjectTagging",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectTagging",
    ],
    `${HOME_BUCKET}/a`,
    "arn:aws:s3:::another/a",
  ],
  [["kms:GenerateDataKey", "kms:Decrypt"], KEY("222222222222", "user-content"), OTHER_KEY, via("s3")],
];
/** Of S3 Batch from an old bucket on AWS. */
const PULLS: Rights = [
  [["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"], OLD_BUCKET, "arn:aws:s3:::another"],
  [
    ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
    `${OLD_BUCKET}/a`,
    "arn:aws:s3:::another/a",
  ],
  [["s3:GetObjectVersion"], `${HOME_BUCKET}/a`, "arn:aws:s3:::another/a"],
  ...WRITES_HOME,
  ...REPORTS,
];
const NOT_S3 = {
  "s3:DeleteObject": `${HOME_BUCKET}/a`,
  "s3:DeleteObjectVersion": `${EVIDENCE}/reports/x`,
  "s3:PutBucketPolicy": HOME_BUCKET,
  "s3:PutEncryptionConfiguration": EVIDENCE,
  "kms:ReEncryptFrom": KEY("222222222222", "user-content"),
  "kms:Encrypt": KEY(HOME, "evidence"),
};

const VPC = [
  "CreateNetworkInterface",
  "DeleteNetworkInterface",
  "DescribeAvailabilityZones",
  "DescribeDhcpOptions",
  "DescribeInternetGateways",
  "DescribeNetworkInterfaces",
  "DescribeSecurityGroups",
  "DescribeSubnets",
  "DescribeVpcs",
  "ModifyNetworkInterfaceAttribute",
].map((action) => `ec2:${action}`);
const FILES = `arn:aws:elasticfilesystem:us-east-1:${HOME}:file-system/media-archive`;
const LOG_GROUP = `arn:aws:logs:us-east-1:${HOME}:log-group:dms-tasks-mover-profiles-former-cloud`;
const LOG_WRITES = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
const SECRET = (side: string) => `arn:aws:secretsmanager:us-east-1:${HOME}:secret:ringfence-mover/profiles-former-cloud-${side}`;
const HMAC = `arn:aws:secretsmanager:us-east-1:${HOME}:secret:ringfence-mover/user-content-former-cloud`;

function rights(): Case[] {
  const leg = (of: string) => `migration-${of}/aws_iam_role_policy/leg_mover_policy`;
  const sender = role(VAULTS, "ringfence-sender-media-archive-overseas-vault");
  const [from, to] = [
    `arn:aws:backup:ap-southeast-1:${VAULTS}:backup-vault:app-media-archive`,
    `arn:aws:backup:us-east-1:${HOME}:backup-vault:landing-media-archive-overseas-vault`,
  ];
  const sends = "legacy-vault-media-archive-overseas-vault/aws_iam_role_policy/vault_sender-policy";
  const late: Case[] = [];
  mayOf(`copy/${sends}`, sender, late)("backup:CopyIntoBackupVault", to, LATE, "denied", "NotAfterTheWindow");
  return [
    ...grants(
      leg("user-content-former-cloud"),
      mover("user-content-former-cloud"),
      [
        ...WRITES_HOME,
        [["s3:GetObjectVersion"], `${HOME_BUCKET}/a`, "arn:aws:s3:::another/a"],
        ...REPORTS,
        [["secretsmanager:GetSecretValue"], `${HMAC}-Gh78Ij`, `${HMAC}-Zz99Zz`],
        [["kms:Decrypt"], KEY(HOME, "secrets"), OTHER_KEY, via("secretsmanager")],
      ],
      {
        ...NOT_S3,
        "s3:RestoreObject": `${HOME_BUCKET}/a`,
        "secretsmanager:PutSecretValue": `${HMAC}-Gh78Ij`,
        "kms:GenerateDataKey": KEY(HOME, "secrets"),
      },
    ),
    ...["copy", "parts"].flatMap((program) =>
      grants(
        leg("user-content-overseas-backup"),
        mover("user-content-overseas-backup"),
        PULLS,
        { ...NOT_S3, "s3:PutObject": `${OLD_BUCKET}/a`, "s3:PutBucketVersioning": OLD_BUCKET },
        {},
        program,
      ),
    ),
    ...grants(
      leg("media-archive-virginia"),
      mover("media-archive-virginia"),
      [
        [
          ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
          FILES,
          "arn:aws:elasticfilesystem:us-east-1:333333333333:file-system/another",
          { "elasticfilesystem:AccessedViaMountTarget": "true" },
        ],
        ...REPORTS,
      ],
      { ...NOT_S3, "elasticfilesystem:DeleteFileSystem": FILES },
    ),
    ...grants(
      leg("profiles-former-cloud"),
      mover("profiles-former-cloud"),
      [
        [["secretsmanager:GetSecretValue"], `${SECRET("legacy")}-Ab12Cd`, `${SECRET("legacy")}-Zz99Zz`],
        [["secretsmanager:GetSecretValue"], `${SECRET("home")}-Ef34Gh`, `${SECRET("home")}-Zz99Zz`],
        [["kms:Decrypt"], KEY(HOME, "secrets"), OTHER_KEY, via("secretsmanager")],
      ],
      { "secretsmanager:PutSecretValue": `${SECRET("home")}-Ef34Gh`, "kms:Encrypt": KEY(HOME, "secrets") },
    ),
    ...grants("bootstrap-home/aws_iam_role_policy/replication_dms-vpc-role-policy", role(HOME, "dms-vpc-role"), [[VPC, "*", "*"]], {
      "ec2:RunInstances": "*",
    }),
    ...grants(
      "bootstrap-home/aws_iam_role_policy/replication_dms-cloudwatch-logs-role-policy",
      role(HOME, "dms-cloudwatch-logs-role"),
      [
        [["logs:DescribeLogGroups"], "*", "*"],
        [LOG_WRITES, LOG_GROUP, `arn:aws:logs:us-east-1:${HOME}:log-group:another`],
        [LOG_WRITES, `${LOG_GROUP}:log-stream:dms-task-1`, `arn:aws:logs:us-east-1:${HOME}:log-group:another:log-stream:1`],
      ],
      { "logs:DeleteLogGroup": LOG_GROUP, "logs:GetLogEvents": `${LOG_GROUP}:log-stream:dms-task-1`, "logs:DeleteLogStream": "*" },
    ),
    ...grants(
      sends,
      sender,
      [
        [["backup:CopyFromBackupVault", "backup:DescribeBackupVault"], from, to],
        [["backup:CopyIntoBackupVault"], to, from],
      ],
      { "backup:DeleteRecoveryPoint": from, "backup:DeleteBackupVault": to },
      NOW,
    ),
    ...late,
  ];
}

/** A mover's boundary: what no policy of its own can widen. */
function boundary(): Case[] {
  const cases: Case[] = [];
  const may = mayOf("copy/bootstrap-home/aws_iam_policy/roles_mover-boundary", mover("any"), cases);
  for (const action of [
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
    "s3:AbortMultipartUpload",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "logs:PutLogEvents",
    "secretsmanager:GetSecretValue",
    "elasticfilesystem:ClientWrite",
  ]) {
    may(action, "arn:any", NOW, "allowed");
    may(action, "arn:any", LATE, "denied", "NotAfterTheWindow");
  }
  for (const action of [
    "PutBucketPolicy",
    "PutEncryptionConfiguration",
    "PutReplicationConfiguration",
    "PutLifecycleConfiguration",
    "PutObjectAcl",
  ])
    may(`s3:${action}`, "arn:any", NOW, "denied", "NeverConfigure");
  for (const action of ["s3:DeleteObject", "iam:CreateRole", "kms:PutKeyPolicy", "dynamodb:GetItem"])
    may(action, "arn:any", NOW, "not allowed");
  return cases;
}

type Put = (of: string, caller: Caller, action: string, resource: string, context: Context, expected: Verdict, by?: string) => void;
export const putting =
  (policy: string, account: string, cases: Case[], bare = false): Put =>
  (of, caller, action, resource, context, expected, by) =>
    cases.push({
      policy,
      of: `${action} on ${resource}: ${of}`,
      request: request(caller, action, resource, account, context),
      expected,
      ...(by ? { by } : {}),
      ...(bare ? { bare } : {}),
    });

function evidence(): Case[] {
  const cases: Case[] = [];
  const put = putting("copy/evidence-us-east-1/aws_s3_bucket_policy/evidence_policy", HOME, cases);
  const s3 = service("s3.amazonaws.com");
  const own = { "aws:SourceAccount": HOME, "aws:SourceArn": HOME_BUCKET };
  const file = `${EVIDENCE}/inventory/x`;
  for (const at of [EVIDENCE, file]) {
    put("without TLS", admin(HOME), "s3:GetObject", at, { "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
    put("the parent", admin(PARENT), "s3:GetObject", at, {}, "denied", "DenyOutsideTheOrganization");
    const nobody = { "aws:PrincipalOrgID": undefined, "aws:PrincipalIsAWSService": undefined };
    put("somebody of whom AWS says nothing", admin(HOME), "s3:GetObject", at, nobody, "denied", "DenyOutsideTheOrganization");
    put("the account itself", admin(HOME), "s3:GetObject", at, {}, "allowed");
  }
  put("S3, of the home bucket", s3, "s3:PutObject", file, own, "allowed");
  put("S3, elsewhere in it", s3, "s3:PutObject", `${EVIDENCE}/reports/x`, own, "not allowed");
  put("S3 reads nothing", s3, "s3:GetObject", file, own, "not allowed");
  put("S3, of another account's", s3, "s3:PutObject", file, { ...own, "aws:SourceAccount": PARENT }, "not allowed");
  put("S3, of another bucket", s3, "s3:PutObject", file, { ...own, "aws:SourceArn": OLD_BUCKET }, "not allowed");
  put("S3, of nobody's account", s3, "s3:PutObject", file, { "aws:SourceArn": HOME_BUCKET }, "not allowed");
  put("S3, of no bucket", s3, "s3:PutObject", file, { "aws:SourceAccount": HOME }, "not allowed");
  put("another service", service("logs.amazonaws.com"), "s3:PutObject", file, own, "not allowed");
  // S3 Batch writes its reports under S3's own key, whatever the bucket's is.
  const report = `${EVIDENCE}/checksums/user-content/former-cloud/job-1/manifest.json`;
  const under = { "s3:x-amz-server-side-encryption": "AES256" };
  put("a report of S3 Batch's", mover("user-content-former-cloud"), "s3:PutObject", report, under, "allowed");
  return cases;
}

/** The old bucket: read by its mover until the purge, frozen from cutover on. */
export function oldBucketCases(phase: "copy" | "cutover" | "reverse" | "purge"): Case[] {
  const cases: Case[] = [];
  const put = putting(`${phase}/legacy-singapore-ap-southeast-1/aws_s3_bucket_policy/user-content-overseas-backup_policy`, PARENT, cases);
  const reader = mover("user-content-overseas-backup");
  for (const action of [
    "GetBucketLocation",
    "GetObject",
    "GetObjectTagging",
    "GetObjectVersion",
    "GetObjectVersionTagging",
    "ListBucket",
    "ListBucketVersions",
  ].map((name) => `s3:${name}`))
    for (const at of [OLD_BUCKET, `${OLD_BUCKET}/a`])
      put("its mover", reader, action, at, NOW, phase === "purge" ? "not allowed" : "allowed");
  const read = (of: string, caller: Caller, context: Context) => put(of, caller, "s3:GetObject", `${OLD_BUCKET}/a`, context, "not allowed");
  read("its mover, too late", reader, LATE);
  read("its mover, at no time", reader, {});
  read("another mover", mover("user-content-former-cloud"), NOW);
  read("somebody whom AWS does not name", reader, { ...NOW, "aws:PrincipalArn": undefined });
  read("somebody of another account by that name", admin(RECOVERY), { ...NOW, "aws:PrincipalArn": reader.arn });
  put("the mover deletes nothing", reader, "s3:PutBucketPolicy", OLD_BUCKET, NOW, "not allowed");
  put("the mover looks elsewhere", reader, "s3:GetObject", "arn:aws:s3:::another/a", NOW, "not allowed");
  const frozen = phase !== "copy";
  for (const action of ["s3:PutObject", "s3:RestoreObject", "s3:ReplicateObject"])
    put(
      "the old account writes",
      admin(PARENT),
      action,
      `${OLD_BUCKET}/a`,
      NOW,
      frozen ? "denied" : "allowed",
      frozen ? "Frozen" : undefined,
    );
  for (const [action, at] of [
    ["s3:DeleteObject", `${OLD_BUCKET}/a`],
    ["s3:DeleteObjectVersion", `${OLD_BUCKET}/a`],
    ["s3:DeleteBucket", OLD_BUCKET],
  ] as const)
    put("the old account deletes", admin(PARENT), action, at, NOW, frozen ? "denied" : "allowed", frozen ? "NothingIsDeleted" : undefined);
  return cases;
}

function vaults(): Case[] {
  const cases: Case[] = [];
  const point = `arn:aws:backup:us-east-1:${HOME}:recovery-point:1`;
  const land = putting("copy/migration-media-archive-overseas-vault/aws_backup_vault_policy/leg_policy", HOME, cases);
  const sender = role(VAULTS, "ringfence-sender-media-archive-overseas-vault");
  land("the old account's sender", sender, "backup:CopyIntoBackupVault", point, NOW, "allowed");
  land("too late", sender, "backup:CopyIntoBackupVault", point, LATE, "not allowed");
  land("at no time", sender, "backup:CopyIntoBackupVault", point, {}, "not allowed");
  land("whom AWS does not name", sender, "backup:CopyIntoBackupVault", point, { ...NOW, "aws:PrincipalArn": undefined }, "not allowed");
  land("somebody else there", admin(VAULTS), "backup:CopyIntoBackupVault", point, NOW, "not allowed");
  land("the parent", admin(PARENT), "backup:CopyIntoBackupVault", point, NOW, "not allowed");
  land("the sender takes nothing out", sender, "backup:DeleteRecoveryPoint", point, NOW, "not allowed");
  return cases;
}

/** The old vault, frozen. */
export function oldVaultCases(phase: "cutover" | "purge"): Case[] {
  const cases: Case[] = [];
  const point = `arn:aws:backup:ap-southeast-1:${VAULTS}:recovery-point:1`;
  const old = putting(`${phase}/legacy-vault-media-archive-overseas-vault/aws_backup_vault_policy/vault_policy`, VAULTS, cases);
  for (const action of ["CopyIntoBackupVault", "StartBackupJob"])
    old("from cutover on", admin(VAULTS), `backup:${action}`, point, {}, "denied", "Frozen");
  for (const action of ["DeleteBackupVault", "DeleteRecoveryPoint", "UpdateRecoveryPointLifecycle"])
    old("from cutover on", admin(VAULTS), `backup:${action}`, point, {}, "denied", "NothingIsDeleted");
  old("listing stays", admin(VAULTS), "backup:ListRecoveryPointsByBackupVault", point, {}, "allowed");
  return cases;
}

const HOME_POLICY = "storage-us-east-1/aws_s3_bucket_policy/user-content_policy";

/** The bucket at home: as it stands, and open to the movers of these copies by name. */
export function openToMoverCases(
  phase: "copy" | "reverse" | "purge",
  copies: readonly string[],
  shut: readonly string[] = [],
  named: readonly string[] = [],
): Case[] {
  const cases = bucketCases.filter(({ policy }) => policy === HOME_POLICY).map((one) => ({ ...one, policy: `${phase}/${HOME_POLICY}` }));
  const into = putting(`${phase}/${HOME_POLICY}`, HOME, cases);
  const open = [...copies.map((copy) => `ringfence-mover-user-content-${copy}`), ...named];
  for (const name of [...open, ...shut.map((copy) => `ringfence-mover-user-content-${copy}`)])
    // Digests of versions are computed as the mover too.
    for (const action of ["PutObject", "GetObject", "GetObjectVersion", "ListBucket"])
      into(
        "a mover, through no endpoint",
        role(HOME, name),
        `s3:${action}`,
        action === "ListBucket" ? HOME_BUCKET : `${HOME_BUCKET}/a`,
        action === "PutObject"
          ? {
              "s3:x-amz-server-side-encryption": "aws:kms",
              "s3:x-amz-server-side-encryption-aws-kms-key-id": KEY("222222222222", "user-content"),
            }
          : {},
        open.includes(name) ? "allowed" : "denied",
      );
  return cases;
}

/** The file system at home, likewise. */
function openFiles(): Case[] {
  const files = "storage-us-east-1/aws_efs_file_system_policy/media-archive_policy";
  const virginia = mover("media-archive-virginia");
  const cases = storeCases.filter(({ policy }) => policy === files).map((one) => ({ ...one, policy: `copy/${files}` }));
  const mount = putting(`copy/${files}`, HOME, cases);
  const root = (of: string, caller: Caller, context: Context, expected: Verdict, by?: string) =>
    mount(of, caller, "elasticfilesystem:ClientRootAccess", FILES, context, expected, by);
  root("its mover", virginia, {}, "allowed");
  root("its mover, without TLS", virginia, { "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
  root("its mover, unnamed", virginia, { "aws:PrincipalArn": undefined }, "denied", "DenyRoot");
  root("another mover", mover("user-content-former-cloud"), {}, "denied", "DenyRoot");
  return cases;
}

/** What the organization's guardrails say anew: who makes tasks, and when all of it ends. */
function moveGuardrailCases(): Case[] {
  const cases: Case[] = [];
  const here = { "aws:RequestedRegion": "us-east-1" };
  const [now, late] = [
    { ...NOW, ...here },
    { ...LATE, ...here },
  ];
  const put = putting("copy/organization-us-east-1/scp", HOME, cases);
  const migrator = role(HOME, "ringfence-migrator");
  for (const action of [
    "datasync:CreateTask",
    "datasync:UpdateTask",
    "dms:CreateReplicationTask",
    "dms:ModifyReplicationTask",
    "dynamodb:PutResourcePolicy",
    "elasticfilesystem:CreateReplicationConfiguration",
    "elasticfilesystem:PutFileSystemPolicy",
    "s3:PutReplicationConfiguration",
  ]) {
    put("the migrator", migrator, action, "*", now, "allowed");
    put("the deployer", deployer(HOME), action, "*", now, "allowed");
    put("an administrator", admin(HOME), action, "*", now, "denied", "ReplicationByThePipeline");
  }
  const made = `arn:aws:iam::${HOME}:role/ringfence-mover-user-content-former-cloud`;
  const makers = [migrator, deployer(HOME), role(HOME, "ringfence-access-admin"), role(HOME, "OrganizationAccountAccessRole")];
  for (const action of ROLE_CHANGES) {
    for (const maker of makers) put("by who makes roles", maker, `iam:${action}`, made, now, "allowed");
    for (const other of [admin(HOME), mover("user-content-former-cloud")])
      put("by nobody else", other, `iam:${action}`, made, now, "denied", "ServiceRoles");
  }
  for (const who of [migrator, mover("user-content-former-cloud")]) {
    put("when the window has ended", who, "s3:GetObject", "arn:any", late, "denied", "MoversEndWithTheWindow");
    put("until then", who, "s3:GetObject", "arn:any", now, "allowed");
  }
  put("everybody else, for ever", deployer(HOME), "s3:ListBucket", "arn:any", late, "allowed");
  return cases;
}

export const movementCases: readonly Case[] = [
  ...rights(),
  ...boundary(),
  ...evidence(),
  ...oldBucketCases("copy"),
  ...oldBucketCases("cutover"),
  ...vaults(),
  ...oldVaultCases("cutover"),
  ...openToMoverCases("copy", ["former-cloud", "overseas-backup"]),
  ...openFiles(),
  ...moveGuardrailCases(),
];
