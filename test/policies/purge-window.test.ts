import { Program } from "../../config/program";
import { program } from "../../config/programs/united-states";
import { fenceOf } from "../../constructs/guardrails/fence";
import { regionDenyWithPurge } from "../../constructs/guardrails/purge-window";
import type { PolicyDocument } from "../../review/access/types";
import { HOME, request, role, type Context } from "./callers";
import { decide, verdictOf, type Verdict } from "./documents";
import { mutantsOf } from "./mutants";

const window = { from: "2027-03-01T00:00:00Z", until: "2027-03-15T00:00:00Z" };
const document: PolicyDocument = { Version: "2012-10-17", Statement: regionDenyWithPurge(fenceOf(Program.of(program)), [], [], window) };
const app = role(HOME, "app");
const purge = role(HOME, "residency/ResidencyPurge");

type Row = readonly [of: string, who: typeof app, action: string, context: Context, expected: Verdict, by?: string];
const DELETIONS = [
  "backup:DeleteRecoveryPoint",
  "backup:DescribeRecoveryPoint",
  "backup:ListRecoveryPointsByBackupVault",
  "ec2:DeleteSnapshot",
  "ec2:DeregisterImage",
  "ec2:DescribeImages",
  "ec2:DescribeSnapshots",
  "kms:DescribeKey",
  "kms:ScheduleKeyDeletion",
  "rds:DeleteDBClusterSnapshot",
  "rds:DeleteDBSnapshot",
  "rds:DescribeDBSnapshots",
  "s3:AbortMultipartUpload",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:GetBucketVersioning",
  "s3:GetObjectLegalHold",
  "s3:GetObjectRetention",
  "s3:ListBucket",
  "s3:ListBucketMultipartUploads",
  "s3:ListBucketVersions",
];
const CASES: readonly Row[] = [
  ["the app puts nothing outside", app, "s3:PutObject", {}, "denied", "DenyOutside"],
  ["the app deletes nothing outside", app, "s3:DeleteObject", {}, "denied", "DenyOutside"],
  ...DELETIONS.map((action): Row => ["the purge finds and deletes", purge, action, {}, "allowed"]),
  ["the purge reads nothing", purge, "s3:GetObject", {}, "denied", "PurgeOnlyDeletes"],
  ["the purge puts nothing", purge, "s3:PutObject", {}, "denied", "PurgeOnlyDeletes"],
  ["after the window all is over", purge, "s3:DeleteObject", { "aws:CurrentTime": "2027-03-15T00:00:01Z" }, "denied", "PurgeNotAfter"],
  ["before it nothing begins", purge, "s3:DeleteObject", { "aws:CurrentTime": "2027-02-28T23:59:59Z" }, "denied", "PurgeNotBefore"],
  ["a role of that name without the path is nobody", role(HOME, "ResidencyPurge"), "s3:DeleteObject", {}, "denied", "DenyOutside"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"].flatMap((region): Row[] => [
    [
      "at home the region deny has no say",
      purge,
      "s3:PutObject",
      { "aws:RequestedRegion": region, "aws:CurrentTime": "2027-04-01T00:00:00Z" },
      "allowed",
    ],
    [
      "at home the region deny has no say",
      purge,
      "s3:PutObject",
      { "aws:RequestedRegion": region, "aws:CurrentTime": "2027-02-01T00:00:00Z" },
      "allowed",
    ],
    ["at home the region deny has no say", app, "s3:PutObject", { "aws:RequestedRegion": region }, "allowed"],
  ]),
  // What is exempt for everybody stays so, and shows that the window is the purge's alone.
  ...["2027-02-01T00:00:00Z", "2027-03-05T00:00:00Z", "2027-04-01T00:00:00Z"].flatMap((now): Row[] => [
    ["support plans, for the app", app, "supportplans:GetSupportPlan", { "aws:CurrentTime": now }, "allowed"],
    [
      "support plans, for somebody unnamed",
      app,
      "supportplans:GetSupportPlan",
      { "aws:CurrentTime": now, "aws:PrincipalArn": undefined },
      "allowed",
    ],
  ]),
  // AWS always says the time.
  ["no time is told", purge, "s3:DeleteObject", { "aws:CurrentTime": undefined }, "allowed"],
];

const failing = (policy: PolicyDocument): readonly string[] =>
  CASES.flatMap(([of, who, action, context, expected, by]) => {
    const standing = {
      "aws:RequestedRegion": "ap-southeast-1",
      "aws:CurrentTime": "2027-03-05T12:00:00Z",
      "aws:ResourceAccount": "888888888888",
    };
    const decision = decide("scp", policy, request(who, action, "arn:any", HOME, { ...standing, ...context }));
    const verdict = verdictOf(decision);
    return verdict === expected && (by === undefined || decision.by.includes(by)) ? [] : [`${of}: ${action} was ${verdict}`];
  });

test("the purge deletes old copies outside for a time, and does nothing else there", () => expect(failing(document)).toEqual([]));

test("no part of the window can be left out unnoticed", () => {
  const mutants = mutantsOf({ name: "purge", kind: "scp", document });
  expect(mutants.length).toBeGreaterThan(40);
  expect(mutants.filter((mutant) => failing(mutant.document).length === 0).map(({ at }) => at)).toEqual([]);
});
