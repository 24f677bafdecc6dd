import type { Caller } from "../../../review/access/types";
import { admin, CUSTODY, deployer, HOME, PARENT, role, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";
import { mayOf, trustOf } from "./may";
import { FENCE, REGIONS } from "./guardrails";
import { oldBucketCases, oldVaultCases, openToMoverCases, putting } from "./movement";

const NOW = { "aws:CurrentTime": "2027-01-01T00:00:00Z" };
const LATE = { "aws:CurrentTime": "2027-07-01T00:00:00Z" };
const VAULTS = "818181818181";
const OLD_BUCKET = "arn:aws:s3:::app-user-content-backup";
const BUCKET = { name: "user-content-overseas-backup", role: role(PARENT, "residency/ResidencyPurge-user-content-overseas-backup") };
const VAULT = { name: "media-archive-overseas-vault", role: role(VAULTS, "residency/ResidencyPurge-media-archive-overseas-vault") };
const AT = "ap-southeast-1";

/** Who may delete: an officer in the custody account, and nobody by that name elsewhere. */
function officers(of: string): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`purge/purge-${of}/aws_iam_role/purge_role`, cases);
  const officer = role(CUSTODY, "ringfence-purge-officer-1");
  trust("an officer", officer, {}, "allowed");
  trust("an officer, in somebody's name", officer, {}, "not allowed", "sts:SetSourceIdentity");
  trust("somebody else in custody", admin(CUSTODY), {}, "not allowed");
  trust("somebody whom AWS does not name", officer, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("an officer of another organization", officer, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  trust("an officer of none", officer, { "aws:PrincipalOrgID": undefined }, "not allowed");
  for (const account of [HOME, PARENT])
    trust(
      "another account's, whatever it is called",
      admin(account),
      { "aws:PrincipalArn": officer.arn, "aws:PrincipalOrgID": "o-custodian01" },
      "not allowed",
    );
  return cases;
}

type Rights = readonly (readonly [actions: readonly string[], on: string, elsewhere: string, needed?: Context])[];

/** Each action on its own store until the window ends, and nothing else of the service. */
function deletes({ name, role: purger }: typeof BUCKET, rights: Rights, never: readonly string[]): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`purge/purge-${name}/aws_iam_role_policy/purge_policy`, purger, cases);
  for (const [actions, on, elsewhere, needed = {}] of rights) {
    for (const action of actions) {
      may(action, on, { ...NOW, ...needed }, "allowed");
      may(action, on, needed, "allowed"); // AWS always says the time
      may(action, on, { ...LATE, ...needed }, "denied", "NotAfterTheWindow");
      if (elsewhere !== on) may(action, elsewhere, { ...NOW, ...needed }, "not allowed");
      for (const key of Object.keys(needed)) {
        may(action, on, { ...NOW, ...needed, [key]: "another" }, "not allowed");
        may(action, on, { ...NOW, ...needed, [key]: undefined }, "not allowed");
      }
    }
    for (const action of never) may(action, on, { ...NOW, ...needed }, "not allowed");
  }
  return cases;
}

const fromBucket = deletes(
  BUCKET,
  [
    [
      ["GetBucketPolicy", "ListBucket", "ListBucketMultipartUploads", "ListBucketVersions"].map((action) => `s3:${action}`),
      OLD_BUCKET,
      "arn:aws:s3:::another",
    ],
    [
      ["AbortMultipartUpload", "DeleteObject", "DeleteObjectVersion", "GetObjectLegalHold", "GetObjectRetention"].map(
        (action) => `s3:${action}`,
      ),
      `${OLD_BUCKET}/a`,
      "arn:aws:s3:::another/a",
    ],
  ],
  ["s3:GetObject", "s3:PutObject", "s3:BypassGovernanceRetention", "s3:PutBucketPolicy"],
);

const OWNED = { "ec2:Owner": VAULTS };
const LISTED = [
  "ec2:DescribeImages",
  "ec2:DescribeLockedSnapshots",
  "ec2:DescribeSnapshots",
  "ec2:ListImagesInRecycleBin",
  "ec2:ListSnapshotsInRecycleBin",
  "rds:DescribeDBClusterSnapshots",
  "rds:DescribeDBSnapshots",
];
const point = (id: string) => `arn:aws:backup:${AT}:${VAULTS}:recovery-point:${id}`;
const fromVault = deletes(
  VAULT,
  [
    [
      ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
      `arn:aws:backup:${AT}:${VAULTS}:backup-vault:app-media-archive`,
      `arn:aws:backup:${AT}:${VAULTS}:backup-vault:another`,
    ],
    [["backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"], point("1"), point("2")],
    [["backup:ListLegalHolds", ...LISTED], "*", "*", { "aws:RequestedRegion": AT }],
    [
      ["backup:ListRecoveryPointsByLegalHold"],
      `arn:aws:backup:${AT}:${VAULTS}:legal-hold:1`,
      `arn:aws:backup:${AT}:${PARENT}:legal-hold:1`,
    ],
    [["ec2:DeregisterImage"], `arn:aws:ec2:${AT}::image/ami-0123456789abcdef0`, `arn:aws:ec2:${AT}::image/ami-1`, OWNED],
    [["ec2:DeleteSnapshot"], `arn:aws:ec2:${AT}::snapshot/snap-0123456789abcdef0`, `arn:aws:ec2:${AT}::snapshot/snap-1`, OWNED],
    [["rds:DeleteDBSnapshot"], `arn:aws:rds:${AT}:${VAULTS}:snapshot:media`, `arn:aws:rds:${AT}:${VAULTS}:snapshot:another`],
    [
      ["rds:DeleteDBClusterSnapshot"],
      `arn:aws:rds:${AT}:${VAULTS}:cluster-snapshot:media`,
      `arn:aws:rds:${AT}:${VAULTS}:cluster-snapshot:another`,
    ],
  ],
  [
    "backup:StartRestoreJob",
    "backup:CancelLegalHold",
    "backup:DeleteBackupVaultLockConfiguration",
    "ec2:ModifySnapshotAttribute",
    "ec2:CreateVolume",
    "ec2:UnlockSnapshot",
    "ec2:RestoreSnapshotFromRecycleBin",
    "rds:ModifyDBSnapshotAttribute",
    "rds:RestoreDBInstanceFromDBSnapshot",
  ],
);

/** The freeze spares one role, by its name and its account. */
function spared(): Case[] {
  const cases: Case[] = [];
  const on = (policy: string, { role: purger }: typeof BUCKET, deletions: readonly (readonly [action: string, resource: string])[]) => {
    const put = putting(`purge/${policy}`, purger.account, cases);
    const mistaken: readonly (readonly [string, Context])[] = [
      ["the role's name without its path", { "aws:PrincipalArn": purger.arn.replace("residency/", "") }],
      ["the role of the other copy", { "aws:PrincipalArn": (purger === BUCKET.role ? VAULT : BUCKET).role.arn }],
      ["somebody whom AWS does not name", { "aws:PrincipalArn": undefined }],
    ];
    for (const [action, resource] of deletions) {
      put("the purge", purger, action, resource, NOW, "allowed");
      for (const [of, context] of mistaken) put(of, purger, action, resource, { ...NOW, ...context }, "denied", "NothingIsDeleted");
    }
  };
  on("legacy-singapore-ap-southeast-1/aws_s3_bucket_policy/user-content-overseas-backup_policy", BUCKET, [
    ["s3:DeleteObject", `${OLD_BUCKET}/a`],
    ["s3:DeleteObjectVersion", `${OLD_BUCKET}/a`],
    ["s3:DeleteBucket", OLD_BUCKET],
  ]);
  on("legacy-vault-media-archive-overseas-vault/aws_backup_vault_policy/vault_policy", VAULT, [
    ["backup:DeleteRecoveryPoint", point("1")],
    ["backup:DeleteBackupVault", point("1")],
  ]);
  return cases;
}

/** The region deny lets out one role, of the account that was handed over: to find and delete backups in its region, until the day. */
function letOut(): Case[] {
  const cases: Case[] = [];
  const there = { ...NOW, "aws:RequestedRegion": AT };
  const put = putting("purge/organization-us-east-1/scp", VAULTS, cases);
  const app = role(HOME, "app");
  const purger = VAULT.role;
  for (const region of REGIONS) {
    put(`the app in ${region}`, app, "s3:PutObject", "arn:any", { ...NOW, "aws:RequestedRegion": region }, "allowed");
    put(
      `the purge in ${region}`,
      purger,
      "ec2:DescribeImages",
      "*",
      { ...NOW, "aws:RequestedRegion": region },
      "denied",
      "PurgeOnlyThere1",
    );
  }
  put("the app outside", app, "ec2:DeleteSnapshot", "arn:any", there, "denied", "DenyOutside");
  put("a mover reads outside", role(HOME, "ringfence-mover-user-content"), "s3:GetObject", "arn:any", there, "allowed");
  put("support plans, for the app", app, "supportplans:GetSupportPlan", "*", there, "allowed");
  const nobody = { "aws:PrincipalArn": undefined };
  put("support plans, for somebody unnamed", app, "supportplans:GetSupportPlan", "*", { ...there, ...nobody }, "allowed");
  for (const now of [NOW, LATE])
    put("somebody unnamed, inside", app, "s3:PutObject", "arn:any", { ...now, "aws:RequestedRegion": "us-east-1", ...nobody }, "allowed");
  for (const action of [
    ...LISTED,
    "backup:DeleteRecoveryPoint",
    "backup:DescribeBackupVault",
    "backup:DescribeRecoveryPoint",
    "backup:ListLegalHolds",
    "backup:ListRecoveryPointsByBackupVault",
    "backup:ListRecoveryPointsByLegalHold",
    "ec2:DeleteSnapshot",
    "ec2:DeregisterImage",
    "rds:DeleteDBClusterSnapshot",
    "rds:DeleteDBSnapshot",
  ]) {
    put("the purge", purger, action, "arn:any", there, "allowed");
    put("the purge, when no time is told", purger, action, "arn:any", { "aws:RequestedRegion": AT }, "allowed");
    put("the purge, in no region", purger, action, "arn:any", NOW, "denied", "PurgeOnlyThere1");
    put("the purge, too late", purger, action, "arn:any", { ...there, ...LATE }, "denied", "PurgeNotAfter");
  }
  for (const action of [
    "s3:GetObject",
    "s3:DeleteObject",
    "backup:StartCopyJob",
    "ec2:CopySnapshot",
    "ec2:CreateVolume",
    "rds:CopyDBSnapshot",
  ])
    put("the purge", purger, action, "arn:any", there, "denied", "PurgeOnlyDeletesBackups");
  for (const [of, who] of [
    ["the role's name without its path", role(VAULTS, "ResidencyPurge-media-archive-overseas-vault")],
    ["the role of another account", role(HOME, "residency/ResidencyPurge-media-archive-overseas-vault")],
    ["another role of the path", role(VAULTS, "residency/ResidencyPurge-media-archive-overseas-vault-2")],
    ["the purge of an account outside the organization", BUCKET.role],
  ] as const)
    put(of, who, "ec2:DeleteSnapshot", "arn:any", there, "denied", "DenyOutside");
  return cases;
}

/** The custodian's operators, and nobody else of ours, become the old accounts' named roles: from the copy on, and in the purge. */
function operatorsThere(): Case[] {
  const cases: Case[] = [];
  const officer = role(CUSTODY, "ringfence-purge-officer-1");
  const operator = role(CUSTODY, "ringfence-operator-1");
  for (const { account, arn } of [BUCKET.role, VAULT.role]) {
    const old = deployer(account).arn;
    const become = (phase: string, of: string, who: Caller, which: string, expected: Verdict, by?: string, context: Context = {}) => {
      const put = putting(`${phase}/organization-us-east-1/scp`, account, cases);
      put(
        of,
        who,
        "sts:AssumeRole",
        which,
        { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": account, ...context },
        expected,
        by,
      );
    };
    become("copy", "an operator", operator, old, "allowed");
    become("copy", "an officer, before the purge", officer, arn, "denied", "OnlyOurRoles");
    become("purge", "an operator", operator, old, "allowed");
    become("purge", "an officer", officer, arn, "allowed");
    // Whom the old deployer's trust refuses.
    become("copy", "an officer, who is an operator to the guardrail", officer, old, "allowed");
    for (const [phase, which] of [
      ["copy", old],
      ["purge", old],
      ["purge", arn],
    ] as const) {
      for (const who of [admin(CUSTODY), deployer(HOME), role(HOME, "ringfence-purge-officer-1"), role(HOME, "ringfence-mover-a")])
        become(phase, who.arn, who, which, "denied", "OldRolesForOperators");
      const unnamed = { "aws:PrincipalArn": undefined };
      become(phase, "somebody whom AWS does not name", officer, which, "denied", "OldRolesForOperators", unnamed);
    }
    for (const phase of ["copy", "purge"])
      for (const own of FENCE)
        become(phase, `a role of ${own}`, operator, role(own, "another").arn, "allowed", undefined, { "aws:ResourceAccount": own });
    for (const who of [officer, operator])
      become("purge", "another role there", who, role(account, "another").arn, "denied", "OnlyOurRoles");
  }
  return cases;
}

export const purgeCases: readonly Case[] = [
  ...[BUCKET, VAULT].flatMap(({ name }) => officers(name)),
  ...fromBucket,
  ...fromVault,
  ...oldBucketCases("purge"),
  ...oldVaultCases("purge"),
  ...spared(),
  ...letOut(),
  ...operatorsThere(),
  // At home the door of the mover that goes on stays open, and the other one's is shut.
  ...openToMoverCases("purge", ["former-cloud"], ["overseas-backup"]),
];
