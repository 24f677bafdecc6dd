import { add, provider, resource, type Block, type Edit } from "./edit";

const of = (text: string, stack: string, change: Edit["change"]): Edit => ({ of: text, stack, change });
const HOME = "storage-us-east-1";
const NETWORK = "network-us-east-1";

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
];
