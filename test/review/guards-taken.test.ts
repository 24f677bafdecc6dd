import { ask, bucket, HOME, PARENT, plan } from "./estate";
import type { JsonObject } from "../../review/value";

const awsGuards = { units: ["ou-1"], controls: [], exceptRegions: [] };
const POLICY = (effect: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: effect, Principal: "*", Action: "*", Resource: "*" }] });
type Change = Parameters<typeof plan>[0][number];
const gone = (address: string, before: JsonObject, action = "delete"): Change => ({ address, actions: [action], before, after: null });
const stands = (address: string, after: JsonObject): Change => ({ address, actions: ["no-op"], before: after, after });
const of = (rule: string, changes: readonly Change[], scope = {}, more: JsonObject = {}) =>
  ask(rule, [plan(changes, more)], { awsGuards, ...scope }).filter((text) => /the plan would|takes its place|goes|only lets in/.test(text));

describe.each<[rule: string, type: string, before: JsonObject]>([
  ["CUSTODY-10", "aws_s3_account_public_access_block", { account_id: HOME }],
  ["CUSTODY-10", "aws_kms_key_policy", { key_id: "1" }],
  ["ACCESS-28", "aws_organizations_policy_attachment", { policy_id: "p-1", target_id: "ou-1" }],
  ["ACCESS-28", "aws_vpc_endpoint_policy", { vpc_endpoint_id: "vpce-1" }],
  ["ACCESS-28", "aws_sqs_queue_policy", { queue_url: "q", policy: POLICY("Deny") }],
  ["NETWORK-11", "aws_networkfirewall_firewall", { vpc_id: "vpc-1" }],
  ["AUDIT-09", "aws_guardduty_detector", { enable: true }],
  ["AUDIT-09", "aws_cloudwatch_metric_alarm", { namespace: "n", metric_name: "m" }],
  ["MIGRATION-09", "aws_backup_selection", { name: "s" }],
])("%s of an %s that a plan alone takes away", (rule, type, before) => {
  it.each(["delete", "forget"])("is no silence by %s", (action) =>
    expect(of(rule, [gone(`${type}.x`, before, action)])).toEqual([
      expect.stringMatching(new RegExp(`^(breach|unknown) ${type}.x: the plan would ${action} this`)),
    ]),
  );
  it("is met where another takes its place", () =>
    expect(of(rule, [gone(`${type}.x`, before), stands(`${type}.y`, before)])).toEqual([`met ${type}.x: another takes its place`]));
  it("is not asked in a sandbox, without a fence, or of the old estate", () => {
    expect(of(rule, [gone(`${type}.x`, before)], { headline: "SANDBOX" })).toEqual([]);
    expect(of(rule, [gone(`${type}.x`, before)], { awsGuards: undefined })).toEqual([]);
    const theirs = { region: { constant_value: "us-east-1" }, allowed_account_ids: { constant_value: [PARENT] } };
    const made = plan([gone(`${type}.x`, before)]);
    const configuration = { ...(made["configuration"] as JsonObject), provider_config: { aws: { name: "aws", expressions: theirs } } };
    expect(ask(rule, [{ ...made, configuration }], { awsGuards }).filter((text) => text.includes("the plan would"))).toEqual([]);
  });
});

describe("a guard around something", () => {
  const block = (name: string, of: string) => gone(`aws_s3_bucket_public_access_block.${name}`, { bucket: of });
  it("is a breach where that stays, and unknown where that is in none of the inputs", () => {
    expect(of("CUSTODY-10", [block("p", "profiles"), stands("aws_s3_bucket.b", bucket())])[0]).toMatch(/^breach .*block of public access/);
    expect(of("CUSTODY-10", [block("p", "profiles")])[0]).toMatch(/^unknown .*what it guards is not known/);
  });
  it("is met where that goes too", () =>
    expect(of("CUSTODY-10", [block("p", "profiles"), gone("aws_s3_bucket.b", bucket())])[0]).toMatch(/^met .*what it guards goes too/));
  it("is not known where what both guard is not", () => {
    const other = stands("aws_s3_bucket_public_access_block.q", {});
    expect(of("CUSTODY-10", [gone("aws_s3_bucket_public_access_block.p", {}), other])[0]).toMatch(/^unknown/);
  });
  it("is not known where another may stand for it", () => {
    const other = { address: "aws_s3_bucket_public_access_block.q", after: {}, unknown: { bucket: true } };
    expect(of("CUSTODY-10", [block("p", "profiles"), other, stands("aws_s3_bucket.b", bucket())])[0]).toMatch(/^unknown/);
  });
});

describe("ACCESS-28", () => {
  const policy = (effect: string) => gone("aws_s3_bucket_policy.p", { bucket: "profiles", policy: POLICY(effect) });
  it("lets a door close, and no guard", () => {
    expect(of("ACCESS-28", [policy("Allow"), stands("aws_s3_bucket.b", bucket())])[0]).toMatch(/^met .*only lets in/);
    expect(of("ACCESS-28", [policy("Deny"), stands("aws_s3_bucket.b", bucket())])[0]).toMatch(/^breach .*this policy that denies/);
  });
  it("lets an attachment to a unit go that is none of the program's", () =>
    expect(of("ACCESS-28", [gone("aws_organizations_policy_attachment.a", { policy_id: "p", target_id: "ou-2" })])[0]).toMatch(/^met/));
  it("does not know a guard in an account that is not known", () => {
    const made = plan([gone("aws_vpc_endpoint_policy.p", { vpc_endpoint_id: "v" })]);
    const aws = { name: "aws", expressions: { region: { constant_value: "us-east-1" } } };
    const configuration = { ...(made["configuration"] as JsonObject), provider_config: { aws } };
    expect(ask("ACCESS-28", [{ ...made, configuration }], { awsGuards })[0]).toMatch(/^unknown .*an account that is not known/);
  });
});

describe("NETWORK-11 on Google", () => {
  const rule = (name: string, more: JsonObject, address = `google_compute_firewall.${name}`) =>
    gone(address, { network: "n", direction: "EGRESS", project: "home-project", ...more });
  const googles = { aws: { name: "google", expressions: { project: { constant_value: "home-project" } } } };
  const asked = (change: Change) => {
    const made = plan([change]);
    const configuration = { ...(made["configuration"] as JsonObject), provider_config: googles };
    return ask("NETWORK-11", [{ ...made, configuration }], { awsGuards }).filter((text) => /plan would|lets in/.test(text))[0];
  };
  it("is a breach for a rule that refuses alone", () => {
    expect(asked(rule("a", { deny: [{ protocol: "all" }] }))).toMatch(/^breach .*this rule that refuses/);
    expect(asked(rule("b", { allow: [{ protocol: "tcp" }], deny: [] }))).toMatch(/^met/);
  });
});
