import { admin, HOME, ORGANIZATION, PARENT, RELEASE, request, role } from "../callers";
import type { Case } from "../case";

/** Each endpoint, and an action of its service's. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  dynamodb: "dynamodb:GetItem",
  ec2: "ec2:DescribeInstances",
  "ecr-api": "ecr:DescribeImages",
  "ecr-dkr": "ecr:BatchGetImage",
  elasticfilesystem: "elasticfilesystem:ClientMount",
  kms: "kms:Decrypt",
  logs: "logs:PutLogEvents",
  monitoring: "cloudwatch:PutMetricData",
  rds: "rds:DescribeDBClusters",
  s3: "s3:GetObject",
  secretsmanager: "secretsmanager:GetSecretValue",
  ssm: "ssm:GetParameter",
  sts: "sts:AssumeRole",
};

const RELEASE_ENDPOINTS: Readonly<Record<string, string>> = {
  codepipeline: "codepipeline:GetPipelineState",
  dynamodb: "dynamodb:GetItem",
  "ecr-api": "ecr:DescribeImages",
  "ecr-dkr": "ecr:PutImage",
  kms: "kms:Sign",
  logs: "logs:PutLogEvents",
  s3: "s3:GetObject",
  signer: "signer:SignPayload",
};

export const endpointCases: readonly Case[] = [
  ...network("network", "us-east-1", HOME, ENDPOINTS, ["released"]),
  ...network("network", "us-west-2", HOME, ENDPOINTS, ["released"]),
  ...network("network-release", "us-east-1", RELEASE, RELEASE_ENDPOINTS, ["released", "tools"]),
];

/** The endpoint that agents of an old site reach: its API is the organization's own, as any other's. */
export const lineEndpointCases: readonly Case[] = perimeter(
  "copy/line-us-east-1/aws_vpc_endpoint/line_agents_endpoint",
  HOME,
  "datasync:StartTaskExecution",
);

function network(
  layer: string,
  region: string,
  account: string,
  endpoints: Readonly<Record<string, string>>,
  images: readonly string[],
): Case[] {
  return Object.entries(endpoints).flatMap(([name, action]): Case[] => {
    const policy = `${layer}-${region}/aws_vpc_endpoint/network_endpoint-${name}`;
    if (name.startsWith("ecr-")) return registry(policy, region, account, action, images);
    return [...perimeter(policy, account, action), ...(name === "s3" ? layers(policy, region) : [])];
  });
}

/** Our own principals on our own resources, by the service's own actions. */
function perimeter(policy: string, account: string, action: string): Case[] {
  const ours = { "aws:ResourceOrgID": ORGANIZATION };
  const own = role(account, "app");
  return [
    { policy, of: "our own on our own", request: request(own, action, "arn:any", HOME, ours), expected: "allowed" },
    {
      policy,
      of: "a stranger's key on our own",
      request: request(admin(PARENT), action, "arn:any", HOME, ours),
      expected: "not allowed",
    },
    {
      policy,
      of: "our own to the parent",
      request: request(own, action, "arn:any", PARENT, { "aws:ResourceOrgID": "o-parentcorp1" }),
      expected: "not allowed",
    },
    {
      policy,
      of: "our own to an account of no organization",
      request: request(own, action, "arn:any", "123456789012"),
      expected: "not allowed",
    },
    {
      policy,
      of: "a stranger to a stranger",
      request: request(admin(PARENT), action, "arn:any", PARENT, { "aws:ResourceOrgID": "o-parentcorp1" }),
      expected: "not allowed",
    },
    {
      policy,
      of: "nobody in particular on our own",
      request: request(own, action, "arn:any", HOME, { ...ours, "aws:PrincipalOrgID": undefined }),
      expected: "not allowed",
    },
    {
      policy,
      of: "another service's action",
      request: request(own, "lambda:InvokeFunction", "arn:any", HOME, ours),
      expected: "not allowed",
    },
  ];
}

/** What runs in a network comes from these repositories, and from no other of the organization's. */
function registry(policy: string, region: string, account: string, action: string, images: readonly string[]): Case[] {
  const cases: Case[] = [];
  const ours = { "aws:ResourceOrgID": ORGANIZATION };
  const repository = (of: string, whose = RELEASE, where = region) => `arn:aws:ecr:${where}:${whose}:repository/ringfence/${of}`;
  const own = role(account, "app");
  const add = (of: string, caller = own, on = repository("released"), context: Record<string, string | undefined> = ours, asked = action) =>
    cases.push({ policy, of, request: request(caller, asked, on, account, context), expected: "not allowed" });
  for (const image of images)
    cases.push({ policy, of: `our own on ${image}`, request: request(own, action, repository(image), account, ours), expected: "allowed" });
  add("a repository of a home's own", own, repository("released", HOME));
  add("any other of the release account's", own, repository("candidates"));
  add("the released one in another region", own, repository("released", RELEASE, "eu-west-1"));
  add("the parent's", own, repository("released", PARENT), { "aws:ResourceOrgID": "o-parentcorp1" });
  add("a stranger's key on our own", admin(PARENT));
  add("nobody in particular on our own", own, repository("released"), { ...ours, "aws:PrincipalOrgID": undefined });
  add("of an organization that AWS does not say", own, repository("released"), {});
  add("another service's action", own, repository("released"), ours, "lambda:InvokeFunction");
  const token = (of: string, caller: typeof own, context: Record<string, string | undefined>, expected: Case["expected"]) =>
    cases.push({ policy, of, request: request(caller, "ecr:GetAuthorizationToken", "*", account, context), expected });
  token("our own signs in", own, {}, "allowed");
  token("a stranger does not", admin(PARENT), {}, "not allowed");
  token("nobody in particular does not", own, { "aws:PrincipalOrgID": undefined }, "not allowed");
  add("signing in is no other call", own, "*", {}, "ecr:CreateRepository");
  return cases;
}

/** The one bucket outside the organization: AWS's own, with the layers of the region's images. */
function layers(policy: string, region: string): Case[] {
  const layer = `arn:aws:s3:::prod-${region}-starport-layer-bucket/sha256`;
  const amazon = { "aws:ResourceOrgID": "o-amazon00001" };
  const own = role(HOME, "app");
  return [
    { policy, of: "reading an image layer", request: request(own, "s3:GetObject", layer, "amazon", amazon), expected: "allowed" },
    {
      policy,
      of: "a stranger reading an image layer",
      request: request(admin(PARENT), "s3:GetObject", layer, "amazon", amazon),
      expected: "not allowed",
    },
    {
      policy,
      of: "nobody in particular reading an image layer",
      request: request(own, "s3:GetObject", layer, "amazon", { ...amazon, "aws:PrincipalOrgID": undefined }),
      expected: "not allowed",
    },
    {
      policy,
      of: "writing where image layers lie",
      request: request(own, "s3:PutObject", layer, "amazon", amazon),
      expected: "not allowed",
    },
    {
      policy,
      of: "reading a bucket of a like name",
      request: request(own, "s3:GetObject", layer.replace("bucket", "bucket2"), PARENT, amazon),
      expected: "not allowed",
    },
  ];
}
