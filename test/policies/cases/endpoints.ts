import { admin, HOME, ORGANIZATION, PARENT, request, role } from "../callers";
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

export const endpointCases: readonly Case[] = ["us-east-1", "us-west-2"].flatMap((region) =>
  Object.entries(ENDPOINTS).flatMap(([name, action]): Case[] => {
    const policy = `network-${region}/aws_vpc_endpoint/network_endpoint-${name}`;
    const ours = { "aws:ResourceOrgID": ORGANIZATION };
    const own = role(HOME, "app");
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
      ...(name === "s3" ? layers(policy, region) : []),
    ];
  }),
);

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
