import { Program } from "../../config/program";
import { program } from "../../config/programs/united-states";
import { fenceOf } from "../../config/guardrails/fence";
import type { Purger } from "../../config/guardrails/fenced";
import { purgersOf } from "../../config/migration/purgers";
import { purgeWindow } from "../../constructs/guardrails/purge-window";
import { regionDeny } from "../../constructs/guardrails/region-deny";
import type { PolicyDocument } from "../../review/access/types";
import { scratch } from "../evidence/inventories";
import { purging } from "../purging";
import { HOME, request, role, type Context } from "./callers";
import { decide, verdictOf, type Verdict } from "./documents";
import { mutantsOf } from "./mutants";

/** A bucket in Singapore and backups in Tokyo: each role has its own actions and its own region. */
const OLD = "818181818181";
const [bucket, backups] = ["content-bucket", "archive-vault"].map((name) => role(OLD, `residency/ResidencyPurge-${name}`));
const PURGERS: readonly Purger[] = [
  { role: String(bucket?.arn), region: "ap-southeast-1", deletes: "objects" },
  { role: String(backups?.arn), region: "ap-northeast-1", deletes: "backups" },
];
const folder = scratch();
const unitedStates = Program.of(program);
const document: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    ...regionDeny(fenceOf(unitedStates), { exceptions: [], stock: false, besides: PURGERS.map((each) => each.role) }),
    ...purgeWindow(unitedStates, PURGERS),
  ],
};
const app = role(HOME, "app");
const OBJECTS = [
  "AbortMultipartUpload",
  "DeleteObject",
  "DeleteObjectVersion",
  "GetBucketPolicy",
  "GetObjectLegalHold",
  "GetObjectRetention",
  "ListBucket",
  "ListBucketMultipartUploads",
  "ListBucketVersions",
].map((action) => `s3:${action}`);
const BACKUPS = [
  "backup:DeleteRecoveryPoint",
  "backup:DescribeBackupVault",
  "backup:DescribeRecoveryPoint",
  "backup:ListLegalHolds",
  "backup:ListRecoveryPointsByBackupVault",
  "backup:ListRecoveryPointsByLegalHold",
  "ec2:DeleteSnapshot",
  "ec2:DeregisterImage",
  "ec2:DescribeImages",
  "ec2:DescribeLockedSnapshots",
  "ec2:DescribeSnapshots",
  "ec2:ListImagesInRecycleBin",
  "ec2:ListSnapshotsInRecycleBin",
  "rds:DeleteDBClusterSnapshot",
  "rds:DeleteDBSnapshot",
  "rds:DescribeDBClusterSnapshots",
  "rds:DescribeDBSnapshots",
];

type Row = readonly [of: string, who: typeof app | undefined, action: string, context: Context, expected: Verdict, by?: string];
const at = (region: string, now = "2027-03-05T12:00:00Z"): Context => ({ "aws:RequestedRegion": region, "aws:CurrentTime": now });
const [SINGAPORE, TOKYO, LATE] = ["ap-southeast-1", "ap-northeast-1", "2027-07-01T00:00:00Z"];
const each = (
  who: typeof bucket,
  own: readonly string[],
  others: readonly string[],
  region: string,
  elsewhere: string,
  sid: string,
): Row[] => [
  ...own.flatMap((action): Row[] => [
    ["finds and deletes", who, action, at(region), "allowed"],
    ["finds and deletes, when no time is told", who, action, { "aws:RequestedRegion": region }, "allowed"],
    ["in the other's region", who, action, at(elsewhere), "denied", "PurgeOnlyThere"],
    ["at home", who, action, at("us-east-1"), "denied", "PurgeOnlyThere"],
    ["in no region", who, action, {}, "denied", "PurgeOnlyThere"],
    ["after the window", who, action, at(region, LATE), "denied", "PurgeNotAfter"],
  ]),
  ...[...others, "kms:Decrypt", "s3:GetObject", "s3:PutObject"].map((action): Row => [
    "does nothing else",
    who,
    action,
    at(region),
    "denied",
    sid,
  ]),
];
const CASES: readonly Row[] = [
  ...each(bucket, OBJECTS, BACKUPS, SINGAPORE, TOKYO, "PurgeOnlyDeletesObjects"),
  ...each(backups, BACKUPS, OBJECTS, TOKYO, SINGAPORE, "PurgeOnlyDeletesBackups"),
  ["the app deletes nothing outside", app, "s3:DeleteObject", at(SINGAPORE), "denied", "DenyOutside"],
  [
    "a role of that name without the path",
    role(OLD, "ResidencyPurge-content-bucket"),
    "s3:DeleteObject",
    at(SINGAPORE),
    "denied",
    "DenyOutside",
  ],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"].flatMap((region): Row[] => [
    ["at home nobody else is bound", app, "s3:PutObject", at(region), "allowed"],
    ["at home nobody else is bound", app, "s3:PutObject", at(region, LATE), "allowed"],
    ["nor somebody unnamed", app, "s3:PutObject", { ...at(region, LATE), "aws:PrincipalArn": undefined }, "allowed"],
  ]),
  // What is exempt for everybody stays so, and shows that the window is the purge's alone.
  ...["2027-02-01T00:00:00Z", LATE].flatMap((now): Row[] => [
    ["support plans, for the app", app, "supportplans:GetSupportPlan", at(SINGAPORE, now), "allowed"],
    ["for somebody unnamed", app, "supportplans:GetSupportPlan", { ...at(SINGAPORE, now), "aws:PrincipalArn": undefined }, "allowed"],
  ]),
];

const failing = (policy: PolicyDocument): readonly string[] =>
  CASES.flatMap(([of, who, action, context, expected, by]) => {
    const decision = decide("scp", policy, request(who ?? app, action, "arn:any", HOME, { "aws:ResourceAccount": OLD, ...context }));
    const verdict = verdictOf(decision);
    const decided = by === undefined || decision.by.some((sid) => sid.startsWith(by));
    return verdict === expected && decided ? [] : [`${of}: ${action} was ${verdict}`];
  });

test("each purge deletes old copies of its kind in its region for a time, and does nothing else anywhere", () =>
  expect(failing(document)).toEqual([]));

test("no part of the window can be left out unnoticed", () => {
  const mutants = mutantsOf({ name: "purge", kind: "scp", document });
  expect(mutants.length).toBeGreaterThan(40);
  expect(mutants.filter((mutant) => failing(mutant.document).length === 0).map(({ at: where }) => where)).toEqual([]);
});

test("only roles of copies that are purged, in accounts of the organization, are let out", () => {
  expect(purgersOf(unitedStates)).toEqual([]);
  expect(purgeWindow(unitedStates, [])).toEqual([]);
  expect(purgersOf(purging(folder))).toEqual([
    { role: `arn:aws:iam::${OLD}:role/residency/ResidencyPurge-media-archive-overseas-vault`, region: SINGAPORE, deletes: "backups" },
  ]);
});
