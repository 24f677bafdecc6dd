import { resource, type Block, type Harmful, type StackJson } from "../edit";

const of = (text: string, stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim: "audit",
  at,
  change,
  anywhere: true,
});
const trail = (s: StackJson) => resource(s, "aws_cloudtrail");
const selectors = (s: StackJson) => trail(s)["advanced_event_selector"] as Block[];

export const auditEdits: readonly Harmful[] = [
  of("the trail is off", "trail-us-east-1", /^aws_cloudtrail[.]/, (s) => void (trail(s)["enable_logging"] = false)),
  of(
    "the trail's files are not validated",
    "trail-us-east-1",
    /^aws_cloudtrail[.]/,
    (s) => void (trail(s)["enable_log_file_validation"] = false),
  ),
  of("the trail is of one region", "trail-us-east-1", /^aws_cloudtrail[.]/, (s) => void (trail(s)["is_multi_region_trail"] = false)),
  of(
    "the trail goes into another bucket",
    "trail-us-east-1",
    /^aws_cloudtrail[.]/,
    (s) => void (trail(s)["s3_bucket_name"] = "parents-logs"),
  ),
  of("the archive is no longer locked", "audit-us-east-1", /./, (s) => void delete s.resource["aws_s3_bucket_object_lock_configuration"]),
  of("the archive is copied no more", "audit-us-east-1", /^aws_s3_bucket_replication_configuration[.]/, (s) => {
    const [rule] = resource(s, "aws_s3_bucket_replication_configuration")["rule"] as Block[];
    if (rule) rule["status"] = "Disabled";
  }),
  of("the archive is copied in part", "audit-us-east-1", /^aws_s3_bucket_replication_configuration[.]/, (s) => {
    const [rule] = resource(s, "aws_s3_bucket_replication_configuration")["rule"] as Block[];
    if (rule) rule["filter"] = { prefix: "a/" };
  }),
  of("the archive's lock is governance", "audit-us-east-1", /./, (s) => {
    const rule = resource(s, "aws_s3_bucket_object_lock_configuration")["rule"] as Block;
    (rule["default_retention"] as Block)["mode"] = "GOVERNANCE";
  }),
  of("the archive keeps logs for a day", "audit-us-east-1", /./, (s) => {
    const rule = resource(s, "aws_s3_bucket_object_lock_configuration")["rule"] as Block;
    (rule["default_retention"] as Block)["days"] = 1;
  }),
  of("no data event is recorded", "trail-us-east-1", /./, (s) => {
    trail(s)["advanced_event_selector"] = selectors(s).filter((selector) => !JSON.stringify(selector).includes('"Data"'));
  }),
  of("there is no trail", "trail-us-east-1", /./, (s) => void delete s.resource["aws_cloudtrail"]),
  of(
    "a database tells nobody who read it",
    "storage-us-east-1",
    /^aws_rds_cluster[.]/,
    (s) => void delete resource(s, "aws_rds_cluster")["enabled_cloudwatch_logs_exports"],
  ),
  of("a database's parameters say nothing of pgaudit", "storage-us-east-1", /^aws_rds_cluster/, (s) => {
    const group = resource(s, "aws_rds_cluster_parameter_group");
    group["parameter"] = (group["parameter"] as Block[]).filter(({ name }) => !/pgaudit|shared_preload/.test(String(name)));
  }),
];
