import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { keyPolicyStatements, type KeyUse } from "../../constructs/keys/key-policy";
import { foreignKeyUseStatement, keyAdministrators, keyRoleStatements } from "../../constructs/keys/key-roles";

const program = Program.of(unitedStates);
const place = (account: string, region: string): AwsPlace => program.place(account, region) as AwsPlace;
const ADMINISTRATORS = ["arn:aws:iam::222222222222:role/ringfence-key-admin", "arn:aws:iam::222222222222:role/ringfence-key-break-glass"];

/** What every key's policy begins and ends with. */
const CUSTODY = {
  Sid: "CustodyWithoutUse",
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: [
    "kms:CreateAlias",
    "kms:UpdateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:PutKeyPolicy",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
    "kms:EnableKey",
    "kms:DisableKey",
    "kms:ListGrants",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion",
    "kms:GetKeyRotationStatus",
    "kms:EnableKeyRotation",
    "kms:DisableKeyRotation",
  ],
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalAccount": "222222222222" }, ArnEquals: { "aws:PrincipalArn": ADMINISTRATORS } },
};
const DENIALS = [
  {
    Sid: "OnlyCustodyAdministers",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation"],
    Resource: "*",
    Condition: { ArnNotEquals: { "aws:PrincipalArn": ADMINISTRATORS } },
  },
  {
    Sid: "NeverReplicated",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"],
    Resource: "*",
  },
  {
    Sid: "DeletionWaitsThirtyDays",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["kms:ScheduleKeyDeletion"],
    Resource: "*",
    Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } },
  },
];

const use = (more: Partial<KeyUse>): KeyUse => ({
  place: place("custody", "us-east-1"),
  administrators: ADMINISTRATORS,
  organization: "o-custodian01",
  origin: "AWS_KMS",
  userAccounts: ["333333333333"],
  regions: ["us-east-1"],
  services: [],
  ...more,
});
/** The statements between those that every key has. */
const middle = (more: Partial<KeyUse>): readonly object[] => {
  const statements = keyPolicyStatements(use(more));
  expect([statements[0], ...statements.slice(-3)]).toEqual([CUSTODY, ...DENIALS]);
  return statements.slice(1, -3);
};
const through = (via: string, regions = ["us-east-1"]) => ({
  "kms:CallerAccount": ["333333333333"],
  "kms:ViaService": regions.map((region) => `${via}.${region}.amazonaws.com`),
  "aws:PrincipalOrgID": "o-custodian01",
});
const uses = (Sid: string, Action: string[], via: string) => ({
  Sid,
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action,
  Resource: "*",
  Condition: { StringEquals: through(via) },
});
const grants = (Sid: string, via: string) => ({
  Sid,
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["kms:CreateGrant"],
  Resource: "*",
  Condition: { StringEquals: through(via), Bool: { "kms:GrantIsForAWSResource": "true" } },
});

test("a key that nothing uses is administered, and that is all", () => expect(middle({})).toEqual([]));

test("no key has a statement for its account's root", () => {
  const text = JSON.stringify(
    keyPolicyStatements(use({ services: ["bucket", "relational", "table", "file", "block", "vault", "secret"] })),
  );
  expect(text).not.toContain(":root");
});

const EVERYTHING = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
test.each([
  ["bucket", [uses("BucketUsesThroughItsService", ["kms:GenerateDataKey", "kms:Decrypt"], "s3")]],
  ["relational", [uses("RelationalUsesThroughItsService", ["kms:DescribeKey"], "rds"), grants("RelationalGrantsItsService", "rds")]],
  ["table", [uses("TableUsesThroughItsService", EVERYTHING, "dynamodb"), grants("TableGrantsItsService", "dynamodb")]],
  [
    "file",
    [
      uses("FileUsesThroughItsService", ["kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"], "elasticfilesystem"),
      grants("FileGrantsItsService", "elasticfilesystem"),
    ],
  ],
  [
    "block",
    [
      uses(
        "BlockUsesThroughItsService",
        ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
        "ec2",
      ),
      grants("BlockGrantsItsService", "ec2"),
    ],
  ],
  ["vault", [uses("VaultUsesThroughItsService", EVERYTHING, "backup"), grants("VaultGrantsItsService", "backup")]],
  ["secret", [uses("SecretUsesThroughItsService", ["kms:GenerateDataKey", "kms:Decrypt"], "secretsmanager")]],
] as const)("the key of a %s is used through its service", (service, expected) =>
  expect(middle({ services: [service] })).toEqual(expected),
);

test("a key is used from every region and account that it names, and no other", () => {
  const [statement] = middle({ services: ["table"], regions: ["us-east-1", "us-west-2"], userAccounts: ["333333333333", "444444444444"] });
  expect(statement).toMatchObject({
    Condition: {
      StringEquals: { ...through("dynamodb", ["us-east-1", "us-west-2"]), "kms:CallerAccount": ["333333333333", "444444444444"] },
    },
  });
});

test("a replicated bucket's key is used by the replication role through S3", () => {
  const roles = ["arn:aws:iam::333333333333:role/ringfence-replication-user-content"];
  expect(middle({ replicationRoles: roles })).toEqual([
    {
      Sid: "ReplicationThroughS3",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"], "aws:PrincipalOrgID": "o-custodian01" },
        ArnEquals: { "aws:PrincipalArn": roles },
      },
    },
  ]);
});

test("a backed-up store's key is used by AWS Backup's roles, which grant to AWS's services only", () => {
  const roles = [
    "arn:aws:iam::333333333333:role/ringfence-backup-us-east-1",
    "arn:aws:iam::444444444444:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
  ];
  const who = { ArnEquals: { "aws:PrincipalArn": roles }, StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } };
  expect(middle({ backupRoles: roles })).toEqual([
    {
      Sid: "BackupCopies",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
      ],
      Resource: "*",
      Condition: who,
    },
    {
      Sid: "BackupGrantsItsServices",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: "*",
      Condition: { ...who, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ]);
});

test("the logs' key is used by CloudWatch Logs of its region for the log groups that are named", () => {
  const groups = ["arn:aws:logs:us-east-1:222222222222:log-group:/ringfence/united-states/flow-logs"];
  expect(middle({ logGroups: groups })).toEqual([
    {
      Sid: "LogsEncrypt",
      Effect: "Allow",
      Principal: { Service: "logs.us-east-1.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
    },
    {
      Sid: "LogsDescribe",
      Effect: "Allow",
      Principal: { Service: "logs.us-east-1.amazonaws.com" },
      Action: ["kms:DescribeKey"],
      Resource: "*",
    },
  ]);
});

test("empty lists make no statement", () => expect(middle({ replicationRoles: [], backupRoles: [], logGroups: [] })).toEqual([]));

test("administrators are the key role and the break-glass role of the key's account", () => {
  expect(keyAdministrators(program, place("custody", "us-east-1"))).toEqual(ADMINISTRATORS);
  expect(keyAdministrators(program, place("home", "us-west-2"))).toEqual([
    "arn:aws:iam::333333333333:role/ringfence-key-admin",
    "arn:aws:iam::333333333333:role/ringfence-key-break-glass",
  ]);
});

test("the key role makes keys inside and names them; it uses none", () => {
  expect(keyRoleStatements(program, place("custody", "us-east-1"))).toEqual([
    {
      Sid: "CreateKeysInside",
      Effect: "Allow",
      Action: ["kms:CreateKey", "kms:TagResource"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": ["us-east-1", "us-east-2", "us-west-1", "us-west-2"] } },
    },
    {
      Sid: "NeverMultiRegion",
      Effect: "Deny",
      Action: ["kms:CreateKey"],
      Resource: "*",
      Condition: { Bool: { "kms:MultiRegion": "true" } },
    },
    {
      Sid: "NameKeys",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"],
      Resource: ["arn:aws:kms:*:222222222222:alias/ringfence/united-states/*", "arn:aws:kms:*:222222222222:key/*"],
    },
    { Sid: "FindKeys", Effect: "Allow", Action: ["kms:ListAliases", "kms:ListKeys"], Resource: "*" },
    {
      Sid: "NeverBypassTheLockoutCheck",
      Effect: "Deny",
      Action: ["kms:CreateKey", "kms:PutKeyPolicy"],
      Resource: "*",
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    },
    { Sid: "NeverShared", Effect: "Deny", Action: ["ram:CreateResourceShare", "ram:AssociateResourceShare"], Resource: "*" },
  ]);
});

test("a role in another account uses the keys that it names", () => {
  const keys = ["arn:aws:kms:us-east-1:222222222222:key/one", "arn:aws:kms:us-west-2:444444444444:key/two"];
  expect(foreignKeyUseStatement(keys)).toEqual({
    Sid: "UseTheCustodiansKeys",
    Effect: "Allow",
    Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"],
    Resource: keys,
  });
});
