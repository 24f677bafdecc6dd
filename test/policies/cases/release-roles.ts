import type { Caller } from "../../../review/access/types";
import { admin, AUDIT, deployer, HOME, MANAGEMENT, PARENT, RELEASE, role, service, type Context } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf, type May } from "./may";

const STACK = "release-us-east-1";
const bucket = (of: string) => `arn:aws:s3:::ringfence-${of}-${RELEASE}-us-east-1`;
const [SOURCE, ARTIFACTS, RELEASES] = [bucket("source"), bucket("artifacts"), bucket("releases")];
const here = (service: string, of: string) => `arn:aws:${service}:us-east-1:${RELEASE}:${of}`;
const PIPELINE = here("codepipeline", "ringfence-release");
const [RELEASED, TOOLS] = [here("ecr", "repository/ringfence/released"), here("ecr", "repository/ringfence/tools")];
const DATA: readonly (readonly [string, string])[] = [
  ["s3:GetObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a"],
  ["s3:PutObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a"],
  ["dynamodb:GetItem", "arn:aws:dynamodb:us-west-2:333333333333:table/sessions"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:333333333333:secret:rds-cluster-1"],
];

interface Role {
  readonly may: May;
  readonly allowed: (actions: readonly string[], resource: string, context?: Context) => void;
  readonly refused: (actions: readonly string[], resource: string, context?: Context) => void;
}

/** A role of the release path; whichever it is, it reaches no data and gives itself nothing. */
function roleOf(name: string, cases: Case[]): Role {
  const may = mayOf(`${STACK}/aws_iam_role_policy/roles_${name}_policy`, role(RELEASE, `ringfence-release-${name}`), cases);
  for (const [action, on] of DATA) may(action, on, {}, "not allowed");
  may("iam:PassRole", `arn:aws:iam::${RELEASE}:role/ringfence-release-sign`, {}, "not allowed");
  const all =
    (expected: "allowed" | "not allowed") =>
    (actions: readonly string[], resource: string, context: Context = {}) => {
      for (const action of actions) may(action, resource, context, expected);
    };
  return { may, allowed: all("allowed"), refused: all("not allowed") };
}

/** A role that one service takes, for its own account. */
function takenBy(name: string, taker: string, cases: Case[]): void {
  const trust = trustOf(`${STACK}/aws_iam_role/roles_${name}_role`, cases);
  const [own, theirs] = [{ "aws:SourceAccount": RELEASE }, { "aws:SourceAccount": PARENT }];
  const taking = service(`${taker}.amazonaws.com`);
  trust(`${taker} for this account`, taking, own, "allowed");
  trust(`${taker} for the parent's account`, taking, theirs, "not allowed");
  trust(`${taker} for nobody`, taking, {}, "not allowed");
  trust("another service", service("lambda.amazonaws.com"), own, "not allowed");
  trust("a person", admin(RELEASE), own, "not allowed");
  trust(`${taker} in somebody's name`, taking, own, "not allowed", "sts:SetSourceIdentity");
}

/** A role that one role of another account takes. */
function takenFrom(name: string, taker: Caller, cases: Case[]): void {
  const trust = trustOf(`${STACK}/aws_iam_role/roles_${name}_role`, cases);
  trust("the one role", taker, {}, "allowed");
  trust("another role of its account", admin(taker.account), {}, "not allowed");
  trust("its account's root", { account: taker.account, arn: `arn:aws:iam::${taker.account}:root` }, {}, "not allowed");
  trust("the role's name in another account", role(MANAGEMENT, taker.arn.split("/")[1] as string), {}, "not allowed");
  // AWS never says so: the account that is named and the ARN that is matched each have to do.
  trust("another account under the role's ARN", admin(MANAGEMENT), { "aws:PrincipalArn": taker.arn }, "not allowed");
  trust("the role, of whom AWS does not say so", taker, { "aws:PrincipalArn": undefined }, "not allowed");
  trust("the role in somebody's name", taker, {}, "not allowed", "sts:SetSourceIdentity");
}

function push(cases: Case[]): void {
  takenFrom("push", role(PARENT, "source-publisher"), cases);
  const { allowed, refused } = roleOf("push", cases);
  allowed(["s3:PutObject"], `${SOURCE}/incoming/source.zip`);
  refused(["s3:PutObject"], `${SOURCE}/incoming/another.zip`);
  for (const other of [ARTIFACTS, RELEASES]) refused(["s3:PutObject"], `${other}/incoming/source.zip`);
  refused(["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:PutObjectRetention"], `${SOURCE}/incoming/source.zip`);
  refused(["s3:ListBucket", "s3:PutBucketPolicy"], SOURCE);
  refused(["ecr:PutImage", "ecr:BatchGetImage"], RELEASED);
  refused(["codepipeline:PutApprovalResult", "codepipeline:StartPipelineExecution", "codepipeline:GetPipelineState"], PIPELINE);
}

function inspector(cases: Case[]): void {
  takenFrom("inspector", role(AUDIT, "source-inspector"), cases);
  const { allowed, refused } = roleOf("inspector", cases);
  for (const place of [SOURCE, ARTIFACTS, RELEASES]) {
    allowed(["s3:GetObject", "s3:GetObjectVersion"], `${place}/any`);
    refused(["s3:PutObject", "s3:DeleteObject"], `${place}/any`);
    allowed(["s3:ListBucket", "s3:ListBucketVersions"], place);
    refused(["s3:PutBucketPolicy", "s3:DeleteBucket"], place);
  }
  refused(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::ringfence-state-999999999999");
  allowed(["codepipeline:GetPipelineState", "codepipeline:GetPipelineExecution", "codepipeline:ListActionExecutions"], PIPELINE);
  refused(["codepipeline:StartPipelineExecution", "codepipeline:UpdatePipeline"], PIPELINE);
  refused(["codepipeline:GetPipelineState"], here("codepipeline", "another"));
  allowed(["codepipeline:PutApprovalResult"], `${PIPELINE}/Approve/Inspector`);
  for (const elsewhere of [`${PIPELINE}/Sign/Inspector`, `${PIPELINE}/Approve/another`, here("codepipeline", "another/Approve/Inspector")])
    refused(["codepipeline:PutApprovalResult"], elsewhere);
  refused(["codepipeline:OverrideStageCondition", "codepipeline:RetryStageExecution"], `${PIPELINE}/Approve/Inspector`);
  refused(["ecr:PutImage"], RELEASED);
  refused(["signer:SignPayload"], here("signer", "/signing-profiles/ringfence_united_states_images"));
}

function pipeline(cases: Case[]): void {
  takenBy("pipeline", "codepipeline", cases);
  const { allowed, refused } = roleOf("pipeline", cases);
  allowed(["s3:GetObject", "s3:GetObjectVersion"], `${SOURCE}/incoming/source.zip`);
  refused(["s3:GetObject", "s3:GetObjectVersion"], `${SOURCE}/another`);
  refused(["s3:PutObject", "s3:DeleteObject"], `${SOURCE}/incoming/source.zip`);
  allowed(["s3:GetBucketVersioning"], SOURCE);
  refused(["s3:GetBucketVersioning"], RELEASES);
  refused(["s3:PutBucketVersioning"], SOURCE);
  allowed(["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], `${ARTIFACTS}/any`);
  refused(["s3:DeleteObject"], `${ARTIFACTS}/any`);
  refused(["s3:GetObject", "s3:PutObject"], `${RELEASES}/any`);
  for (const work of ["sast", "dependencies", "secrets", "build", "sign"]) {
    allowed(["codebuild:StartBuild", "codebuild:BatchGetBuilds"], here("codebuild", `project/ringfence-release-${work}`));
    refused(["codebuild:UpdateProject", "codebuild:DeleteProject"], here("codebuild", `project/ringfence-release-${work}`));
  }
  refused(["codebuild:StartBuild"], here("codebuild", "project/another"));
  refused(["codepipeline:PutApprovalResult"], `${PIPELINE}/Approve/Inspector`);
  refused(["ecr:PutImage"], RELEASED);
}

function start(cases: Case[]): void {
  takenBy("start", "events", cases);
  const { allowed, refused } = roleOf("start", cases);
  allowed(["codepipeline:StartPipelineExecution"], PIPELINE);
  refused(["codepipeline:StartPipelineExecution"], here("codepipeline", "another"));
  refused(["codepipeline:PutApprovalResult", "codepipeline:UpdatePipeline"], PIPELINE);
}

/** What all projects may, and what only the signer may. */
function work(name: string, logs: readonly string[], others: readonly string[], cases: Case[]): Role {
  takenBy(name, "codebuild", cases);
  const one = roleOf(name, cases);
  const { allowed, refused } = one;
  allowed(["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], `${ARTIFACTS}/any`);
  refused(["s3:DeleteObject"], `${ARTIFACTS}/any`);
  for (const action of ["s3:GetObject", "s3:PutObject"]) refused([action], `${SOURCE}/incoming/source.zip`);
  const group = (of: string) => here("logs", `log-group:/ringfence/united-states/release/${of}:log-stream:a`);
  for (const log of logs) {
    allowed(["logs:CreateLogStream", "logs:PutLogEvents"], group(log));
    refused(["logs:GetLogEvents", "logs:DeleteLogStream"], group(log));
  }
  for (const other of others) refused(["logs:CreateLogStream", "logs:PutLogEvents"], group(other));
  allowed(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], TOOLS);
  refused(["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:DeleteRepository"], TOOLS);
  allowed(["ecr:GetAuthorizationToken"], "*");
  refused(["ecr:CreateRepository"], "*");
  refused(["ecr:BatchGetImage"], here("ecr", "repository/another"));
  const network = [
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
    "DescribeDhcpOptions",
    "DescribeNetworkInterfaces",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeVpcs",
  ].map((action) => `ec2:${action}`);
  allowed(network, "*");
  refused(["ec2:CreateInternetGateway", "ec2:RunInstances"], "*");
  const interfaces = here("ec2", "network-interface/eni-1");
  const to = (whom: string) => ({ "ec2:AuthorizedService": whom });
  allowed(["ec2:CreateNetworkInterfacePermission"], interfaces, to("codebuild.amazonaws.com"));
  refused(["ec2:CreateNetworkInterfacePermission"], interfaces, to("lambda.amazonaws.com"));
  refused(["ec2:CreateNetworkInterfacePermission"], interfaces);
  refused(["ec2:CreateNetworkInterfacePermission"], here("ec2", "subnet/subnet-1"), to("codebuild.amazonaws.com"));
  refused(["ec2:AttachNetworkInterface"], interfaces, to("codebuild.amazonaws.com"));
  refused(["codepipeline:PutApprovalResult"], `${PIPELINE}/Approve/Inspector`);
  return one;
}

const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:CompleteLayerUpload",
  "ecr:GetDownloadUrlForLayer",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];
const PROFILE = here("signer", "/signing-profiles/ringfence_united_states_");
const [RECORDS, RELEASE_KEY] = [here("kms", "key/records"), here("kms", "key/release")];

function sign(cases: Case[]): void {
  const { allowed, refused } = work("sign", ["sign"], ["build", "sast"], cases);
  allowed(PUSH, RELEASED);
  refused(["ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy", "ecr:PutImageTagMutability"], RELEASED);
  refused(["ecr:PutImage"], here("ecr", "repository/another"));
  allowed(["signer:SignPayload"], `${PROFILE}images`);
  refused(["signer:SignPayload", "signer:CancelSigningProfile"], `${PROFILE}functions`);
  refused(["signer:RevokeSigningProfile"], `${PROFILE}images`);
  allowed(["signer:StartSigningJob"], `${PROFILE}functions`);
  refused(["signer:StartSigningJob"], `${PROFILE}images`);
  allowed(["signer:DescribeSigningJob"], here("signer", "/signing-jobs/a"));
  refused(["signer:RevokeSignature"], here("signer", "/signing-jobs/a"));
  refused(["signer:DescribeSigningJob"], `arn:aws:signer:us-east-1:${PARENT}:/signing-jobs/a`);
  allowed(["kms:Sign"], RECORDS);
  refused(["kms:Sign"], RELEASE_KEY);
  refused(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"], RECORDS);
  allowed(["s3:PutObject"], `${RELEASES}/records/a.json`);
  refused(["s3:DeleteObject", "s3:BypassGovernanceRetention", "s3:PutObjectRetention"], `${RELEASES}/records/a.json`);
  allowed(["codepipeline:GetPipelineState"], PIPELINE);
  refused(["codepipeline:GetPipelineState"], here("codepipeline", "another"));
  refused(["codepipeline:StartPipelineExecution", "codepipeline:UpdatePipeline"], PIPELINE);
}

/** Neither scanner nor builder pushes, signs or records. */
function unsigned(name: string, logs: readonly string[], others: readonly string[], cases: Case[]): void {
  const { refused } = work(name, logs, others, cases);
  refused(PUSH, RELEASED);
  refused(["signer:SignPayload"], `${PROFILE}images`);
  refused(["signer:StartSigningJob"], `${PROFILE}functions`);
  refused(["kms:Sign"], RECORDS);
  refused(["s3:PutObject"], `${RELEASES}/records/a.json`);
}

/** What the deployers of the release account and of a home may besides what every deployer may. */
function deployers(cases: Case[]): void {
  const inside = { "aws:RequestedRegion": "us-east-1" };
  const may = mayOf("bootstrap-release/aws_iam_role_policy/roles_ringfence-deployer-policy", deployer(RELEASE), cases);
  for (const action of ["codebuild:CreateProject", "codepipeline:CreatePipeline", "events:PutRule", "signer:PutSigningProfile"]) {
    may(action, "arn:any", inside, "allowed");
    may(action, "arn:any", { "aws:RequestedRegion": "ap-southeast-1" }, "not allowed");
  }
  for (const action of [
    "codebuild:StartBuild",
    "codebuild:StartBuildBatch",
    "codebuild:RetryBuild",
    "codepipeline:PutApprovalResult",
    "signer:SignPayload",
    "signer:StartSigningJob",
  ])
    may(action, "arn:any", inside, "denied", "NeverWhatItBuildsForOthers");
  const named = `arn:aws:iam::${RELEASE}:role/ringfence-release-sign`;
  const bound = { "iam:PermissionsBoundary": `arn:aws:iam::${RELEASE}:policy/ringfence-boundary` };
  for (const action of ["iam:GetRole", "iam:DeleteRole"]) may(action, named, {}, "allowed");
  may("iam:CreateRole", named, bound, "allowed");
  may("iam:CreateRole", named, {}, "not allowed");
  for (const to of ["codebuild", "codepipeline", "events"])
    may("iam:PassRole", named, { "iam:PassedToService": `${to}.amazonaws.com` }, "allowed");
  may("iam:PassRole", named, { "iam:PassedToService": "ec2.amazonaws.com" }, "not allowed");
  const linked = `arn:aws:iam::${RELEASE}:role/aws-service-role/replication.ecr.amazonaws.com/any`;
  may("iam:CreateServiceLinkedRole", linked, { "iam:AWSServiceName": "replication.ecr.amazonaws.com" }, "allowed");

  const home = mayOf("bootstrap-home/aws_iam_role_policy/roles_ringfence-deployer-policy", deployer(HOME), cases);
  for (const action of ["CreateCodeSigningConfig", "DeleteCodeSigningConfig", "GetCodeSigningConfig", "UpdateCodeSigningConfig"])
    home(`lambda:${action}`, "arn:any", inside, "allowed");
  for (const action of ["ListTags", "TagResource", "UntagResource"]) home(`lambda:${action}`, "arn:any", inside, "allowed");
  for (const action of [
    "CreateDirectConnectGatewayAssociation",
    "DeleteDirectConnectGatewayAssociation",
    "UpdateDirectConnectGatewayAssociation",
  ])
    home(`directconnect:${action}`, "arn:any", inside, "allowed");
  home("directconnect:DescribeDirectConnectGatewayAssociations", "arn:any", inside, "allowed");
  for (const action of ["CreateDirectConnectGateway", "CreatePrivateVirtualInterface"])
    home(`directconnect:${action}`, "arn:any", inside, "not allowed");
  for (const action of ["CreateFunction", "UpdateFunctionCode", "DeleteFunctionCodeSigningConfig", "InvokeFunction"])
    home(`lambda:${action}`, "arn:any", inside, "not allowed");
}

const SCANS = ["sast", "dependencies", "secrets"];
const collected: Case[] = [];
push(collected);
inspector(collected);
pipeline(collected);
start(collected);
unsigned("scan", SCANS, ["build", "sign"], collected);
unsigned("build", ["build"], ["sast", "sign"], collected);
sign(collected);
deployers(collected);
export const releaseRoleCases: readonly Case[] = collected;
