import { admin, CUSTODY, HOME, PARENT, role, type Context } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";
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

type Rights = readonly (readonly [actions: readonly string[], on: string, elsewhere: string])[];

/** Each action on its own store until the window ends, and nothing else of the service. */
function deletes({ name, role: purger }: typeof BUCKET, rights: Rights, never: readonly string[]): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`purge/purge-${name}/aws_iam_role_policy/purge_policy`, purger, cases);
  for (const [actions, on, elsewhere] of rights) {
    for (const action of actions) {
      may(action, on, NOW, "allowed");
      may(action, on, {}, "allowed"); // AWS always says the time
      may(action, on, LATE, "denied", "NotAfterTheWindow");
      may(action, elsewhere, NOW, "not allowed");
    }
    for (const action of never) may(action, on, NOW, "not allowed");
  }
  return cases;
}

const fromBucket = deletes(
  BUCKET,
  [
    [
      ["GetBucketVersioning", "ListBucket", "ListBucketMultipartUploads", "ListBucketVersions"].map((action) => `s3:${action}`),
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
    [["ec2:DeregisterImage"], `arn:aws:ec2:${AT}::image/ami-0123456789abcdef0`, `arn:aws:ec2:${AT}::image/ami-1`],
    [["ec2:DeleteSnapshot"], `arn:aws:ec2:${AT}::snapshot/snap-0123456789abcdef0`, `arn:aws:ec2:${AT}::snapshot/snap-1`],
    [["rds:DeleteDBSnapshot"], `arn:aws:rds:${AT}:${VAULTS}:snapshot:media`, `arn:aws:rds:${AT}:${VAULTS}:snapshot:another`],
    [
      ["rds:DeleteDBClusterSnapshot"],
      `arn:aws:rds:${AT}:${VAULTS}:cluster-snapshot:media`,
      `arn:aws:rds:${AT}:${VAULTS}:cluster-snapshot:another`,
    ],
  ],
  ["backup:StartRestoreJob", "ec2:ModifySnapshotAttribute", "ec2:CreateVolume", "rds:ModifyDBSnapshotAttribute"],
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

export const purgeCases: readonly Case[] = [
  ...[BUCKET, VAULT].flatMap(({ name }) => officers(name)),
  ...fromBucket,
  ...fromVault,
  ...oldBucketCases("purge"),
  ...oldVaultCases("purge"),
  ...spared(),
  // At home the door of the mover that goes on stays open, and the other one's is shut.
  ...openToMoverCases("purge", ["former-cloud"], ["overseas-backup"]),
];
