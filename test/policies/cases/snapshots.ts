import { admin, CUSTODY, HOME, PARENT, RECOVERY, role, type Context } from "../callers";
import type { Case } from "../case";
import { migratorCases } from "./movement-migrator";
import { putting } from "./movement";
import { mayOf, trustOf } from "./may";

const NOW = { "aws:CurrentTime": "2027-01-01T00:00:00Z" };
const LATE = { "aws:CurrentTime": "2027-07-01T00:00:00Z" };
const SINGAPORE = "ap-southeast-1";
const LEG = "snapshots/migration-profiles-overseas-snapshots";
const BOOTSTRAP = "snapshots/bootstrap-home";
const mover = role(HOME, "ringfence-mover-profiles-overseas-snapshots");
const another = role(HOME, "ringfence-mover-user-content-overseas-backup");
const OLD = {
  volume: `arn:aws:ec2:${SINGAPORE}::snapshot/snap-0123456789abcdef0`,
  image: `arn:aws:ec2:${SINGAPORE}::image/ami-0123456789abcdef0`,
  database: `arn:aws:rds:${SINGAPORE}:${PARENT}:snapshot:app-profiles-last`,
  cluster: `arn:aws:rds:${SINGAPORE}:${PARENT}:cluster-snapshot:app-profiles-cluster`,
  key: `arn:aws:kms:${SINGAPORE}:${PARENT}:key/0f0f0f0f-1111-2222-3333-444444444444`,
};
const NEW = {
  volume: "arn:aws:ec2:us-east-1::snapshot/snap-0feedbeeffeedbeef",
  image: "arn:aws:ec2:us-east-1::image/ami-0feedbeeffeedbeef",
  database: `arn:aws:rds:us-east-1:${HOME}:snapshot:landed-profiles-0123456789ab`,
  cluster: `arn:aws:rds:us-east-1:${HOME}:cluster-snapshot:landed-profiles-0123456789ab`,
  key: `arn:aws:kms:us-east-1:${HOME}:key/landing`,
};
const CIPHERED = { ...NOW, "ec2:Encrypted": "true" };

/** The mover copies what is declared, to where it belongs, and neither shares, restores nor deletes. */
function pulling(): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`${LEG}/aws_iam_role_policy/leg_policy`, mover, cases);
  const allowed = (action: string, resources: readonly string[], context: Context = CIPHERED) =>
    resources.forEach((resource) => may(action, resource, context, "allowed"));
  const not = (action: string, resources: readonly string[], context: Context = CIPHERED) =>
    resources.forEach((resource) => may(action, resource, context, "not allowed"));

  allowed("ec2:CopySnapshot", [OLD.volume, NEW.volume]);
  allowed("ec2:CopySnapshot", [OLD.volume], { ...NOW, "ec2:Encrypted": "false" });
  for (const open of ["false", undefined]) not("ec2:CopySnapshot", [NEW.volume], { ...NOW, "ec2:Encrypted": open });
  not("ec2:CopySnapshot", [`arn:aws:ec2:${SINGAPORE}::snapshot/snap-1`, "arn:aws:ec2:us-west-2::snapshot/snap-1", NEW.image]);
  allowed("ec2:CopyImage", [OLD.image, OLD.volume, NEW.image, NEW.volume]);
  not("ec2:CopyImage", [
    `arn:aws:ec2:${SINGAPORE}::image/ami-1`,
    `arn:aws:ec2:${SINGAPORE}::snapshot/snap-1`,
    "arn:aws:ec2:us-west-2::image/ami-1",
  ]);
  const ours = { ...NOW, "aws:TagKeys": ["ringfence:dataset", "ringfence:source"] };
  allowed("ec2:CreateTags", [NEW.image, NEW.volume], ours);
  not("ec2:CreateTags", [OLD.image, OLD.volume], ours);
  not("ec2:CreateTags", [NEW.image], { ...NOW, "aws:TagKeys": ["ringfence:dataset", "owner"] });
  not("ec2:CreateTags", [NEW.image], NOW);
  for (const action of ["ec2:DescribeImages", "ec2:DescribeSnapshots", "ec2:DescribeTags"]) {
    allowed(action, ["*"], { ...NOW, "aws:RequestedRegion": "us-east-1" });
    not(action, ["*"], { ...NOW, "aws:RequestedRegion": SINGAPORE });
    not(action, ["*"], NOW);
  }
  allowed("rds:CopyDBSnapshot", [OLD.database, NEW.database]);
  allowed("rds:CopyDBClusterSnapshot", [OLD.cluster, NEW.cluster]);
  for (const [action, what] of [
    ["rds:CopyDBSnapshot", "snapshot"],
    ["rds:CopyDBClusterSnapshot", "cluster-snapshot"],
  ] as const)
    not(action, [
      `arn:aws:rds:${SINGAPORE}:${PARENT}:${what}:another`,
      `arn:aws:rds:us-east-1:${HOME}:${what}:another`,
      `arn:aws:rds:us-west-2:${HOME}:${what}:landed-profiles-1`,
      `arn:aws:rds:us-east-1:${HOME}:${what}:landed-media-archive-1`,
    ]);
  for (const action of [
    "AddTagsToResource",
    "DescribeDBClusterSnapshotAttributes",
    "DescribeDBClusterSnapshots",
    "DescribeDBSnapshotAttributes",
    "DescribeDBSnapshots",
    "ListTagsForResource",
  ]) {
    allowed(`rds:${action}`, [NEW.database, NEW.cluster]);
    not(`rds:${action}`, [OLD.database, OLD.cluster, `arn:aws:rds:us-east-1:${HOME}:cluster:profiles`]);
  }
  for (const [action, resource] of [
    ["ec2:ModifySnapshotAttribute", NEW.volume],
    ["ec2:ModifyImageAttribute", NEW.image],
    ["ec2:DeleteSnapshot", NEW.volume],
    ["ec2:DeregisterImage", NEW.image],
    ["ec2:CreateVolume", NEW.volume],
    ["rds:ModifyDBSnapshotAttribute", NEW.database],
    ["rds:ModifyDBClusterSnapshotAttribute", NEW.cluster],
    ["rds:DeleteDBSnapshot", NEW.database],
    ["rds:RestoreDBClusterFromSnapshot", NEW.cluster],
    ["rds:StartExportTask", NEW.cluster],
  ] as const)
    for (const context of [CIPHERED, ours, { ...NOW, "aws:RequestedRegion": "us-east-1" }]) may(action, resource, context, "not allowed");
  return [...cases, ...keyUse()];
}

/** Each key through the services of its side, and a grant for those services alone. */
function keyUse(): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`${LEG}/aws_iam_role_policy/leg_policy`, mover, cases);
  const EVERY = ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"];
  const OPENS = ["Decrypt", "DescribeKey", "ReEncryptFrom"];
  const BLOCK = ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"];
  for (const [key, foreign, via, other, use] of [
    [NEW.key, `arn:aws:kms:us-east-1:${HOME}:key/another`, "ec2.us-east-1", `ec2.${SINGAPORE}`, BLOCK],
    [NEW.key, `arn:aws:kms:us-east-1:${HOME}:key/another`, "rds.us-east-1", `rds.${SINGAPORE}`, ["DescribeKey"]],
    [OLD.key, `arn:aws:kms:${SINGAPORE}:${PARENT}:key/another`, `ec2.${SINGAPORE}`, "ec2.us-east-1", OPENS],
    [OLD.key, `arn:aws:kms:${SINGAPORE}:${PARENT}:key/another`, `rds.${SINGAPORE}`, "rds.us-east-1", OPENS],
  ] as const) {
    const through = { ...NOW, "kms:ViaService": `${via}.amazonaws.com` };
    const elsewhere = { ...NOW, "kms:ViaService": `${other}.amazonaws.com` };
    for (const action of EVERY) {
      may(`kms:${action}`, key, through, (use as readonly string[]).includes(action) ? "allowed" : "not allowed");
      may(`kms:${action}`, key, elsewhere, "not allowed");
      may(`kms:${action}`, key, NOW, "not allowed");
      may(`kms:${action}`, foreign, through, "not allowed");
    }
    const forAws = { "kms:GrantIsForAWSResource": "true" };
    may("kms:CreateGrant", key, { ...through, ...forAws }, "allowed");
    may("kms:CreateGrant", key, { ...through, "kms:GrantIsForAWSResource": "false" }, "not allowed");
    may("kms:CreateGrant", key, through, "not allowed");
    may("kms:CreateGrant", key, { ...elsewhere, ...forAws }, "not allowed");
    may("kms:CreateGrant", key, { ...NOW, ...forAws }, "not allowed");
    may("kms:CreateGrant", foreign, { ...through, ...forAws }, "not allowed");
    may("kms:RetireGrant", key, { ...through, ...forAws }, "not allowed");
    may("kms:PutKeyPolicy", key, through, "not allowed");
  }
  return cases;
}

/** Who may be the mover: whoever may make it. */
function officers(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`${LEG}/aws_iam_role/leg_role`, cases);
  const officer = role(CUSTODY, "ringfence-migration-officer-1");
  trust("an officer of the migration", officer, {}, "allowed");
  trust("in somebody's name", officer, {}, "not allowed", "sts:SetSourceIdentity");
  trust("an officer outside the organization", officer, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  trust("an officer of whom AWS says no organization", officer, { "aws:PrincipalOrgID": undefined }, "not allowed");
  trust("an officer of whom AWS says no name", officer, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("another role of the custody account", role(CUSTODY, "ringfence-operator-1"), {}, "not allowed");
  trust("the home's administrator", admin(HOME), {}, "not allowed");
  trust("a role of the parent's by that name", role(PARENT, "ringfence-migration-officer-1"), {}, "not allowed");
  trust("somebody else in an officer's clothes", admin(HOME), { "aws:PrincipalArn": officer.arn }, "not allowed");
  return cases;
}

/** The boundary: what no policy of a mover's own can widen. */
function boundary(): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`${BOOTSTRAP}/aws_iam_policy/roles_snapshot-boundary`, mover, cases);
  const forAws = { "kms:GrantIsForAWSResource": "true" };
  for (const action of [
    "ec2:CopyImage",
    "ec2:CopySnapshot",
    "ec2:CreateTags",
    "ec2:DescribeImages",
    "ec2:DescribeSnapshots",
    "ec2:DescribeTags",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "rds:AddTagsToResource",
    "rds:CopyDBClusterSnapshot",
    "rds:CopyDBSnapshot",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBSnapshots",
    "rds:ListTagsForResource",
  ]) {
    may(action, "arn:any", NOW, "allowed");
    may(action, "arn:any", LATE, "denied", "NotAfterTheWindow");
  }
  may("kms:CreateGrant", "arn:any", { ...NOW, ...forAws }, "allowed");
  may("kms:CreateGrant", "arn:any", { ...LATE, ...forAws }, "denied", "NotAfterTheWindow");
  may("kms:CreateGrant", "arn:any", NOW, "not allowed");
  may("kms:CreateGrant", "arn:any", { ...NOW, "kms:GrantIsForAWSResource": "false" }, "not allowed");
  for (const action of [
    "ec2:CreateVolume",
    "ec2:DeleteSnapshot",
    "ec2:ModifySnapshotAttribute",
    "ec2:RunInstances",
    "kms:GenerateDataKey",
    "kms:PutKeyPolicy",
    "rds:ModifyDBSnapshotAttribute",
    "rds:RestoreDBClusterFromSnapshot",
    "s3:GetObject",
    "iam:CreateRole",
  ])
    may(action, "arn:any", { ...NOW, ...forAws }, "not allowed");
  return cases;
}

/** The migrator makes movers of both kinds, each within its own boundary. */
function migrator(): Case[] {
  const policy = `${BOOTSTRAP}/aws_iam_role_policy/roles_ringfence-migrator-policy`;
  const cases = migratorCases.filter((one) => one.policy === policy.replace("snapshots/", "copy/")).map((one) => ({ ...one, policy }));
  const may = mayOf(policy, role(HOME, "ringfence-migrator"), cases);
  const bound = { ...NOW, "iam:PermissionsBoundary": `arn:aws:iam::${HOME}:policy/ringfence-snapshot-boundary` };
  for (const action of ["CreateRole", "PutRolePolicy", "DeleteRolePolicy"]) may(`iam:${action}`, mover.arn, bound, "allowed");
  return cases;
}

/** What the guardrails say anew: this mover, by its name, is let out to copy, and other movers still only read. */
function guardrails(): Case[] {
  const cases: Case[] = [];
  const put = putting("snapshots/organization-us-east-1/scp", HOME, cases);
  const at = (region: string | undefined, account: string | undefined): Context => ({
    ...NOW,
    "aws:RequestedRegion": region,
    "aws:ResourceAccount": account,
  });
  const PULLS = [
    "ec2:CopyImage",
    "ec2:CopySnapshot",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:ReEncryptFrom",
    "rds:CopyDBClusterSnapshot",
    "rds:CopyDBSnapshot",
  ];
  for (const action of PULLS) {
    put("the mover, in Singapore", mover, action, "arn:any", at(SINGAPORE, PARENT), "allowed");
    put("the mover, at the parent's inside", mover, action, "arn:any", at("us-east-1", PARENT), "allowed");
    put("the mover, in a third region", mover, action, "arn:any", at("eu-west-1", PARENT), "denied", "SnapshotMoversOnlyThere");
  }
  for (const action of [
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptTo",
    "ec2:CreateSnapshot",
    "rds:DeleteDBSnapshot",
    "s3:GetObject",
  ]) {
    put("the mover, in Singapore", mover, action, "arn:any", at(SINGAPORE, PARENT), "denied", "SnapshotMoversOnlyCopyOutside");
    put("the mover, in Singapore, of its own", mover, action, "arn:any", at(SINGAPORE, HOME), "denied", "SnapshotMoversOnlyCopyOutside");
    put("the mover, at the parent's", mover, action, "arn:any", at("us-east-1", PARENT), "denied", "SnapshotMoversOnlyCopyOfOthers");
    put("the mover, where no owner is named", mover, action, "arn:any", at("us-east-1", undefined), "allowed");
    put("the mover, where no region is named", mover, action, "arn:any", at(undefined, HOME), "allowed");
    for (const region of ["us-east-1", "us-east-2", "us-west-1", "us-west-2"])
      put(`the mover, in ${region}`, mover, action, "arn:any", at(region, HOME), "allowed");
    for (const account of FENCE) put(`the mover, at ${account}`, mover, action, "arn:any", at("us-east-1", account), "allowed");
    put("somebody else", admin(RECOVERY), action, "arn:any", at(SINGAPORE, PARENT), "allowed");
    put("a role of that name elsewhere in the fence", role(RECOVERY, "app"), action, "arn:any", at("eu-west-1", PARENT), "allowed");
  }
  for (const action of ["s3:GetObject", "s3:ListBucket", "kms:Decrypt"])
    put("another mover, in Singapore", another, action, "arn:any", at(SINGAPORE, PARENT), "allowed");
  for (const action of ["ec2:CopySnapshot", "rds:CopyDBSnapshot", "s3:PutObject", "kms:CreateGrant"]) {
    put("another mover, in Singapore", another, action, "arn:any", at(SINGAPORE, PARENT), "denied", "MoversOnlyReadOutside");
    put("another mover, at the parent's", another, action, "arn:any", at("us-east-1", PARENT), "denied", "MoversOnlyReadOfOthers");
    put("another mover, where no owner is named", another, action, "arn:any", at("us-east-1", undefined), "allowed");
    put("another mover, where no region is named", another, action, "arn:any", at(undefined, HOME), "allowed");
    for (const region of ["us-east-1", "us-east-2", "us-west-1", "us-west-2"])
      put(`another mover, in ${region}`, another, action, "arn:any", at(region, HOME), "allowed");
    for (const account of FENCE) put(`another mover, at ${account}`, another, action, "arn:any", at("us-east-1", account), "allowed");
  }
  return cases;
}

const FENCE = [
  "111111111111",
  "222222222222",
  "333333333333",
  "444444444444",
  "555555555555",
  "666666666666",
  "777777777777",
  "999999999999",
  "222233334444",
];

export const snapshotCases: readonly Case[] = [...pulling(), ...officers(), ...boundary(), ...migrator(), ...guardrails()];
