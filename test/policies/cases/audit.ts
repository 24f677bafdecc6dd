import type { Caller } from "../../../review/access/types";
import { admin, AUDIT, CUSTODY, deployer, HOME, MANAGEMENT, ORGANIZATION, PARENT, request, role, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";
import { mayOf, trustOf } from "./may";

const TRAIL = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/ringfence-united-states`;
const REPLICATION = role(AUDIT, "ringfence-replication-archive");
const auditor = role(AUDIT, "ringfence-auditor");
const cloudtrail = service("cloudtrail.amazonaws.com");

type Add = (of: string, caller: Caller, action: string, on: string, context: Context, expected: Verdict, by?: string) => void;

function adder(policy: string, bucket: string, cases: Case[]): Add {
  return (of, caller, action, on, context, expected, by) =>
    cases.push({
      policy,
      of: `${action}: ${of}`,
      request: request(caller, `s3:${action}`, on === "" ? bucket : `${bucket}/${on}`, AUDIT, context),
      expected,
      ...(by ? { by } : {}),
    });
}

/** What holds on every bucket of the auditor's. */
function perimeter(add: Add): void {
  for (const organization of [ORGANIZATION, "o-auditfirm1", undefined]) {
    const context = { "aws:PrincipalOrgID": organization };
    add(`the auditor, whose account stands in ${organization ?? "no organization"}`, auditor, "GetObject", "AWSLogs/a", context, "allowed");
    add("the auditor lists", auditor, "ListBucket", "", context, "allowed");
    add("the account's deployer configures", deployer(AUDIT), "PutBucketPolicy", "", context, "allowed");
  }
  for (const [action, on] of [
    ["GetObject", "AWSLogs/a"],
    ["ListBucket", ""],
  ] as const) {
    add("nobody without TLS", auditor, action, on, { "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
    for (const account of [PARENT, HOME, CUSTODY, MANAGEMENT])
      add(`nobody of ${account}`, admin(account), action, on, {}, "denied", "DenyOtherAccounts");
    // An identity that AWS does not place is a stranger's, and one that it does not call a service is none.
    add(
      "nobody of an account that is not named",
      auditor,
      action,
      on,
      { "aws:PrincipalAccount": undefined },
      "denied",
      "DenyOtherAccounts",
    );
    add(
      "nobody who is not said to be a service",
      admin(PARENT),
      action,
      on,
      { "aws:PrincipalIsAWSService": undefined },
      "denied",
      "DenyOtherAccounts",
    );
    add("a service is no stranger, and has no right", service("config.amazonaws.com"), action, on, {}, "not allowed");
  }
}

function archive(region: string): [Case[], Add] {
  const cases: Case[] = [];
  const add = adder(`audit-${region}/aws_s3_bucket_policy/archive_policy`, `arn:aws:s3:::ringfence-archive-${AUDIT}-${region}`, cases);
  perimeter(add);
  for (const caller of [auditor, deployer(AUDIT), admin(AUDIT), { account: AUDIT, arn: `arn:aws:iam::${AUDIT}:root` }])
    for (const action of ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention"])
      add(`not ${caller.arn}`, caller, action, "AWSLogs/a", {}, "denied", "NobodyDeletes");
  return [cases, add];
}

function firstArchive(): Case[] {
  const [cases, add] = archive("us-east-1");
  const own = { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" };
  add("the trail looks at the bucket", cloudtrail, "GetBucketAcl", "", { "aws:SourceArn": TRAIL }, "allowed", "TrailLooksAtTheBucket");
  add("another trail does not", cloudtrail, "GetBucketAcl", "", { "aws:SourceArn": `${TRAIL}-2` }, "not allowed");
  add("nobody's trail does not", cloudtrail, "GetBucketAcl", "", {}, "not allowed");
  add("another service does not", service("config.amazonaws.com"), "GetBucketAcl", "", { "aws:SourceArn": TRAIL }, "not allowed");
  for (const action of ["PutBucketPolicy", "ListBucket"])
    add("the trail does nothing else", cloudtrail, action, "", { "aws:SourceArn": TRAIL }, "not allowed");
  add("the trail reads no object's list", cloudtrail, "GetBucketAcl", "AWSLogs/a", { "aws:SourceArn": TRAIL }, "not allowed");
  for (const folder of [MANAGEMENT, ORGANIZATION]) {
    const on = `AWSLogs/${folder}/CloudTrail/a.json.gz`;
    add(`the trail delivers for ${folder}`, cloudtrail, "PutObject", on, own, "allowed", "TrailDelivers");
    add("not without the owner's control", cloudtrail, "PutObject", on, { "aws:SourceArn": TRAIL }, "not allowed");
    add("not another trail", cloudtrail, "PutObject", on, { ...own, "aws:SourceArn": `${TRAIL}-2` }, "not allowed");
    add("not nobody's trail", cloudtrail, "PutObject", on, { ...own, "aws:SourceArn": undefined }, "not allowed");
    add("not another service in the trail's name", service("config.amazonaws.com"), "PutObject", on, own, "denied", "OnlyCloudTrailWrites");
    for (const action of ["GetObject", "PutObjectAcl"]) add("the trail reads nothing", cloudtrail, action, on, own, "not allowed");
  }
  // AWS never says so of a role; the service that is named and the service that is matched each have to do.
  const claimed = { ...own, "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" };
  cases.push({
    policy: "audit-us-east-1/aws_s3_bucket_policy/archive_policy",
    of: "PutObject: not a role that AWS calls CloudTrail",
    request: request(
      admin(AUDIT),
      "s3:PutObject",
      `arn:aws:s3:::ringfence-archive-${AUDIT}-us-east-1/AWSLogs/${ORGANIZATION}/a`,
      AUDIT,
      claimed,
    ),
    expected: "not allowed",
    bare: true,
  });
  for (const on of [`AWSLogs/${PARENT}/CloudTrail/a.json.gz`, "elsewhere"])
    add(`the trail writes nothing under ${on}`, cloudtrail, "PutObject", on, own, "not allowed");
  for (const action of ["PutObject", "ReplicateObject", "ReplicateDelete"])
    for (const caller of [auditor, deployer(AUDIT), admin(AUDIT), REPLICATION])
      add(`${caller.arn} writes nothing`, caller, action, "AWSLogs/a", {}, "denied", "OnlyCloudTrailWrites");
  return cases;
}

function secondArchive(): Case[] {
  const [cases, add] = archive("us-west-2");
  for (const action of ["ReplicateObject", "ReplicateDelete"]) {
    add("the replication role", REPLICATION, action, "AWSLogs/a", {}, "allowed");
    for (const caller of [auditor, deployer(AUDIT), admin(AUDIT)])
      add(`not ${caller.arn}`, caller, action, "AWSLogs/a", {}, "denied", "OnlyReplicasAreWritten");
  }
  for (const caller of [REPLICATION, auditor, deployer(AUDIT), admin(AUDIT)])
    add(`${caller.arn} writes nothing by itself`, caller, "PutObject", "AWSLogs/a", {}, "denied", "NobodyWritesDirectly");
  add("the trail writes to the first", cloudtrail, "PutObject", "AWSLogs/a", { "aws:SourceArn": TRAIL }, "denied");
  return cases;
}

function answers(): Case[] {
  const cases: Case[] = [];
  const add = adder("audit-us-east-1/aws_s3_bucket_policy/queries_policy", `arn:aws:s3:::ringfence-answers-${AUDIT}-us-east-1`, cases);
  perimeter(add);
  add("a query's answer", auditor, "PutObject", "a.csv", {}, "allowed");
  return cases;
}

function replicationRole(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("audit-us-west-2/aws_iam_role/archive-replication_role", cases);
  trust("S3 for this account", service("s3.amazonaws.com"), { "aws:SourceAccount": AUDIT }, "allowed");
  trust("S3 for the parent's account", service("s3.amazonaws.com"), { "aws:SourceAccount": PARENT }, "not allowed");
  trust("S3 for nobody", service("s3.amazonaws.com"), {}, "not allowed");
  trust("another service", service("backup.amazonaws.com"), { "aws:SourceAccount": AUDIT }, "not allowed");
  trust("a person", admin(AUDIT), { "aws:SourceAccount": AUDIT }, "not allowed");
  trust("S3 in somebody's name", service("s3.amazonaws.com"), { "aws:SourceAccount": AUDIT }, "not allowed", "sts:SetSourceIdentity");
  const may = mayOf("audit-us-west-2/aws_iam_role_policy/archive-replication_policy", REPLICATION, cases);
  const [source, destination] = [`arn:aws:s3:::ringfence-archive-${AUDIT}-us-east-1`, `arn:aws:s3:::ringfence-archive-${AUDIT}-us-west-2`];
  for (const action of ["s3:GetReplicationConfiguration", "s3:ListBucket"]) {
    may(action, source, {}, "allowed");
    may(action, destination, {}, "not allowed");
  }
  may("s3:PutBucketPolicy", source, {}, "not allowed");
  for (const action of ["GetObjectVersionForReplication", "GetObjectVersionAcl", "GetObjectVersionTagging"]) {
    may(`s3:${action}`, `${source}/a`, {}, "allowed");
    may(`s3:${action}`, `${destination}/a`, {}, "not allowed");
  }
  for (const action of ["ReplicateObject", "ReplicateDelete", "ReplicateTags", "ObjectOwnerOverrideToBucketOwner"]) {
    may(`s3:${action}`, `${destination}/a`, {}, "allowed");
    may(`s3:${action}`, `${source}/a`, {}, "not allowed");
  }
  for (const action of ["s3:GetObject", "s3:PutObject"]) {
    may(action, `${source}/a`, {}, "not allowed");
    may(action, `${destination}/a`, {}, "not allowed");
  }
  const key = (region: string) => `arn:aws:kms:${region}:${CUSTODY}:key/archive`;
  const via = (region: string) => ({ "kms:ViaService": `s3.${region}.amazonaws.com` });
  may("kms:Decrypt", key("us-east-1"), via("us-east-1"), "allowed");
  may("kms:Decrypt", key("us-east-1"), via("us-west-2"), "not allowed");
  may("kms:Decrypt", key("us-east-1"), {}, "not allowed");
  for (const action of ["kms:Encrypt", "kms:GenerateDataKey"]) may(action, key("us-east-1"), via("us-east-1"), "not allowed");
  for (const action of ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"]) {
    may(action, key("us-west-2"), via("us-west-2"), "allowed");
    may(action, key("us-west-2"), via("us-east-1"), "not allowed");
    may(action, key("us-west-2"), {}, "not allowed");
  }
  for (const region of ["us-east-1", "us-west-2"]) may("kms:CreateGrant", key(region), via(region), "not allowed");
  return cases;
}

function trailRole(): Case[] {
  const cases: Case[] = [];
  const trust = trustOf("trail-us-east-1/aws_iam_role/trail_delivery_role", cases);
  trust("CloudTrail", cloudtrail, {}, "allowed");
  trust("another service", service("config.amazonaws.com"), {}, "not allowed");
  trust("a person", admin(MANAGEMENT), {}, "not allowed");
  trust("CloudTrail in somebody's name", cloudtrail, {}, "not allowed", "sts:SetSourceIdentity");
  const may = mayOf("trail-us-east-1/aws_iam_role_policy/trail_delivery_policy", role(MANAGEMENT, "ringfence-trail-us-east-1"), cases);
  const group = (name: string) => `arn:aws:logs:us-east-1:${MANAGEMENT}:log-group:${name}`;
  const own = group("/ringfence/united-states/trail");
  for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
    may(action, `${own}:log-stream:o-custodian01_CloudTrail_us-east-1`, {}, "allowed");
    may(action, `${group("another")}:log-stream:a`, {}, "not allowed");
  }
  for (const action of ["logs:DeleteLogStream", "logs:GetLogEvents"]) may(action, `${own}:log-stream:a`, {}, "not allowed");
  return cases;
}

function alarmTopic(): Case[] {
  const cases: Case[] = [];
  const topic = `arn:aws:sns:us-east-1:${MANAGEMENT}:ringfence-united-states-alarms`;
  const add = (of: string, caller: Caller, action: string, context: Context, expected: Verdict, by?: string, on = topic) =>
    cases.push({
      policy: "trail-us-east-1/aws_sns_topic_policy/alarms_topic-policy",
      of: `${action}: ${of}`,
      request: request(caller, `sns:${action}`, on, MANAGEMENT, context),
      expected,
      ...(by ? { by } : {}),
    });
  const cloudwatch = service("cloudwatch.amazonaws.com");
  const of = (alarm: string): Context => ({
    "aws:SourceAccount": MANAGEMENT,
    "aws:SourceArn": `arn:aws:cloudwatch:us-east-1:${MANAGEMENT}:alarm:${alarm}`,
  });
  const ours = of("ringfence-united-states-break-glass");
  add("an alarm of ours", cloudwatch, "Publish", ours, "allowed", "AlarmsSpeak");
  add("not another alarm", cloudwatch, "Publish", of("anything"), "not allowed");
  add("not an alarm of nobody's", cloudwatch, "Publish", { "aws:SourceAccount": MANAGEMENT }, "not allowed");
  add("not an alarm of another account", cloudwatch, "Publish", { ...ours, "aws:SourceAccount": PARENT }, "not allowed");
  add("not an alarm of no account", cloudwatch, "Publish", { ...ours, "aws:SourceAccount": undefined }, "not allowed");
  add("not another service in its name", service("events.amazonaws.com"), "Publish", ours, "denied", "NobodyElseSpeaks");
  add("alarms do nothing else", cloudwatch, "SetTopicAttributes", ours, "not allowed");
  add("nor on another topic", cloudwatch, "Publish", ours, "not allowed", undefined, `${topic}-2`);
  for (const caller of [admin(MANAGEMENT), deployer(MANAGEMENT), admin(PARENT)])
    add(`not ${caller.arn}`, caller, "Publish", {}, "denied", "NobodyElseSpeaks");
  cases.push({
    policy: "trail-us-east-1/aws_sns_topic_policy/alarms_topic-policy",
    of: "Publish: not a role that AWS calls CloudWatch",
    request: request(admin(MANAGEMENT), "sns:Publish", topic, MANAGEMENT, {
      ...ours,
      "aws:PrincipalServiceName": "cloudwatch.amazonaws.com",
    }),
    expected: "not allowed",
    bare: true,
  });
  add("the account's own people subscribe", admin(MANAGEMENT), "Subscribe", {}, "allowed");
  return cases;
}

export const auditCases: readonly Case[] = [
  ...firstArchive(),
  ...secondArchive(),
  ...answers(),
  ...replicationRole(),
  ...trailRole(),
  ...alarmTopic(),
];
