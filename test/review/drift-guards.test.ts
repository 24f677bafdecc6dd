import type { JsonObject } from "../../review/value";
import { ask, HOME, PARENT, plan, STRANGER } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };

/** A plan that changes nothing, and found one resource otherwise than it was left. */
function found(rule: string, address: string, before: JsonObject, after: JsonObject | null, more: JsonObject = {}, scope = {}): string[] {
  const [type = "", name = ""] = address.split(".");
  const change = { actions: [after ? "update" : "delete"], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  const document = plan([{ address, actions: ["no-op"], before, after: before }], {
    resource_drift: [{ address, mode: "managed", type, name, change: { ...change, ...more } }],
  });
  return ask(rule, [document], { awsGuards, ...scope });
}

const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const DENY = {
  Sid: "D",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const allow = (account: string) => ({
  Sid: "A",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "s3:GetObject",
  Resource: "*",
});
const policy = (...statements: object[]) => ({ bucket: "profiles", policy: document(...statements) });

describe("ACCESS-22", () => {
  const of = (before: JsonObject, after: JsonObject | null, more: JsonObject = {}, scope = {}) =>
    found("ACCESS-22", "aws_s3_bucket_policy.p", before, after, more, scope);
  it("is a breach when the parent was let in by hand, or a policy is gone", () => {
    expect(of(policy(DENY), policy(DENY, allow(PARENT)))).toContainEqual(
      expect.stringMatching(/^breach aws_s3_bucket_policy.p: outside of terraform/),
    );
    expect(of(policy(DENY), null)).toEqual(["breach aws_s3_bucket_policy.p: it was deleted outside of terraform"]);
    const trust = (...accounts: string[]) => ({
      name: "r",
      assume_role_policy: document(...accounts.map((each) => ({ ...allow(each), Action: "sts:AssumeRole" }))),
    });
    expect(found("ACCESS-22", "aws_iam_role.r", trust(HOME), trust(HOME, PARENT))[0]).toMatch(/^breach aws_iam_role.r/);
  });
  it("does not know what a policy let through that was rewritten", () => {
    expect(of(policy(DENY, allow(HOME)), policy(allow(HOME)))).toContain(
      "unknown aws_s3_bucket_policy.p: outside of terraform, its policy was rewritten",
    );
    const content = (...statements: object[]) => ({ name: "scp", content: document(...statements) });
    expect(found("ACCESS-22", "aws_organizations_policy.p", content(DENY), content({ ...DENY, Effect: "Allow" }))).toContainEqual(
      expect.stringMatching(/^unknown .*rewritten/),
    );
  });
  it("is met by the same policy in other words", () => {
    const other = policy({ ...allow(HOME) }, { ...DENY, Action: "s3:*" });
    expect(of(policy(DENY, allow(HOME)), other).filter((text) => !text.startsWith("met"))).toEqual([]);
  });
  it("has nothing to say of what lets nobody in, nor of a policy that another estate lost", () => {
    expect(found("ACCESS-22", "aws_sns_topic_subscription.s", { endpoint: "a" }, { endpoint: "b" })).toEqual([]);
    expect(of(policy(DENY), null, {}, { awsGuards: undefined })).toEqual([]);
  });
});

describe("CUSTODY-15, NETWORK-15, AUDIT-15 and MIGRATION-12", () => {
  const block = (closed: boolean) => ({
    bucket: "profiles",
    block_public_acls: true,
    ignore_public_acls: true,
    block_public_policy: closed,
    restrict_public_buckets: true,
  });
  const rule = (cidr: string) => ({ security_group_id: "sg-1", cidr_ipv4: cidr, ip_protocol: "tcp" });
  const trail = (logs: boolean) => ({ name: "t", enable_logging: logs, enable_log_file_validation: true, is_multi_region_trail: true });
  const versions = (status: string) => ({ bucket: "profiles", versioning_configuration: [{ status }] });
  it.each<[string, string, JsonObject, JsonObject | null]>([
    ["CUSTODY-15", "aws_s3_bucket_public_access_block.b", block(true), block(false)],
    ["CUSTODY-15", "aws_s3_bucket_public_access_block.b", block(true), null],
    ["NETWORK-15", "aws_vpc_security_group_ingress_rule.r", rule("10.0.0.0/16"), rule("0.0.0.0/0")],
    ["NETWORK-15", "aws_route53_resolver_firewall_config.c", { resource_id: "vpc-1", firewall_fail_open: "DISABLED" }, null],
    ["AUDIT-15", "aws_cloudtrail.t", trail(true), trail(false)],
    ["AUDIT-15", "aws_cloudtrail.t", trail(true), null],
    ["MIGRATION-12", "aws_s3_bucket_versioning.v", versions("Enabled"), versions("Suspended")],
    ["MIGRATION-12", "aws_s3_bucket_versioning.v", versions("Enabled"), null],
  ])("%s is a breach by %s", (id, address, before, after) => {
    expect(found(id, address, before, after)).toContainEqual(expect.stringMatching(/^breach .*outside of terraform/));
    expect(found(id, address, before, { ...before, tags: { a: "b" } }).filter((text) => !text.startsWith("met"))).toEqual([]);
  });
  it.each<[string, string, JsonObject, JsonObject]>([
    ["CUSTODY-15", "aws_s3_bucket_public_access_block.b", block(true), { block_public_policy: true }],
    ["NETWORK-15", "aws_vpc_security_group_ingress_rule.r", rule("10.0.0.0/16"), { cidr_ipv4: true }],
    ["AUDIT-15", "aws_cloudtrail.t", trail(true), { enable_logging: true }],
    ["MIGRATION-12", "aws_s3_bucket_versioning.v", versions("Enabled"), { versioning_configuration: true }],
  ])("%s does not know what is masked of %s", (id, address, before, mask) =>
    expect(found(id, address, before, before, { after_sensitive: mask })).toContainEqual(expect.stringMatching(/^unknown/)),
  );
  it.each(["CUSTODY-15", "NETWORK-15", "AUDIT-15", "MIGRATION-12"])("%s has nothing to say of a stranger's tag", (id) =>
    expect(found(id, "aws_sns_topic_subscription.s", { endpoint: STRANGER }, { endpoint: HOME })).toEqual([]),
  );
});
