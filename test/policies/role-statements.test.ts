import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { boundaryStatements } from "../../constructs/access/boundary";
import { replicationStatements } from "../../constructs/access/data-roles";
import { deployerStatements, operatorTrust } from "../../constructs/access/deployer";
import { serviceTrust } from "../../constructs/access/service-role";
import { endpointPolicyStatements, GATEWAY_SERVICES, INTERFACE_SERVICES } from "../../constructs/network/endpoint-policies";
import { flowLogStatements } from "../../constructs/network/flow-logs";
import { policyDocument, type Statement } from "../../constructs/policy/document";

const program = Program.of(unitedStates);
const home = program.place("home", "us-east-1") as AwsPlace;
const US = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

test("operators come from the custody account, whatever account they work on", () => {
  expect(operatorTrust(program, home, "ringfence-operator*")).toEqual({
    Sid: "CustodiansOperators",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": "o-custodian01" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/ringfence-operator*" },
    },
  });
});

test("a deployer builds inside; it has neither keys, nor its own rights, nor data", () => {
  const services = [
    "backup",
    "backup-storage",
    "cloudwatch",
    "config",
    "dynamodb",
    "ec2",
    "ecr",
    "elasticfilesystem",
    "elasticloadbalancing",
    "logs",
    "rds",
    "route53resolver",
    "s3",
    "secretsmanager",
    "sns",
    "ssm",
  ];
  // In a home: what ties a private line's gateway to a Direct Connect gateway that stands.
  const line = ["Create", "Delete", "Describe", "Update"].map(
    (verb) => `directconnect:${verb}DirectConnectGatewayAssociation${verb === "Describe" ? "s" : ""}`,
  );
  // In a home: the rule by which functions are signed, and no function.
  const codeSigning = [
    ...["CreateCodeSigningConfig", "DeleteCodeSigningConfig", "GetCodeSigningConfig"],
    ...["ListTags", "TagResource", "UntagResource", "UpdateCodeSigningConfig"],
  ].map((action) => `lambda:${action}`);
  const role = (name: string) => `arn:aws:iam::333333333333:role/${name}`;
  const serviceRoles = ["ringfence-replication-*", "ringfence-backup-*", "ringfence-flow-logs-*"].map(role);
  expect(deployerStatements(program, home)).toEqual([
    {
      Sid: "BuildInside",
      Effect: "Allow",
      Action: [...services.map((service) => `${service}:*`), ...line, ...codeSigning],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": US } },
    },
    {
      Sid: "ReadAndNameRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:GetRole*",
        "iam:ListRole*",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      Resource: serviceRoles,
    },
    {
      Sid: "FillRolesWithinTheBoundary",
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      Resource: serviceRoles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::333333333333:policy/ringfence-boundary" } },
    },
    {
      Sid: "OnlyBackupsOwnPolicy",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: role("ringfence-backup-*"),
      Condition: {
        ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup" },
      },
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: serviceRoles,
      Condition: { StringEquals: { "iam:PassedToService": ["backup.amazonaws.com", "s3.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: role("aws-service-role/*"),
      Condition: {
        StringEquals: {
          "iam:AWSServiceName": ["backup", "config", "elasticfilesystem", "elasticloadbalancing", "rds"].map(
            (one) => `${one}.amazonaws.com`,
          ),
        },
      },
    },
    {
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:ViaService": ["backup", "dynamodb", "ec2", "elasticfilesystem", "rds", "s3", "secretsmanager"].map(
            (service) => `${service}.*.amazonaws.com`,
          ),
        },
      },
    },
    {
      Sid: "ReadForPreflight",
      Effect: "Allow",
      Action: ["organizations:DescribeOrganization", "servicequotas:GetServiceQuota"],
      Resource: "*",
    },
    {
      Sid: "NeverItsOwnRightsNorKeyRoles",
      Effect: "Deny",
      Action: ["iam:*"],
      Resource: [role("ringfence-deployer"), role("ringfence-key-admin"), role("ringfence-key-break-glass")],
    },
    {
      Sid: "NeverData",
      Effect: "Deny",
      Action: [
        "s3:GetObject*",
        "s3:PutObject",
        "s3:DeleteObject*",
        "s3:RestoreObject",
        "s3:ReplicateObject",
        "s3:ReplicateDelete",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:GetRecords",
        "dynamodb:PartiQL*",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:ExportTableToPointInTime",
        "elasticfilesystem:Client*",
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
      ],
      NotResource: "arn:aws:s3:::ringfence-state-*",
    },
  ]);
});

test("a service is trusted for its own account only", () => {
  expect(serviceTrust("s3.amazonaws.com", "333333333333")).toEqual({
    Sid: "TheServiceInThisAccount",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
  });
});

test("a service's role, whatever its own policy says, changes neither rights nor keys, and opens no data", () => {
  expect(boundaryStatements(home)).toEqual([
    { Sid: "WhatTheRoleAllows", Effect: "Allow", Action: ["*"], Resource: "*" },
    {
      Sid: "NeverRightsNorOtherRoles",
      Effect: "Deny",
      Action: ["iam:*", "organizations:*", "account:*", "sts:AssumeRole*", "ram:*"],
      Resource: "*",
    },
    {
      Sid: "NeverKeysThemselves",
      Effect: "Deny",
      Action: [
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
        "kms:ReplicateKey",
        "kms:ImportKeyMaterial",
        "kms:DeleteImportedKeyMaterial",
      ],
      Resource: "*",
    },
    {
      Sid: "NeverData",
      Effect: "Deny",
      Action: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:GetRecords",
        "dynamodb:PartiQL*",
        "dynamodb:Query",
        "dynamodb:Scan",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
      ],
      Resource: "*",
    },
    {
      Sid: "NeverObjects",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"],
      NotResource: "arn:aws:s3:::ringfence-*",
    },
  ]);
});

test("replication reads at the source, writes at the destination, and opens each key through S3", () => {
  const path = {
    sourceArn: "arn:aws:s3:::source",
    sourceKeyArn: "source-key",
    sourceRegion: "us-east-1",
    destinationArn: "arn:aws:s3:::destination",
    destinationKeyArn: "destination-key",
    destinationRegion: "us-west-2",
  };
  const via = (region: string) => ({ StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } });
  expect(replicationStatements(path)).toEqual([
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: "arn:aws:s3:::source",
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: "arn:aws:s3:::source/*",
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"],
      Resource: "arn:aws:s3:::destination/*",
    },
    { Sid: "OpenSource", Effect: "Allow", Action: ["kms:Decrypt"], Resource: "source-key", Condition: via("us-east-1") },
    {
      Sid: "SealReplica",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "destination-key",
      Condition: via("us-west-2"),
    },
  ]);
});

test("flow logs are written for this account, into their log group", () => {
  expect(flowLogStatements("arn:group")).toEqual([
    { Sid: "WriteFlowLogs", Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "arn:group:*" },
    { Sid: "FindTheLogGroup", Effect: "Allow", Action: ["logs:DescribeLogGroups", "logs:DescribeLogStreams"], Resource: "*" },
  ]);
});

describe("an endpoint passes our own principals to our own resources", () => {
  const PREFIX: Record<string, string> = { "ecr.api": "ecr", "ecr.dkr": "ecr", monitoring: "cloudwatch" };
  test.each([...GATEWAY_SERVICES, ...INTERFACE_SERVICES])("%s", (service) => {
    const perimeter = {
      Sid: "OwnPrincipalsOnOwnResources",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [`${PREFIX[service] ?? service}:*`],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian01", "aws:ResourceOrgID": "o-custodian01" } },
    };
    const layers = {
      Sid: "ReadImageLayersOfEcr",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:GetObject"],
      Resource: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } },
    };
    expect(endpointPolicyStatements(service, "o-custodian01", "us-east-1")).toEqual(service === "s3" ? [perimeter, layers] : [perimeter]);
  });
});

describe("a policy document", () => {
  const statement = (Sid: string): Statement => ({ Sid, Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" });
  test("is one line of JSON", () =>
    expect(policyDocument("role", [statement("One")])).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}]}',
    ));
  test("has no two statements of one name", () =>
    expect(() => policyDocument("role", [statement("One"), statement("One")])).toThrow("two statements of one role policy are called One"));
  test("fits its service", () =>
    expect(() =>
      policyDocument(
        "trust",
        Array.from({ length: 40 }, (_, n) => statement(`N${n}`)),
      ),
    ).toThrow(/a trust policy has \d+ characters; AWS takes 2048/));
});
