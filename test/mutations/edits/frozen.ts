import { REVERSE } from "../../reversing";
import { editPolicy, harmful, resource, type Block, type Edit, type Harmful, type Json, type StackJson } from "../edit";

const SINGAPORE = "legacy-singapore-ap-southeast-1";
const GOOGLE = "legacy-google-us-east4";
const DENY = "google_iam_deny_policy";

const onAws = (what: string, change: (stack: StackJson) => void): Harmful =>
  harmful(`the old bucket's freeze: ${what}`, "migration", SINGAPORE, /^aws_s3_bucket/, change);
const statements = (change: (all: Block[]) => void) => (stack: StackJson) =>
  editPolicy(resource(stack, "aws_s3_bucket_policy"), "policy", change);
const gone = (sid: string) =>
  onAws(
    `${sid} is gone`,
    statements((all) => void all.splice(all.indexOf(named(all, sid)), 1)),
  );
const named = (all: readonly Block[], sid: string): Block => {
  const found = all.find((each) => each["Sid"] === sid);
  if (!found) throw new Error(`no ${sid}`);
  return found;
};

const onGoogle = (what: string, at: RegExp, change: (stack: StackJson) => void): Harmful =>
  harmful(`Google's freeze: ${what}`, "migration", GOOGLE, at, change);
const rule = (stack: StackJson, index: number): { [key: string]: Json } =>
  ((resource(stack, DENY)["rules"] as Block[])[index] as Block)["deny_rule"] as Block;

/** What somebody could do to the freeze of the old buckets, while one of them takes something back. */
export const frozenEdits: readonly Harmful[] = [
  onAws("its policy is gone", (s) => void Reflect.deleteProperty(s.resource, "aws_s3_bucket_policy")),
  onAws("the bucket leaves the stack", (s) => {
    for (const type of ["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_versioning"]) Reflect.deleteProperty(s.resource, type);
  }),
  ...["Frozen", "FrozenBeside", "FrozenInAllElse", "FrozenUntilThen", "FrozenAgain", "NothingIsDeleted"].map(gone),
  onAws(
    "a role of the parent's may write",
    statements((all) => {
      const spared = (named(all, "Frozen")["Condition"] as Block)["ArnNotEquals"] as Block;
      spared["aws:PrincipalArn"] = [spared["aws:PrincipalArn"] ?? "", "arn:aws:iam::888888888888:role/app"].flat();
    }),
  ),
  onAws(
    "somebody may delete",
    statements((all) => {
      named(all, "NothingIsDeleted")["Condition"] = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::888888888888:role/app" } };
    }),
  ),
  onAws(
    "versions may be deleted",
    statements((all) => void (named(all, "NothingIsDeleted")["Action"] = ["s3:DeleteObject", "s3:DeleteBucket"])),
  ),
  onAws(
    "it holds for another bucket",
    statements((all) => void (named(all, "NothingIsDeleted")["Resource"] = "arn:aws:s3:::another/*")),
  ),
  onAws(
    "the way back stays open for a year",
    statements((all) => {
      named(all, "FrozenAgain")["Condition"] = { DateGreaterThanEquals: { "aws:CurrentTime": "2028-01-01T00:00:00Z" } };
    }),
  ),
  onGoogle("its policy is gone", new RegExp(DENY), (s) => void Reflect.deleteProperty(s.resource, DENY)),
  onGoogle("its tag is gone", /^google_tags_location_tag_binding/, (s) => {
    Reflect.deleteProperty(s.resource, "google_tags_location_tag_binding");
  }),
  onGoogle("its tag is another bucket's", /^google_tags_location_tag_binding/, (s) => {
    resource(s, "google_tags_location_tag_binding")["parent"] = "//storage.googleapis.com/projects/_/buckets/another";
  }),
  onGoogle("its tag has another value", /^google_tags_location_tag_binding/, (s) => {
    resource(s, "google_tags_tag_value")["short_name"] = "thawed";
  }),
  onGoogle("its tag has another name", /^google_tags_tag_key/, (s) => void (resource(s, "google_tags_tag_key")["short_name"] = "another")),
  onGoogle("objects may be overwritten", new RegExp(DENY), (s) => {
    rule(s, 0)["denied_permissions"] = ["storage.googleapis.com/objects.update"];
  }),
  onGoogle(
    "somebody may delete",
    new RegExp(DENY),
    (s) => void (rule(s, 1)["exception_principals"] = ["principal://goog/subject/a@b.example"]),
  ),
  onGoogle("some may write", new RegExp(DENY), (s) => void (rule(s, 0)["denied_principals"] = ["principalSet://goog/group/a@b.example"])),
  onGoogle("it meets another tag", new RegExp(DENY), (s) => {
    rule(s, 0)["denial_condition"] = { title: "t", expression: "resource.matchTag('p/another', 'frozen')" };
  }),
];

/** A freeze that denies more, or is written otherwise, holds as well. */
export const FROZEN_HARMLESS: readonly Edit[] = [
  {
    of: "the freeze denies more",
    stack: SINGAPORE,
    change: statements((all) => void all.push({ Sid: "More", Effect: "Deny", Principal: "*", Action: "s3:PutBucketAcl", Resource: "*" })),
  },
  {
    of: "the way back ends a week early",
    stack: SINGAPORE,
    change: statements((all) => {
      named(all, "FrozenAgain")["Condition"] = { DateGreaterThanEquals: { "aws:CurrentTime": REVERSE.until.replace("01-10", "01-03") } };
    }),
  },
  {
    of: "Google's freeze denies more",
    stack: GOOGLE,
    change: (s) => {
      rule(s, 0)["denied_permissions"] = [...(rule(s, 0)["denied_permissions"] as string[]), "storage.googleapis.com/objects.setIamPolicy"];
    },
  },
];
