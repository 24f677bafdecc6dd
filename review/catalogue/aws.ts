import type { Catalogue, DataEntry, HarmlessEntry } from "./model";

/** Paths are the provider's own schema, aws 5.100.0 and 6.25.0; see the catalogue's sources in docs. */
const tags = ["tags", "tags_all"] as const;

const store = (entry: Omit<DataEntry, "kind" | "holdsData">): DataEntry => ({
  kind: "data",
  holdsData: true,
  tags,
  durable: true,
  ...entry,
});
const carrier = (entry: Omit<DataEntry, "kind" | "holdsData">): DataEntry => ({ kind: "data", holdsData: false, ...entry });
const harmless = (reason: string): HarmlessEntry => ({ kind: "harmless", reason });
const global = (reason: string): HarmlessEntry => ({ kind: "harmless", reason, global: true });

const setting = harmless("a setting of the resource that it names");
const policy = harmless("a policy: read by the access and custody rules");
const identity = global("an identity or its permissions: read by the access rules");
const network = harmless("a part of a network: read by the network rules");

const BUCKET_SSE = "rule[].apply_server_side_encryption_by_default[].kms_master_key_id";

const STORES: Catalogue = {
  aws_s3_bucket: store({
    key: {
      paths: [`server_side_encryption_configuration[].${BUCKET_SSE}`],
      // SSE-S3 is the default of every bucket since January 2023: Amazon's key.
      without: "provider",
      satellite: { type: "aws_s3_bucket_server_side_encryption_configuration", by: "bucket", paths: [BUCKET_SSE], of: ["id", "bucket"] },
    },
    destinations: [
      { via: "replication", path: "replication_configuration[].rules[].destination[].bucket", holds: "arn" },
      { via: "access logs", path: "logging[].target_bucket", holds: "bucket", logs: true },
    ],
  }),
  aws_dynamodb_table: store({
    key: {
      paths: ["server_side_encryption[].kms_key_arn", "replica[].kms_key_arn"],
      without: "provider",
      onlyIf: "server_side_encryption[].enabled",
    },
    destinations: [{ via: "replica", path: "replica[].region_name", holds: "region" }],
  }),
  aws_dynamodb_table_replica: store({ key: { paths: ["kms_key_arn"], without: "provider" } }),
  aws_rds_cluster: store({
    key: { paths: ["kms_key_id"], without: "provider", onlyIf: "storage_encrypted" },
    destinations: [
      { via: "source region", path: "source_region", holds: "region" },
      { via: "replication source", path: "replication_source_identifier", holds: "arn" },
    ],
  }),
  aws_db_instance: store({
    key: { paths: ["kms_key_id"], without: "provider", onlyIf: "storage_encrypted" },
    destinations: [{ via: "replication source", path: "replicate_source_db", holds: "arn" }],
  }),
  aws_efs_file_system: store({ key: { paths: ["kms_key_id"], without: "provider", onlyIf: "encrypted" } }),
  aws_ebs_volume: store({ key: { paths: ["kms_key_id"], without: "account-default" }, place: ["availability_zone"] }),
  aws_backup_vault: store({ key: { paths: ["kms_key_arn"], without: "provider" } }),
  aws_cloudwatch_log_group: store({ key: { paths: ["kms_key_id"], without: "provider" }, durable: false }),
  aws_sns_topic: store({ key: { paths: ["kms_master_key_id"], without: "none" }, durable: false }),
  aws_sqs_queue: store({ key: { paths: ["kms_master_key_id"], without: "provider" }, durable: false }),
  aws_secretsmanager_secret: store({
    key: { paths: ["kms_key_id", "replica[].kms_key_id"], without: "provider" },
    destinations: [{ via: "replica", path: "replica[].region", holds: "region" }],
  }),
  aws_kinesis_stream: store({ key: { paths: ["kms_key_id"], without: "none" } }),
  aws_ecr_repository: store({ key: { paths: ["encryption_configuration[].kms_key"], without: "provider" } }),
};

const CARRIERS: Catalogue = {
  aws_s3_bucket_replication_configuration: carrier({
    key: { paths: ["rule[].destination[].encryption_configuration[].replica_kms_key_id"], without: "none" },
    destinations: [{ via: "replication", path: "rule[].destination[].bucket", holds: "arn" }],
  }),
  aws_s3_bucket_logging: carrier({ destinations: [{ via: "access logs", path: "target_bucket", holds: "bucket", logs: true }] }),
  aws_s3_bucket_inventory: carrier({
    destinations: [{ via: "inventory", path: "destination[].bucket[].bucket_arn", holds: "arn", logs: true }],
  }),
  aws_efs_replication_configuration: carrier({ destinations: [{ via: "replication", path: "destination[].region", holds: "region" }] }),
  aws_backup_plan: carrier({ destinations: [{ via: "backup copy", path: "rule[].copy_action[].destination_vault_arn", holds: "arn" }] }),
  aws_flow_log: carrier({
    destinations: [
      { via: "flow log", path: "log_destination", holds: "arn", logs: true },
      { via: "flow log", path: "log_group_name", holds: "beside", logs: true },
    ],
  }),
  aws_cloudtrail: carrier({
    key: { paths: ["kms_key_id"], without: "none" },
    destinations: [
      { via: "trail", path: "s3_bucket_name", holds: "bucket", logs: true },
      { via: "trail", path: "cloud_watch_logs_group_arn", holds: "arn", logs: true },
    ],
  }),
  aws_cloudwatch_log_subscription_filter: carrier({
    destinations: [{ via: "log subscription", path: "destination_arn", holds: "arn", logs: true }],
  }),
  aws_route53_resolver_query_log_config: carrier({
    destinations: [{ via: "query log", path: "destination_arn", holds: "arn", logs: true }],
  }),
  aws_kms_key: carrier({ isKey: true, durable: true }),
  aws_kms_external_key: carrier({ isKey: true, durable: true }),
  aws_kms_replica_key: carrier({
    isKey: true,
    durable: true,
    destinations: [{ via: "replica of a key", path: "primary_key_arn", holds: "arn" }],
  }),
  aws_kms_replica_external_key: carrier({
    isKey: true,
    durable: true,
    destinations: [{ via: "replica of a key", path: "primary_key_arn", holds: "arn" }],
  }),
  aws_ecr_replication_configuration: carrier({
    destinations: [{ via: "image replication", path: "replication_configuration[].rule[].destination[].region", holds: "region" }],
  }),
  aws_codepipeline: carrier({
    key: { paths: ["artifact_store[].encryption_key[].id"], without: "none" },
    destinations: [{ via: "artifacts", path: "artifact_store[].location", holds: "bucket" }],
  }),
  aws_codebuild_project: carrier({ key: { paths: ["encryption_key"], without: "provider" } }),
  aws_cloudwatch_event_target: carrier({ destinations: [{ via: "event target", path: "arn", holds: "arn" }] }),
  aws_ebs_default_kms_key: carrier({ key: { paths: ["key_arn"], without: "provider" } }),
};

const list = (entry: HarmlessEntry, types: string): Catalogue =>
  Object.fromEntries(types.split(/\s+/).map((type) => [`aws_${type}`, entry]));

const HARMLESS: Catalogue = {
  ...list(
    setting,
    `s3_bucket_versioning s3_bucket_server_side_encryption_configuration s3_bucket_public_access_block s3_bucket_ownership_controls
    s3_bucket_object_lock_configuration s3_bucket_lifecycle_configuration s3_bucket_acl s3_account_public_access_block
    s3_bucket_request_payment_configuration s3_bucket_metric s3_bucket_intelligent_tiering_configuration dynamodb_contributor_insights
    efs_backup_policy ebs_encryption_by_default ebs_snapshot_block_public_access ec2_image_block_public_access ec2_serial_console_access
    ec2_instance_metadata_defaults backup_vault_lock_configuration backup_region_settings backup_global_settings backup_selection
    backup_framework cloudwatch_metric_alarm cloudwatch_log_metric_filter kms_alias db_subnet_group rds_cluster_parameter_group
    db_parameter_group secretsmanager_secret_rotation sqs_queue_redrive_policy ecr_lifecycle_policy`,
  ),
  aws_cloudwatch_event_rule: harmless("says which events are taken up; where they go, its targets say"),
  aws_s3_bucket_notification: harmless("tells of an object's arrival by its name, to receivers that are judged themselves"),
  aws_signer_signing_profile: harmless("a right to sign: no data lies in it"),
  aws_lambda_code_signing_config: harmless("says whose signature a function needs"),
  aws_rds_cluster_instance: harmless("computes on its cluster's storage, which is judged"),
  aws_efs_mount_target: network,
  aws_efs_access_point: setting,
  ...list(
    policy,
    "s3_bucket_policy kms_key_policy dynamodb_resource_policy efs_file_system_policy backup_vault_policy sns_topic_policy sqs_queue_policy secretsmanager_secret_policy ecr_repository_policy cloudwatch_log_resource_policy kms_grant",
  ),
  ...list(
    identity,
    `iam_role iam_policy iam_role_policy iam_role_policy_attachment iam_role_policies_exclusive iam_role_policy_attachments_exclusive
    iam_instance_profile iam_openid_connect_provider iam_saml_provider iam_service_linked_role iam_account_password_policy iam_account_alias
    organizations_organization organizations_organizational_unit organizations_account organizations_policy organizations_policy_attachment
    organizations_delegated_administrator organizations_resource_policy ssoadmin_permission_set ssoadmin_account_assignment
    ssoadmin_managed_policy_attachment ssoadmin_permission_set_inline_policy identitystore_group identitystore_user`,
  ),
  ...list(
    network,
    `vpc vpc_dhcp_options vpc_dhcp_options_association subnet route route_table route_table_association main_route_table_association
    default_route_table security_group security_group_rule vpc_security_group_ingress_rule vpc_security_group_egress_rule
    default_security_group default_network_acl network_acl network_acl_rule network_acl_association vpc_endpoint vpc_endpoint_policy
    vpc_endpoint_route_table_association vpc_endpoint_subnet_association vpc_endpoint_security_group_association vpc_ipv4_cidr_block_association
    vpc_block_public_access_options vpc_block_public_access_exclusion internet_gateway egress_only_internet_gateway nat_gateway eip
    eip_association vpc_peering_connection vpc_peering_connection_accepter network_interface internet_gateway_attachment ec2_managed_prefix_list`,
  ),
};

export const AWS: Catalogue = { ...STORES, ...CARRIERS, ...HARMLESS };
