import { admin, CUSTODY, HOME, PARENT, RECOVERY, request, role, type Context } from "../callers";
import type { Case } from "../case";
import { openToMoverCases, oldBucketCases, putting } from "./movement";
import { mayOf, trustOf } from "./may";

const EARLY = { "aws:CurrentTime": "2026-12-19T23:59:59Z" };
const BEGINNING = { "aws:CurrentTime": "2026-12-20T00:00:00Z" };
const NOW = { "aws:CurrentTime": "2027-01-01T00:00:00Z" };
const ENDED = { "aws:CurrentTime": "2027-01-10T00:00:00Z" };
const WINDOW_ENDED = { "aws:CurrentTime": "2027-07-01T00:00:00Z" };
const OLD_BUCKET = "arn:aws:s3:::app-user-content-backup";
const INSIDE = `${OLD_BUCKET}/uploads/a`;
const BESIDE = `${OLD_BUCKET}/a`;
const HOME_BUCKET = "arn:aws:s3:::user-content-333333333333-us-east-1";
const HOME_KEY = "arn:aws:kms:us-east-1:222222222222:key/user-content";
const LEG = "reverse/migration-user-content-overseas-backup";
const NAME = "ringfence-mover-back-user-content-3e7b03578a";
const back = role(HOME, NAME);
const forth = role(HOME, "ringfence-mover-user-content-overseas-backup");
const WRITES = ["AbortMultipartUpload", "ListMultipartUploadParts", "PutObject", "PutObjectTagging"].map((name) => `s3:${name}`);
const LOOKS = ["GetBucketLocation", "ListBucket", "ListBucketMultipartUploads"].map((name) => `s3:${name}`);

/** The frozen bucket with its one exception: as it is without, and open to one role, on one prefix, between two moments. */
function thaw(): Case[] {
  const cases = oldBucketCases("reverse");
  const put = putting("reverse/legacy-singapore-ap-southeast-1/aws_s3_bucket_policy/user-content-overseas-backup_policy", PARENT, cases);
  for (const [actions, at] of [
    [WRITES, INSIDE],
    [LOOKS, OLD_BUCKET],
  ] as const)
    for (const action of actions) {
      for (const when of [BEGINNING, NOW]) put("the way back, in its days", back, action, at, when, "allowed");
      const unnamed = { ...NOW, "aws:PrincipalArn": undefined };
      put("somebody of another account by that name", admin(RECOVERY), action, at, { ...NOW, "aws:PrincipalArn": back.arn }, "not allowed");
      const elsewhere = at.replace("app-user-content-backup", "another");
      put("another bucket", back, action, elsewhere, NOW, action.startsWith("s3:Put") ? "denied" : "not allowed");
      if (action.startsWith("s3:Put")) {
        put("too early", back, action, at, EARLY, "denied", "FrozenUntilThen");
        put("too late", back, action, at, ENDED, "denied", "FrozenAgain");
        put("whom AWS does not name", role(HOME, NAME), action, at, unnamed, "denied", "Frozen");
        put("another mover", forth, action, at, NOW, "denied", "Frozen");
        put("the old account's administrator", admin(PARENT), action, at, NOW, "denied", "Frozen");
        // Whatever the old account's own lists grant: within it everything is allowed, and these denials stand alone.
        put("a role of the old account by that name", role(PARENT, NAME), action, at, NOW, "denied", "Frozen");
        continue;
      }
      for (const when of [ENDED, {}]) put("the way back, too late or at no time", back, action, at, when, "not allowed");
      put("whom AWS does not name", back, action, at, unnamed, "not allowed");
      if (action !== "s3:GetBucketLocation" && action !== "s3:ListBucket") put("another mover", forth, action, at, NOW, "not allowed");
    }
  for (const action of ["s3:PutObject", "s3:PutObjectTagging"])
    put("beside the prefix", back, action, BESIDE, NOW, "denied", "FrozenBeside");
  for (const action of ["s3:RestoreObject", "s3:ReplicateObject"]) {
    put("beside the prefix", back, action, BESIDE, NOW, "denied", "FrozenBeside");
    put("too early", back, action, INSIDE, EARLY, "denied", "FrozenUntilThen");
    put("too late", back, action, INSIDE, ENDED, "denied", "FrozenAgain");
  }
  for (const action of [
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "ReplicateObject",
    "RestoreObject",
  ])
    put("the way back writes objects alone", back, `s3:${action}`, INSIDE, NOW, "denied", "FrozenInAllElse");
  for (const action of ["DeleteObject", "DeleteObjectVersion", "DeleteObjectTagging"])
    put("the way back deletes nothing", back, `s3:${action}`, INSIDE, NOW, "denied", "NothingIsDeleted");
  put("nor the bucket", back, "s3:DeleteBucket", OLD_BUCKET, NOW, "denied", "NothingIsDeleted");
  put("nor changes it", back, "s3:PutBucketPolicy", OLD_BUCKET, NOW, "not allowed");
  for (const action of ["s3:GetObject", "s3:GetObjectVersion"]) put("it reads nothing there", back, action, INSIDE, NOW, "not allowed");
  return cases;
}

/** Who may be the role, and what it may. */
function leg(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`${LEG}/aws_iam_role/reverse_role`, cases);
  const officer = role(CUSTODY, "ringfence-migration-officer-1");
  trust("an officer of the migration", officer, {}, "allowed");
  trust("in somebody's name", officer, {}, "not allowed", "sts:SetSourceIdentity");
  trust("an officer outside the organization", officer, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
  trust("an officer of whom AWS says no organization", officer, { "aws:PrincipalOrgID": undefined }, "not allowed");
  trust("an officer of whom AWS says no name", officer, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("another role of the custody account", role(CUSTODY, "ringfence-operator-1"), {}, "not allowed");
  trust("the home's administrator", admin(HOME), {}, "not allowed");
  trust("the parent's", role(PARENT, "ringfence-migration-officer-1"), {}, "not allowed");
  trust("somebody else in an officer's clothes", admin(HOME), { "aws:PrincipalArn": officer.arn }, "not allowed");

  const may = mayOf(`${LEG}/aws_iam_role_policy/reverse_policy`, back, cases);
  const via: Context = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };
  for (const [actions, on, elsewhere, needed] of [
    [["s3:GetBucketLocation", "s3:ListBucket"], HOME_BUCKET, "arn:aws:s3:::another", {}],
    [["s3:GetObject", "s3:GetObjectTagging"], `${HOME_BUCKET}/a`, INSIDE, {}],
    [["kms:Decrypt"], HOME_KEY, "arn:aws:kms:us-east-1:333333333333:key/another", via],
    [LOOKS, OLD_BUCKET, "arn:aws:s3:::another", {}],
    [WRITES, INSIDE, BESIDE, {}],
  ] as const)
    for (const action of actions) {
      for (const when of [BEGINNING, NOW]) may(action, on, { ...when, ...needed }, "allowed");
      may(action, on, { ...EARLY, ...needed }, "denied", "NotBefore");
      may(action, on, { ...ENDED, ...needed }, "denied", "NotAfter");
      may(action, elsewhere, { ...NOW, ...needed }, "not allowed");
    }
  for (const context of [NOW, { ...NOW, "kms:ViaService": "s3.ap-southeast-1.amazonaws.com" }])
    may("kms:Decrypt", HOME_KEY, context, "not allowed");
  may("kms:GenerateDataKey", HOME_KEY, { ...NOW, ...via }, "not allowed");
  for (const [action, on] of [
    ["s3:PutBucketPolicy", HOME_BUCKET],
    ["s3:PutObject", `${HOME_BUCKET}/a`],
    ["s3:DeleteObject", `${HOME_BUCKET}/a`],
    ["s3:GetObjectVersion", `${HOME_BUCKET}/a`],
    ["s3:DeleteObject", INSIDE],
    ["s3:PutObjectAcl", INSIDE],
    ["s3:PutBucketPolicy", OLD_BUCKET],
  ] as const)
    may(action, on, NOW, "not allowed");
  return cases;
}

/** What the organization says anew: everyone else's mover goes on reading outside and no more, and this one is bound by name. */
function guardrails(): Case[] {
  const cases: Case[] = [];
  const there = { ...NOW, "aws:RequestedRegion": "ap-southeast-1", "aws:ResourceAccount": PARENT };
  const put = (of: string, who = back, action: string, on: string, context: Context, expected: Case["expected"], by?: string) =>
    cases.push({
      policy: "reverse/organization-us-east-1/scp",
      of: `${action} on ${on}: ${of}`,
      request: request(who, action, on, HOME, context),
      expected,
      ...(by ? { by } : {}),
    });
  for (const action of ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectTagging"]) {
    put("the way back", back, action, INSIDE, there, "allowed");
    put("beside the prefix", back, action, BESIDE, there, "denied", "ReverseWritesThere1");
    put("another bucket", back, action, "arn:aws:s3:::another/uploads/a", there, "denied", "ReverseWritesThere1");
    put("home", back, action, `${HOME_BUCKET}/a`, { ...NOW, "aws:RequestedRegion": "us-east-1" }, "denied", "ReverseWritesThere1");
    put("another mover, of others", forth, action, INSIDE, there, "denied", "MoversOnlyReadOfOthers");
    put("another mover, outside", forth, action, INSIDE, there, "denied", "MoversOnlyReadOutside");
    // Where a statement's own key is missing, its denial does not hold: each is asked with the other's alone.
    put(
      "another mover, of others inside",
      forth,
      action,
      INSIDE,
      { ...there, "aws:RequestedRegion": "us-east-1" },
      "denied",
      "MoversOnlyReadOfOthers",
    );
    put(
      "another mover, of nobody outside",
      forth,
      action,
      INSIDE,
      { ...there, "aws:ResourceAccount": undefined },
      "denied",
      "MoversOnlyReadOutside",
    );
    put(
      "another mover, of its own inside",
      forth,
      action,
      `${HOME_BUCKET}/a`,
      { ...NOW, "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": HOME },
      "allowed",
    );
    put("another mover, where nothing is told", forth, action, `${HOME_BUCKET}/a`, NOW, "allowed");
  }
  put("reading and writing what must be under a key", back, "kms:GenerateDataKey", "arn:any", there, "allowed");
  for (const action of ["kms:Decrypt", "s3:GetObject", "s3:ListBucket"]) {
    for (const who of [back, forth]) put("reading", who, action, "arn:any", there, "allowed");
    put("too early", back, action, "arn:any", { ...there, ...EARLY }, "denied", "ReverseNotBefore1");
    put("at its beginning", back, action, "arn:any", { ...there, ...BEGINNING }, "allowed");
    put("too late", back, action, "arn:any", { ...there, ...ENDED }, "denied", "ReverseNotAfter1");
    put("another mover, then", forth, action, "arn:any", { ...there, ...ENDED }, "allowed");
    put("another mover, before", forth, action, "arn:any", { ...there, ...EARLY }, "allowed");
    put("another mover, when the window has ended", forth, action, "arn:any", { ...there, ...WINDOW_ENDED }, "allowed");
  }
  for (const action of ["s3:DeleteObject", "s3:PutObjectAcl", "s3:PutBucketPolicy", "iam:CreateRole", "kms:Encrypt", "s3:CreateJob"])
    put("anything else", back, action, INSIDE, there, "denied", "ReverseOnlyReadsAndWrites");
  const at = (region: string, account: string): Context => ({ ...NOW, "aws:RequestedRegion": region, "aws:ResourceAccount": account });
  for (const action of ["s3:PutObject", "s3:DeleteObject", "kms:Encrypt"]) {
    put("somebody else, outside", admin(RECOVERY), action, "arn:any", there, "allowed");
    for (const region of ["us-east-1", "us-east-2", "us-west-1", "us-west-2"])
      put(`another mover, in ${region}`, forth, action, "arn:any", at(region, HOME), "allowed");
    for (const account of FENCE) put(`another mover, at ${account}`, forth, action, "arn:any", at("us-east-1", account), "allowed");
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

export const reverseCases: readonly Case[] = [
  ...thaw(),
  ...leg(),
  ...guardrails(),
  ...openToMoverCases("reverse", ["former-cloud", "overseas-backup"], [], [NAME]),
];
