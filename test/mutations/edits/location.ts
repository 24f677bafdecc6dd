import { add, provider, resource, type Block, type Estate, type Harmful } from "../edit";

const OUTSIDE = "ap-southeast-1";
const PARENT = "888888888888";
const guard = { lifecycle: { prevent_destroy: true } };

/** Each stack in Singapore, its state there, its account another, its pin gone. */
function everyStack(estate: Estate): readonly Harmful[] {
  return Object.entries(estate.stacks).flatMap(([stack, { provider: providers, terraform }]): Harmful[] => {
    if (!providers["aws"]) return [];
    const edits: Harmful[] = [
      { of: `${stack} moves to Singapore`, stack, claim: "location", at: /./, change: (s) => void (provider(s)["region"] = OUTSIDE) },
      {
        of: `${stack} is no longer pinned`,
        stack,
        claim: "location",
        at: /./,
        change: (s) => void delete provider(s)["allowed_account_ids"],
      },
    ];
    if (terraform.backend["s3"])
      edits.push({
        of: `the state of ${stack} goes to Singapore`,
        stack,
        claim: "location",
        at: /./,
        change: (s) => void ((s.terraform.backend["s3"] as Block)["region"] = OUTSIDE),
      });
    return edits;
  });
}

const of = (text: string, stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim: "location",
  at,
  change,
});
const replication = (s: Parameters<Harmful["change"]>[0]) => resource(s, "aws_s3_bucket_replication_configuration");
const destination = (s: Parameters<Harmful["change"]>[0]) => (replication(s)["rule"] as Block[])[0]?.["destination"] as Block;
const copyAction = (s: Parameters<Harmful["change"]>[0], plan: RegExp) =>
  ((resource(s, "aws_backup_plan", plan)["rule"] as Block[])[0]?.["copy_action"] as Block[])[0] as Block;

const BY_HAND: readonly Harmful[] = [
  of("a provider pinned to the parent's account", "storage-us-east-1", /./, (s) => void (provider(s)["allowed_account_ids"] = [PARENT])),
  of("a region in capitals", "storage-us-east-1", /./, (s) => void (provider(s)["region"] = "US-EAST-1")),
  of("a region with a Cyrillic letter", "storage-us-east-1", /./, (s) => void (provider(s)["region"] = "us-еast-1")),
  of("a government region", "storage-us-east-1", /./, (s) => void (provider(s)["region"] = "us-gov-east-1")),
  of(
    "a bucket with a region of its own",
    "storage-us-east-1",
    /^aws_s3_bucket[.]/,
    (s) => void (resource(s, "aws_s3_bucket")["region"] = OUTSIDE),
  ),
  of(
    "a table with a region of its own",
    "storage-us-west-2",
    /^aws_dynamodb_table[.]/,
    (s) => void (resource(s, "aws_dynamodb_table")["region"] = "eu-west-1"),
  ),
  of(
    "replication into another account's bucket",
    "storage-us-east-1",
    /replication/,
    (s) => void (destination(s)["bucket"] = "arn:aws:s3:::app-user-content-backup"),
  ),
  of("replication to the parent's account", "storage-us-east-1", /replication/, (s) => void (destination(s)["account"] = PARENT)),
  of("a second replication rule, to Singapore", "storage-us-east-1", /replication/, (s) => {
    const rules = replication(s)["rule"] as Block[];
    const [first] = rules;
    rules.push({ ...first, id: "second", priority: 2, destination: { bucket: "arn:aws:s3:::user-content-888888888888-ap-southeast-1" } });
  }),
  of(
    "a replica of the table in Singapore",
    "storage-us-west-2",
    /^aws_dynamodb_table[.]/,
    (s) => void (resource(s, "aws_dynamodb_table")["replica"] = [{ region_name: OUTSIDE }]),
  ),
  of("a replica by a resource of its own", "storage-us-west-2", /^aws_dynamodb_table_replica[.]/, (s) => {
    add(s, "aws_dynamodb_table_replica", "abroad", {
      global_table_arn: "arn:aws:dynamodb:eu-west-1:333333333333:table/sessions",
      ...guard,
    });
  }),
  of("backup copies to Singapore", "storage-us-east-1", /^aws_backup_plan[.]media/, (s) => {
    copyAction(s, /media/)["destination_vault_arn"] = "arn:aws:backup:ap-southeast-1:444444444444:backup-vault:ringfence-united-states";
  }),
  of("backup copies to the parent's vault", "storage-us-east-1", /^aws_backup_plan[.]profiles/, (s) => {
    copyAction(s, /profiles/)["destination_vault_arn"] = "arn:aws:backup:us-west-2:888888888888:backup-vault:app-media-archive";
  }),
  of("a file system replicated to Ireland", "storage-us-east-1", /^aws_efs_replication_configuration[.]/, (s) =>
    add(s, "aws_efs_replication_configuration", "abroad", { source_file_system_id: "fs-1", destination: [{ region: "eu-west-1" }] }),
  ),
  of(
    "a cluster restored from Singapore",
    "storage-us-east-1",
    /^aws_rds_cluster[.]/,
    (s) => void (resource(s, "aws_rds_cluster")["source_region"] = OUTSIDE),
  ),
  of("a cluster that follows one in Singapore", "storage-us-east-1", /^aws_rds_cluster[.]/, (s) => {
    resource(s, "aws_rds_cluster")["replication_source_identifier"] = "arn:aws:rds:ap-southeast-1:333333333333:cluster:profiles";
  }),
  of("an inventory into the parent's bucket", "storage-us-east-1", /^aws_s3_bucket_inventory[.]/, (s) =>
    add(s, "aws_s3_bucket_inventory", "abroad", {
      bucket: "user-content-333333333333-us-east-1",
      name: "all",
      included_object_versions: "All",
      schedule: [{ frequency: "Daily" }],
      destination: [{ bucket: [{ format: "CSV", bucket_arn: "arn:aws:s3:::parents-inventories", account_id: PARENT }] }],
    }),
  ),
  of("access logs into the parent's bucket", "storage-us-east-1", /^aws_s3_bucket_logging[.]/, (s) =>
    add(s, "aws_s3_bucket_logging", "abroad", {
      bucket: "user-content-333333333333-us-east-1",
      target_bucket: "parents-logs",
      target_prefix: "",
    }),
  ),
  of("a log group's subscription to the parent's stream", "network-us-east-1", /^aws_cloudwatch_log_subscription_filter[.]/, (s) =>
    add(s, "aws_cloudwatch_log_subscription_filter", "abroad", {
      name: "all",
      log_group_name: "/ringfence/united-states/flow-logs",
      filter_pattern: "",
      destination_arn: "arn:aws:kinesis:ap-southeast-1:888888888888:stream/logs",
    }),
  ),
  of("flow logs into the parent's bucket", "network-us-east-1", /^aws_flow_log[.]/, (s) => {
    const log = resource(s, "aws_flow_log");
    log["log_destination_type"] = "s3";
    log["log_destination"] = "arn:aws:s3:::parents-logs";
  }),
  of("a secret's replica in Singapore", "storage-us-east-1", /^aws_secretsmanager_secret[.]/, (s) =>
    add(s, "aws_secretsmanager_secret", "abroad", { name: "x", replica: [{ region: OUTSIDE }], tags: { "ringfence:purpose": "secrets" } }),
  ),
  of("a delivery stream to a collector on the internet", "storage-us-east-1", /^aws_kinesis_firehose_delivery_stream[.]/, (s) =>
    add(s, "aws_kinesis_firehose_delivery_stream", "abroad", {
      name: "x",
      destination: "http_endpoint",
      http_endpoint_configuration: [{ url: "https://collector.parent.example", role_arn: "arn:aws:iam::333333333333:role/x" }],
    }),
  ),
  of("a snapshot copied from Singapore's side", "storage-us-east-1", /^aws_db_instance_automated_backups_replication[.]/, (s) =>
    add(s, "aws_db_instance_automated_backups_replication", "abroad", {
      source_db_instance_arn: "arn:aws:rds:ap-southeast-1:888888888888:db:profiles",
      kms_key_id: "arn:aws:kms:us-east-1:333333333333:key/1",
    }),
  ),
  of("a multi-region access point", "storage-us-east-1", /^aws_s3control_multi_region_access_point[.]/, (s) =>
    add(s, "aws_s3control_multi_region_access_point", "abroad", {
      details: [{ name: "x", region: [{ bucket: "user-content-333333333333-us-east-1" }, { bucket: "app-user-content-backup" }] }],
    }),
  ),
  of("a store behind an aliased provider in Frankfurt", "storage-us-east-1", /^aws_s3_bucket[.]abroad/, (s) => {
    s.provider["aws"]?.push({ alias: "far", region: "eu-central-1", allowed_account_ids: ["333333333333"] });
    add(s, "aws_s3_bucket", "abroad", { bucket: "x", provider: "aws.far", tags: { "ringfence:dataset": "user-content" }, ...guard });
  }),
  of("a type in no table that could hold data", "storage-us-east-1", /^aws_invented_store[.]/, (s) =>
    add(s, "aws_invented_store", "new", { kms_key_id: "x" }),
  ),
  of("a command run on the machine that applies", "storage-us-east-1", /^null_resource[.]|^terraform_data[.]/, (s) =>
    add(s, "null_resource", "copy", { provisioner: [{ "local-exec": { command: "aws s3 sync s3://user-content s3://abroad" } }] }),
  ),
  of(
    "a cluster joins a global database",
    "storage-us-east-1",
    /^aws_rds_(global_)?cluster[.]/,
    (s) => void (resource(s, "aws_rds_cluster")["global_cluster_identifier"] = "world"),
  ),
  of("a topic in another account is told", "network-us-east-1", /^aws_sns_topic_subscription[.]/, (s) =>
    add(s, "aws_sns_topic_subscription", "abroad", {
      topic_arn: "arn:aws:sns:us-east-1:333333333333:x",
      protocol: "sqs",
      endpoint: "arn:aws:sqs:ap-southeast-1:888888888888:parents",
    }),
  ),
  of("an event bus of the parent's is a target", "network-us-east-1", /^aws_cloudwatch_event_target[.]/, (s) =>
    add(s, "aws_cloudwatch_event_target", "abroad", { rule: "x", arn: "arn:aws:events:ap-southeast-1:888888888888:event-bus/default" }),
  ),
  of("a transfer task to a bucket abroad", "storage-us-east-1", /^aws_datasync_/, (s) =>
    add(s, "aws_datasync_location_s3", "abroad", {
      s3_bucket_arn: "arn:aws:s3:::parents-bucket",
      subdirectory: "/",
      s3_config: [{ bucket_access_role_arn: "arn:aws:iam::888888888888:role/x" }],
    }),
  ),
  of("images replicated to Singapore", "storage-us-east-1", /^aws_ecr_replication_configuration[.]/, (s) =>
    add(s, "aws_ecr_replication_configuration", "abroad", {
      replication_configuration: [{ rule: [{ destination: [{ region: OUTSIDE, registry_id: "333333333333" }] }] }],
    }),
  ),
];

export const locationEdits = (estate: Estate): readonly Harmful[] => [...everyStack(estate), ...BY_HAND];
