import { admin, CUSTODY, deployer, HOME, keyAdmin, PARENT, RELEASE, role } from "../callers";
import type { Case } from "../case";
import { guardrail } from "./guardrails";

/** Only what the release path signed runs: functions by their configuration, images by who pushed them. */
const cases: Case[] = [];
const add = guardrail("scp", cases, ({ account }) => ({ "aws:ResourceAccount": account }));
const app = role(HOME, "app");
const signer = role(RELEASE, "ringfence-release-sign");
const bootstrap = role(HOME, "OrganizationAccountAccessRole");

const config = (account: string, region = "us-east-1") => ({
  "lambda:CodeSigningConfigArn": `arn:aws:lambda:${region}:${account}:code-signing-config:csc-0123456789abcdef0`,
});
for (const action of ["lambda:CreateFunction", "lambda:PutFunctionCodeSigningConfig"]) {
  for (const caller of [app, deployer(HOME), admin(HOME)]) {
    add("under the declared configuration", caller, action, config(HOME), "allowed");
    add("under none", caller, action, {}, "denied", "FunctionsSigned");
  }
  for (const account of [PARENT, CUSTODY, RELEASE])
    add(`under one of ${account}`, app, action, config(account), "denied", "FunctionsSigned");
  add("under one of another region", app, action, config(HOME, "us-west-2"), "denied", "FunctionsSigned");
}
add("code that comes later, which Lambda checks", app, "lambda:UpdateFunctionCode", {}, "allowed");
for (const action of ["lambda:DeleteCodeSigningConfig", "lambda:DeleteFunctionCodeSigningConfig"])
  for (const caller of [app, deployer(HOME), admin(HOME), bootstrap]) add("nobody", caller, action, {}, "denied", "AdmissionForGood");
for (const action of [
  "lambda:CreateCodeSigningConfig",
  "lambda:UpdateCodeSigningConfig",
  "signer:CancelSigningProfile",
  "signer:PutSigningProfile",
]) {
  for (const caller of [app, admin(HOME), admin(RELEASE), bootstrap]) add("by hand", caller, action, {}, "denied", "SigningByThePipeline");
  for (const caller of [deployer(HOME), deployer(RELEASE)]) add("by the pipeline", caller, action, {}, "allowed");
}

for (const action of ["signer:SignPayload", "signer:StartSigningJob"]) {
  for (const caller of [
    app,
    deployer(RELEASE),
    admin(RELEASE),
    keyAdmin(CUSTODY),
    role(RELEASE, "ringfence-release-build"),
    role(HOME, "ringfence-release-sign"),
  ])
    add("somebody else", caller, action, {}, "denied", "SignedByTheSigner");
  add("the signer", signer, action, {}, "allowed");
}
for (const caller of [signer, deployer(RELEASE), bootstrap])
  add("for another account", caller, "signer:AddProfilePermission", {}, "denied", "ProfilesOfOurs");

const repository = (account: string, name: string) => `arn:aws:ecr:us-east-1:${account}:repository/${name}`;
for (const caller of [admin(RELEASE), deployer(RELEASE), role(RELEASE, "ringfence-release-build")]) {
  add("past the signer", caller, "ecr:PutImage", {}, "denied", "ImagesByTheSigner", repository(RELEASE, "ringfence/released"));
  // Whose repository says who.
  add("a tool", caller, "ecr:PutImage", {}, "allowed", undefined, repository(RELEASE, "ringfence/tools"));
}
for (const caller of [app, deployer(HOME)])
  for (const name of ["app", "ringfence/tools"])
    add("at home", caller, "ecr:PutImage", {}, "denied", "ImagesByTheSigner", repository(HOME, name));
add("what it signed", signer, "ecr:PutImage", {}, "allowed", undefined, repository(RELEASE, "ringfence/released"));
for (const action of ["ecr:BatchImportUpstreamImage", "ecr:CreatePullThroughCacheRule"])
  for (const caller of [app, signer, deployer(RELEASE), bootstrap]) add("nobody", caller, action, {}, "denied", "NoImagesFromElsewhere");

export const signingCases: readonly Case[] = cases;
