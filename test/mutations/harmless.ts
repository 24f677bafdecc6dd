import { add, editPolicy, provider, resource, type Block, type Edit, type StackJson } from "./edit";
import { holding } from "./edits/guardrails";

const of = (text: string, stack: string, change: Edit["change"]): Edit => ({ of: text, stack, change });
const HOME = "storage-us-east-1";
const NETWORK = "network-us-east-1";

const ORGANIZATION = "organization-us-east-1";
const root = (s: StackJson) => s as unknown as Record<string, Block>;

/** The same in other words: nothing that is true becomes false by it. */
const EQUIVALENT: readonly Edit[] = [
  of("a region by a function", HOME, (s) => void (provider(s)["region"] = '${lower("US-EAST-1")}')),
  of("a region by a local", HOME, (s) => {
    root(s)["locals"] = { region: "us-east-1" };
    provider(s)["region"] = "${local.region}";
  }),
  of("a region by two locals", HOME, (s) => {
    root(s)["locals"] = { side: "east", region: "us-${local.side}-1" };
    provider(s)["region"] = "${local.region}";
  }),
  of("a bucket's name in parts", HOME, (s) => {
    root(s)["locals"] = { account: "333333333333" };
    resource(s, "aws_s3_bucket")["bucket"] = "user-content-${local.account}-us-east-1";
  }),
  of("a policy with white space", HOME, (s) => {
    const policy = resource(s, "aws_s3_bucket_policy");
    policy["policy"] = JSON.stringify(JSON.parse(String(policy["policy"])), null, 2);
  }),
  of("a policy in another order", HOME, (s) =>
    editPolicy(resource(s, "aws_s3_bucket_policy"), "policy", (statements) => void statements.reverse()),
  ),
  of("a provider by its whole name", HOME, (s) => {
    (root(s)["terraform"] as Block)["required_providers"] = { aws: { source: "registry.terraform.io/hashicorp/aws", version: "6.25.0" } };
  }),
  of("an endpoint of Amazon's own", HOME, (s) => void (provider(s)["endpoints"] = [{ s3: "https://s3-fips.us-east-1.amazonaws.com" }])),
  of("an alias in another region inside", HOME, (s) => {
    s.provider["aws"]?.push({ alias: "west", region: "us-west-2", allowed_account_ids: ["333333333333"] });
  }),
  of("a private list", HOME, (s) =>
    add(s, "aws_s3_bucket_acl", "more", { bucket: "${aws_s3_bucket.user-content_bucket_26091FEA.id}", acl: "private" }),
  ),
  of("a function that Amazon S3 calls", HOME, (s) =>
    add(s, "aws_lambda_permission", "more", {
      function_name: "x",
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      source_account: "333333333333",
    }),
  ),
  of("old versions that go sooner", HOME, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({ id: "old", status: "Enabled", filter: [{ prefix: "" }], noncurrent_version_expiration: [{ noncurrent_days: 40 }] });
  }),
  of("uploads that are given up", HOME, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({
      id: "up",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 3 }],
    });
  }),
  of("a rule that is off", HOME, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({ id: "off", status: "Disabled", filter: [{ prefix: "" }], expiration: [{ days: 1 }] });
  }),
  of("guardrails in another order", ORGANIZATION, (s) =>
    editPolicy(resource(s, "aws_organizations_policy", /scp-1/), "content", (statements) => void statements.reverse()),
  ),
  of("a guardrail more", ORGANIZATION, (s) =>
    editPolicy(
      resource(s, "aws_organizations_policy", /scp-1/),
      "content",
      (statements) => void statements.push({ Sid: "More", Effect: "Deny", Action: "lightsail:*", Resource: "*" }),
    ),
  ),
  of("a guardrail by another name", ORGANIZATION, (s) => void (resource(s, "aws_organizations_policy", /scp-2/)["name"] = "another")),
  of("guardrails on one unit more", ORGANIZATION, (s) =>
    add(s, "aws_organizations_policy_attachment", "more", {
      policy_id: "${aws_organizations_policy.guardrails_scp-1_8902B36F.id}",
      target_id: "ou-cust-another1",
    }),
  ),
  of("fewer regions", ORGANIZATION, (s) => {
    editPolicy(holding(s, "DenyOutside"), "content", (statements) => {
      const deny = statements.find(({ Sid }) => Sid === "DenyOutside") as Block;
      ((deny["Condition"] as Block)["StringNotEquals"] as Block)["aws:RequestedRegion"] = ["us-east-1", "us-west-2"];
    });
  }),
  of("a described role", "access-us-east-1", (s) => void (resource(s, "aws_iam_role", /hub_read/)["description"] = "Signs people in")),
  of("a session for a ticket alone", "access-us-east-1", (s) =>
    editPolicy(resource(s, "aws_iam_role", /hub_read/), "assume_role_policy", ([statement]) => {
      ((statement?.["Condition"] as Block)["StringLike"] as Block)["aws:RequestTag/ticket"] = "T-?*";
    }),
  ),
];

/** What somebody may change without touching where data lives, who holds its keys or who reaches it. */
export const HARMLESS: readonly Edit[] = [
  of("another tag", HOME, (s) => void ((resource(s, "aws_s3_bucket")["tags"] as Block)["team"] = "storage")),
  of(
    "a tag with markup in it",
    HOME,
    (s) => void ((resource(s, "aws_efs_file_system")["tags"] as Block)["note"] = "<script>alert(1)</script>"),
  ),
  of("a default tag", HOME, (s) => void (provider(s)["default_tags"] = [{ tags: { cost: "1" } }])),
  of("another session name", HOME, (s) => {
    const [role] = provider(s)["assume_role"] as Block[];
    if (role) role["session_name"] = "another";
  }),
  of("more retries", HOME, (s) => void (provider(s)["max_retries"] = 5)),
  of("another region inside", "recovery-us-east-1", (s) => void (provider(s)["skip_metadata_api_check"] = "true")),
  of("a larger instance", HOME, (s) => void (resource(s, "aws_rds_cluster_instance")["instance_class"] = "db.r6g.large")),
  of("a newer engine", HOME, (s) => void (resource(s, "aws_rds_cluster")["engine_version"] = "16.9")),
  of("shorter backups", HOME, (s) => void (resource(s, "aws_rds_cluster")["backup_retention_period"] = 30)),
  of("another backup window", HOME, (s) => void (resource(s, "aws_rds_cluster")["preferred_backup_window"] = "03:00-04:00")),
  of("another schedule", HOME, (s) => {
    const [rule] = resource(s, "aws_backup_plan")["rule"] as Block[];
    if (rule) rule["schedule"] = "cron(0 6 * * ? *)";
  }),
  of("a lifecycle rule more", HOME, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({ id: "cold", status: "Enabled", filter: [{ prefix: "" }], transition: [{ days: 90, storage_class: "GLACIER_IR" }] });
  }),
  of("an alarm", HOME, (s) =>
    add(s, "aws_cloudwatch_metric_alarm", "more", {
      alarm_name: "x",
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 1,
      metric_name: "CPUUtilization",
      namespace: "AWS/RDS",
      period: 60,
      statistic: "Average",
      threshold: 80,
    }),
  ),
  of("another subnet", NETWORK, (s) =>
    add(s, "aws_subnet", "more", {
      vpc_id: "${aws_vpc.network_vpc_4E8F0223.id}",
      cidr_block: "10.20.192.0/20",
      availability_zone: "us-east-1d",
      map_public_ip_on_launch: false,
    }),
  ),
  of("another name", NETWORK, (s) => void (resource(s, "aws_vpc")["tags"] = { Name: "another" })),
  of("flow logs every ten minutes", NETWORK, (s) => void (resource(s, "aws_flow_log")["max_aggregation_interval"] = 600)),
  of("longer retention", NETWORK, (s) => void (resource(s, "aws_cloudwatch_log_group")["retention_in_days"] = 3653)),
  of("a group without rules", NETWORK, (s) =>
    add(s, "aws_security_group", "more", { name: "x", vpc_id: "vpc-1", ingress: [], egress: [] }),
  ),
  of("a rule from inside", NETWORK, (s) => void (resource(s, "aws_vpc_security_group_ingress_rule")["cidr_ipv4"] = "10.20.0.0/17")),
  of("a description", "custody-us-east-1", (s) => void (resource(s, "aws_kms_key")["description"] = "Keys of \u202e users")),
  of("another alias", "custody-us-east-1", (s) =>
    add(s, "aws_kms_alias", "more", { name: "alias/more", target_key_id: "${aws_kms_key.user-content_key_ACF432B8.key_id}" }),
  ),
  of("a statement that denies more", "custody-us-east-1", (s) => {
    const key = resource(s, "aws_kms_key");
    const policy = JSON.parse(String(key["policy"])) as { Statement: Block[] };
    policy.Statement.push({ Sid: "More", Effect: "Deny", Principal: "*", Action: "kms:ReplicateKey", Resource: "*" });
    key["policy"] = JSON.stringify(policy);
  }),
  of("an output", HOME, (s) => void (s.output = { ...s.output, more: { value: "x" } })),
  of("a local", HOME, (s) => void ((s as unknown as Record<string, unknown>)["locals"] = { more: "x" })),
  of("a random name", HOME, (s) => add(s, "random_id", "more", { byte_length: 4 })),
  of("a wait", HOME, (s) => add(s, "time_sleep", "more", { create_duration: "5s" })),
  of("a log group under the key", HOME, (s) =>
    add(s, "aws_cloudwatch_log_group", "more", {
      name: "/x",
      kms_key_id: String(resource(s, "aws_efs_file_system")["kms_key_id"]),
      tags: { "ringfence:purpose": "logs" },
    }),
  ),
  of("longer point-in-time recovery", "storage-us-west-2", (s) => {
    (resource(s, "aws_dynamodb_table")["point_in_time_recovery"] as Block)["recovery_period_in_days"] = 35;
  }),
  of("provisioned capacity", "storage-us-west-2", (s) => {
    Object.assign(resource(s, "aws_dynamodb_table"), { billing_mode: "PROVISIONED", read_capacity: 5, write_capacity: 5 });
  }),
  of("another order of attributes", "storage-us-west-2", (s) => {
    const table = resource(s, "aws_dynamodb_table");
    const entries = Object.entries(table).reverse();
    for (const key of Object.keys(table)) Reflect.deleteProperty(table, key);
    Object.assign(table, Object.fromEntries(entries));
  }),
  ...EQUIVALENT,
];
