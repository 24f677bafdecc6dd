import { program } from "../../config/programs/united-states";
import { passRules } from "../../constructs/edge/firewall-rules";
import { resources, stackOf, synthesized, type Block } from "../synth";

const made = synthesized(program);
const [edge, paths, ingress] = ["edge", "paths", "ingress"].map((name) => stackOf(made, `${name}-us-east-1`)) as [
  ReturnType<typeof stackOf>,
  ReturnType<typeof stackOf>,
  ReturnType<typeof stackOf>,
];
const all = (stack: typeof edge, type: string): Block[] => resources(stack, type).map(([, block]) => block);
const only = (stack: typeof edge, type: string): Block => {
  const found = all(stack, type);
  expect(found).toHaveLength(1);
  return found[0] as Block;
};

test("the firewall passes declared hosts on their ports, whole names only", () => {
  const path = { name: "stores", host: "receipts.example", port: 8443, reason: "Receipts are checked." };
  expect(passRules({ egress: [path], ingress: [{ ...path, name: "app", host: "app.example", port: 443 }] }).split("\n")).toEqual([
    'pass tls $HOME_NET any -> $EXTERNAL_NET 8443 (tls.sni; content:"receipts.example"; startswith; endswith; nocase; flow:to_server, established; msg:"stores"; sid:1000; rev:1;)',
    'pass tls $EXTERNAL_NET any -> $HOME_NET 443 (tls.sni; content:"app.example"; startswith; endswith; nocase; flow:to_server, established; msg:"app"; sid:2000; rev:1;)',
  ]);
});

test("the firewall is strict, drops by default, and cannot be deleted by a slip", () => {
  expect(only(edge, "aws_networkfirewall_firewall_policy")["firewall_policy"]).toMatchObject({
    stateless_default_actions: ["aws:forward_to_sfe"],
    stateless_fragment_default_actions: ["aws:forward_to_sfe"],
    stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
    stateful_engine_options: { rule_order: "STRICT_ORDER", stream_exception_policy: "DROP" },
  });
  expect(only(edge, "aws_networkfirewall_rule_group")["rule_group"]).toMatchObject({
    rule_variables: { ip_sets: [{ key: "HOME_NET", ip_set: { definition: ["10.250.0.0/20"] } }] },
    stateful_rule_options: { rule_order: "STRICT_ORDER" },
  });
  expect(only(edge, "aws_networkfirewall_firewall")).toMatchObject({ delete_protection: true, subnet_change_protection: true });
});

test("each zone routes to the firewall of its own", () => {
  const through = all(edge, "aws_route").filter((route) => route["vpc_endpoint_id"] !== undefined);
  expect(through).toHaveLength(6);
  for (const zone of ["a", "b", "c"])
    expect(through.filter((route) => String(route["vpc_endpoint_id"]).includes(`"us-east-1${zone}"`))).toHaveLength(2);
  expect(all(edge, "aws_route").filter((route) => route["gateway_id"] !== undefined)).toHaveLength(1);
  expect(all(edge, "aws_route").filter((route) => route["nat_gateway_id"] !== undefined)).toHaveLength(3);
});

test("alerts, flows, connections and names are on record, under a key", () => {
  const names = all(edge, "aws_cloudwatch_log_group").map((group) => String(group["name"]).replace("/ringfence/united-states/", ""));
  expect(names.sort()).toEqual(["dns-queries", "firewall-alert", "firewall-flow", "flow-logs"]);
  for (const group of [...all(edge, "aws_cloudwatch_log_group"), only(ingress, "aws_cloudwatch_log_group")])
    expect(group).toMatchObject({ retention_in_days: 2557, kms_key_id: expect.stringContaining("logs_key") });
  const logged = only(edge, "aws_networkfirewall_logging_configuration")["logging_configuration"] as Block;
  expect((logged["log_destination_config"] as Block[]).map((one) => one["log_type"])).toEqual(["ALERT", "FLOW"]);
});

test("names: the declared hosts and AWS's services, no others", () => {
  expect(all(edge, "aws_route53_resolver_firewall_domain_list").map((list) => list["domains"])).toEqual([
    ["*"],
    [
      "receipts.app-store.example",
      "*.us-east-1.amazonaws.com",
      "*.us-east-1.rds.amazonaws.com",
      "*.us-east-1.vpce.amazonaws.com",
      "*.ec2.internal",
    ],
  ]);
});

test("the proxy has no credentials, no address of its own, and the declared hosts as its list", () => {
  const template = only(edge, "aws_launch_template");
  for (const credential of ["iam_instance_profile", "key_name", "network_interfaces"]) expect(template).not.toHaveProperty(credential);
  expect(template).toMatchObject({
    image_id: "ami-0123456789abcdef0",
    metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
    user_data: Buffer.from("receipts.app-store.example:443\n").toString("base64"),
  });
  expect(only(edge, "aws_ebs_encryption_by_default")).toMatchObject({ enabled: true });
  const out = all(edge, "aws_vpc_security_group_egress_rule").filter((rule) => rule["cidr_ipv4"] === "0.0.0.0/0");
  expect(out.map((rule) => [rule["from_port"], rule["to_port"]])).toEqual([[443, 443]]);
});

test("PrivateLink lets in the other end's account, and its balancer nobody else", () => {
  expect(only(edge, "aws_vpc_endpoint_service")).toMatchObject({
    acceptance_required: false,
    allowed_principals: ["arn:aws:iam::333333333333:root"],
  });
  expect(only(paths, "aws_vpc_endpoint_service")["allowed_principals"]).toEqual(["arn:aws:iam::222233334444:root"]);
  for (const balancer of [only(edge, "aws_lb"), only(paths, "aws_lb")])
    expect(balancer).toMatchObject({ internal: true, enforce_security_group_inbound_rules_on_private_link_traffic: "off" });
  const endpoint = only(paths, "aws_vpc_security_group_ingress_rule");
  expect(endpoint).toMatchObject({ from_port: 3128, to_port: 3128, cidr_ipv4: "10.20.0.0/16" });
  expect(only(ingress, "aws_vpc_endpoint")["subnet_configuration"]).toEqual([
    expect.objectContaining({ ipv4: "10.250.12.4" }),
    expect.objectContaining({ ipv4: "10.250.13.4" }),
    expect.objectContaining({ ipv4: "10.250.14.4" }),
  ]);
});

test("users pass a web firewall that blocks by default, and TLS all the way", () => {
  const acl = only(ingress, "aws_wafv2_web_acl");
  expect(acl["default_action"]).toEqual({ block: {} });
  const rules = acl["rule"] as { name: string; priority: number; action?: object; override_action?: object; statement: object }[];
  expect(rules.map(({ name, action, override_action }) => [name, action ?? override_action])).toEqual([
    ["AWSManagedRulesAmazonIpReputationList", { none: {} }],
    ["AWSManagedRulesCommonRuleSet", { none: {} }],
    ["AWSManagedRulesKnownBadInputsRuleSet", { none: {} }],
    ["AWSManagedRulesSQLiRuleSet", { none: {} }],
    ["declared-host", { allow: {} }],
  ]);
  expect(rules[4]?.statement).toMatchObject({
    byte_match_statement: {
      search_string: "us.app.example",
      positional_constraint: "EXACTLY",
      field_to_match: { single_header: { name: "host" } },
    },
  });
  expect(only(ingress, "aws_lb")).toMatchObject({ internal: false, drop_invalid_header_fields: true, enable_waf_fail_open: false });
  expect(only(ingress, "aws_lb_listener")).toMatchObject({ protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" });
  expect(only(ingress, "aws_lb_target_group")["protocol"]).toBe("HTTPS");
  expect(only(ingress, "aws_wafv2_web_acl_logging_configuration")["redacted_fields"]).toEqual([
    { single_header: { name: "authorization" } },
    { single_header: { name: "cookie" } },
  ]);
});
