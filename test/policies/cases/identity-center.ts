import type { Caller } from "../../../review/access/types";
import {
  admin,
  AUDIT,
  CUSTODY,
  deployer,
  GATEKEEPER,
  HOME,
  MANAGEMENT,
  PARENT,
  request,
  role,
  SECURITY,
  service,
  type Context,
} from "../callers";
import type { Case } from "../case";
import { administers } from "./access-admins";
import { mayOf, trustOf } from "./may";

/** The united-states program behind Identity Center, which the security account administers in us-west-2. */
const SETS = "identity-center/identity-center-security-us-west-2/aws_ssoadmin_permission_set_inline_policy";
const BECOME = ["sts:AssumeRole", "sts:TagSession"];
const SUFFIX = "0123456789abcdef";
const reserved = (set: string, more: { suffix?: string; region?: string; account?: string } = {}): Caller =>
  role(
    more.account ?? GATEKEEPER,
    `aws-reserved/sso.amazonaws.com/${more.region ?? "us-west-2/"}AWSReservedSSO_${set}_${more.suffix ?? SUFFIX}`,
  );
const SAID: Context = { "aws:PrincipalTag/mfa": "true", "aws:PrincipalTag/person": "jane", "aws:PrincipalTag/ticket": "CHG-1" };
const NEAR: Context = { "aws:SourceIp": "198.51.100.7" };

/** The sets that there are: the program names no group for writing elsewhere. */
const DUTIES: Record<string, readonly string[]> = {
  read: ["user-content", "profiles", "sessions", "media-archive"],
  write: ["user-content", "profiles"],
  restore: ["user-content"],
};

/** Whoever is let in said all three, and each of them is missed by its own statement. */
function unsaid(may: ReturnType<typeof mayOf>, action: string, on: string, context: Context): void {
  for (const wrong of [undefined, "false", ""])
    may(action, on, { ...context, "aws:PrincipalTag/mfa": wrong }, "denied", "NeverWithoutASecondFactor");
  for (const wrong of [undefined, ""]) {
    may(action, on, { ...context, "aws:PrincipalTag/person": wrong }, "denied", "NeverAsNobody");
    may(action, on, { ...context, "aws:PrincipalTag/ticket": wrong }, "denied", "NeverWithoutATicket");
  }
}

function set(duty: string, dataset: string): Case[] {
  const cases: Case[] = [];
  const may = mayOf(`${SETS}/people_${duty}-${dataset}-policy`, reserved(`${duty}-${dataset}`), cases);
  const target = (name: string, account = HOME) => `arn:aws:iam::${account}:role/ringfence-gatekeeper-${name}`;
  for (const action of BECOME) {
    may(action, target(`${duty}-${dataset}`), SAID, "allowed");
    unsaid(may, action, target(`${duty}-${dataset}`), SAID);
    for (const other of [`${duty}-payroll`, `${duty}-${dataset}-2`, `approve-${dataset}`, `break-glass-${dataset}`])
      may(action, target(other), SAID, "not allowed");
    for (const account of [AUDIT, PARENT, GATEKEEPER]) may(action, target(`${duty}-${dataset}`, account), SAID, "not allowed");
  }
  for (const action of ["sts:SetSourceIdentity", "iam:TagRole", "s3:GetObject"])
    may(action, target(`${duty}-${dataset}`), SAID, "not allowed");
  return cases;
}

/** Who becomes a role that Identity Center leads to: one set, and with the tags of his own session. */
function arrives(policy: string, from: Caller, others: readonly Caller[], standing: Context): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`identity-center/${policy}`, cases);
  const session = { ...SAID, ...standing };
  for (const action of BECOME) {
    trust("for a ticket", from, session, "allowed", action);
    for (const missing of ["aws:PrincipalTag/mfa", "aws:PrincipalTag/ticket", "aws:PrincipalArn"])
      trust(`without ${missing}`, from, { ...session, [missing]: undefined }, "not allowed", action);
    trust("without a second factor", from, { ...session, "aws:PrincipalTag/mfa": "false" }, "not allowed", action);
    trust("with an empty ticket", from, { ...session, "aws:PrincipalTag/ticket": "" }, "not allowed", action);
    for (const [tag, own] of Object.entries(SAID)) {
      const passed = tag.replace("Principal", "Request");
      trust(`passing on ${tag}`, from, { ...session, [passed]: own }, "allowed", action);
      trust(`passing on another ${tag}`, from, { ...session, [passed]: "other" }, "not allowed", action);
    }
    for (const caller of [...others, admin(GATEKEEPER), admin(HOME), admin(PARENT), service("ec2.amazonaws.com")])
      trust(`as ${caller.arn}`, caller, session, "not allowed", action);
    trust("another account's under its name", admin(AUDIT), { ...session, "aws:PrincipalArn": from.arn }, "not allowed", action);
  }
  trust("in somebody's name", from, session, "not allowed", "sts:SetSourceIdentity");
  return cases;
}

const lookalikes = (name: string): Caller[] => [
  reserved(name, { suffix: `2_${SUFFIX}` }),
  reserved(name, { suffix: "0123456789abcde" }),
  reserved(name, { region: "eu-west-1/" }),
  reserved(name, { region: "" }),
  reserved(name, { account: HOME }),
  reserved(name, { account: PARENT }),
  role(GATEKEEPER, `AWSReservedSSO_${name}_${SUFFIX}`),
];

function home(duty: string, dataset: string): Case[] {
  const policy = `access-home-us-east-1/aws_iam_role/people_${duty}-${dataset}_role`;
  const from = reserved(`${duty}-${dataset}`);
  const others = [...lookalikes(`${duty}-${dataset}`), reserved(`${duty}-payroll`), role(GATEKEEPER, `ringfence-gatekeeper-hub-${duty}`)];
  return [...arrives(policy, from, others, NEAR), ...elsewhere(policy, from)];
}

function elsewhere(policy: string, from: Caller): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`identity-center/${policy}`, cases);
  for (const region of ["us-east-1", "us-west-2"])
    trust("from inside a home", from, { ...SAID, "aws:SourceVpce": `vpce-sts-${region}` }, "allowed");
  for (const where of [{ "aws:SourceIp": "203.0.113.7" }, { "aws:SourceVpce": "vpce-parents" }, {}])
    trust("from elsewhere", from, { ...SAID, ...where }, "denied");
  return cases;
}

const GLASS = `arn:aws:iam::${GATEKEEPER}:role/ringfence-gatekeeper-break-glass`;

function glass(): Case[] {
  const operator = reserved("gatekeeper-operator");
  const others = [...lookalikes("gatekeeper-operator"), reserved("gatekeeper-approver"), reserved("read-user-content")];
  const region = { "aws:RequestedRegion": "us-east-1" };
  const cases = arrives("access-us-east-1/aws_iam_role/hub_break-glass_role", operator, others, region);
  const trust = trustOf("identity-center/access-us-east-1/aws_iam_role/hub_break-glass_role", cases);
  for (const action of BECOME)
    for (const asked of ["us-west-2", undefined])
      trust("where no bell hangs", operator, { ...SAID, "aws:RequestedRegion": asked }, "not allowed", action);
  for (const dataset of DUTIES["read"] ?? []) {
    const policy = `access-home-us-east-1/aws_iam_role/people_break-glass-${dataset}_role`;
    const from = role(GATEKEEPER, "ringfence-gatekeeper-break-glass");
    cases.push(...arrives(policy, from, [operator], NEAR), ...elsewhere(policy, from));
  }
  return cases;
}

/** The same two people as behind SAML, who are besides near and said who they are. */
function twoPeople(): Case[] {
  const cases: Case[] = [];
  const approves = mayOf(`${SETS}/people_gatekeeper-approver-policy`, reserved("gatekeeper-approver"), cases);
  const approval: Context = {
    ...SAID,
    ...NEAR,
    "aws:RequestTag/approved-for": "john",
    "aws:RequestTag/approved-ticket": "CHG-1",
    "aws:TagKeys": ["approved-for", "approved-ticket"],
  };
  approves("iam:TagRole", GLASS, approval, "allowed");
  approves("iam:UntagRole", GLASS, { ...SAID, ...NEAR }, "allowed");
  approves("iam:TagRole", GLASS, { ...approval, "aws:RequestTag/approved-for": "Jane" }, "not allowed");
  for (const missing of ["aws:RequestTag/approved-for", "aws:RequestTag/approved-ticket"])
    approves("iam:TagRole", GLASS, { ...approval, [missing]: undefined }, "not allowed");
  approves("iam:TagRole", GLASS, { ...approval, "aws:TagKeys": ["approved-for", "approved-ticket", "ringfence:program"] }, "not allowed");
  for (const key of ["approved-for", "approved-ticket"]) approves("iam:TagRole", GLASS, { ...approval, "aws:TagKeys": [key] }, "allowed");
  const operates = mayOf(`${SETS}/people_gatekeeper-operator-policy`, reserved("gatekeeper-operator"), cases);
  const approved: Context = { ...SAID, ...NEAR, "aws:ResourceTag/approved-for": "jane", "aws:ResourceTag/approved-ticket": "CHG-1" };
  for (const action of BECOME) {
    operates(action, GLASS, approved, "allowed");
    for (const key of ["aws:ResourceTag/approved-for", "aws:ResourceTag/approved-ticket"])
      for (const wrong of ["other", undefined]) operates(action, GLASS, { ...approved, [key]: wrong }, "not allowed");
    operates(action, `arn:aws:iam::${HOME}:role/ringfence-gatekeeper-break-glass-media-archive`, approved, "not allowed");
  }
  for (const [may, action, context] of [
    [approves, "iam:TagRole", approval],
    [approves, "iam:UntagRole", { ...SAID, ...NEAR }],
    [operates, "sts:AssumeRole", approved],
  ] as const) {
    unsaid(may, action, GLASS, context);
    for (const where of ["203.0.113.7", undefined])
      may(action, GLASS, { ...context, "aws:SourceIp": where }, "denied", "NeverFromElsewhere");
    may(action, `arn:aws:iam::${GATEKEEPER}:role/another`, context, "not allowed");
    for (const action of ["iam:UpdateAssumeRolePolicy", "sts:SetSourceIdentity"]) may(action, GLASS, context, "not allowed");
  }
  return cases;
}

/** The access admin of the security account, beside what every access admin may. */
function assigns(): Case[] {
  const cases = administers("security", SECURITY, "identity-center/");
  const policy = "identity-center/bootstrap-security/aws_iam_role_policy/roles_ringfence-access-admin-policy";
  const who = role(SECURITY, "ringfence-access-admin");
  const may = mayOf(policy, who, cases);
  const instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
  const sets = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef";
  const accounts = `arn:aws:sso:::account/${GATEKEEPER}`;
  for (const action of [
    "CreateAccountAssignment",
    "CreateInstanceAccessControlAttributeConfiguration",
    "CreatePermissionSet",
    "DeleteAccountAssignment",
    "DeleteInlinePolicyFromPermissionSet",
    "DeleteInstanceAccessControlAttributeConfiguration",
    "DeletePermissionSet",
    "DeletePermissionsBoundaryFromPermissionSet",
    "DescribePermissionSet",
    "DescribeAccountAssignmentCreationStatus",
    "GetInlinePolicyForPermissionSet",
    "GetPermissionsBoundaryForPermissionSet",
    "ListTagsForResource",
    "ListAccountAssignments",
    "ProvisionPermissionSet",
    "PutInlinePolicyToPermissionSet",
    "PutPermissionsBoundaryToPermissionSet",
    "TagResource",
    "UntagResource",
    "UpdateInstanceAccessControlAttributeConfiguration",
    "UpdatePermissionSet",
  ])
    for (const on of [instance, sets, accounts]) may(`sso:${action}`, on, {}, "allowed");
  for (const on of [
    `arn:aws:sso:::account/${HOME}`,
    `arn:aws:sso:::account/${MANAGEMENT}`,
    "arn:aws:sso:::instance/ssoins-another000000000",
    "arn:aws:sso:::permissionSet/ssoins-another000000000/ps-0123456789abcdef",
  ])
    for (const action of ["sso:CreateAccountAssignment", "sso:PutInlinePolicyToPermissionSet"]) may(action, on, {}, "not allowed");
  for (const action of [
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:CreateInstance",
    "sso:CreateApplication",
    "sso-directory:CreateUser",
  ])
    may(action, instance, {}, "not allowed");
  return cases;
}

/** Nobody else assigns anything, and behind SAML nobody at all. */
function guardrails(): Case[] {
  const ask = (policy: string, caller: Caller, action: string, expected: Case["expected"]): Case => ({
    policy,
    of: `${action} as ${caller.arn}`,
    request: request(caller, action, "arn:any", caller.account, {
      "aws:RequestedRegion": "us-west-2",
      "aws:ResourceAccount": caller.account,
    }),
    expected,
    ...(expected === "denied" ? { by: "NobodyElseAssigns" } : {}),
  });
  const actions = [
    "identitystore:CreateGroupMembership",
    "sso:CreateAccountAssignment",
    "sso:CreateInstance",
    "sso-directory:CreateBearerToken",
  ];
  const access = role(SECURITY, "ringfence-access-admin");
  const [saml, center] = ["organization-us-east-1/scp", "identity-center/organization-us-east-1/scp"];
  return actions.flatMap((action) => [
    ask(saml, access, action, "denied"),
    ask(center, access, action, "allowed"),
    ...[
      role(HOME, "ringfence-access-admin"),
      role(SECURITY, "ringfence-access-officer"),
      role(SECURITY, "OrganizationAccountAccessRole"),
      deployer(SECURITY),
      admin(SECURITY),
      admin(CUSTODY),
      reserved("gatekeeper-operator"),
    ].flatMap((caller) => [ask(saml, caller, action, "denied"), ask(center, caller, action, "denied")]),
    ...["iam:ListRoles", "s3:ListAllMyBuckets"].map((other) => ask(center, admin(HOME), other, "allowed")),
  ]);
}

export const identityCenterCases: readonly Case[] = [
  ...Object.entries(DUTIES).flatMap(([duty, datasets]) => datasets.flatMap((dataset) => set(duty, dataset))),
  ...["read", "write"].flatMap((duty) => (DUTIES["read"] ?? []).flatMap((dataset) => home(duty, dataset))),
  ...home("restore", "user-content"),
  ...glass(),
  ...twoPeople(),
  ...assigns(),
  ...guardrails(),
];
