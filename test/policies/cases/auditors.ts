import { admin, AUDIT, BOOTSTRAPPED, EXAMINER, GATEKEEPER, HOME, PARENT, role, signedIn, type Context } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf } from "./may";
import { CONFIGURATION_READS, DATA_ACTIONS } from "./reads";

const at = (time: string): Context => ({ "aws:CurrentTime": time });
const DURING = [at("2026-11-01T00:00:00Z"), at("2027-03-15T12:00:00Z"), at("2027-10-31T23:59:59Z")];
const NEVER = [
  [at("2026-10-31T23:59:59Z"), "not allowed"],
  [{}, "not allowed"],
  [at("2027-11-01T00:00:00Z"), "denied"],
] as const;
const NOW = at("2027-03-15T12:00:00Z");

function desk(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("access-audit-us-east-1/aws_iam_role/desk_role", cases);
  const examiner = role(EXAMINER, "examiner");
  for (const time of DURING) trust("the auditing firm's examiner", examiner, time, "allowed");
  for (const [time, verdict] of NEVER) trust("the examiner, when it is over or has not begun", examiner, time, verdict);
  trust("another role of the firm's", role(EXAMINER, "sales"), NOW, "not allowed");
  trust("the firm's name on another account's", admin(GATEKEEPER), { ...NOW, "aws:PrincipalArn": examiner.arn }, "not allowed");
  trust("an examiner without a name", examiner, { ...NOW, "aws:PrincipalArn": undefined }, "not allowed");
  trust("in somebody's name", examiner, NOW, "not allowed", "sts:SetSourceIdentity");
  for (const account of [PARENT, HOME, AUDIT]) trust(`somebody of ${account}`, role(account, "examiner"), NOW, "not allowed");
  trust("somebody signed in", signedIn(`arn:aws:iam::${GATEKEEPER}:saml-provider/ringfence-gatekeepers`), NOW, "not allowed");

  const may = mayOf("access-audit-us-east-1/aws_iam_role_policy/desk_policy", role(AUDIT, "ringfence-auditor-desk"), cases);
  for (const account of Object.values(BOOTSTRAPPED)) may("sts:AssumeRole", `arn:aws:iam::${account}:role/ringfence-auditor`, {}, "allowed");
  for (const other of [
    `arn:aws:iam::${HOME}:role/ringfence-deployer`,
    `arn:aws:iam::${HOME}:role/ringfence-gatekeeper-read-sessions`,
    `arn:aws:iam::${PARENT}:role/ringfence-auditor`,
  ])
    may("sts:AssumeRole", other, {}, "not allowed");
  may("sts:TagSession", `arn:aws:iam::${HOME}:role/ringfence-auditor`, {}, "not allowed");
  const archive = `arn:aws:s3:::ringfence-archive-${AUDIT}-us-east-1`;
  const store = "arn:aws:s3:::user-content-333333333333-us-east-1";
  for (const action of ["s3:GetBucketLocation", "s3:ListBucket"]) {
    may(action, archive, {}, "allowed");
    may(action, store, {}, "not allowed");
  }
  for (const action of ["s3:GetObject", "s3:GetObjectVersion"]) {
    may(action, `${archive}/a`, {}, "allowed");
    may(action, `${store}/a`, {}, "not allowed");
  }
  for (const action of ["s3:DeleteObject", "s3:PutObject", "s3:PutBucketPolicy"]) {
    may(action, `${archive}/a`, {}, "not allowed");
    may(action, archive, {}, "not allowed");
  }
  const key = `arn:aws:kms:us-west-2:${AUDIT}:key/any`;
  const s3 = { "kms:ViaService": "s3.us-west-2.amazonaws.com" };
  may("kms:Decrypt", key, s3, "allowed");
  may("kms:Decrypt", key, {}, "not allowed");
  may("kms:Decrypt", key, { "kms:ViaService": "secretsmanager.us-west-2.amazonaws.com" }, "not allowed");
  may("kms:Decrypt", `arn:aws:kms:us-east-1:${HOME}:key/any`, s3, "not allowed");
  may("kms:CreateGrant", key, s3, "not allowed");
  return cases;
}

function auditor(name: string, account: string): Case[] {
  const cases: Case[] = [];
  const stack = name === "gatekeeper" ? "access-us-east-1" : `access-${name}-us-east-1`;
  const trust = trustOf(`${stack}/aws_iam_role/auditor_role`, cases);
  const arrives = role(AUDIT, "ringfence-auditor-desk");
  for (const time of DURING) trust("from the desk", arrives, time, "allowed");
  for (const [time, verdict] of NEVER) trust("from the desk, when it is over or has not begun", arrives, time, verdict);
  trust("the firm's examiner, past the desk", role(EXAMINER, "examiner"), NOW, "not allowed");
  trust("another role of the audit account", admin(AUDIT), NOW, "not allowed");
  trust("the desk's name on another account's", admin(GATEKEEPER), { ...NOW, "aws:PrincipalArn": arrives.arn }, "not allowed");
  trust("the desk without its name", arrives, { ...NOW, "aws:PrincipalArn": undefined }, "not allowed");
  trust("in somebody's name", arrives, NOW, "not allowed", "sts:SetSourceIdentity");
  trust("the parent", role(PARENT, "ringfence-auditor-desk"), NOW, "not allowed");

  const may = mayOf(`${stack}/aws_iam_role_policy/auditor_policy`, role(account, "ringfence-auditor"), cases);
  for (const action of CONFIGURATION_READS) may(action, "arn:any", {}, "allowed");
  for (const action of [...DATA_ACTIONS, "access-analyzer:DeleteAnalyzer", "iam:CreateRole", "s3:PutBucketPolicy"])
    may(action, "arn:any", {}, "not allowed");
  return cases;
}

export const auditorCases: readonly Case[] = [
  ...desk(),
  ...Object.entries(BOOTSTRAPPED).flatMap(([name, account]) => auditor(name, account)),
];
