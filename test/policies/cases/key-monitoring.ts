import { admin, MANAGEMENT, PARENT, service, type Context } from "../callers";
import type { Add } from "./key-table";

const TRAIL = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/ringfence-united-states`;

export function encryptsTheTrail(account: string, add: Add): void {
  const cloudtrail = service("cloudtrail.amazonaws.com");
  const of = (source: string | undefined, context: string | undefined): Context => ({
    "aws:SourceArn": source,
    "kms:EncryptionContext:aws:cloudtrail:arn": context,
  });
  const another = `arn:aws:cloudtrail:us-east-1:${PARENT}:trail/any`;
  for (const action of ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]) {
    add("the trail", cloudtrail, action, of(TRAIL, TRAIL), "allowed", "TrailEncrypts");
    add("not another trail", cloudtrail, action, of(another, TRAIL), "not allowed");
    add("not a trail in another's name", cloudtrail, action, of(TRAIL, another), "not allowed");
    add("not nobody's trail", cloudtrail, action, of(undefined, TRAIL), "not allowed");
    add("not without the trail's context", cloudtrail, action, of(TRAIL, undefined), "not allowed");
    add("not a role that claims the trail", admin(account), action, of(TRAIL, TRAIL), "not allowed");
    add("not another service that claims the trail", service("s3.amazonaws.com"), action, of(TRAIL, TRAIL), "not allowed");
  }
  for (const action of ["Decrypt", "GetKeyPolicy", "CreateGrant"])
    add("no more than that", cloudtrail, action, of(TRAIL, TRAIL), "not allowed");
  add("CloudTrail looks at the key", cloudtrail, "DescribeKey", {}, "allowed", "TrailDescribes");
  add("not another service", service("s3.amazonaws.com"), "DescribeKey", {}, "not allowed");
}

export function carriesAlarms(account: string, region: string, add: Add): void {
  const cloudwatch = service("cloudwatch.amazonaws.com");
  const of = (alarm: string, whose: string | undefined): Context => ({
    "aws:SourceAccount": whose,
    "aws:SourceArn": `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`,
  });
  for (const action of ["GenerateDataKey", "Decrypt"]) {
    add("an alarm of ours", cloudwatch, action, of("ringfence-united-states-break-glass", account), "allowed", "AlarmsReachTheTopic");
    add("not another alarm", cloudwatch, action, of("anything", account), "not allowed");
    add("not an alarm of another account", cloudwatch, action, of("ringfence-united-states-break-glass", PARENT), "not allowed");
    add("not nobody's alarm", cloudwatch, action, of("ringfence-united-states-break-glass", undefined), "not allowed");
    add("not an alarm that AWS does not name", cloudwatch, action, { "aws:SourceAccount": account }, "not allowed");
    add("not a role that claims the alarm", admin(account), action, of("ringfence-united-states-break-glass", account), "not allowed");
  }
  for (const action of ["Encrypt", "GetKeyPolicy"])
    add("no more than that", cloudwatch, action, of("ringfence-united-states-break-glass", account), "not allowed");
}
