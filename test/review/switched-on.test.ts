import { SWITCHES } from "../../review/rules/switches/switches";
import type { JsonObject } from "../../review/value";
import { ask, AUDIT, HOME, plan, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
/** What is asked of the auditor's account alone. */
const AUDITORS = "aws_s3_bucket_replication_configuration";
const of = (rule: string, type: string, block: JsonObject, scope = {}) => {
  const made = stack("s", { [type]: { x: block }, aws_sns_topic: { t: {} } }, { account: type === AUDITORS ? AUDIT : HOME });
  return ask(rule, [made], { awsGuards, logDays: 365, ...scope }, true);
};
const verdicts = (rule: string, type: string, block: JsonObject) => of(rule, type, block).map((text) => text.split(" ")[0]);
const DATASET = { tags: { "ringfence:dataset": "profiles" } };
const LOGS = { tags: { "ringfence:purpose": "logs" } };

const COUNTED = {
  ...{ alarm_actions: ["${aws_sns_topic.t.arn}"], namespace: "Ringfence/united-states", threshold: 1 },
  ...{ evaluation_periods: 1, period: 300, comparison_operator: "GreaterThanOrEqualToThreshold" },
};

/** For each switch a block that has it on, and one that has it off. */
const CASES: readonly [rule: string, type: string, on: JsonObject, off: JsonObject][] = [
  ["CUSTODY-12", "aws_kms_key", { enable_key_rotation: true }, {}],
  [
    "CUSTODY-12",
    "aws_s3_bucket_ownership_controls",
    { rule: { object_ownership: "BucketOwnerEnforced" } },
    { rule: { object_ownership: "ObjectWriter" } },
  ],
  ["ACCESS-12", "aws_launch_template", { metadata_options: { http_tokens: "required" } }, {}],
  ["ACCESS-12", "aws_organizations_policy", { lifecycle: { prevent_destroy: true } }, { lifecycle: { prevent_destroy: false } }],
  ["ACCESS-12", "aws_iam_role", { name: "a", permissions_boundary: `arn:aws:iam::${HOME}:policy/b` }, { name: "a" }],
  ["NETWORK-12", "aws_route53_resolver_firewall_rule_group_association", { mutation_protection: "ENABLED" }, {}],
  ["NETWORK-12", "aws_lb_listener", { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }, { protocol: "HTTP" }],
  ["NETWORK-12", "aws_lb_listener", { protocol: "TCP" }, { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" }],
  ["AUDIT-11", "aws_guardduty_detector", {}, { enable: false }],
  ["AUDIT-11", "aws_guardduty_detector_feature", { status: "ENABLED" }, { status: "DISABLED" }],
  ["AUDIT-11", "aws_config_configuration_recorder_status", { is_enabled: true }, {}],
  ["AUDIT-11", "aws_flow_log", { traffic_type: "ALL" }, { traffic_type: "REJECT" }],
  ["AUDIT-11", "aws_cloudwatch_metric_alarm", { alarm_actions: ["${aws_sns_topic.t.arn}"] }, { alarm_actions: [] }],
  ...[{ threshold: 100 }, { evaluation_periods: 9 }, { period: 86_400 }, { comparison_operator: "LessThanThreshold" }].map(
    (late): (typeof CASES)[number] => ["AUDIT-11", "aws_cloudwatch_metric_alarm", COUNTED, { ...COUNTED, ...late }],
  ),
  [
    "AUDIT-11",
    "aws_cloudwatch_log_group",
    { ...LOGS, skip_destroy: true, retention_in_days: 365 },
    { ...LOGS, skip_destroy: true, retention_in_days: 30 },
  ],
  [
    "AUDIT-11",
    "aws_s3_bucket_object_lock_configuration",
    { rule: { default_retention: { mode: "COMPLIANCE", days: 365 } } },
    { rule: { default_retention: { mode: "COMPLIANCE", days: 1 } } },
  ],
  ["ACCESS-12", "aws_ec2_instance_metadata_defaults", { http_tokens: "required" }, {}],
  [
    "NETWORK-12",
    "aws_lb_listener_rule",
    { action: { redirect: { host: "#{host}" } } },
    { action: { redirect: { host: "other.example" } } },
  ],
  ["NETWORK-12", "aws_api_gateway_rest_api", { endpoint_configuration: { types: ["PRIVATE"] } }, {}],
  ["NETWORK-12", "aws_appsync_graphql_api", { visibility: "PRIVATE" }, {}],
  ["NETWORK-12", "aws_transfer_server", { endpoint_type: "VPC" }, {}],
  ["NETWORK-12", "aws_eks_cluster", { vpc_config: { endpoint_public_access: false } }, { vpc_config: {} }],
  ["NETWORK-12", "aws_ecs_service", {}, { network_configuration: { assign_public_ip: true } }],
  ["NETWORK-12", "aws_redshift_cluster", { publicly_accessible: false }, {}],
  ["NETWORK-12", "aws_ec2_serial_console_access", { enabled: false }, {}],
  ["NETWORK-12", "aws_opensearch_domain", { vpc_options: { subnet_ids: ["subnet-1"] } }, {}],
  ["NETWORK-12", "aws_vpc_dhcp_options", {}, { domain_name_servers: ["AmazonProvidedDNS", "8.8.8.8"] }],
  [
    "NETWORK-12",
    "aws_opensearchserverless_security_policy",
    { policy: '[{"AllowFromPublic":false}]' },
    { policy: '[{"AllowFromPublic": true}]' },
  ],
  [
    "NETWORK-12",
    "aws_batch_job_definition",
    { container_properties: '{"image":"x"}' },
    { container_properties: '{"networkConfiguration":{"assignPublicIp":"ENABLED"}}' },
  ],
  ["AUDIT-11", "aws_guardduty_filter", { action: "NOOP" }, { action: "ARCHIVE" }],
  ["AUDIT-11", "aws_guardduty_ipset", { activate: false }, { activate: true }],
  ["AUDIT-11", "aws_inspector2_filter", { action: "NONE" }, { action: "SUPPRESS" }],
  ["AUDIT-11", "aws_macie2_findings_filter", { action: "NOOP" }, { action: "ARCHIVE" }],
  ["AUDIT-11", "aws_securityhub_automation_rule", { rule_status: "DISABLED" }, {}],
  ["AUDIT-11", "aws_securityhub_standards_control", { control_status: "ENABLED" }, { control_status: "DISABLED" }],
  ["AUDIT-11", "aws_securityhub_standards_control_association", { association_status: "ENABLED" }, { association_status: "DISABLED" }],
  ["AUDIT-11", "aws_cloudwatch_composite_alarm", {}, { actions_suppressor: { alarm: "quiet" } }],
  ["MIGRATION-11", "aws_dynamodb_table", { ...DATASET, point_in_time_recovery: { enabled: true } }, DATASET],
  ["MIGRATION-11", "aws_backup_vault_lock_configuration", { changeable_for_days: 3, min_retention_days: 35 }, { min_retention_days: 35 }],
];

describe.each(CASES)("%s of %s", (rule, type, on, off) => {
  it("is met where it is on", () => {
    const answers = of(rule, type, on);
    expect(answers).not.toEqual([]);
    expect(answers.filter((text) => !text.startsWith("met"))).toEqual([]);
  });
  it("is a breach where it is off", () => expect(of(rule, type, off).some((text) => text.startsWith(`breach ${type}.x: `))).toBe(true));
  it("says nothing of a program that builds no fence, and nothing of a sandbox", () => {
    expect(of(rule, type, off, { awsGuards: undefined })).toEqual([]);
    expect(of(rule, type, off, { headline: "SANDBOX" })).toEqual([]);
  });
});

test("every switch is off, on or not known, whatever stands there", () => {
  for (const [type, switches] of Object.entries(SWITCHES))
    for (const { path, claim } of switches) {
      const value = path
        .split(".")
        .reduceRight<unknown>(
          (inner, step) => ({ [step.replace("[]", "")]: step.endsWith("[]") && typeof inner !== "string" ? [inner] : inner }),
          "${var.hidden}",
        );
      const rule = {
        custody: "CUSTODY-12",
        access: "ACCESS-12",
        network: "NETWORK-12",
        audit: "AUDIT-11",
        migration: "MIGRATION-11",
        location: "",
      }[claim];
      const answers = of(rule, type, { tags: { ...DATASET.tags, ...LOGS.tags }, ...(value as JsonObject) });
      expect({ type, path, known: answers.every((text) => text.startsWith("met")) }).toEqual({
        type,
        path,
        known: false,
      });
    }
});

test("roles that make roles, and what AWS does not rotate, are spared", () => {
  expect(verdicts("ACCESS-12", "aws_iam_role", { name: "ringfence-deployer" })).toEqual(["met"]);
  expect(verdicts("ACCESS-12", "aws_iam_role", { name: "x", lifecycle: { prevent_destroy: true } })).toEqual(["met"]);
  expect(of("CUSTODY-12", "aws_kms_key", { customer_master_key_spec: "ECC_NIST_P256" })).toEqual([]);
  expect(of("CUSTODY-12", "aws_kms_key", { custom_key_store_id: "cks-1" })).toEqual([]);
});

const BOUNDED = { permissions_boundary: "arn:aws:iam::111111111111:policy/x" };
it.each([
  ["aws_iam_role", { ...BOUNDED, max_session_duration: 3600 }, ["met", "met"]],
  ["aws_iam_role", { ...BOUNDED, max_session_duration: 7200 }, ["met", "breach"]],
  ["aws_iam_role", { name: "ringfence-deployer", max_session_duration: 7200 }, ["met"]],
  ["aws_iam_role", { name: "ringfence-deployer", max_session_duration: 43200 }, ["breach"]],
  ["aws_ssoadmin_permission_set", {}, ["met"]],
  ["aws_ssoadmin_permission_set", { session_duration: "PT60M" }, ["met"]],
  ["aws_ssoadmin_permission_set", { session_duration: "PT1H1M" }, ["breach"]],
  ["aws_ssoadmin_permission_set", { session_duration: "P1D" }, ["breach"]],
])("a session of %s with %j ends within its hours", (type, values, expected) =>
  expect(verdicts("ACCESS-12", type, values)).toEqual(expected),
);

it.each([
  ["aws_accessanalyzer_archive_rule", { rule_name: "x" }],
  ["aws_cloudwatch_log_data_protection_policy", { policy_document: "{}" }],
])("%s keeps something quiet whatever it says", (type, values) => expect(verdicts("AUDIT-11", type, values)).toEqual(["breach"]));

test("an account of the organization stands in a unit of the guardrails", () => {
  const inUnit = (parent: JsonObject) =>
    of("ACCESS-12", "aws_organizations_account", parent, { awsGuards: { ...awsGuards, units: ["ou-1"] } })[0];
  expect(inUnit({ parent_id: "ou-1" })).toMatch(/^met/);
  expect(inUnit({ parent_id: "ou-2" })).toMatch(/^breach/);
  expect(inUnit({})).toMatch(/^breach/);
});

test("a plan says nothing of lifecycle", () =>
  expect(ask("ACCESS-12", [plan([{ address: "aws_organizations_policy.x" }])], { awsGuards })).toEqual([]));
