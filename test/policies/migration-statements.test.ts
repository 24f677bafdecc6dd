import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { oldSnapshot } from "../../config/schema/snapshot-arn";
import { migratorStatements } from "../../constructs/access/migrator";
import { inventoryStatement } from "../../constructs/migration/evidence-bucket";
import { moverBoundaryStatements } from "../../constructs/migration/mover-boundary";
import { readLegacy, reportTo, writeHome } from "../../constructs/migration/mover-policies";
import { purgeStatements, purgeTrust } from "../../constructs/migration/purge-role";
import { evaluatePolicies } from "../../review/access/evaluate";
import type { PolicyDocument } from "../../review/access/types";
import { HOME, request, role } from "./callers";

const program = Program.of(unitedStates);
const home = program.place("home", "us-east-1") as AwsPlace;
const END = "2027-06-30T23:59:59Z";
const ended = {
  Sid: "NotAfterTheWindow",
  Effect: "Deny",
  Action: ["*"],
  Resource: "*",
  Condition: { DateGreaterThan: { "aws:CurrentTime": END } },
};
const through = (region: string) => ({ StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } });

test("a mover reads the old bucket, versions and tags included, and opens its key through S3 there", () => {
  expect(readLegacy({ arn: "arn:aws:s3:::old", region: "ap-southeast-1", keyArn: "old-key" })).toEqual([
    {
      Sid: "FindLegacy",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
      Resource: "arn:aws:s3:::old",
    },
    {
      Sid: "ReadLegacy",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
      Resource: "arn:aws:s3:::old/*",
    },
    { Sid: "OpenLegacy", Effect: "Allow", Action: ["kms:Decrypt"], Resource: "old-key", Condition: through("ap-southeast-1") },
  ]);
  expect(readLegacy({ arn: "arn:aws:s3:::old", region: "ap-southeast-1" })).toHaveLength(2);
});

test("a mover writes at home under the one key, and deletes nothing", () => {
  expect(writeHome({ arn: "arn:aws:s3:::new", region: "us-east-1", keyArn: "key" })).toEqual([
    {
      Sid: "FindHome",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: "arn:aws:s3:::new",
    },
    {
      Sid: "WriteHome",
      Effect: "Allow",
      Action: [
        "s3:AbortMultipartUpload",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      Resource: "arn:aws:s3:::new/*",
    },
    { Sid: "SealHome", Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "key", Condition: through("us-east-1") },
  ]);
  expect(reportTo("arn:aws:s3:::evidence", "key", "us-east-1").map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([
    ["FindReports", ["s3:GetBucketLocation"], "arn:aws:s3:::evidence"],
    ["WriteReports", ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], "arn:aws:s3:::evidence/*"],
    ["SealReports", ["kms:GenerateDataKey", "kms:Decrypt"], "key"],
  ]);
});

describe("the boundary of movers", () => {
  const boundary = { Version: "2012-10-17", Statement: moverBoundaryStatements(program) } as PolicyDocument;
  const says = (action: string, at = "2027-01-01T00:00:00Z") =>
    evaluatePolicies(
      { identity: "everything", boundary },
      request(role(HOME, "ringfence-mover-user-content-overseas-backup"), action, "arn:aws:s3:::any/key", HOME, { "aws:CurrentTime": at }),
    ).verdict;
  test.each(["s3:GetObject", "s3:PutObject", "s3:ListBucketVersions", "kms:Decrypt", "kms:GenerateDataKey", "logs:PutLogEvents"])(
    "lets %s through, until the window ends",
    (action) => {
      expect(says(action)).toBe("allowed");
      expect(says(action, "2027-07-01T00:00:00Z")).toBe("denied");
    },
  );
  test.each([
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketPolicy",
    "s3:PutReplicationConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
    "iam:CreateRole",
    "sts:AssumeRole",
    "kms:PutKeyPolicy",
    "dynamodb:GetItem",
  ])("never %s", (action) => expect(says(action)).toBe("denied"));
});

test("the migrator makes movers within their boundary, runs their tasks, and opens no dataset", () => {
  const document = { Version: "2012-10-17", Statement: migratorStatements(program, home) } as PolicyDocument;
  const mover = `arn:aws:iam::${HOME}:role/ringfence-mover-user-content-overseas-backup`;
  const says = (action: string, resource: string, context: Record<string, string> = {}) =>
    evaluatePolicies(
      { identity: [document] },
      request(role(HOME, "ringfence-migrator"), action, resource, HOME, { "aws:CurrentTime": "2027-01-01T00:00:00Z", ...context }),
    ).verdict;
  const boundary = (of: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::${HOME}:policy/${of}` });
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"]) {
    expect(says(action, mover, boundary("ringfence-mover-boundary"))).toBe("allowed");
    expect(says(action, mover, boundary("ringfence-boundary"))).toBe("denied");
    expect(says(action, mover)).toBe("denied");
    expect(says(action, `arn:aws:iam::${HOME}:role/ringfence-deployer`, boundary("ringfence-mover-boundary"))).toBe("denied");
  }
  for (const to of ["datasync", "batchoperations.s3"])
    expect(says("iam:PassRole", mover, { "iam:PassedToService": `${to}.amazonaws.com` })).toBe("allowed");
  expect(says("iam:PassRole", mover, { "iam:PassedToService": "ec2.amazonaws.com" })).toBe("denied");
  for (const action of ["datasync:StartTaskExecution", "s3:CreateJob", "logs:CreateLogGroup"]) {
    expect(says(action, "*", { "aws:RequestedRegion": "us-east-1" })).toBe("allowed");
    expect(says(action, "*", { "aws:RequestedRegion": "ap-southeast-1" })).toBe("denied");
  }
  expect(says("s3:GetObject", `arn:aws:s3:::ringfence-evidence-${HOME}-us-east-1/inventory/x`)).toBe("allowed");
  for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])
    expect(says(action, `arn:aws:s3:::user-content-${HOME}-us-east-1/a`)).toBe("denied");
  for (const action of ["iam:UpdateAssumeRolePolicy", "iam:PutRolePermissionsBoundary", "kms:PutKeyPolicy"])
    expect(says(action, mover)).toBe("denied");
  expect(says("kms:Decrypt", "key")).toBe("denied");
  const glue = (name: string) => `arn:aws:glue:us-east-1:${HOME}:${name}`;
  const workgroup = (name: string) => `arn:aws:athena:us-east-1:${HOME}:workgroup/${name}`;
  expect(says("athena:CreateWorkGroup", workgroup("ringfence-user-content-former-cloud"))).toBe("allowed");
  expect(says("athena:StartQueryExecution", workgroup("primary"))).toBe("denied");
  expect(says("glue:GetDatabase", glue("catalog"))).toBe("allowed");
  expect(says("glue:CreateDatabase", glue("database/ringfence_user_content"))).toBe("allowed");
  expect(says("glue:CreateTable", glue("table/ringfence_user_content/legacy"))).toBe("allowed");
  expect(says("glue:CreateTable", glue("table/others/legacy"))).toBe("denied");
  expect(says("glue:PutResourcePolicy", glue("catalog"))).toBe("denied");
  expect(says("datasync:StartTaskExecution", "*", { "aws:RequestedRegion": "us-east-1", "aws:CurrentTime": "2027-07-01T00:00:00Z" })).toBe(
    "denied",
  );
});

test("only S3 puts inventories into the evidence bucket, of this account's home buckets", () =>
  expect(inventoryStatement("arn:aws:s3:::evidence", ["arn:aws:s3:::new"], HOME)).toEqual({
    Sid: "TakeInventories",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["s3:PutObject"],
    Resource: "arn:aws:s3:::evidence/inventory/*",
    Condition: { StringEquals: { "aws:SourceAccount": HOME }, ArnEquals: { "aws:SourceArn": ["arn:aws:s3:::new"] } },
  }));

test("a vault is purged point by point, snapshots beside it one by one, by an officer of the custodian's", () => {
  const copy = program.data.datasets.flatMap(({ legacy }) => legacy).find(({ kind }) => kind === "aws-backup-vault");
  const place = program.legacyPlace(copy as Parameters<Program["legacyPlace"]>[0]) as AwsPlace;
  const point = "arn:aws:backup:ap-southeast-1:888888888888:recovery-point:1";
  const [image, volume] = ["arn:aws:ec2:ap-southeast-1::image/ami-0000000a", "arn:aws:ec2:ap-southeast-1::snapshot/snap-0000000a"];
  const [instance, cluster] = ["snapshot:a", "cluster-snapshot:b"].map((name) => `arn:aws:rds:ap-southeast-1:888888888888:${name}`);
  const snapshots = [cluster ?? "", instance ?? "", volume, image].flatMap((arn) => oldSnapshot(arn) ?? []);
  const Effect = "Allow";
  const [here, owned] = [{ "aws:RequestedRegion": "ap-southeast-1" }, { "ec2:Owner": "888888888888" }];
  const list = [
    {
      Sid: "ListVault",
      Effect,
      Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
      Resource: "arn:aws:backup:ap-southeast-1:888888888888:backup-vault:app-media-archive",
    },
    { Sid: "ListHolds", Effect, Action: ["backup:ListLegalHolds"], Resource: "*", Condition: { StringEquals: here } },
    {
      Sid: "ListHeld",
      Effect,
      Action: ["backup:ListRecoveryPointsByLegalHold"],
      Resource: "arn:aws:backup:ap-southeast-1:888888888888:legal-hold:*",
    },
  ];
  const looks = {
    Sid: "ListSnapshots",
    Effect,
    Action: [
      "ec2:DescribeImages",
      "ec2:DescribeLockedSnapshots",
      "ec2:DescribeSnapshots",
      "ec2:ListImagesInRecycleBin",
      "ec2:ListSnapshotsInRecycleBin",
      "rds:DescribeDBClusterSnapshots",
      "rds:DescribeDBSnapshots",
    ],
    Resource: "*",
    Condition: { StringEquals: here },
  };
  const going = [
    { Sid: "DeregisterImages", Effect, Action: ["ec2:DeregisterImage"], Resource: [image], Condition: { StringEquals: owned } },
    { Sid: "DeleteVolumeSnapshots", Effect, Action: ["ec2:DeleteSnapshot"], Resource: [volume], Condition: { StringEquals: owned } },
    { Sid: "DeleteSnapshots", Effect, Action: ["rds:DeleteDBSnapshot"], Resource: [instance] },
    { Sid: "DeleteClusterSnapshots", Effect, Action: ["rds:DeleteDBClusterSnapshot"], Resource: [cluster] },
  ];
  const vault = { kind: "vault", name: "app-media-archive" } as const;
  expect(purgeStatements(program, place, { ...vault, recoveryPoints: [point], snapshots })).toEqual([
    ...list,
    {
      Sid: "DeleteRecoveryPoints",
      Effect: "Allow",
      Action: ["backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"],
      Resource: [point],
    },
    looks,
    ...going,
    ended,
  ]);
  expect(purgeStatements(program, place, { ...vault, recoveryPoints: [], snapshots: [] })).toEqual([...list, looks, ended]);
  expect(purgeStatements(program, place, { kind: "snapshots", snapshots })).toEqual([looks, ...going, ended]);
  expect(purgeTrust(program, place, "222222222222")).toEqual({
    Sid: "PurgeOfficers",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": "o-custodian01" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/ringfence-purge-officer*" },
    },
  });
});
