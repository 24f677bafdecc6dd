import type { JsonObject } from "../../review/value";
import { ask, CUSTODY, HOME, plan, PARENT, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const breaches = (texts: readonly string[]) => texts.filter((text) => text.startsWith("breach"));

describe.each([
  ["ACCESS-13", "aws_s3_bucket_policy", "policy"],
  ["ACCESS-13", "aws_s3_bucket_policy", "all"],
  ["ACCESS-13", "aws_iam_role", "permissions_boundary"],
  ["CUSTODY-13", "aws_rds_cluster", "kms_key_id"],
] as const)("%s: %s that ignores %s", (rule, type, name) => {
  const of = (ignore_changes: JsonObject[string], scope = {}) =>
    ask(rule, [stack("s", { [type]: { x: { lifecycle: { ignore_changes } } } })], { awsGuards, ...scope }, true);
  it("is a breach", () => {
    expect(of([name])).toEqual([expect.stringMatching(new RegExp(`^breach ${type}.x: terraform ignores`))]);
    expect(of(name)).toHaveLength(1);
  });
  it("is none of what guards nothing, and is not asked without a fence or of a plan", () => {
    expect(of(["tags"])).toEqual([]);
    expect(of([name], { awsGuards: undefined })).toEqual([]);
    expect(ask(rule, [plan([{ address: `${type}.x` }])], { awsGuards })).toEqual([]);
  });
});

test("a guard that stands zero times is none", () => {
  const guard = (more: JsonObject) =>
    ask(
      "CUSTODY-10",
      [
        stack("s", {
          aws_s3_bucket: { a: { bucket: "a" }, b: { bucket: "b" } },
          aws_s3_bucket_public_access_block: { a: { bucket: "${aws_s3_bucket.a.id}", ...more }, b: { bucket: "${aws_s3_bucket.b.id}" } },
        }),
      ],
      {},
      true,
    );
  expect(breaches(guard({}))).toEqual([]);
  expect(breaches(guard({ count: 1 }))).toEqual([]);
  const zero: readonly JsonObject[] = [{ count: 0 }, { count: "${0}" }, { for_each: {} }, { for_each: [] }];
  for (const none of zero) expect(breaches(guard(none))).toHaveLength(1);
});

test("of two that say it of one bucket nobody knows which stands", () => {
  const twice = { a: { bucket: "${aws_s3_bucket.a.id}" }, b: { bucket: "${aws_s3_bucket.a.id}" } };
  const judged = (scope: object) =>
    ask("CUSTODY-10", [stack("s", { aws_s3_bucket: { a: { bucket: "a" } }, aws_s3_bucket_public_access_block: twice })], scope, true);
  expect(breaches(judged({ awsGuards })).some((text) => text.includes("more than one"))).toBe(true);
  expect(breaches(judged({}))).toEqual([]);
});

describe("LOCATION-03: a backend that lets others at the state", () => {
  const S3 = { bucket: "state", key: "x", region: "us-east-1", encrypt: true };
  const of = (more: JsonObject, scope = {}) => ask("LOCATION-03", [stack("s", {}, { backend: { s3: { ...S3, ...more } } })], scope);
  it("is met by one that is encrypted, under a key of the custodian's, by Amazon's endpoint", () =>
    expect(
      of({
        kms_key_id: `arn:aws:kms:us-east-1:${CUSTODY}:key/1`,
        endpoints: { s3: "https://s3-fips.us-east-1.amazonaws.com" },
        acl: "private",
      }),
    ).toEqual(["met terraform.backend"]));
  it.each([
    ["that is not encrypted", { encrypt: false }],
    ["with a public list of access", { acl: "public-read" }],
    ["under the parent's key", { kms_key_id: `arn:aws:kms:us-east-1:${PARENT}:key/1` }],
    ["by an endpoint of somebody's", { endpoints: { s3: "https://s3.parent.example" } }],
    ["by an older endpoint of somebody's", { endpoint: "https://s3.parent.example" }],
    ["by one that hides behind Amazon's name", { endpoint: "https://s3.amazonaws.com.parent.example" }],
  ] as const)("is a breach %s", (_, more) => expect(of(more)[0]).toMatch(/^breach terraform.backend/));
  it("asks for encryption by name only where the program builds its fence", () => {
    const silent = (scope: object) =>
      ask("LOCATION-03", [stack("s", {}, { backend: { s3: { bucket: "state", key: "x", region: "us-east-1" } } })], scope);
    expect(silent({})[0]).toMatch(/^met/);
    expect(silent({ awsGuards })[0]).toMatch(/^breach/);
  });
  it("does not know where a service keeps it", () =>
    expect(ask("LOCATION-03", [stack("s", {}, { more: { terraform: { cloud: { organization: "parent" } } } })])[0]).toMatch(/^unknown/));
});

describe("LOCATION-11: somebody between a provider and its cloud", () => {
  const of = (more: JsonObject) =>
    ask("LOCATION-11", [stack("s", {}, { provider: { aws: [{ region: "us-east-1", allowed_account_ids: [HOME], ...more }] } })]);
  it("is met without any, and where emulators stand", () => {
    expect(breaches(of({ insecure: false }))).toEqual([]);
    expect(breaches(of({ secret_key: "x", endpoints: [{ s3: "http://localhost:5000" }] }))).toEqual([]);
  });
  it.each<JsonObject>([
    { https_proxy: "http://p" },
    { http_proxy: "http://p" },
    { insecure: true },
    { custom_ca_bundle: "/x" },
    { secret_key: "x" },
  ])("is a breach by %p", (more) => expect(of(more)).toEqual([expect.stringMatching(/^breach provider.aws/)]));
});

test("LOCATION-04: a provider that becomes a role of the parent's by a token", () => {
  const provider = {
    aws: [
      { region: "us-east-1", allowed_account_ids: [HOME], assume_role_with_web_identity: [{ role_arn: `arn:aws:iam::${PARENT}:role/x` }] },
    ],
  };
  expect(breaches(ask("LOCATION-04", [stack("s", {}, { provider })]))).not.toEqual([]);
});

describe("what lets the parent in beside stores", () => {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${PARENT}:role/x` }, Action: "*", Resource: "*" }],
  });
  it.each([
    ["ACCESS-01", "aws_oam_sink_policy", { policy }],
    ["ACCESS-01", "aws_cloudwatch_log_destination_policy", { access_policy: policy }],
    ["ACCESS-01", "aws_organizations_resource_policy", { content: policy }],
    ["ACCESS-01", "aws_vpclattice_resource_policy", { policy }],
    ["ACCESS-03", "aws_iam_group_policy_attachment", {}],
    ["ACCESS-03", "aws_rolesanywhere_trust_anchor", {}],
    ["ACCESS-08", "aws_eks_access_entry", { principal_arn: `arn:aws:iam::${PARENT}:role/x` }],
    ["ACCESS-08", "aws_s3_bucket_website_configuration", { bucket: "b" }],
    ["ACCESS-01", "aws_codebuild_resource_policy", { policy }],
    ["ACCESS-01", "aws_s3control_multi_region_access_point_policy", { details: { name: "m", policy } }],
    ["ACCESS-03", "aws_iam_signing_certificate", {}],
    ["ACCESS-03", "aws_ssm_activation", {}],
    ["ACCESS-08", "aws_shield_drt_access_role_arn_association", { role_arn: `arn:aws:iam::${HOME}:role/x` }],
    ["NETWORK-01", "aws_apigatewayv2_api", { protocol_type: "HTTP" }],
    ["NETWORK-01", "aws_ec2_instance_connect_endpoint", {}],
    ["NETWORK-01", "aws_ec2_traffic_mirror_session", {}],
    ["NETWORK-01", "aws_ec2_managed_prefix_list", { entry: { cidr: "0.0.0.0/0" } }],
    ["NETWORK-02", "aws_vpc_endpoint_policy", { policy: policy.replace('{"AWS":"arn:aws:iam::999999999999:role/x"}', '"*"') }],
    ["NETWORK-01", "aws_route53_resolver_rule", { rule_type: "FORWARD" }],
    ["NETWORK-01", "aws_vpclattice_service_network_vpc_association", {}],
  ] as const)("%s: %s is a breach", (rule, type, block) =>
    expect(breaches(ask(rule, [stack("s", { [type]: { x: block as JsonObject } })]))).toEqual([
      expect.stringMatching(new RegExp(`^breach ${type}.x`)),
    ]),
  );
});

test("NETWORK-03: every network of the program blocks the names that no rule passes", () => {
  const network = (action: string): Parameters<typeof stack>[1] => ({
    aws_vpc: { v: {} },
    aws_route53_resolver_firewall_rule_group: { g: {} },
    aws_route53_resolver_firewall_domain_list: { l: { domains: ["*"] } },
    aws_route53_resolver_firewall_rule: {
      r: {
        action,
        firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.g.id}",
        firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.l.id}",
      },
    },
    aws_route53_resolver_firewall_rule_group_association: {
      a: { vpc_id: "${aws_vpc.v.id}", firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.g.id}" },
    },
  });
  expect(ask("NETWORK-03", [stack("s", network("BLOCK"))], { awsGuards })).toEqual(["met aws_vpc.v"]);
  expect(ask("NETWORK-03", [stack("s", network("ALLOW"))], { awsGuards })[0]).toMatch(/^breach aws_vpc.v/);
  expect(ask("NETWORK-03", [stack("s", network("ALLOW"))])).toEqual([]);
});

test("CUSTODY-02: no statement of a key lets anybody both administer and use it", () => {
  const key = (more: JsonObject) =>
    stack("keys", {
      aws_kms_key: {
        k: {
          policy: JSON.stringify({
            Statement: [{ Sid: "A", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${CUSTODY}:role/x` }, Resource: "*", ...more }],
          }),
        },
      },
    });
  expect(ask("CUSTODY-02", [key({ Action: ["kms:DescribeKey"] })], { awsGuards })[0]).toMatch(/^met/);
  for (const more of [{ Action: "kms:*" }, { Action: ["*"] }, { NotAction: "kms:Decrypt" }] as readonly JsonObject[]) {
    expect(ask("CUSTODY-02", [key(more)], { awsGuards })[0]).toMatch(/^breach aws_kms_key.k: A allows every action/);
    expect(ask("CUSTODY-02", [key(more)])[0]).toMatch(/^met/);
  }
});
