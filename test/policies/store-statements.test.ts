import { stateBucketStatements } from "../../constructs/place/state-bucket";
import { vaultPolicyStatements } from "../../constructs/storage/backup";
import { bucketPolicyStatements, type BucketAccess } from "../../constructs/storage/bucket-policy";
import { fileSystemPolicyStatements } from "../../constructs/storage/resident-file-system";
import { tablePolicyStatements } from "../../constructs/storage/resident-table";

const ARN = "arn:aws:s3:::user-content-333333333333-us-east-1";
const KEY = "arn:aws:kms:us-east-1:222222222222:key/one";
const REPLICATION = "arn:aws:iam::333333333333:role/ringfence-replication-user-content";
const BOTH = [ARN, `${ARN}/*`];
const HEADER = "s3:x-amz-server-side-encryption";
const deny = (Sid: string, Action: string[], Resource: string | string[], Condition: object) => ({
  Sid,
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource,
  Condition,
});

const DATA = [
  "s3:GetObject*",
  "s3:PutObject*",
  "s3:DeleteObject*",
  "s3:RestoreObject",
  "s3:AbortMultipartUpload",
  "s3:ListBucketVersions",
  "s3:ListBucketMultipartUploads",
  "s3:ListMultipartUploadParts",
  "s3:ReplicateObject",
  "s3:ReplicateDelete",
  "s3:ReplicateTags",
];
const BEFORE = [
  deny("DenyWithoutTls", ["s3:*"], BOTH, { Bool: { "aws:SecureTransport": "false" } }),
  deny("DenyOldTls", ["s3:*"], BOTH, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  deny("DenyOutsideTheOrganization", ["s3:*"], BOTH, {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-custodian01" },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  }),
];
const AFTER = [
  deny("DenyAnotherKey", ["s3:PutObject"], `${ARN}/*`, {
    StringNotEquals: { [`${HEADER}-aws-kms-key-id`]: KEY },
    Null: { [`${HEADER}-aws-kms-key-id`]: "false" },
  }),
  deny("DenyAnotherEncryption", ["s3:PutObject"], `${ARN}/*`, { StringNotEquals: { [HEADER]: "aws:kms" }, Null: { [HEADER]: "false" } }),
  deny("DenyCallersOwnKey", ["s3:PutObject"], `${ARN}/*`, { Null: { [`${HEADER}-customer-algorithm`]: "false" } }),
];
const SERVICES = { BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" } };
const DEPLOYER = "arn:aws:iam::333333333333:role/ringfence-deployer";
/** Listing, which the deployer may besides: it heads the bucket. */
const listing = (more: object, ...named: string[]) =>
  deny("DenyListingOutsideTheEndpoint", ["s3:ListBucket"], ARN, {
    ...SERVICES,
    ...more,
    ArnNotEqualsIfExists: { "aws:PrincipalArn": [...named, DEPLOYER] },
  });
const access = (more: Partial<BucketAccess>): BucketAccess => ({
  arn: ARN,
  organization: "o-custodian01",
  keyArn: KEY,
  deployer: DEPLOYER,
  endpoints: [],
  namedRoles: [],
  replicatedBy: [],
  ...more,
});

describe("a bucket", () => {
  test("at home is read through its network's endpoint, and by the roles that are named", () => {
    expect(bucketPolicyStatements(access({ endpoints: ["vpce-1"], namedRoles: [REPLICATION] }))).toEqual([
      ...BEFORE,
      deny("DenyDataOutsideTheEndpoint", DATA, BOTH, {
        ...SERVICES,
        StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-1"] },
        ArnNotEqualsIfExists: { "aws:PrincipalArn": [REPLICATION] },
      }),
      listing({ StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-1"] } }, REPLICATION),
      ...AFTER,
    ]);
  });

  test("without an endpoint is read by nobody", () => {
    expect(bucketPolicyStatements(access({}))).toEqual([
      ...BEFORE,
      deny("DenyDataOutsideTheEndpoint", DATA, BOTH, SERVICES),
      listing({}),
      ...AFTER,
    ]);
  });

  test("at recovery takes replicas, from the role that is named and inside the organization", () => {
    expect(bucketPolicyStatements(access({ namedRoles: [REPLICATION], replicatedBy: [REPLICATION] }))).toEqual([
      ...BEFORE,
      deny("DenyDataOutsideTheEndpoint", DATA, BOTH, { ...SERVICES, ArnNotEqualsIfExists: { "aws:PrincipalArn": [REPLICATION] } }),
      listing({}, REPLICATION),
      ...AFTER,
      {
        Sid: "TakeReplicas",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"],
        Resource: `${ARN}/*`,
        Condition: { ArnEquals: { "aws:PrincipalArn": [REPLICATION] }, StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } },
      },
    ]);
  });
});

describe("terraform state", () => {
  const STATE = "arn:aws:s3:::ringfence-state-333333333333";
  const OWN = "arn:aws:iam::333333333333:role/ringfence-deployer";
  const OTHER = "arn:aws:iam::444444444444:role/ringfence-deployer";
  const denials = [
    deny("DenyWithoutTls", ["s3:*"], [STATE, `${STATE}/*`], { Bool: { "aws:SecureTransport": "false" } }),
    deny("DenyOutsideTheOrganization", ["s3:*"], [STATE, `${STATE}/*`], {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-custodian01" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    deny("DenyPrivateStateToOthers", ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"], `${STATE}/private/*`, {
      ArnNotEquals: { "aws:PrincipalArn": OWN },
    }),
  ];

  test("is its own deployer's; the program's others read what is published", () => {
    expect(stateBucketStatements(STATE, "o-custodian01", OWN, [OTHER])).toEqual([
      ...denials,
      {
        Sid: "ReadPublishedState",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["s3:GetObject"],
        Resource: `${STATE}/published/*`,
        Condition: { ArnEquals: { "aws:PrincipalArn": [OTHER] }, StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } },
      },
      {
        Sid: "FindPublishedState",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["s3:ListBucket"],
        Resource: STATE,
        Condition: {
          ArnEquals: { "aws:PrincipalArn": [OTHER] },
          StringEquals: { "aws:PrincipalOrgID": "o-custodian01" },
          StringLike: { "s3:prefix": ["env:/", "published/*"] },
        },
      },
    ]);
  });

  test("of the only account is read by nobody else", () => expect(stateBucketStatements(STATE, "o-custodian01", OWN, [])).toEqual(denials));
});

test("a table is read and written through its network's endpoint, and by backup", () => {
  const table = "arn:aws:dynamodb:us-west-2:333333333333:table/sessions";
  const items = [
    "BatchGetItem",
    "BatchWriteItem",
    "ConditionCheckItem",
    "DeleteItem",
    "GetItem",
    "PartiQL*",
    "PutItem",
    "Query",
    "Scan",
    "UpdateItem",
  ].map((action) => `dynamodb:${action}`);
  const common = { Effect: "Deny", Principal: { AWS: "*" }, Action: items, Resource: [table, `${table}/index/*`] };
  expect(tablePolicyStatements(table, "o-custodian01", ["vpce-1"], ["arn:aws:iam::333333333333:role/ringfence-backup-us-west-2"])).toEqual([
    {
      Sid: "DenyOutsideTheOrganization",
      ...common,
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-custodian01" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      Sid: "DenyDataOutsideTheEndpoint",
      ...common,
      Condition: {
        StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-1"] },
        ArnNotEqualsIfExists: { "aws:PrincipalArn": ["arn:aws:iam::333333333333:role/ringfence-backup-us-west-2"] },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
      },
    },
  ]);
});

test("a file system is mounted with TLS, through a mount target, by nobody as root", () => {
  const [reader, writer] = ["arn:aws:iam::333333333333:role/reader", "arn:aws:iam::333333333333:role/writer"] as const;
  const through = (Sid: string, Action: string, roles: string[]) => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [Action],
    Resource: "*",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": roles },
      Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
      StringEquals: { "aws:PrincipalOrgID": "o-custodian01" },
    },
  });
  expect(fileSystemPolicyStatements("o-custodian01", { mount: [reader, writer], write: [writer], root: [] })).toEqual([
    through("MountThroughATarget", "elasticfilesystem:ClientMount", [reader, writer]),
    through("WriteThroughATarget", "elasticfilesystem:ClientWrite", [writer]),
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"],
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    { Sid: "DenyRoot", Effect: "Deny", Principal: { AWS: "*" }, Action: ["elasticfilesystem:ClientRootAccess"], Resource: "*" },
  ]);
});

test("a vault takes copies from the organization, and its backups end when they are meant to", () => {
  expect(vaultPolicyStatements("o-custodian01")).toEqual([
    {
      Sid: "TakeCopiesFromTheOrganization",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["backup:CopyIntoBackupVault"],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } },
    },
    {
      Sid: "DenyEarlyEnd",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: [
        "backup:DeleteRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultAccessPolicy",
      ],
      Resource: "*",
    },
  ]);
});
