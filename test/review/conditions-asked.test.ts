import { approverStatements, operatorStatements } from "../../constructs/access/break-glass";
import { auditorTrust, deskStatements } from "../../constructs/access/auditor";
import { onwardStatements } from "../../constructs/access/hub";
import { onwardTrust, samlTrust } from "../../constructs/access/gatekeeper-trust";
import type { Statement } from "../../constructs/policy/document";
import type { AwsPlace } from "../../config/place";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { JsonObject } from "../../review/value";
import { ask, HOME, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const program = Program.of(unitedStates);
const place = program.homeOf(program.data.datasets[0] as never) as AwsPlace;
const examination = { principals: [`arn:aws:iam::${HOME}:role/examiner`], from: "2026-11-01", until: "2027-11-01" } as never;

/** What of the constructs' own text lets somebody in, by the role that it belongs to. */
const LETS_IN: readonly [role: string, by: "trust" | "policy", statement: Statement][] = [
  ["ringfence-gatekeeper-hub-read", "trust", samlTrust(place, ["198.51.100.0/24"])],
  [
    "ringfence-gatekeeper-read-profiles",
    "trust",
    onwardTrust(place, { account: HOME, from: "arn:aws:iam::1:role/x", dataset: "profiles" }),
  ],
  ["ringfence-gatekeeper-break-glass", "trust", onwardTrust(place, { account: HOME, from: "arn:aws:iam::1:role/x", region: "us-east-1" })],
  ["ringfence-gatekeeper-approver", "policy", approverStatements(place)[0] as Statement],
  ["ringfence-gatekeeper-break-glass-operator", "policy", operatorStatements(place)[0] as Statement],
  ["ringfence-auditor", "trust", auditorTrust(place, examination)],
  ["ringfence-auditor-desk", "policy", deskStatements(place, [HOME]).at(-1) as Statement],
];
/** ACCESS-16 asks for it. */
const ELSEWHERE_ASKED = ["aws:PrincipalArn"];

const blocks = (name: string, by: "trust" | "policy", statement: unknown): JsonObject => {
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return by === "trust"
    ? { aws_iam_role: { r: { name, assume_role_policy: document } } }
    : {
        aws_iam_role: { r: { name } },
        aws_iam_role_policy: { p: { role: "${aws_iam_role.r.id}", policy: document } },
      };
};
const of = (name: string, by: "trust" | "policy", statement: unknown, scope = {}) =>
  ask("ACCESS-21", [stack("s", blocks(name, by, statement) as never)], { awsGuards, ...scope }, true);

describe.each(LETS_IN)("%s, by its %s", (role, by, statement) => {
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).flatMap((key) => (ELSEWHERE_ASKED.includes(key) ? [] : [[operator, key] as const])),
  );
  it("is met as the program writes it", () => expect(of(role, by, statement).map((text) => text.split(" ")[0])).toEqual(["met"]));
  it.each(conditions)("is a breach without %s of %s", (operator, key) => {
    const left = Object.fromEntries(Object.entries((statement.Condition ?? {})[operator] ?? {}).filter(([name]) => name !== key));
    const without = { ...statement, Condition: { ...statement.Condition, [operator]: left } };
    expect(of(role, by, without)[0]).toMatch(/^breach \S+: it lets through /);
  });
  it("says nothing of a program that builds no fence", () => expect(of(role, by, statement, { awsGuards: undefined })).toEqual([]));
});

const duty = onwardTrust(place, { account: HOME, from: "arn:aws:iam::1:role/x", dataset: "profiles" });
const loosened = (Condition: JsonObject) => of("ringfence-gatekeeper-read-profiles", "trust", { ...duty, Condition })[0];

test("a condition that holds where its key is absent asks for nothing", () =>
  expect(
    loosened({
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::1:role/x" },
      StringEqualsIfExists: { "aws:PrincipalTag/mfa": "true", "aws:PrincipalTag/dataset": "profiles" },
      StringLike: { "aws:PrincipalTag/ticket": "?*" },
    }),
  ).toMatch(/^breach .*second factor/));

test("a second statement without conditions lets everybody through", () => {
  const both = JSON.stringify({ Version: "2012-10-17", Statement: [duty, { ...duty, Sid: "More", Condition: {} }] });
  const role = { aws_iam_role: { r: { name: "ringfence-gatekeeper-read-profiles", assume_role_policy: both } } };
  expect(ask("ACCESS-21", [stack("s", role)], { awsGuards }, true)[0]).toMatch(/^breach/);
});

test.each([
  ["sts:AssumeRole", onwardStatements(place, [HOME], "ringfence-gatekeeper-read-*")[0], "ringfence-gatekeeper-hub-read"],
  ["s3:GetObject", { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::one/*" }, "ringfence-app-web-profiles"],
])("%s is allowed on what is named, and on nothing else", (action, statement, role) => {
  expect(of(role, "policy", statement)).toEqual(["met aws_iam_role.r"]);
  expect(of(role, "policy", { ...statement, Resource: "*" })).toEqual([
    `breach aws_iam_role_policy.p: it lets through ${action} on anything`,
  ]);
});

test.each([
  ["iam:PassRole", { StringEquals: { "iam:PassedToService": ["s3.amazonaws.com", "backup.amazonaws.com"] } }],
  ["iam:CreateRole", { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::333333333333:policy/ringfence-boundary" } }],
  ["iam:AttachRolePolicy", { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/one" } }],
  ["iam:CreateServiceLinkedRole", { StringEquals: { "iam:AWSServiceName": "backup.amazonaws.com" } }],
  ["ec2:RunInstances", { StringEquals: { "aws:RequestedRegion": ["us-east-1", "us-west-2"] } }],
  ["kms:CreateKey", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }],
  ["kms:GenerateDataKey", { StringLike: { "kms:ViaService": "*.us-east-1.amazonaws.com" } }],
])("a deployer's %s is bound by its condition", (Action, Condition) => {
  const statement = { Effect: "Allow", Action, Resource: "*", Condition };
  expect(of("ringfence-deployer", "policy", statement)).toEqual(["met aws_iam_role.r"]);
  expect(of("ringfence-deployer", "policy", { ...statement, Condition: {} })[0]).toMatch(/^breach/);
});

describe("CUSTODY-16: a key is used by way of a service", () => {
  const key = (statement: JsonObject) =>
    ask(
      "CUSTODY-16",
      [stack("s", { aws_kms_key: { k: { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) } } })],
      { awsGuards },
      true,
    )[0];
  const allow = (Action: string, Condition: JsonObject, Principal: JsonObject = { AWS: "*" }) => ({
    Effect: "Allow",
    Principal,
    Action,
    Resource: "*",
    Condition,
  });
  const via = { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } };
  const by = (role: string) => ({ ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/${role}` } });
  it("is met through one, and where a service comes for itself", () => {
    expect(key(allow("kms:Decrypt", { ...via, ...by("ringfence-replication-x") }))).toMatch(/^met/);
    expect(key(allow("kms:Decrypt", by("ringfence-backup-us-east-1")))).toBeUndefined();
    expect(key(allow("kms:Decrypt", {}, { Service: "logs.us-east-1.amazonaws.com" }))).toBeUndefined();
  });
  it("is a breach without, and by a grant for nobody's resource", () => {
    expect(key(allow("kms:Decrypt", by("ringfence-replication-x")))).toMatch(/^breach .*bare use/);
    expect(key(allow("kms:CreateGrant", via))).toMatch(/^breach .*grants for nobody/);
    expect(key(allow("kms:CreateGrant", { ...via, Bool: { "kms:GrantIsForAWSResource": "true" } }))).toMatch(/^met/);
  });
  it("is unknown where nobody can read it", () =>
    expect(ask("CUSTODY-16", [stack("s", { aws_kms_key: { k: { policy: "${var.policy}" } } })], { awsGuards }, true)[0]).toMatch(
      /^unknown/,
    ));
  it("is asked of no program that builds no fence", () =>
    expect(ask("CUSTODY-16", [stack("s", { aws_kms_key: { k: { policy: "${var.policy}" } } })], {}, true)).toEqual([]));
});

test("what nobody can read is unknown, and other roles are nobody's business here", () => {
  const unread = { aws_iam_role: { r: { name: "ringfence-gatekeeper-read-profiles", assume_role_policy: "${var.trust}" } } };
  expect(ask("ACCESS-21", [stack("s", unread)], { awsGuards }, true)[0]).toMatch(/^unknown/);
  expect(of("some-service", "trust", { ...duty, Condition: {} })).toEqual([]);
});

test("permission sets go on to one role, with a ticket and a second factor", () => {
  const signedIn = (Condition: JsonObject) => ({ Effect: "Deny", Action: "*", Resource: "*", Condition });
  const set = (...denials: unknown[]) => ({
    aws_ssoadmin_permission_set: { s: { name: "read-profiles" } },
    aws_ssoadmin_permission_set_inline_policy: {
      p: {
        permission_set_arn: "${aws_ssoadmin_permission_set.s.arn}",
        inline_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [...onwardStatements(place, [HOME], "ringfence-gatekeeper-read-profiles"), ...denials],
        }),
      },
    },
  });
  const [mfa, person, ticket] = [
    signedIn({ StringNotEquals: { "aws:PrincipalTag/mfa": "true" } }),
    signedIn({ StringNotLike: { "aws:PrincipalTag/person": "?*" } }),
    signedIn({ StringNotLike: { "aws:PrincipalTag/ticket": "?*" } }),
  ];
  const asked = (...denials: unknown[]) => ask("ACCESS-21", [stack("s", set(...denials) as never)], { awsGuards }, true)[0];
  expect(asked(mfa, person, ticket)).toMatch(/^met/);
  expect(asked(person, ticket)).toMatch(/second factor/);
  expect(asked(mfa, ticket)).toMatch(/nobody's name/);
  expect(asked(mfa, person)).toMatch(/without a ticket/);
});
