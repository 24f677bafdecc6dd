import { admin, deployer, HOME, PARENT, RECOVERY, request, role, SECURITY, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

const GATEKEEPER = "666666666666";
/** Accounts whose configuration is recorded in a region; data lies in both regions of each. */
const RECORDED = [SECURITY, HOME, RECOVERY];

function findingsBucket(region: string): Case[] {
  const cases: Case[] = [];
  const bucket = `arn:aws:s3:::ringfence-findings-${SECURITY}-${region}`;
  const add = (
    of: string,
    caller: ReturnType<typeof service>,
    action: string,
    on: string,
    context: Context,
    expected: Verdict,
    by?: string,
  ) =>
    cases.push({
      policy: `security-${region}/aws_s3_bucket_policy/findings_policy`,
      of: `${action} on ${on}: ${of}`,
      request: request(caller, `s3:${action}`, `${bucket}${on}`, SECURITY, context),
      expected,
      ...(by ? { by } : {}),
    });
  const guardDuty = service("guardduty.amazonaws.com");
  const config = service("config.amazonaws.com");
  const detector = (where = region, account = SECURITY): Context => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": `arn:aws:guardduty:${where}:${account}:detector/1`,
  });
  const own = `/AWSLogs/${SECURITY}/GuardDuty/${region}/a`;
  for (const [action, on] of [
    ["PutObject", own],
    ["GetBucketLocation", ""],
  ] as const) {
    add("GuardDuty's own detector", guardDuty, action, on, detector(), "allowed");
    add("a detector of the parent's", guardDuty, action, on, detector(region, PARENT), "not allowed");
    add("another account under our detector's ARN", guardDuty, action, on, { ...detector(), "aws:SourceAccount": PARENT }, "not allowed");
    add("our account, from elsewhere", guardDuty, action, on, detector("eu-west-1"), "not allowed");
    for (const unsaid of ["aws:SourceAccount", "aws:SourceArn"])
      add(`without ${unsaid}`, guardDuty, action, on, { ...detector(), [unsaid]: undefined }, "not allowed");
    add("another service", service("s3.amazonaws.com"), action, on, detector(), "not allowed");
    add("a role of nobody's account", { account: PARENT, arn: "arn:any" }, action, on, detector(), "denied", "DenyOutsideTheOrganization");
  }
  add("nothing but writing", guardDuty, "GetObject", own, detector(), "not allowed");
  add("nothing but where it lies", guardDuty, "GetBucketPolicy", "", detector(), "not allowed");
  add("not under AWS Config's prefix", guardDuty, "PutObject", `/AWSLogs/${SECURITY}/Config/a`, detector(), "not allowed");
  add("no location of another bucket", guardDuty, "GetBucketLocation", "-2", detector(), "not allowed");

  for (const account of RECORDED) {
    const whose = { "aws:SourceAccount": account };
    for (const action of ["GetBucketAcl", "ListBucket"]) add(`AWS Config for ${account}`, config, action, "", whose, "allowed");
    add(`AWS Config for ${account}`, config, "PutObject", `/AWSLogs/${account}/Config/a`, whose, "allowed");
    add("nothing but writing", config, "GetObject", `/AWSLogs/${account}/Config/a`, whose, "not allowed");
  }
  const whose = { "aws:SourceAccount": HOME };
  for (const [action, on] of [
    ["GetBucketAcl", ""],
    ["ListBucket", ""],
    ["PutObject", `/AWSLogs/${HOME}/Config/a`],
  ] as const) {
    add("AWS Config for the parent", config, action, on, { "aws:SourceAccount": PARENT }, "not allowed");
    add("AWS Config for nobody", config, action, on, {}, "not allowed");
    add("another service", service("s3.amazonaws.com"), action, on, whose, "not allowed");
  }
  add("not the policy", config, "GetBucketPolicy", "", whose, "not allowed");
  add("not another bucket", config, "ListBucket", "-2", whose, "not allowed");
  add("not under GuardDuty's prefix", config, "PutObject", own, whose, "not allowed");

  const reader = role(SECURITY, "analyst");
  for (const [action, on] of [
    ["ListBucket", ""],
    ["GetObject", own],
  ] as const) {
    add("the account's own reader", reader, action, on, {}, "allowed");
    add("without TLS", reader, action, on, { "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
    add("the parent", admin(PARENT), action, on, {}, "denied", "DenyOutsideTheOrganization");
    add("nobody in particular", reader, action, on, { "aws:PrincipalOrgID": undefined }, "denied", "DenyOutsideTheOrganization");
    add(
      "somebody of whom AWS says nothing",
      reader,
      action,
      on,
      { "aws:PrincipalOrgID": undefined, "aws:PrincipalIsAWSService": undefined },
      "denied",
      "DenyOutsideTheOrganization",
    );
    add("an account of ours that is no reader", deployer(HOME), action, on, {}, "not allowed");
  }
  return cases;
}

function alarms(region: string): Case[] {
  const cases: Case[] = [];
  const topic = `arn:aws:sns:${region}:${SECURITY}:ringfence-findings`;
  const add = (of: string, caller: ReturnType<typeof service>, action: string, context: Context, expected: Verdict, on = topic) =>
    cases.push({
      policy: `security-${region}/aws_sns_topic_policy/findings_alarm_policy`,
      of: `${action}: ${of}`,
      request: request(caller, `sns:${action}`, on, SECURITY, context),
      expected,
    });
  const events = service("events.amazonaws.com");
  const rule = (name: string, account = SECURITY): Context => ({ "aws:SourceArn": `arn:aws:events:${region}:${account}:rule/${name}` });
  add("the rule of findings", events, "Publish", rule("ringfence-findings"), "allowed");
  add("another rule", events, "Publish", rule("any"), "not allowed");
  add("another account's", events, "Publish", rule("ringfence-findings", PARENT), "not allowed");
  add("a rule that is not said", events, "Publish", {}, "not allowed");
  add("nothing but publishing", events, "Subscribe", rule("ringfence-findings"), "not allowed");
  add("another topic", events, "Publish", rule("ringfence-findings"), "not allowed", `${topic}-2`);
  add("another service", service("s3.amazonaws.com"), "Publish", rule("ringfence-findings"), "not allowed");
  const gatekeeper = role(GATEKEEPER, "ringfence-gatekeeper");
  add("the gatekeeper", gatekeeper, "Subscribe", {}, "allowed");
  add("the gatekeeper publishes nothing", gatekeeper, "Publish", {}, "not allowed");
  add("the gatekeeper, on another topic", gatekeeper, "Subscribe", {}, "not allowed", `${topic}-2`);
  for (const other of [admin(PARENT), role(HOME, "app")]) add(`not ${other.account}`, other, "Subscribe", {}, "not allowed");
  return cases;
}

export const securityCases: readonly Case[] = ["us-east-1", "us-west-2"].flatMap((region) => [
  ...findingsBucket(region),
  ...alarms(region),
]);
