import type { JsonObject } from "../../review/value";
import { ask, AUDIT, CUSTODY, EDGE, HOME, PARENT, plan, stack, STRANGER } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const of = (rule: string, blocks: Record<string, Record<string, JsonObject>>, scope = {}, options = {}) =>
  ask(rule, [stack("s", blocks, options)], { awsGuards, ...scope }, true);

describe("AUDIT-16: who watches is the program's", () => {
  const admin = (id: string) => ({ aws_guardduty_organization_admin_account: { a: { admin_account_id: id } } });
  const publisher = (arn: string) => ({
    aws_lambda_code_signing_config: { c: { allowed_publishers: { signing_profile_version_arns: [arn] } } },
  });
  it("is met by an account of the program's, and by what its own stack makes", () => {
    expect(of("AUDIT-16", admin(AUDIT))[0]).toMatch(/^met/);
    expect(of("AUDIT-16", publisher(`arn:aws:signer:us-east-1:${HOME}:/signing-profiles/p/1`))[0]).toMatch(/^met/);
    expect(
      of("AUDIT-16", { ...publisher("${aws_signer_signing_profile.p.version_arn}"), aws_signer_signing_profile: { p: {} } })[0],
    ).toMatch(/^met/);
  });
  it.each([PARENT, STRANGER])("is a breach by %s", (account) => {
    expect(of("AUDIT-16", admin(account))[0]).toMatch(/^breach/);
    expect(of("AUDIT-16", publisher(`arn:aws:signer:us-east-1:${account}:/signing-profiles/p/1`))[0]).toMatch(/^breach/);
    expect(of("AUDIT-16", { aws_inspector2_enabler: { e: { account_ids: [HOME, account] } } })[0]).toMatch(/^breach/);
    const image = { environment: { image: `${account}.dkr.ecr.us-east-1.amazonaws.com/x:1` } };
    expect(of("AUDIT-16", { aws_codebuild_project: { p: image } })[0]).toMatch(/^breach/);
  });
  it("does not know one that nobody can read, and asks no program without a fence", () => {
    expect(of("AUDIT-16", admin("${var.admin}"))[0]).toMatch(/^unknown/);
    expect(of("AUDIT-16", admin(PARENT), { awsGuards: undefined })).toEqual([]);
  });
});

describe("NETWORK-16: a web firewall", () => {
  const GROUPS = ["AmazonIpReputationList", "CommonRuleSet", "KnownBadInputsRuleSet", "SQLiRuleSet"];
  const group = (name: string, priority: number, override: JsonObject = { none: {} }): JsonObject => ({
    name,
    priority,
    override_action: override,
    statement: { managed_rule_group_statement: { vendor_name: "AWS", name: `AWSManagedRules${name}` } },
  });
  const allow = (priority: number | string): JsonObject => ({ name: "host", priority, action: { allow: {} }, statement: {} });
  const acl = (rule: JsonObject[], default_action: JsonObject = { block: {} }) =>
    of("NETWORK-16", { aws_wafv2_web_acl: { w: { default_action, rule } } })[0];
  const groups = GROUPS.map((name, index) => group(name, index));

  it("is met as the program writes it, in a plan too", () => {
    expect(acl([...groups, allow(4)])).toMatch(/^met/);
    const blocks = (each: JsonObject) => Object.fromEntries(Object.entries(each).map(([key, value]) => [key, [value]]));
    const after = {
      default_action: [{ allow: [], block: [{ custom_response: [] }] }],
      rule: groups.map((each) => ({
        ...each,
        action: [],
        override_action: [{ count: [], none: [{}] }],
        statement: [blocks(each.statement as JsonObject)],
      })),
    };
    expect(ask("NETWORK-16", [plan([{ address: "aws_wafv2_web_acl.w", after }])], { awsGuards })[0]).toMatch(/^met/);
  });
  it.each([
    ["lets through by default", [...groups, allow(4)], { allow: {} }],
    ["leaves a group out", [...groups.slice(1), allow(4)], { block: {} }],
    ["only counts", [group("AmazonIpReputationList", 0, { count: {} }), ...groups.slice(1)], { block: {} }],
    ["lets through first", [allow(0), ...GROUPS.map((name, index) => group(name, index + 1))], { block: {} }],
  ])("is a breach where it %s", (_, rule, action) => expect(acl(rule, action)).toMatch(/^breach/));
  it("is unknown where the order cannot be read", () => expect(acl([...groups, allow("${var.first}")])).toMatch(/^unknown/));
  it("is asked of no program without a fence", () =>
    expect(of("NETWORK-16", { aws_wafv2_web_acl: { w: {} } }, { awsGuards: undefined })).toEqual([]));
});

describe("AUDIT-17: the auditor reads", () => {
  const role = (name: string, statement: JsonObject, more: JsonObject = {}) => ({
    aws_iam_role: { r: { name, assume_role_policy: "{}", ...more } },
    aws_iam_role_policy: {
      p: {
        role: "${aws_iam_role.r.id}",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
      },
    },
  });
  const archive = { Action: ["s3:GetObject"], Resource: `arn:aws:s3:::ringfence-archive-${HOME}-*/*` };
  it("is met by what an audit is made of", () => {
    expect(of("AUDIT-17", role("ringfence-auditor", { Action: ["cloudtrail:Describe*"], Resource: "*" }))[0]).toMatch(/^met/);
    expect(of("AUDIT-17", role("ringfence-auditor-desk", archive))[0]).toMatch(/^met/);
  });
  it("is a breach by less, and unknown by what nobody can read", () => {
    expect(of("AUDIT-17", role("ringfence-auditor", { Action: ["s3:ListAllMyBuckets"], Resource: "*" }))[0]).toMatch(/^breach/);
    expect(of("AUDIT-17", { aws_iam_role: { r: { name: "ringfence-auditor-desk" } } })[0]).toMatch(/^breach/);
    expect(of("AUDIT-17", role("ringfence-auditor", {}, { managed_policy_arns: ["${var.more}"] }))[0]).toMatch(/^unknown/);
  });
  it("says nothing of other roles", () => expect(of("AUDIT-17", role("ringfence-deployer", {}))).toEqual([]));
});

describe("AUDIT-18: the archive has a second copy", () => {
  const buckets = (more: Record<string, Record<string, JsonObject>> = {}) => ({
    aws_s3_bucket: {
      one: { bucket: "one", tags: { "ringfence:purpose": "logs" } },
      two: { bucket: "two", tags: { "ringfence:purpose": "logs" } },
    },
    aws_s3_bucket_object_lock_configuration: {
      one: { bucket: "${aws_s3_bucket.one.id}" },
      two: { bucket: "${aws_s3_bucket.two.id}" },
    },
    ...more,
  });
  const replication = (bucket: string) => ({ aws_s3_bucket_replication_configuration: { r: { bucket } } });
  it("is met where one feeds the other", () => expect(of("AUDIT-18", buckets(replication("${aws_s3_bucket.one.id}")))[0]).toMatch(/^met/));
  it("is a breach where none does, and unknown where nobody can read which", () => {
    expect(of("AUDIT-18", buckets())[0]).toMatch(/^breach/);
    expect(of("AUDIT-18", buckets(replication("${var.bucket}")))[0]).toMatch(/^unknown/);
  });
  it("says nothing of one archive, or of a program without a fence", () => {
    const [one] = Object.entries(buckets().aws_s3_bucket);
    expect(of("AUDIT-18", { aws_s3_bucket: Object.fromEntries([one as [string, JsonObject]]) })).toEqual([]);
    expect(of("AUDIT-18", buckets(), { awsGuards: undefined })).toEqual([]);
  });
});

describe("NETWORK-18: lists of a network", () => {
  const own = { action: "allow", protocol: "-1", cidr_block: "10.0.0.0/16", from_port: 0, to_port: 0 };
  const port = { action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: 443, to_port: 443 };
  const wide = { ...own, cidr_block: "0.0.0.0/0" };
  const list = (ingress: JsonObject[], scope = {}, options = {}) =>
    of("NETWORK-18", { aws_network_acl: { a: { ingress, egress: [own] } } }, scope, options);
  it("is met by the network's own range and by single ports", () => {
    expect(list([own, port])[0]).toMatch(/^met/);
    expect(list([{ ...wide, action: "deny" }])[0]).toMatch(/^met/);
    const rule = { rule_action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0" };
    expect(of("NETWORK-18", { aws_network_acl_rule: { r: rule } })[0]).toMatch(/^met/);
  });
  it("is a breach by everything from everywhere", () => {
    expect(list([own, wide])[0]).toMatch(/^breach/);
    expect(list([{ ...own, cidr_block: "", ipv6_cidr_block: "::/0" }])[0]).toMatch(/^breach/);
    const rule = { rule_action: "allow", protocol: "-1", cidr_block: "0.0.0.0/0", egress: true };
    expect(of("NETWORK-18", { aws_network_acl_rule: { r: rule } })[0]).toMatch(/^breach/);
  });
  it("is unknown where the range cannot be read", () => expect(list([{ ...own, cidr_block: "${var.range}" }])[0]).toMatch(/^unknown/));
  it("says nothing of the edge, or of a program without a fence", () => {
    expect(list([wide], {}, { account: EDGE })).toEqual([]);
    expect(list([wide], { awsGuards: undefined })).toEqual([]);
  });
});

describe("what a policy of a resource's own asks", () => {
  const document = (statement: JsonObject) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", ...statement }] });
  const ours = { "aws:PrincipalOrgID": "o-1", "aws:ResourceOrgID": "o-1" };
  const endpoint = (keys: JsonObject, more: JsonObject = {}) =>
    of("NETWORK-17", {
      aws_vpc_endpoint: { e: { policy: document({ Action: "*", Resource: "*", Condition: { StringEquals: keys }, ...more }) } },
    })[0];
  const mount = (Condition: JsonObject) =>
    of("ACCESS-23", {
      aws_efs_file_system_policy: { f: { policy: document({ Action: ["elasticfilesystem:ClientMount"], Resource: "*", Condition }) } },
    })[0];
  it("NETWORK-17: an endpoint asks for both organizations", () => {
    expect(endpoint(ours)).toMatch(/^met/);
    expect(endpoint({ "aws:PrincipalOrgID": "o-1" })).toMatch(/^breach .*another organization's resources/);
    expect(endpoint({ "aws:ResourceOrgID": "o-1" })).toMatch(/^breach .*another organization's principals/);
    expect(endpoint({ "aws:PrincipalOrgID": "o-1" }, { Action: ["ecr:GetAuthorizationToken"] })).toMatch(/^met/);
    expect(endpoint({ "aws:PrincipalOrgID": "o-1" }, { Resource: "arn:aws:s3:::layers/*" })).toMatch(/^met/);
    expect(of("NETWORK-17", { aws_vpc_endpoint: { e: { policy: "${var.policy}" } } })[0]).toMatch(/^unknown/);
    expect(of("NETWORK-17", { aws_vpc_endpoint: { e: { policy: "${var.policy}" } } }, { awsGuards: undefined })).toEqual([]);
  });
  it("ACCESS-23: a file system asks for a mount target", () => {
    expect(mount({ Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } })).toMatch(/^met/);
    expect(mount({ StringEquals: { "aws:PrincipalOrgID": "o-1" } })).toMatch(/^breach/);
    expect(of("ACCESS-23", { aws_efs_file_system_policy: { f: { policy: "${var.policy}" } } })[0]).toMatch(/^unknown/);
    expect(of("ACCESS-23", { aws_efs_file_system_policy: { f: { policy: "${var.policy}" } } }, { awsGuards: undefined })).toEqual([]);
  });
});

test("AUDIT-13: a release takes its source from a bucket of the program's", () => {
  const pipeline = (bucket: string) => ({
    aws_codepipeline: {
      p: {
        stage: [
          { action: [{ category: "Source", configuration: { S3Bucket: bucket } }] },
          { action: [{ category: "Approval" }] },
          { action: [{ category: "Build", configuration: { ProjectName: "sign" } }] },
        ],
      },
    },
    aws_s3_bucket: { b: { bucket: "sources" } },
  });
  expect(of("AUDIT-13", pipeline("sources"))[0]).toMatch(/^met/);
  expect(of("AUDIT-13", pipeline("theirs"))[0]).toMatch(/^breach .*takes the source from theirs/);
  expect(of("AUDIT-13", pipeline("${var.bucket}"))[0]).toMatch(/^unknown/);
});

test("AUDIT-12: the break-glass alarm listens for the break-glass role", () => {
  const alarm = (event_pattern: string) => ({
    aws_cloudwatch_event_rule: { r: { name: "ringfence-break-glass", event_pattern } },
    aws_cloudwatch_event_target: { t: { rule: "${aws_cloudwatch_event_rule.r.name}" } },
  });
  expect(of("AUDIT-12", alarm(`{"roleArn":["arn:aws:iam::${CUSTODY}:role/ringfence-gatekeeper-break-glass"]}`))[0]).toMatch(/^met/);
  expect(of("AUDIT-12", alarm('{"source":["nobody"]}'))[0]).toMatch(/^breach/);
});
