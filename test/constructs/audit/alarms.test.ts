import { watches, type Watched } from "../../../constructs/audit/alarm-patterns";
import { matches } from "./pattern";

const WATCHED: Watched = {
  readers: ["333333333333", "555555555555"],
  rolePrefix: "ringfence-",
  breakGlassRoles: ["ringfence-key-break-glass"],
  regions: ["us-east-1", "us-west-2"],
};

/** A CloudTrail event with the fields that a filter could ask for. */
const event = (more: Record<string, unknown>): object => ({
  eventVersion: "1.11",
  eventCategory: "Management",
  managementEvent: true,
  awsRegion: "us-east-1",
  eventSource: "s3.amazonaws.com",
  eventName: "ListBuckets",
  readOnly: true,
  userIdentity: session("333333333333", "ringfence-reader/jane"),
  ...more,
});
const session = (account: string, name: string) => ({
  type: "AssumedRole",
  accountId: account,
  arn: `arn:aws:sts::${account}:assumed-role/${name}`,
});
const read = (userIdentity: object) => event({ eventCategory: "Data", managementEvent: false, eventName: "GetObject", userIdentity });
const call = (service: string, eventName: string, more: Record<string, unknown> = {}) =>
  event({ eventSource: `${service}.amazonaws.com`, eventName, ...more });

/** The watches that an event sets off. */
const rung = (of: object, watched: Watched = WATCHED): string[] =>
  watches(watched)
    .filter(({ pattern }) => matches(pattern, of))
    .map(({ what }) => what);

test.each<[string, object, string[]]>([
  ["an ordinary call", event({}), []],
  ["a read by a named role", read(session("333333333333", "ringfence-reader/jane")), []],
  ["a read of the archive by the auditor", read(session("555555555555", "ringfence-auditor/joe")), []],
  ["a read by another role of the home", read(session("333333333333", "administrator/jane")), ["unexpected-reader"]],
  ["a read by a named role of another account", read(session("888888888888", "ringfence-reader/x")), ["unexpected-reader"]],
  ["a read by a user", read({ type: "IAMUser", arn: "arn:aws:iam::333333333333:user/ringfence-x" }), ["unexpected-reader"]],
  ["a read by an account that CloudTrail does not name", read({ type: "AWSAccount", accountId: "888888888888" }), ["unexpected-reader"]],
  ["a read by nobody", read({ type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" }), ["unexpected-reader"]],
  ["a delivery by a service", read({ type: "AWSService", invokedBy: "cloudtrail.amazonaws.com" }), []],
  ["a call by another role, of no data", event({ userIdentity: session("333333333333", "administrator/jane") }), []],
  ...[
    "CreatePolicy",
    "UpdatePolicy",
    "DeletePolicy",
    "AttachPolicy",
    "DetachPolicy",
    "DisablePolicyType",
    "MoveAccount",
    "LeaveOrganization",
    "RemoveAccountFromOrganization",
  ].map((name): [string, object, string[]] => [`organizations ${name}`, call("organizations", name), ["guardrail-change"]]),
  ["a guardrail that is read", call("organizations", "DescribePolicy"), []],
  ["a policy of IAM's", call("iam", "CreatePolicy"), []],
  ...[
    "PutKeyPolicy",
    "ScheduleKeyDeletion",
    "DisableKey",
    "ReplicateKey",
    "UpdatePrimaryRegion",
    "DeleteImportedKeyMaterial",
    "DisconnectCustomKeyStore",
  ].map((name): [string, object, string[]] => [`kms ${name}`, call("kms", name), ["key-policy-change"]]),
  ["a key that is used", call("kms", "Decrypt"), []],
  ...["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"].map((name): [string, object, string[]] => [
    `cloudtrail ${name}`,
    call("cloudtrail", name),
    ["trail-stopped"],
  ]),
  ["a trail that is read", call("cloudtrail", "GetTrail"), []],
  ...["AssumeRole", "AssumeRoleWithSAML"].map((name): [string, object, string[]] => [
    `${name} of break-glass`,
    call("sts", name, { requestParameters: { roleArn: "arn:aws:iam::222222222222:role/ringfence-key-break-glass" } }),
    ["break-glass"],
  ]),
  [
    "AssumeRole of another",
    call("sts", "AssumeRole", { requestParameters: { roleArn: "arn:aws:iam::222222222222:role/ringfence-key-admin" } }),
    [],
  ],
  [
    "a refused one too",
    call("sts", "AssumeRole", {
      errorCode: "AccessDenied",
      requestParameters: { roleArn: "arn:aws:iam::2:role/ringfence-key-break-glass" },
    }),
    ["break-glass"],
  ],
  ["a call abroad", call("s3", "CreateBucket", { awsRegion: "ap-southeast-1" }), ["cross-border-call"]],
  ["a call in a region of the country that is not in use", call("s3", "CreateBucket", { awsRegion: "us-east-2" }), ["cross-border-call"]],
])("%s", (_, of, expected) => expect(rung(of)).toEqual(expected));

describe("where us-east-1 is abroad", () => {
  const europe = { ...WATCHED, regions: ["eu-central-1"] };
  test.each<[string, object, string[]]>([
    ["a call at home", call("s3", "CreateBucket", { awsRegion: "eu-central-1" }), []],
    ["a global service's event", call("iam", "CreateRole", { awsRegion: "us-east-1" }), []],
    ["a store made there", call("s3", "CreateBucket", { awsRegion: "us-east-1" }), ["cross-border-call"]],
    ["a global service elsewhere", call("sts", "AssumeRole", { awsRegion: "us-west-2" }), ["cross-border-call"]],
  ])("%s", (_, of, expected) => expect(rung(of, europe)).toEqual(expected));
});

test("a filter that CloudWatch Logs would not take is refused", () => {
  const readers = Array.from({ length: 30 }, (__, index) => `3333333333${10 + index}`);
  expect(() => watches({ ...WATCHED, readers })).toThrow(/the filter unexpected-reader has \d+ characters; CloudWatch Logs takes 1024/);
});

describe("the matcher itself", () => {
  test.each<[string, object, boolean]>([
    ['{ $.a = "x" }', { a: "x" }, true],
    ['{ $.a = "x" }', {}, false],
    ['{ $.a != "x" }', { a: "y" }, true],
    ['{ $.a != "x" }', {}, false],
    ["{ $.a NOT EXISTS }", {}, true],
    ["{ $.a NOT EXISTS }", { a: 1 }, false],
    ['{ $.a.b = "x*" }', { a: { b: "xyz" } }, true],
    ['{ $.a = "*z" }', { a: "xyz" }, true],
    ['{ ($.a = "1") || ($.b = "2") && ($.c = "3") }', { b: "2", c: "3" }, true],
    ['{ (($.a = "1") || ($.b = "2")) && ($.c = "3") }', { a: "1" }, false],
  ])("%s", (pattern, of, expected) => expect(matches(pattern, of)).toBe(expected));
  test("refuses what it does not know", () => expect(() => matches('{ $.a = "x" } more', {})).toThrow());
});
