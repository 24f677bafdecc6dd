import type { JsonObject } from "../../review/value";
import { ask, AUDIT, HOME, PARENT, plan, stack, STRANGER } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const of = (rule: string, blocks: Record<string, Record<string, JsonObject>>, scope = {}, whole = true) =>
  ask(rule, [stack("s", blocks)], { awsGuards, organization: "o-custodian1", ...scope }, whole);
const policy = (statement: JsonObject) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", ...statement }] });
const queue = (statement: JsonObject, scope = {}) =>
  of("ACCESS-29", { aws_sqs_queue_policy: { q: { policy: policy(statement) } } }, scope)[0];
const role = (account: string) => `arn:aws:iam::${account}:role/x`;

describe("ACCESS-29: whom a policy lets in", () => {
  it.each<JsonObject>([
    { Principal: { AWS: role(HOME) } },
    { Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian1" } } },
    { Principal: { AWS: role(STRANGER) }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian1" } } },
    { Principal: { AWS: role(STRANGER) }, Effect: "Deny" },
    { Principal: { Service: "sns.amazonaws.com" } },
  ])("is met: %j", (statement) => expect(queue(statement)).toMatch(/^met/));
  describe("in a program that builds no fence", () => {
    const unfenced = (statement: JsonObject, scope = {}) =>
      queue(statement, { awsGuards: undefined, organization: undefined, ...scope }) ?? "nothing";
    it.each<JsonObject>([
      { Principal: { AWS: role(STRANGER) } },
      { Principal: { AWS: STRANGER } },
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": STRANGER } } },
    ])("is not known: %j", (statement) => expect(unfenced(statement)).toMatch(/^unknown .*does not know/));
    it.each<JsonObject>([
      { Principal: { AWS: role(HOME) } },
      { Principal: { AWS: role(PARENT) } },
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-whoever1111" } } },
    ])("is for other rules, or nobody's to say: %j", (statement) => expect(unfenced(statement)).toBe("nothing"));
    it("knows organizations where the program names one", () =>
      expect(
        unfenced(
          { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-whoever1111" } } },
          { organization: "o-own1111111" },
        ),
      ).toMatch(/^unknown .*o-whoever1111/));
    it("leaves the account in which the resource lies to LOCATION-04", () => {
      const own = [
        stack("s", { aws_sqs_queue_policy: { q: { policy: policy({ Principal: { AWS: STRANGER } }) } } }, { account: STRANGER }),
      ];
      expect(ask("ACCESS-29", own)).toEqual([]);
    });
  });
  it("takes the auditor's own roles, which the program names", () => {
    expect(queue({ Principal: { AWS: role(STRANGER) } }, { examiners: [role(STRANGER)] })).toMatch(/^met/);
    expect(queue({ Principal: { AWS: `${role(STRANGER)}2` } }, { examiners: [role(STRANGER)] })).toMatch(/^breach/);
  });
  it.each<JsonObject>([
    { Principal: { AWS: STRANGER } },
    { Principal: { AWS: [role(HOME), role(STRANGER)] } },
    { Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } },
    { Principal: { AWS: "AIDAJQABLZS4A3QDU576Q" } },
    { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": STRANGER } } },
    { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-custodian1", "o-stranger11"] } } },
    { Principal: { AWS: role(STRANGER) }, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-custodian1" } } },
  ])("is a breach: %j", (statement) => expect(queue(statement)).toMatch(/^breach .*does not know/));
});

describe("ACCESS-29: what a resource names", () => {
  const named = (type: string, block: JsonObject) => of("ACCESS-29", { [type]: { x: block } })[0];
  it.each([
    ["aws_lambda_event_source_mapping", { function_name: `arn:aws:lambda:us-east-1:${HOME}:function:f` }],
    ["aws_iam_role_policy_attachment", { policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    ["aws_db_snapshot_copy", { source_db_snapshot_identifier: `arn:aws:rds:ap-southeast-1:${PARENT}:snapshot:s` }],
    ["aws_s3_bucket", { bucket: "logs", tags: { from: role(PARENT) } }],
    ["aws_cloudwatch_metric_alarm", { threshold: STRANGER }],
  ])("is met: %s %j", (type, block) => expect(named(type, block as JsonObject)).toMatch(/^met/));
  it.each([
    ["aws_lambda_event_source_mapping", { function_name: `arn:aws:lambda:us-east-1:${PARENT}:function:f` }],
    ["aws_ecs_task_definition", { container_definitions: JSON.stringify([{ image: `${PARENT}.dkr.ecr.us-east-1.amazonaws.com/x` }]) }],
    ["aws_vpc_security_group_ingress_rule", { referenced_security_group_id: `${PARENT}/sg-1` }],
    ["aws_ram_principal_association", { principal: PARENT }],
    ["aws_scheduler_schedule", { target: { arn: "https://sqs.us-east-1.amazonaws.com/" + PARENT + "/q" } }],
    ["aws_kms_alias", { target_key_id: `arn:aws:kms:us-east-1:${PARENT}:key/\${var.key}` }],
  ])("is a breach: %s %j", (type, block) => expect(named(type, block as JsonObject)).toMatch(/^breach .*the parent/));
  it("does not know an account that the program does not", () =>
    expect(named("aws_oam_link", { sink_identifier: `arn:aws:oam:us-east-1:${STRANGER}:sink/x` })).toMatch(/^unknown/));
  it("asks no program without a fence", () =>
    expect(of("ACCESS-29", { aws_oam_link: { x: { sink_identifier: role(PARENT) } } }, { awsGuards: undefined })).toEqual([]));
});

describe("ACCESS-30: the roles of the stacks", () => {
  const made = { aws_iam_role: { r: { name: "made" } } };
  const given = (block: JsonObject, type = "aws_iam_role_policy_attachment", whole = true) =>
    of("ACCESS-30", { ...made, [type]: { x: block } }, {}, whole).find((text) => text.includes(`${type}.x`));
  it.each<JsonObject>([
    { role: "made" },
    { role: "${aws_iam_role.r.name}" },
    { role: "made", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  ])("is met: %j", (block) => expect(given(block)).toMatch(/^met/));
  it("is met by a role that a stack makes, one of a service's own, and one of somebody else's", () => {
    for (const arn of [`arn:aws:iam::${HOME}:role/made`, `arn:aws:iam::${HOME}:role/aws-service-role/x.amazonaws.com/y`, role(STRANGER)])
      expect(given({ role_arn: arn }, "aws_sfn_state_machine")).toMatch(/^met/);
  });
  it("does not know another", () => {
    expect(given({ role: "other" })).toMatch(/^unknown .*other/);
    expect(given({ roles: ["made", "other"] }, "aws_iam_policy_attachment")).toMatch(/^unknown/);
    expect(given({ role_arn: `arn:aws:iam::${HOME}:role/other` }, "aws_sfn_state_machine")).toMatch(/^unknown/);
    expect(given({ role_arn: `arn:aws:iam::${AUDIT}:role/made` }, "aws_sfn_state_machine")).toMatch(/^unknown/);
    const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
    expect(given({ permission_set_arn: set }, "aws_ssoadmin_account_assignment")).toMatch(/^unknown/);
  });
  it("says nothing where a part of the estate is all that is given, or no fence is built", () => {
    expect(given({ role: "other" }, "aws_iam_role_policy_attachment", false)).toBeUndefined();
    expect(of("ACCESS-30", { aws_iam_role_policy: { x: { role: "other" } } }, { awsGuards: undefined })).toEqual([]);
  });
});

describe("NETWORK-22: names that a DNS firewall lets through", () => {
  const paths = [
    {
      network: "east",
      cloud: "aws" as const,
      account: HOME,
      region: "us-east-1",
      edge: null,
      way: "out" as const,
      to: "shop.example:443",
      reason: "",
    },
  ];
  const allows = (domains: JsonObject["x"], more: JsonObject = {}, scope = { paths } as object) =>
    of(
      "NETWORK-22",
      {
        aws_route53_resolver_firewall_domain_list: { l: { domains } as JsonObject },
        aws_route53_resolver_firewall_rule: {
          r: { action: "ALLOW", firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.l.id}", ...more },
        },
      },
      scope,
    )[0];
  it.each([[["*.us-east-1.amazonaws.com", "*.ec2.internal"]], [["shop.example"]], [["SHOP.example."]]])("is met by %j", (domains) =>
    expect(allows(domains)).toMatch(/^met/),
  );
  it("is met by what it blocks", () => expect(allows(["*"], { action: "BLOCK" })).toMatch(/^met/));
  it.each([[["*"]], [["*."]], [["evil.example"]], [["amazonaws.com.evil.example"]], [["evilamazonaws.com"]], [["x.shop.example"]]])(
    "is a breach by %j",
    (domains) => expect(allows(domains)).toMatch(/^breach/),
  );
  it("does not know a list that is not here, or a name that nobody can read", () => {
    expect(allows(["shop.example"], { firewall_domain_list_id: "rslvr-fdl-1" })).toMatch(/^unknown/);
    expect(allows(["${var.name}"])).toMatch(/^unknown/);
  });
  it("asks no program that declares no paths, or builds no fence", () => {
    expect(allows(["*"], {}, {})).toBeUndefined();
    expect(allows(["*"], {}, { paths, awsGuards: undefined })).toBeUndefined();
  });
});

test("what was written as a reference is none that nobody makes, once a plan knows its text", () => {
  const at = { address: "aws_route.r", after: { destination_cidr_block: "0.0.0.0/0", network_interface_id: "eni-1" } };
  const asked = (expression: JsonObject) => ask("NETWORK-01", [plan([{ ...at, expressions: { network_interface_id: expression } }])])[0];
  expect(asked({ references: ["aws_network_interface.n.id", "aws_network_interface.n"] })).toMatch(/^met/);
  expect(asked({ constant_value: "eni-1" })).toMatch(/^unknown/);
  const route = (block: JsonObject) => ask("NETWORK-01", [stack("s", { aws_route: { r: block } })])[0];
  expect(route({ destination_cidr_block: "0.0.0.0/0", vpc_endpoint_id: "vpce-1" })).toMatch(/^unknown/);
  expect(route({ destination_cidr_block: "10.0.0.0/8", vpc_endpoint_id: "vpce-1" })).toMatch(/^met/);
});
