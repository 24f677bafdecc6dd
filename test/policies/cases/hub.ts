import { admin, AUDIT, GATEKEEPER, HOME, PARENT, RECOVERY, role, service, signedIn, type Context } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";

const PROVIDER = `arn:aws:iam::${GATEKEEPER}:saml-provider/ringfence-gatekeepers`;
const ASSERTED: Context = {
  "saml:aud": "https://signin.aws.amazon.com/saml",
  "aws:RequestTag/mfa": "true",
  "aws:RequestTag/person": "jane",
  "aws:RequestTag/ticket": "CHG-1",
  "aws:SourceIp": "198.51.100.7",
};
const HUBS = ["hub-read", "hub-write", "hub-restore", "approver", "break-glass-operator"];
const RESOURCE: Record<string, string> = {
  "hub-read": "hub_read",
  "hub-write": "hub_write",
  "hub-restore": "hub_restore",
  approver: "hub_approver",
  "break-glass-operator": "hub_operator",
};

function signIn(name: string): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`access-us-east-1/aws_iam_role/${RESOURCE[name]}_role`, cases);
  const person = signedIn(PROVIDER);
  for (const action of ["sts:AssumeRoleWithSAML", "sts:TagSession"]) {
    trust("as the identity provider says", person, ASSERTED, "allowed", action);
    for (const unsaid of Object.keys(ASSERTED))
      trust(`without ${unsaid}`, person, { ...ASSERTED, [unsaid]: undefined }, "not allowed", action);
    trust("without a second factor", person, { ...ASSERTED, "aws:RequestTag/mfa": "false" }, "not allowed", action);
    trust("with an empty ticket", person, { ...ASSERTED, "aws:RequestTag/ticket": "" }, "not allowed", action);
    trust("as nobody", person, { ...ASSERTED, "aws:RequestTag/person": "" }, "not allowed", action);
    trust("from elsewhere", person, { ...ASSERTED, "aws:SourceIp": "203.0.113.7" }, "not allowed", action);
    trust("for another audience", person, { ...ASSERTED, "saml:aud": "https://elsewhere.example" }, "not allowed", action);
    const theirs = signedIn(`arn:aws:iam::${PARENT}:saml-provider/ringfence-gatekeepers`);
    trust("by the parent's identity provider", theirs, ASSERTED, "not allowed", action);
    for (const caller of [admin(GATEKEEPER), admin(HOME), admin(PARENT), service("ec2.amazonaws.com")])
      trust("by no identity provider", caller, ASSERTED, "not allowed", action);
  }
  trust("as another kind of caller", person, ASSERTED, "not allowed", "sts:AssumeRole");
  trust("by a token of the web's", person, ASSERTED, "not allowed", "sts:AssumeRoleWithWebIdentity");
  return cases;
}

function onward(policy: string, who: string, target: string, others: readonly string[]): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`access-us-east-1/aws_iam_role_policy/${policy}`, role(GATEKEEPER, who), cases);
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    may(action, `arn:aws:iam::${HOME}:role/${target}`, {}, "allowed");
    for (const account of [RECOVERY, AUDIT, PARENT, GATEKEEPER]) may(action, `arn:aws:iam::${account}:role/${target}`, {}, "not allowed");
    for (const other of [...others, "ringfence-deployer", "ringfence-key-admin"])
      may(action, `arn:aws:iam::${HOME}:role/${other}`, {}, "not allowed");
  }
  may("sts:SetSourceIdentity", `arn:aws:iam::${HOME}:role/${target}`, {}, "not allowed");
  return cases;
}

const GLASS = `arn:aws:iam::${GATEKEEPER}:role/ringfence-gatekeeper-break-glass`;

function approver(): Case[] {
  const cases: Case[] = [];
  const may = mayOf("access-us-east-1/aws_iam_role_policy/hub_approver_policy", role(GATEKEEPER, "ringfence-gatekeeper-approver"), cases);
  const approval: Context = {
    "aws:PrincipalTag/person": "joan",
    "aws:RequestTag/approved-for": "jane",
    "aws:RequestTag/approved-ticket": "CHG-1",
    "aws:TagKeys": ["approved-for", "approved-ticket"],
  };
  may("iam:TagRole", GLASS, approval, "allowed");
  for (const self of ["joan", "Joan", "JOAN"])
    may("iam:TagRole", GLASS, { ...approval, "aws:RequestTag/approved-for": self }, "not allowed");
  may("iam:TagRole", GLASS, { ...approval, "aws:RequestTag/approved-for": undefined }, "not allowed");
  may("iam:TagRole", GLASS, { ...approval, "aws:RequestTag/approved-ticket": undefined }, "not allowed");
  may("iam:TagRole", GLASS, { ...approval, "aws:TagKeys": ["approved-for", "approved-ticket", "ringfence:program"] }, "not allowed");
  for (const key of ["approved-for", "approved-ticket"]) may("iam:TagRole", GLASS, { ...approval, "aws:TagKeys": [key] }, "allowed");
  may("iam:UntagRole", GLASS, {}, "allowed");
  for (const action of ["iam:TagRole", "iam:UntagRole"])
    may(action, `arn:aws:iam::${GATEKEEPER}:role/ringfence-gatekeeper-hub-read`, approval, "not allowed");
  for (const action of ["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy", "sts:AssumeRole"]) may(action, GLASS, approval, "not allowed");
  return cases;
}

function operator(): Case[] {
  const cases: Case[] = [];
  const who = role(GATEKEEPER, "ringfence-gatekeeper-break-glass-operator");
  const may = mayOf("access-us-east-1/aws_iam_role_policy/hub_operator_policy", who, cases);
  const approved: Context = {
    "aws:PrincipalTag/person": "jane",
    "aws:PrincipalTag/ticket": "CHG-1",
    "aws:ResourceTag/approved-for": "jane",
    "aws:ResourceTag/approved-ticket": "CHG-1",
  };
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    may(action, GLASS, approved, "allowed");
    may(action, GLASS, { ...approved, "aws:ResourceTag/approved-for": "john" }, "not allowed");
    may(action, GLASS, { ...approved, "aws:ResourceTag/approved-for": "*" }, "not allowed");
    may(action, GLASS, { ...approved, "aws:ResourceTag/approved-ticket": "CHG-2" }, "not allowed");
    for (const unsaid of ["aws:ResourceTag/approved-for", "aws:ResourceTag/approved-ticket"])
      may(action, GLASS, { ...approved, [unsaid]: undefined }, "not allowed");
    may(action, `arn:aws:iam::${HOME}:role/ringfence-gatekeeper-break-glass-media-archive`, approved, "not allowed");
  }
  for (const action of ["iam:TagRole", "sts:SetSourceIdentity"]) may(action, GLASS, approved, "not allowed");
  return cases;
}

function glass(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("access-us-east-1/aws_iam_role/hub_break-glass_role", cases);
  const operatorRole = role(GATEKEEPER, "ringfence-gatekeeper-break-glass-operator");
  const session: Context = {
    "aws:PrincipalTag/mfa": "true",
    "aws:PrincipalTag/ticket": "CHG-1",
    "aws:RequestedRegion": "us-east-1",
  };
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    trust("the operator", operatorRole, session, "allowed", action);
    for (const unsaid of [...Object.keys(session), "aws:PrincipalArn"])
      trust(`without ${unsaid}`, operatorRole, { ...session, [unsaid]: undefined }, "not allowed", action);
    trust("without a second factor", operatorRole, { ...session, "aws:PrincipalTag/mfa": "false" }, "not allowed", action);
    trust("with an empty ticket", operatorRole, { ...session, "aws:PrincipalTag/ticket": "" }, "not allowed", action);
    trust("where no bell hangs", operatorRole, { ...session, "aws:RequestedRegion": "us-west-2" }, "not allowed", action);
    for (const caller of [
      role(GATEKEEPER, "ringfence-gatekeeper-approver"),
      role(GATEKEEPER, "ringfence-gatekeeper-hub-read"),
      admin(PARENT),
    ])
      trust("another", caller, session, "not allowed", action);
    trust("another account's", admin(HOME), { ...session, "aws:PrincipalArn": operatorRole.arn }, "not allowed", action);
  }
  trust("in somebody's name", operatorRole, session, "not allowed", "sts:SetSourceIdentity");
  return cases;
}

function bell(): Case[] {
  const policy = "access-us-east-1/aws_sns_topic_policy/alarm_policy";
  const topic = `arn:aws:sns:us-east-1:${GATEKEEPER}:ringfence-break-glass`;
  const rule = `arn:aws:events:us-east-1:${GATEKEEPER}:rule/ringfence-break-glass`;
  const cases: Case[] = [];
  const trust = trustOf(policy, cases);
  const bare = (of: string, source: string | undefined, expected: Case["expected"], action = "sns:Publish") =>
    trust(of, service("events.amazonaws.com"), { "aws:SourceArn": source }, expected, action);
  bare("the rule", rule, "allowed");
  bare("another rule", `arn:aws:events:us-east-1:${PARENT}:rule/ringfence-break-glass`, "not allowed");
  bare("no rule", undefined, "not allowed");
  bare("the rule takes the topic over", rule, "not allowed", "sns:AddPermission");
  trust("another service", service("s3.amazonaws.com"), { "aws:SourceArn": rule }, "not allowed", "sns:Publish");
  trust("a person", admin(PARENT), { "aws:SourceArn": rule }, "not allowed", "sns:Publish");
  return cases
    .map((one) => ({
      ...one,
      bare: true,
      request: { ...one.request, resource: topic, resourceAccount: one.request.caller.service ? "amazon" : GATEKEEPER },
    }))
    .concat([
      {
        policy,
        of: "another topic",
        request: { ...(cases[0] as Case).request, resource: `${topic}-2`, resourceAccount: "amazon" },
        expected: "not allowed",
        bare: true,
      },
    ]);
}

const OTHER_DUTIES = {
  read: [
    "ringfence-gatekeeper-write-sessions",
    "ringfence-gatekeeper-restore-user-content",
    "ringfence-gatekeeper-break-glass-media-archive",
  ],
  write: [
    "ringfence-gatekeeper-read-sessions",
    "ringfence-gatekeeper-restore-user-content",
    "ringfence-gatekeeper-break-glass-media-archive",
  ],
  restore: [
    "ringfence-gatekeeper-read-sessions",
    "ringfence-gatekeeper-write-user-content",
    "ringfence-gatekeeper-break-glass-media-archive",
  ],
};

export const hubCases: readonly Case[] = [
  ...HUBS.flatMap(signIn),
  ...Object.entries(OTHER_DUTIES).flatMap(([duty, others]) =>
    onward(`hub_${duty}_policy`, `ringfence-gatekeeper-hub-${duty}`, `ringfence-gatekeeper-${duty}-user-content`, others),
  ),
  ...onward(
    "hub_break-glass_policy",
    "ringfence-gatekeeper-break-glass",
    "ringfence-gatekeeper-break-glass-media-archive",
    OTHER_DUTIES.read.filter((name) => !name.includes("break-glass")),
  ),
  ...approver(),
  ...operator(),
  ...glass(),
  ...bell(),
];
