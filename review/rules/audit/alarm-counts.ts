import type { Facts } from "../../facts/facts";
import { testOf, type Event } from "../../filter-pattern";
import { first } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule } from "../rule";

const from = (service: string, ...names: readonly string[]): readonly Event[] =>
  names.map((eventName) => ({ eventSource: `${service}.amazonaws.com`, eventName, awsRegion: "us-east-1" }));
const read = (identity: Event): Event => ({ eventCategory: "Data", eventName: "GetObject", ...identity });
/** Regions of several continents, of which some are abroad whatever the jurisdiction is. */
const REGIONS = ["us-east-1", "ca-central-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1", "sa-east-1"];

/** What each of the trail's counts is there to see, by the name of its metric (AWS CloudTrail user guide, event record contents). */
const SEEN: Readonly<Record<string, (facts: Facts) => readonly Event[]>> = {
  "unexpected-reader": () => [
    read({ "userIdentity.type": "IAMUser", "userIdentity.arn": "arn:aws:iam::000000000000:user/somebody" }),
    read({ "userIdentity.type": "AssumedRole", "userIdentity.arn": "arn:aws:sts::000000000000:assumed-role/somebody/session" }),
    read({ "userIdentity.type": "Unknown" }),
  ],
  "guardrail-change": () => [
    ...from("organizations", "CreatePolicy", "UpdatePolicy", "DeletePolicy", "AttachPolicy", "DetachPolicy", "DisablePolicyType"),
    ...from("organizations", "MoveAccount", "LeaveOrganization", "RemoveAccountFromOrganization"),
  ],
  "key-policy-change": () => [
    ...from("kms", "PutKeyPolicy", "ScheduleKeyDeletion", "DisableKey", "ReplicateKey", "UpdatePrimaryRegion"),
    ...from("kms", "DeleteImportedKeyMaterial", "DisconnectCustomKeyStore"),
  ],
  "trail-stopped": () => from("cloudtrail", "StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"),
  "break-glass": ({ scope }) => {
    const roleArn = scope.awsGuards?.fence?.keyBreakGlass;
    const calls = roleArn === undefined ? [] : ["AssumeRole", "AssumeRoleWithSAML"];
    return calls.map((eventName) => ({ eventName, "requestParameters.roleArn": roleArn as string }));
  },
  "cross-border-call": ({ scope }) =>
    REGIONS.filter((region) => !scope.jurisdiction.contains("aws", region)).map((awsRegion) => ({
      awsRegion,
      eventSource: "ec2.amazonaws.com",
      eventName: "RunInstances",
    })),
};

export const alarmCounts: ResourceRule = {
  id: "AUDIT-24",
  claim: "audit",
  subject: "resource",
  title: "What an alarm of the trail's counts are there to see, their patterns match.",
  why: "A pattern that matches less, or nothing, is a filter that stands, and an alarm that never rings (Amazon CloudWatch Logs user guide, filter pattern syntax).",
  fix: "Put the pattern back as the program makes it.",
  concerns: (type) => type === "aws_cloudwatch_log_metric_filter",
  judge: (filter, facts) => {
    if (!isFenced(filter, facts)) return [];
    const text = (path: string) => facts.resolver.text(first(filter.values, path), filter.stack);
    const name = text("metric_transformation[].name") ?? "";
    if (!/^Ringfence\//.test(text("metric_transformation[].namespace") ?? "") || !Object.hasOwn(SEEN, name)) return [];
    return [judge(text("pattern"), (SEEN[name] as (facts: Facts) => readonly Event[])(facts))];
  },
};

function judge(pattern: string | undefined, events: readonly Event[]) {
  const at = { attribute: "pattern", expected: "the program's pattern" };
  const test = pattern === undefined ? undefined : testOf(pattern);
  if (test === undefined) return unknown("what its pattern matches is not known", { ...at, value: "unresolved" });
  const missed = [...new Set(events.filter((event) => !test(event)).map(({ eventName }) => eventName))].join(", ");
  return missed === "" ? met() : breach(`it does not see each ${missed}`, { ...at, value: missed });
}
