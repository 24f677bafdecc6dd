import { provider, resource, type Block, type Edit, type Harmful, type StackJson } from "../edit";

/** What stands around the resources: settings of providers and backends, and what the language lets a block say of itself. */
const HOME = "storage-us-east-1";
const of = (text: string, at: RegExp, change: Harmful["change"], claim: Harmful["claim"] = "location", stack = HOME): Harmful => ({
  of: text,
  stack,
  claim,
  at,
  change,
});
const root = (s: StackJson) => s as unknown as Record<string, unknown>;
const terraform = (s: StackJson) => root(s)["terraform"] as Record<string, Block>;
const backend = (s: StackJson) => s.terraform.backend["s3"] as Block;
const states = (s: StackJson) => Object.values(s.data["terraform_remote_state"] ?? {}).map((state) => state["config"] as Block);
const STRANGER = "arn:aws:iam::123456789012:role/x";

const settings = (
  where: string,
  at: RegExp,
  into: (s: StackJson) => Block,
  all: readonly (readonly [string, Block])[],
  stack = HOME,
): readonly Harmful[] =>
  all.map(([text, more]) => of(`${where} with ${text}`, at, (s) => void Object.assign(into(s), more), "location", stack));

const BETWEEN: readonly (readonly [string, Block])[] = [
  ["a proxy", { https_proxy: "http://proxy.parent.example:3128" }],
  ["certificates of somebody's", { custom_ca_bundle: "ca.pem" }],
  ["any certificate", { insecure: true }],
  ["a session's token", { access_key: "x", token: "x" }],
  ["a token of a web identity", { assume_role_with_web_identity: [{ role_arn: STRANGER, web_identity_token: "x" }] }],
  ["another host of credentials", { ec2_metadata_service_endpoint: "http://10.0.0.1" }],
  ["a file of settings", { shared_config_files: ["conf/aws"] }],
  ["keys beside an endpoint of Amazon's", { secret_key: "x", endpoints: [{ s3: "https://s3.us-east-1.amazonaws.com" }] }],
  ["an endpoint abroad", { endpoints: [{ s3: "https://s3.ap-southeast-1.amazonaws.com" }] }],
  ["an endpoint in the clear", { endpoints: [{ s3: "http://s3.us-east-1.amazonaws.com" }] }],
  ["an endpoint of a gateway's", { endpoints: [{ s3: "https://x.execute-api.us-east-1.amazonaws.com" }] }],
  ["an endpoint of a load balancer's", { endpoints: [{ s3: "https://x.us-east-1.elb.amazonaws.com" }] }],
];

const guards: readonly Harmful[] = (
  [
    ["location", "aws_s3_bucket_replication_configuration", "rule", HOME],
    ["location", "aws_dynamodb_table", "replica", "storage-us-west-2"],
    ["location", "aws_flow_log", "log_destination", "network-us-east-1"],
    ["network", "aws_security_group", "ingress", "network-us-east-1"],
    ["network", "aws_network_acl", "ingress", "network-us-east-1"],
    ["network", "aws_networkfirewall_rule_group", "rule_group", "edge-us-east-1"],
    ["network", "aws_networkfirewall_firewall_policy", "firewall_policy", "edge-us-east-1"],
    ["audit", "aws_flow_log", "traffic_type", "network-us-east-1"],
    ["audit", "aws_cloudtrail", "advanced_event_selector", "trail-us-east-1"],
    ["audit", "aws_cloudtrail", "enable_logging", "trail-us-east-1"],
    ["audit", "aws_cloudwatch_metric_alarm", "alarm_actions", "trail-us-east-1"],
    ["audit", "aws_cloudwatch_log_metric_filter", "pattern", "trail-us-east-1"],
    ["audit", "aws_guardduty_detector", "enable", "security-us-east-1"],
    ["audit", "aws_config_configuration_recorder", "recording_group", "config-home-us-east-1"],
    ["migration", "aws_rds_cluster", "deletion_protection", HOME],
    ["migration", "aws_s3_bucket_versioning", "versioning_configuration", HOME],
    ["migration", "aws_s3_bucket", "tags", HOME],
    ["migration", "aws_s3_bucket", 'tags["ringfence:dataset"]', HOME],
  ] as const
).map(([claim, type, attribute, stack]) =>
  of(
    `an ${type} that ignores its ${attribute}`,
    new RegExp(`^${type}[.]`),
    (s) => {
      const block = resource(s, type);
      block["lifecycle"] = { ...(block["lifecycle"] as Block | undefined), ignore_changes: [attribute] };
    },
    claim,
    stack,
  ),
);

const policy = /^aws_s3_bucket_policy[.]/;
const language: readonly Harmful[] = [
  of("a provider of somebody's beside Amazon's", /^terraform[.]required_providers[.]far/, (s) => {
    const required = terraform(s)["required_providers"] as Block;
    terraform(s)["required_providers"] = { ...required, far: { source: "somebody/far" } };
  }),
  of("a second block of settings, with a service", /^terraform[.]backend/, (s) => {
    root(s)["terraform"] = [root(s)["terraform"] as Block, { cloud: { organization: "parent" } }];
  }),
  of("the state in a dataset's bucket", /^terraform[.]backend/, (s) => {
    backend(s)["bucket"] = "user-content-333333333333-us-east-1";
  }),
  of("the state of another stack's name", /^terraform[.]backend/, (s) => {
    backend(s)["key"] = "private/united-states/network-us-east-1.tfstate";
  }),
  of("states that are read as a stranger", /^data[.]terraform_remote_state/, (s) => {
    for (const config of states(s)) config["assume_role"] = { role_arn: STRANGER };
  }),
  of("states that are read by way of a proxy", /^data[.]terraform_remote_state/, (s) => {
    for (const config of states(s)) config["http_proxy"] = "http://proxy.parent.example";
  }),
  of(
    "tags that terraform ignores everywhere",
    /^aws_s3_bucket[.]/,
    (s) => void (provider(s)["ignore_tags"] = [{ key_prefixes: ["ring"] }]),
    "migration",
  ),
  of("an action of a later terraform", /^action$/, (s) => void (root(s)["action"] = { aws_lambda_invoke: { x: { config: {} } } })),
  of("a program that runs once a block has left", /^removed[.]/, (s) => {
    root(s)["removed"] = [{ from: "aws_sqs_queue.x", provisioner: [{ "local-exec": { when: "destroy", command: "x" } }] }];
  }),
  of("a guard that stands as often as a variable says", policy, (s) => {
    root(s)["variable"] = { n: { default: 0 } };
    resource(s, "aws_s3_bucket_policy")["count"] = "${var.n}";
  }),
  of("a guard that never stands", policy, (s) => void (resource(s, "aws_s3_bucket_policy")["count"] = "${false ? 1 : 0}")),
  of("a guard for each of nothing", policy, (s) => void (resource(s, "aws_s3_bucket_policy")["for_each"] = "${toset([])}")),
  of(
    "a guard that is switched off",
    /^aws_s3_bucket[.]/,
    (s) => void (resource(s, "aws_s3_bucket_policy")["lifecycle"] = { enabled: false }),
    "access",
  ),
];

const alarms: readonly Harmful[] = (
  [
    ["that rings for many alone", { threshold: 100_000 }],
    ["that looks at a day", { period: 86_400 }],
    ["that waits for weeks", { evaluation_periods: 30 }],
    ["the other way round", { comparison_operator: "LessThanThreshold" }],
  ] as const
).map(([text, more]) =>
  of(
    `an alarm ${text}`,
    /^aws_cloudwatch_metric_alarm[.]/,
    (s) => void Object.assign(resource(s, "aws_cloudwatch_metric_alarm"), more),
    "audit",
    "trail-us-east-1",
  ),
);

export const settingEdits: readonly Harmful[] = [
  ...alarms,
  ...settings("a provider", /^provider[.]aws/, provider, BETWEEN),
  ...settings("a backend", /^terraform[.]backend/, backend, [
    ...BETWEEN,
    ["a key of its own", { sse_customer_key: "x" }],
    ["a stranger's role", { assume_role: { role_arn: STRANGER } }],
  ]),
  ...guards,
  ...language,
];

const GOOGLE = "storage-europe-west3";
const google = (s: StackJson) => s.provider["google"]?.[0] as Block;
const gcs = (s: StackJson) => s.terraform.backend["gcs"] as Block;
const THEIRS = "x@parent-x.iam.gserviceaccount.com";

export const googleSettingEdits: readonly Harmful[] = [
  ...settings(
    "Google's provider",
    /^provider[.]google/,
    google,
    [
      ["a key", { credentials: '{"private_key":"x"}' }],
      ["a token", { access_token: "x" }],
      ["another cloud", { universe_domain: "parent.example" }],
      ["a strange billing project", { billing_project: "parent-x", user_project_override: true }],
      ["a strange delegate", { impersonate_service_account_delegates: [THEIRS] }],
      ["a strange account from outside", { external_credentials: [{ service_account_email: THEIRS }] }],
      ["a machine's account", { impersonate_service_account: "123-compute@developer.gserviceaccount.com" }],
      ["a region abroad", { region: "us-central1" }],
    ],
    GOOGLE,
  ),
  ...settings(
    "Google's backend",
    /^terraform[.]backend/,
    gcs,
    [
      ["a key", { credentials: '{"private_key":"x"}' }],
      ["a key of encryption", { encryption_key: "x" }],
      ["a key of another's", { kms_encryption_key: "projects/parent-x/locations/europe-west3/keyRings/x/cryptoKeys/x" }],
      ["another endpoint", { storage_custom_endpoint: "https://storage.parent.example/" }],
      ["a strange account", { impersonate_service_account: THEIRS }],
      ["a dataset's bucket", { bucket: "user-content-example-home" }],
    ],
    GOOGLE,
  ),
];

const fine = (text: string, change: Edit["change"], stack = HOME): Edit => ({ of: text, stack, change });

export const SETTINGS_HARMLESS: readonly Edit[] = [
  fine("a profile and a file of credentials", (s) =>
    Object.assign(provider(s), { profile: "home", shared_credentials_files: ["~/.aws/credentials"] }),
  ),
  fine("checks that are left out", (s) =>
    Object.assign(provider(s), { skip_credentials_validation: true, skip_region_validation: true, sts_region: "us-east-1" }),
  ),
  fine("FIPS endpoints", (s) => void (provider(s)["use_fips_endpoint"] = true)),
  fine("an endpoint of Amazon's own, by two names", (s) => {
    provider(s)["endpoints"] = [{ ecr: "https://api.ecr.us-east-1.amazonaws.com", sts: "https://sts.amazonaws.com" }];
  }),
  fine("a narrower session", (s) => {
    const [role] = provider(s)["assume_role"] as Block[];
    if (role) Object.assign(role, { external_id: "x", policy: '{"Version":"2012-10-17","Statement":[]}' });
  }),
  fine("tags of others that terraform ignores", (s) => void (provider(s)["ignore_tags"] = [{ keys: ["team"], key_prefixes: ["aws-"] }])),
  fine("a state's lock in a table", (s) => {
    delete backend(s)["use_lockfile"];
    backend(s)["dynamodb_table"] = "locks";
  }),
  fine("a description that terraform ignores", (s) => {
    const block = resource(s, "aws_rds_cluster");
    block["lifecycle"] = { ...(block["lifecycle"] as Block), ignore_changes: ["engine_version", 'tags["team"]'] };
  }),
  fine("a guard that stands once", (s) => void (resource(s, "aws_s3_bucket_policy")["count"] = 1)),
  fine("a guard that is made before its predecessor goes", (s) => {
    resource(s, "aws_s3_bucket_policy")["lifecycle"] = { create_before_destroy: true };
  }),
];
