import { archiveStatements, auditorsPerimeter, type ArchiveAccess } from "../../../constructs/audit/archive-policy";
import { TRAIL_TRUST, trailRoleStatements } from "../../../constructs/audit/organization-trail";
import { alarmTopicStatements } from "../../../constructs/audit/trail-alarms";
import { alarmStatement, trailStatements } from "../../../constructs/keys/monitoring-statements";
import { keyPolicyStatements } from "../../../constructs/keys/key-policy";
import { Program } from "../../../config/program";
import { program as unitedStates } from "../../../config/programs/united-states";
import type { AwsPlace } from "../../../config/place";

const ARN = "arn:aws:s3:::archive";
const TRAIL = "arn:aws:cloudtrail:us-east-1:111111111111:trail/ringfence-united-states";
const access = (more: Partial<ArchiveAccess> = {}): ArchiveAccess => ({
  arn: ARN,
  account: "555555555555",
  sandbox: false,
  filledBy: { trailArn: TRAIL, organization: "o-custodian01", managementAccount: "111111111111" },
  ...more,
});

const PERIMETER = [
  {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [ARN, `${ARN}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
  {
    Sid: "DenyOtherAccounts",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [ARN, `${ARN}/*`],
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalAccount": "555555555555" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  },
];
const NOBODY_DELETES = {
  Sid: "NobodyDeletes",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
  Resource: `${ARN}/*`,
};
const cloudtrail = { Service: "cloudtrail.amazonaws.com" };

test("every bucket of the auditor's takes TLS, and his account's principals", () =>
  expect(auditorsPerimeter(ARN, "555555555555")).toEqual(PERIMETER));

test("the first archive takes what the trail delivers", () =>
  expect(archiveStatements(access())).toEqual([
    ...PERIMETER,
    {
      Sid: "TrailLooksAtTheBucket",
      Effect: "Allow",
      Principal: cloudtrail,
      Action: ["s3:GetBucketAcl"],
      Resource: ARN,
      Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
    },
    {
      Sid: "TrailDelivers",
      Effect: "Allow",
      Principal: cloudtrail,
      Action: ["s3:PutObject"],
      Resource: [`${ARN}/AWSLogs/111111111111/*`, `${ARN}/AWSLogs/o-custodian01/*`],
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL } },
    },
    {
      Sid: "OnlyCloudTrailWrites",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject", "s3:ReplicateObject", "s3:ReplicateDelete"],
      Resource: `${ARN}/*`,
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
    },
    NOBODY_DELETES,
  ]));

test("the second takes replicas of one role", () =>
  expect(archiveStatements(access({ filledBy: { replicationRoleArn: "arn:aws:iam::555555555555:role/r" } }))).toEqual([
    ...PERIMETER,
    { Sid: "NobodyWritesDirectly", Effect: "Deny", Principal: "*", Action: ["s3:PutObject"], Resource: `${ARN}/*` },
    {
      Sid: "OnlyReplicasAreWritten",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete"],
      Resource: `${ARN}/*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::555555555555:role/r" } },
    },
    NOBODY_DELETES,
  ]));

test("a sandbox's can be emptied", () =>
  expect(archiveStatements(access({ sandbox: true })).map(({ Sid }) => Sid)).not.toContain("NobodyDeletes"));

test("the trail's role writes to the trail's log group", () => {
  expect(TRAIL_TRUST).toEqual({ Sid: "CloudTrail", Effect: "Allow", Principal: cloudtrail, Action: ["sts:AssumeRole"] });
  expect(trailRoleStatements("arn:aws:logs:us-east-1:111111111111:log-group:/ringfence/united-states/trail")).toEqual([
    {
      Sid: "WriteTheTrail",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:us-east-1:111111111111:log-group:/ringfence/united-states/trail:log-stream:*",
    },
  ]);
});

const ALARMS = "arn:aws:cloudwatch:us-east-1:111111111111:alarm:ringfence-united-states-*";
const spoken = { StringEquals: { "aws:SourceAccount": "111111111111" }, ArnLike: { "aws:SourceArn": ALARMS } };

test("our alarms alone speak on the topic", () =>
  expect(alarmTopicStatements("arn:aws:sns:us-east-1:111111111111:t", "111111111111", ALARMS)).toEqual([
    {
      Sid: "AlarmsSpeak",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: "arn:aws:sns:us-east-1:111111111111:t",
      Condition: spoken,
    },
    {
      Sid: "NobodyElseSpeaks",
      Effect: "Deny",
      Principal: "*",
      Action: ["sns:Publish"],
      Resource: "arn:aws:sns:us-east-1:111111111111:t",
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudwatch.amazonaws.com" } },
    },
  ]));

test("keys are used by the trail that is named, and by our alarms", () => {
  const place = Program.of(unitedStates).place("management", "us-east-1") as AwsPlace;
  expect(trailStatements([TRAIL])).toEqual([
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal: cloudtrail,
      Action: ["kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": [TRAIL], "kms:EncryptionContext:aws:cloudtrail:arn": [TRAIL] } },
    },
    { Sid: "TrailDescribes", Effect: "Allow", Principal: cloudtrail, Action: ["kms:DescribeKey"], Resource: "*" },
  ]);
  expect(alarmStatement(place, ALARMS)).toEqual({
    Sid: "AlarmsReachTheTopic",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: spoken,
  });
});

test("an archive's key tells its users by account and ARN, in whatever organization they stand", () => {
  const place = Program.of(unitedStates).place("custody", "us-east-1") as AwsPlace;
  const roles = ["arn:aws:iam::555555555555:role/ringfence-replication-archive"];
  const use = {
    place,
    origin: "AWS_KMS" as const,
    administrators: [],
    organization: "o-custodian01",
    regions: ["us-east-1"],
    userAccounts: ["555555555555"],
  };
  const statements = keyPolicyStatements({ ...use, services: ["bucket"], replicationRoles: roles, byAccountAlone: true });
  expect(JSON.stringify(statements)).not.toContain("aws:PrincipalOrgID");
  expect(statements.slice(1, 3).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    [
      "BucketUsesThroughItsService",
      { StringEquals: { "kms:CallerAccount": ["555555555555"], "kms:ViaService": ["s3.us-east-1.amazonaws.com"] } },
    ],
    [
      "ReplicationThroughS3",
      { StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] }, ArnEquals: { "aws:PrincipalArn": roles } },
    ],
  ]);
});
