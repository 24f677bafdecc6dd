import {
  APPROVAL,
  PIPELINE,
  RELEASED,
  type ReleaseRole,
  SOURCE_OBJECT,
  TOOLS,
  WORKS,
  projectName,
  signingProfile,
} from "../../config/release/names";
import type { AwsPlace } from "../../config/place";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { releaseBucketArn, repositoryArn, workLogGroup, workRole } from "./names";

const objects = (place: AwsPlace, of: "source" | "artifacts" | "releases") => `${releaseBucketArn(place, of)}/*`;
const pipelineArn = (place: AwsPlace) => arn(place, "codepipeline", PIPELINE);

/** The parent's one role inside: it puts the source, by one name, and reads nothing back. */
export function pushStatements(place: AwsPlace): readonly Statement[] {
  return [
    { Sid: "PutSource", Effect: "Allow", Action: ["s3:PutObject"], Resource: `${releaseBucketArn(place, "source")}/${SOURCE_OBJECT}` },
  ];
}

/** Only that principal of the parent's account; its account's root narrowed to it, since a principal that is not there is refused. */
export function pushTrust(partition: string, parent: { readonly account: string; readonly role: string }): Statement {
  return {
    Sid: "TheParentsPublisher",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${parent.account}:root` },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${parent.account}:role/${parent.role}` } },
  };
}

/** Whoever inspects, by the role of the account where the program says that he works. */
export function inspectorTrust(partition: string, account: string, role: string): Statement {
  return {
    Sid: "TheInspector",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${role}` } },
  };
}

/** Reads source, reports, records and the pipeline; decides on one action; starts and changes nothing. */
export function inspectorStatements(place: AwsPlace): readonly Statement[] {
  return [
    {
      Sid: "ReadWhatIsInspected",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [objects(place, "source"), objects(place, "artifacts"), objects(place, "releases")],
    },
    {
      Sid: "FindWhatIsInspected",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:ListBucketVersions"],
      Resource: [releaseBucketArn(place, "source"), releaseBucketArn(place, "artifacts"), releaseBucketArn(place, "releases")],
    },
    {
      Sid: "SeeThePipeline",
      Effect: "Allow",
      Action: ["codepipeline:GetPipelineState", "codepipeline:GetPipelineExecution", "codepipeline:ListActionExecutions"],
      Resource: pipelineArn(place),
    },
    {
      Sid: "Decide",
      Effect: "Allow",
      Action: ["codepipeline:PutApprovalResult"],
      Resource: `${pipelineArn(place)}/${APPROVAL.stage}/${APPROVAL.action}`,
    },
  ];
}

/** CodePipeline: takes the source, hands on artifacts, starts the projects. */
export function pipelineStatements(place: AwsPlace): readonly Statement[] {
  const source = releaseBucketArn(place, "source");
  return [
    {
      Sid: "TakeSource",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${source}/${SOURCE_OBJECT}`,
    },
    { Sid: "SourceIsVersioned", Effect: "Allow", Action: ["s3:GetBucketVersioning"], Resource: source },
    {
      Sid: "HandOnArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Resource: objects(place, "artifacts"),
    },
    {
      Sid: "StartProjects",
      Effect: "Allow",
      Action: ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
      Resource: WORKS.map((work) => arn(place, "codebuild", `project/${projectName(work)}`)),
    },
  ];
}

/** EventBridge starts the pipeline when source arrives. */
export function startStatements(place: AwsPlace): readonly Statement[] {
  return [{ Sid: "StartTheRelease", Effect: "Allow", Action: ["codepipeline:StartPipelineExecution"], Resource: pipelineArn(place) }];
}

/** What every project needs: artifacts, its log, its tools, and network interfaces of the isolated network (CodeBuild user guide, VPC). */
export function workStatements(place: AwsPlace, program: string, role: ReleaseRole): readonly Statement[] {
  const groups = WORKS.filter((work) => workRole(work) === role).map((work) =>
    arn(place, "logs", `log-group:${workLogGroup(program, work)}`),
  );
  return [
    {
      Sid: "PassArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Resource: objects(place, "artifacts"),
    },
    {
      Sid: "WriteItsLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: groups.map((group) => `${group}:*`),
    },
    {
      Sid: "PullTools",
      Effect: "Allow",
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: repositoryArn(place, TOOLS),
    },
    { Sid: "SignInToTheRegistry", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
    {
      Sid: "StandInTheNetwork",
      Effect: "Allow",
      Action: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
    },
    {
      Sid: "HandTheInterfaceToCodeBuild",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterfacePermission"],
      Resource: arn(place, "ec2", "network-interface/*"),
      Condition: { StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" } },
    },
  ];
}

/** What the signer may besides: push, sign, and leave the record. It is the only role that does any of the three. */
export function signStatements(place: AwsPlace, program: string, recordKeyArn: string): readonly Statement[] {
  const profile = (of: "images" | "functions") => arn(place, "signer", `/signing-profiles/${signingProfile(program, of)}`);
  return [
    {
      Sid: "PushReleased",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: repositoryArn(place, RELEASED),
    },
    { Sid: "SignImages", Effect: "Allow", Action: ["signer:SignPayload"], Resource: profile("images") },
    { Sid: "SignFunctions", Effect: "Allow", Action: ["signer:StartSigningJob"], Resource: profile("functions") },
    { Sid: "FollowSigning", Effect: "Allow", Action: ["signer:DescribeSigningJob"], Resource: arn(place, "signer", "/signing-jobs/*") },
    // KMS hands out no private key: the signature exists only where this role asked for it, and the log has it.
    { Sid: "SignTheRecord", Effect: "Allow", Action: ["kms:Sign"], Resource: recordKeyArn },
    { Sid: "LeaveTheRecord", Effect: "Allow", Action: ["s3:PutObject"], Resource: objects(place, "releases") },
    { Sid: "WhoApproved", Effect: "Allow", Action: ["codepipeline:GetPipelineState"], Resource: pipelineArn(place) },
  ];
}
