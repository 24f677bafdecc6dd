/** What the stacks of the move make, by the type of each resource, sorted. */
const EGRESS = "aws_vpc_security_group_egress_rule";
const times = (count: number, type: string): readonly string[] => Array<string>(count).fill(type);

export const ROLE = ["aws_iam_role", "aws_iam_role_policy"];
/** The leg of a database. */
export const DATABASE = [
  "aws_cloudwatch_log_group",
  "aws_dms_endpoint",
  "aws_dms_endpoint",
  "aws_dms_replication_instance",
  "aws_dms_replication_subnet_group",
  "aws_dms_replication_task",
  ...ROLE,
  "aws_security_group",
  ...times(3, EGRESS),
];
/** The comparison of one copy at any size. */
export const COMPARISON = [
  "aws_athena_named_query",
  "aws_athena_workgroup",
  "aws_glue_catalog_database",
  "aws_glue_catalog_table",
  "aws_glue_catalog_table",
];
export const EVIDENCE_BUCKET = [
  "aws_s3_bucket",
  "aws_s3_bucket_inventory",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
];

/** The leg of Google's bucket. */
export const CLOUD_FILES = ["aws_cloudwatch_log_group", "aws_datasync_location_s3", "aws_datasync_task", ...ROLE];
/** The leg of Virginia's files. */
export const SITE_FILES = [
  "aws_cloudwatch_log_group",
  "aws_datasync_agent",
  "aws_datasync_location_efs",
  "aws_datasync_location_nfs",
  "aws_datasync_task",
  ...ROLE,
  "aws_security_group",
  EGRESS,
];
/** The private line that Virginia's files come over. */
export const PRIVATE_LINE = [
  "aws_cloudwatch_log_group",
  "aws_customer_gateway",
  "aws_network_acl",
  "aws_route_table",
  ...times(3, "aws_route_table_association"),
  "aws_security_group",
  ...times(3, "aws_subnet"),
  "aws_vpc_endpoint",
  ...times(2, "aws_vpc_security_group_ingress_rule"),
  "aws_vpn_connection",
  "aws_vpn_connection_route",
  "aws_vpn_gateway",
];
/** What Singapore shares while its snapshots are copied: two snapshots, of which one is behind the image. */
export const SHARES = ["aws_ami_launch_permission", ...times(2, "aws_snapshot_create_volume_permission")];
