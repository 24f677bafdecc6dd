import { BOOTSTRAPPED, GATEKEEPER, role } from "../callers";
import type { Case } from "../case";
import { mayOf } from "./may";

const BOUNDARIES: Record<string, readonly string[]> = {
  custody: ["ringfence-auditor-boundary"],
  home: ["ringfence-auditor-boundary", "ringfence-data-boundary"],
  recovery: ["ringfence-auditor-boundary"],
  edge: ["ringfence-auditor-boundary"],
  security: ["ringfence-auditor-boundary"],
  release: ["ringfence-auditor-boundary"],
  management: ["ringfence-auditor-boundary"],
  audit: ["ringfence-auditor-boundary", "ringfence-auditor-desk-boundary"],
  gatekeeper: ["ringfence-auditor-boundary", "ringfence-hub-boundary"],
};
const PEOPLE = ["ringfence-gatekeeper-read-sessions", "ringfence-auditor", "ringfence-auditor-desk", "ringfence-app-feed"];
const OTHERS = ["ringfence-deployer", "ringfence-key-admin", "ringfence-access-admin", "ringfence-access-officer", "ringfence-backup-x"];

/** What every access admin may; `program` where the policy is of another. */
export function administers(name: string, account: string, program = ""): Case[] {
  const cases: Case[] = [];
  const policy = `${program}bootstrap-${name}/aws_iam_role_policy/roles_ringfence-access-admin-policy`;
  const may = mayOf(policy, role(account, "ringfence-access-admin"), cases);
  const iam = (of: string) => `arn:aws:iam::${account}:role/${of}`;
  const within = (boundary: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/${boundary}` });
  for (const action of [
    "iam:DeleteRole",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListRolePolicies",
    "iam:ListAttachedRolePolicies",
    "iam:ListInstanceProfilesForRole",
    "iam:TagRole",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
  ]) {
    for (const person of PEOPLE) may(action, iam(person), {}, "allowed");
    for (const other of OTHERS) may(action, iam(other), {}, "not allowed");
  }
  const [first = ""] = BOUNDARIES[name] ?? [];
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"]) {
    for (const person of PEOPLE) {
      for (const boundary of BOUNDARIES[name] ?? []) may(action, iam(person), within(boundary), "allowed");
      for (const boundary of ["ringfence-boundary", "wide"]) may(action, iam(person), within(boundary), "not allowed");
      may(action, iam(person), {}, "not allowed");
    }
    for (const other of OTHERS) may(action, iam(other), within(first), "not allowed");
  }
  for (const action of [
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:CreatePolicyVersion",
    "iam:AttachRolePolicy",
    "iam:PassRole",
    "sts:AssumeRole",
    "s3:GetObject",
    "kms:PutKeyPolicy",
  ])
    may(action, iam("ringfence-auditor"), within(first), "not allowed");
  if (account === GATEKEEPER) federates(may);
  else may("iam:UpdateSAMLProvider", `arn:aws:iam::${account}:saml-provider/ringfence-gatekeepers`, {}, "not allowed");
  return cases;
}

function federates(may: ReturnType<typeof mayOf>): void {
  const provider = `arn:aws:iam::${GATEKEEPER}:saml-provider/ringfence-gatekeepers`;
  for (const action of ["Create", "Delete", "Get", "Tag", "Untag", "Update"]) {
    may(`iam:${action}SAMLProvider`, provider, {}, "allowed");
    may(`iam:${action}SAMLProvider`, `arn:aws:iam::${GATEKEEPER}:saml-provider/another`, {}, "not allowed");
  }
  may("iam:ListSAMLProviderTags", provider, {}, "allowed");
  may("iam:AddClientIDToOpenIDConnectProvider", provider, {}, "not allowed");
  for (const [action, service, kind] of [
    ["events:PutRule", "events", "rule/"],
    ["sns:CreateTopic", "sns", ""],
  ] as const) {
    may(action, `arn:aws:${service}:us-east-1:${GATEKEEPER}:${kind}ringfence-break-glass`, {}, "allowed");
    may(action, `arn:aws:${service}:us-east-1:${GATEKEEPER}:${kind}another`, {}, "not allowed");
  }
}

export const accessAdminCases: readonly Case[] = Object.entries(BOOTSTRAPPED).flatMap(([name, account]) => administers(name, account));
