import {
  admin,
  AUDIT,
  breakGlass,
  CUSTODY,
  deployer,
  HOME,
  keyAdmin,
  MANAGEMENT,
  PARENT,
  RECOVERY,
  RELEASE,
  role,
  service,
  type Context,
} from "../callers";
import type { Case } from "../case";
import { FENCE, guardrail } from "./guardrails";

/** Who reaches the fence's resources, from where, and how: the resource control policies. */
const cases: Case[] = [];
/** Through an endpoint of the home's network, unless the case says otherwise. */
const add = guardrail("rcp", cases, ({ service: name }) => (name ? {} : { "aws:VpceAccount": HOME }));
const app = role(HOME, "app");
const SERVICES = ["aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "kms", "logs", "s3", "secretsmanager", "sqs"];
const STS = [
  "DecodeAuthorizationMessage",
  "GetAccessKeyInfo",
  "GetFederationToken",
  "GetServiceBearerToken",
  "GetSessionToken",
  "SetContext",
];
const REACHED = [...SERVICES.map((name) => `${name}:Anything`), ...STS.map((name) => `sts:${name}`)];
const legacy = role("101010101010", "administrator");
/** An account of the custodian's organization that is no part of the fence. */
const LEGACY: Context = { "aws:PrincipalOrgID": "o-custodian01" };

for (const action of [...REACHED, "sts:AssumeRole"]) {
  const by = action === "sts:AssumeRole" ? "RolesFromTheOrganization" : "FromTheOrganization";
  add("our own", app, action, {}, "allowed");
  add("the parent", admin(PARENT), action, {}, "denied", by);
  add("an account of no organization", role("101010101010", "a"), action, {}, "denied", by);
  add("an account of the fence that left", app, action, { "aws:PrincipalOrgID": "o-parentcorp1" }, "denied", by);
  add("an account of the fence in no organization", app, action, { "aws:PrincipalOrgID": undefined }, "denied", by);
}
for (const action of REACHED) {
  add("a legacy account of the same organization", legacy, action, LEGACY, "denied", "FromTheFence");
  add("somebody without an account", app, action, { "aws:PrincipalAccount": undefined }, "denied", "FromTheFence");
}
add("a legacy account of the same organization", legacy, "sts:AssumeRole", LEGACY, "denied", "RolesFromTheFence");
add("somebody without an account", app, "sts:AssumeRole", { "aws:PrincipalAccount": undefined }, "denied", "RolesFromTheFence");
for (const account of FENCE)
  for (const action of ["dynamodb:GetItem", "sts:AssumeRole"])
    add(`of ${account}`, role(account, "app"), action, { "aws:PrincipalOrgID": "o-custodian01" }, "allowed");
for (const action of ["dynamodb:GetItem", "sts:AssumeRole"])
  add(
    "the auditor's account, in the auditor's organization",
    role(AUDIT, "a"),
    action,
    { "aws:PrincipalOrgID": "o-auditfirm1" },
    "allowed",
  );
/** Declared doors: one role each, for those whom the program names, wherever their accounts stand. */
const examiner = role("131313131313", "examiner");
const firm = { "aws:PrincipalOrgID": "o-auditfirm1" };
const DOORS = [
  { of: `arn:aws:iam::${AUDIT}:role/ringfence-auditor-desk`, by: "OnlyAuditorsAtTheDesk", who: examiner },
  { of: `arn:aws:iam::${RELEASE}:role/ringfence-release-push`, by: "OnlyPublisherPushes", who: role(PARENT, "source-publisher") },
  { of: `arn:aws:iam::${RELEASE}:role/ringfence-release-inspector`, by: "OnlyInspectorInspects", who: role(AUDIT, "source-inspector") },
];
for (const { of, by, who } of DOORS) {
  for (const organization of ["o-custodian01", "o-auditfirm1", "o-parentcorp1", undefined])
    add(`whom ${of} is for`, who, "sts:AssumeRole", { "aws:PrincipalOrgID": organization }, "allowed", undefined, of);
  add("whose account AWS does not name", who, "sts:AssumeRole", { "aws:PrincipalAccount": undefined }, "allowed", undefined, of);
  for (const caller of [
    admin(who.account),
    role(HOME, who.arn.split("/")[1] as string),
    role("101010101010", who.arn.split("/")[1] as string),
    app,
    admin(PARENT),
    deployer(RELEASE),
  ])
    add("somebody else", caller, "sts:AssumeRole", {}, "denied", by, of);
  for (const source of [{}, { "aws:SourceAccount": MANAGEMENT, "aws:SourceOrgID": "o-custodian01" }])
    add("a service, for whomever", service("codepipeline.amazonaws.com"), "sts:AssumeRole", source, "denied", by, of);
  // In another account a role of the same name is no door.
  const elsewhere = of.replace(/\d{12}/, HOME);
  const kept = who.account === AUDIT ? { "aws:PrincipalOrgID": undefined } : {};
  const rule = who.account === AUDIT ? "RolesFromTheOrganization" : "RolesFromTheFence";
  add("a role of that name", who, "sts:AssumeRole", kept, "denied", rule, elsewhere);
  add("another role", who, "sts:AssumeRole", kept, "denied", rule, `arn:aws:iam::${RELEASE}:role/ringfence-release-sign`);
}
add("an examiner", examiner, "s3:GetObject", firm, "denied", "FromTheFence");
add("the publisher", role(PARENT, "source-publisher"), "s3:PutObject", {}, "denied", "FromTheOrganization");
// People who sign in through an identity provider have no organization before they have.
for (const action of ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity", "sts:TagSession"])
  add("who signs in", role("101010101010", "federated"), action, {}, "allowed");

/** Services: for ours, and for ours alone. */
const trail = service("cloudtrail.amazonaws.com");
const forOurs = { "aws:SourceAccount": MANAGEMENT, "aws:SourceOrgID": "o-custodian01" };
for (const action of [...SERVICES.map((name) => `${name}:Anything`), "sts:AssumeRole"]) {
  add("a service for ours", trail, action, forOurs, "allowed");
  add("a service for the auditor's", trail, action, { ...forOurs, "aws:SourceOrgID": "o-auditfirm1" }, "allowed");
  add("a service that names no source", service("logs.us-east-1.amazonaws.com"), action, {}, "allowed");
  add(
    "a service for the parent",
    trail,
    action,
    { "aws:SourceAccount": PARENT, "aws:SourceOrgID": "o-parentcorp1" },
    "denied",
    "ServicesForOurs",
  );
  add("a service for an account of no organization", trail, action, { "aws:SourceAccount": "101010101010" }, "denied", "ServicesForOurs");
}
// A well-known landing zone ships it without the two guards: its own principals then decrypt nothing.
add("our own, who have no source", app, "kms:Decrypt", {}, "allowed");
add(
  "our own, for somebody's sake",
  app,
  "dynamodb:GetItem",
  { "aws:SourceAccount": PARENT, "aws:SourceOrgID": "o-parentcorp1" },
  "allowed",
);
add(
  "one of whom AWS does not say whether it is a service",
  app,
  "dynamodb:GetItem",
  { "aws:SourceAccount": PARENT, "aws:PrincipalIsAWSService": undefined },
  "allowed",
);
for (const action of ["dynamodb:GetItem", "sts:AssumeRole"]) {
  add(
    "a stranger of whom AWS does not say so",
    admin(PARENT),
    action,
    { "aws:PrincipalIsAWSService": undefined },
    "denied",
    action === "sts:AssumeRole" ? "RolesFromTheOrganization" : "FromTheOrganization",
  );
  const by = action === "sts:AssumeRole" ? "RolesFromTheFence" : "FromTheFence";
  add("a legacy account of which AWS does not say so", legacy, action, { ...LEGACY, "aws:PrincipalIsAWSService": undefined }, "denied", by);
}

/** The network: data through an endpoint of ours. */
const DATA = [
  "cognito-identity:GetCredentialsForIdentity",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:PutImage",
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:PutObject",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
];
const people = role(HOME, "ringfence-gatekeeper-read-profiles");
const abroad = { "aws:VpceAccount": undefined };
for (const action of DATA) {
  for (const caller of [app, people, keyAdmin(CUSTODY), breakGlass(CUSTODY), admin(MANAGEMENT)]) {
    add("through the home's network", caller, action, {}, "allowed");
    add("from anywhere else", caller, action, abroad, "denied", "ThroughOurNetworks");
    add("through the parent's network", caller, action, { "aws:VpceAccount": PARENT }, "denied", "ThroughOurNetworks");
  }
  for (const name of [
    "OrganizationAccountAccessRole",
    "ringfence-deployer",
    "ringfence-backup-us-east-1",
    "ringfence-replication-user-content",
    "ringfence-mover-a",
    "aws:ec2-infrastructure",
  ])
    add("who calls from no network of ours", role(HOME, name), action, abroad, "allowed");
  for (const name of ["ringfence-release-push", "ringfence-release-inspector"]) {
    add("who comes by a declared door", role(RELEASE, name), action, abroad, "allowed");
    add("a role of that name elsewhere", role(HOME, name), action, abroad, "denied", "ThroughOurNetworks");
  }
  add("a service on a caller's behalf", app, action, { ...abroad, "aws:ViaAWSService": "true" }, "allowed");
  add("a service for itself", trail, action, forOurs, "allowed");
  add("the auditor's people, at the auditor's", role(AUDIT, "ringfence-auditor-desk"), action, abroad, "allowed");
}
for (const account of FENCE) add(`through a network of ${account}`, app, "s3:GetObject", { "aws:VpceAccount": account }, "allowed");
add("nothing said of services", app, "s3:GetObject", { ...abroad, "aws:ViaAWSService": undefined }, "denied", "ThroughOurNetworks");
add(
  "nothing said of who is one",
  app,
  "s3:GetObject",
  { ...abroad, "aws:PrincipalIsAWSService": undefined },
  "denied",
  "ThroughOurNetworks",
);
add("nothing said of the caller", app, "s3:GetObject", { ...abroad, "aws:PrincipalArn": undefined }, "denied", "ThroughOurNetworks");
for (const action of [
  "dynamodb:GetItem",
  "secretsmanager:GetSecretValue",
  "logs:GetLogEvents",
  "s3:PutBucketPolicy",
  "s3:ListBucket",
  "kms:DescribeKey",
])
  add("what has no such key, or no data", app, action, abroad, "allowed");
for (const caller of [keyAdmin(CUSTODY), breakGlass(CUSTODY), deployer(CUSTODY)]) {
  add("custody administers from anywhere", caller, "kms:PutKeyPolicy", abroad, "allowed");
  add("custody makes keys from anywhere", caller, "kms:CreateKey", abroad, "allowed");
}

/** Each request itself. */
for (const action of [
  "dynamodb:GetItem",
  "kms:DescribeKey",
  "logs:PutLogEvents",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "sqs:SendMessage",
  "sts:AssumeRole",
]) {
  add("in the clear", app, action, { "aws:SecureTransport": "false" }, "denied", "NeverInTheClear");
  add("a service that says nothing of it", app, action, { "aws:SecureTransport": undefined }, "allowed");
}
for (const version of ["1.0", "1.1"]) add(`by TLS ${version}`, app, "s3:GetObject", { "s3:TlsVersion": version }, "denied", "TlsOfToday");
for (const version of ["1.2", "1.3", undefined]) add(`by TLS ${version}`, app, "s3:GetObject", { "s3:TlsVersion": version }, "allowed");
add("an old link", app, "s3:GetObject", { "s3:signatureAge": "600001" }, "denied", "SignaturesOfToday");
for (const age of ["600000", "5", undefined]) add("a fresh one", app, "s3:GetObject", { "s3:signatureAge": age }, "allowed");
const sse = "s3:x-amz-server-side-encryption-customer-algorithm";
add("under a key that the caller brings", app, "s3:PutObject", { [sse]: "AES256" }, "denied", "NoKeysOfTheCallers");
add("under custody's", app, "s3:PutObject", {}, "allowed");
for (const action of ["kms:CreateKey", "kms:PutKeyPolicy"]) {
  const bypass = (is: string | undefined) => ({ "kms:BypassPolicyLockoutSafetyCheck": is });
  for (const caller of [keyAdmin(CUSTODY), role(CUSTODY, "OrganizationAccountAccessRole")]) {
    add("past the lockout check", caller, action, bypass("true"), "denied", "NoLockout");
    for (const is of ["false", undefined]) add("with it", caller, action, bypass(is), "allowed");
  }
}
const linked = role(RECOVERY, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
add("a service-linked role is bound by none", linked, "kms:Decrypt", { ...abroad, "aws:SecureTransport": "false" }, "allowed");
add("nor is the retiring of a grant", app, "kms:RetireGrant", { "aws:SecureTransport": "false" }, "allowed");

export const resourceCases: readonly Case[] = cases;
