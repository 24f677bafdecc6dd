import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { keyRoleStatements } from "../keys/key-roles";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";

/** The role by which a new account of an organization is first entered (AWS Organizations guide); bootstrap runs as it. */
export const BOOTSTRAP_ROLE = "OrganizationAccountAccessRole";

/** The account whose principals may assume deployers and key roles: the custodian's custody account. */
function operatorAccount(program: Program, place: AwsPlace): string {
  const custody = program.data.custody.aws;
  return custody === undefined ? place.accountId : program.account(custody).id;
}

/** Only the custodian's operators: by account, organization and the prefix of their roles' names. Nothing of the parent's appears. */
export function operatorTrust(program: Program, place: AwsPlace, operators: string): Statement {
  const account = operatorAccount(program, place);
  return {
    Sid: "CustodiansOperators",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${account}:root` },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": custodianOrganization(program) },
      ArnLike: { "aws:PrincipalArn": `arn:${place.partition}:iam::${account}:role/${operators}` },
    },
  };
}

/** The services that the blueprint's stacks are made of. */
const DEPLOYED = [
  "backup",
  "backup-storage",
  "cloudwatch",
  "dynamodb",
  "ec2",
  "ecr",
  "elasticfilesystem",
  "logs",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "ssm",
] as const;

/** What a deployer may: build stores and networks inside the jurisdiction; neither keys, nor its own rights, nor data. */
export function deployerStatements(program: Program, place: AwsPlace): readonly Statement[] {
  const role = (name: string) => `arn:${place.partition}:iam::${place.accountId}:role/${name}`;
  const regions = program.jurisdiction.regions("aws").map((region) => region.name);
  return [
    {
      Sid: "BuildInside",
      Effect: "Allow",
      Action: DEPLOYED.map((service) => `${service}:*`),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    {
      Sid: "ReadAndNameRoles",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:GetRole*",
        "iam:ListRole*",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:PutRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      Resource: role("ringfence-*"),
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: role("ringfence-*"),
      Condition: { StringEquals: { "iam:PassedToService": ["backup.amazonaws.com", "s3.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: `arn:${place.partition}:iam::${place.accountId}:role/aws-service-role/*`,
      Condition: {
        StringEquals: { "iam:AWSServiceName": ["backup.amazonaws.com", "elasticfilesystem.amazonaws.com", "rds.amazonaws.com"] },
      },
    },
    {
      // KMS is reached through services only, so that a deployer opens nothing by itself.
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:ViaService": [
            "backup.*.amazonaws.com",
            "dynamodb.*.amazonaws.com",
            "ec2.*.amazonaws.com",
            "elasticfilesystem.*.amazonaws.com",
            "rds.*.amazonaws.com",
            "s3.*.amazonaws.com",
            "secretsmanager.*.amazonaws.com",
          ],
        },
      },
    },
    {
      Sid: "NeverItsOwnRightsNorKeyRoles",
      Effect: "Deny",
      Action: ["iam:*"],
      Resource: [place.account.deployer, program.data.custody.keyRole, program.data.custody.breakGlassRole].map(role),
    },
    {
      // State buckets apart, a deployer configures buckets and never opens an object.
      Sid: "NeverData",
      Effect: "Deny",
      Action: [
        "s3:GetObject*",
        "s3:PutObject",
        "s3:DeleteObject*",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
      ],
      NotResource: `arn:${place.partition}:s3:::ringfence-state-*`,
    },
  ];
}

/** The roles that work on one account: its deployer, the key role, and the break-glass role. */
export class AccountRoles extends Construct {
  constructor(scope: AwsStack, id: string) {
    super(scope, id);
    const { program, place } = scope;
    const role = (name: string, operators: string, statements: readonly Statement[], hours: number) => {
      const made = new IamRole(this, name, {
        name,
        assumeRolePolicy: policyDocument("trust", [operatorTrust(program, place, operators)]),
        maxSessionDuration: hours * 3600,
        lifecycle: { preventDestroy: !program.data.sandbox },
      });
      new IamRolePolicy(this, `${name}-policy`, { name: "ringfence", role: made.id, policy: policyDocument("role", statements) });
    };
    role(place.account.deployer, "ringfence-operator*", deployerStatements(program, place), 2);
    role(program.data.custody.keyRole, "ringfence-key-officer*", keyRoleStatements(program, place), 1);
    role(program.data.custody.breakGlassRole, "ringfence-key-break-glass*", keyRoleStatements(program, place), 1);
  }
}
