import type { Claim } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, get, isAbsent } from "../../value";
import { AWS_ENTRANCES } from "./aws-entrances";
import { AWS_FILTERS } from "./aws-filters";
import { AWS_MUTED } from "./aws-muted";
import { GOOGLE_SWITCHES } from "./google-switches";
import { atLeast, isDataset, joined, kept, one, type More, type Switch } from "./switch";

const custody = one("custody");
const access = one("access");
const audit = one("audit");
const migration = one("migration");
const ON: More = { absent: "true" };
const OFF: More = { absent: "false" };

const given = (claim: Claim, path: string, says: string, only?: Switch["only"]): Switch => ({
  claim,
  path,
  on: (text) => text !== "",
  absent: "",
  says,
  expected: "a value",
  ...(only ? { only } : {}),
});

const holdsLogs: Switch["only"] = (store, facts) => {
  const purpose = facts.purpose(store);
  return purpose.kind === "named" && purpose.name === "logs";
};
/** AWS rotates what it made itself (AWS KMS developer guide, rotating keys). */
const rotates: Switch["only"] = (key, facts) =>
  isAbsent(get(key.values, "custom_key_store_id")) &&
  ["customer_master_key_spec", "key_usage"].every((path) => {
    const value = get(key.values, path);
    return isAbsent(value) || ["SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"].includes(facts.resolver.text(value, key.stack) ?? "");
  });
/**
 * Those that make keys, roles and stacks stand above the boundaries, and outlast the stacks: their blocks say so. AWS DMS
 * asks for roles of these two names, and the migrator starts what others may do (AWS DMS user guide, IAM roles).
 */
const UNBOUNDED = /^(ringfence-(deployer|key-admin|key-break-glass|access-admin|migrator)|dms-vpc-role|dms-cloudwatch-logs-role)$/;
const isBounded = (role: Resource, facts: Facts): boolean =>
  first(role.source, "lifecycle[].prevent_destroy") !== true &&
  !UNBOUNDED.test(facts.resolver.text(get(role.values, "name"), role.stack) ?? "");
/** `PT1H`, as permission sets have it, or a number, in seconds; what is neither is for ever. */
const seconds = (text: string): number => {
  const [whole, hours = 0, minutes = 0, rest = 0] = /^(?:PT)?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S?)?$/.exec(text) ?? [""];
  return whole === "" ? Infinity : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
};
const session = (path: string, hours: number, absent: string, only?: Switch["only"]): Switch => ({
  ...access(path, hours === 1 ? "an hour" : `${hours} hours`, "who was let in once stays in for long", {
    absent,
    ...(only ? { only } : {}),
  }),
  on: (text) => seconds(text) <= hours * 3600,
});
/** Of what the program counts in its trail one is enough (CloudWatch user guide, alarm evaluation). */
const countsEvents: Switch["only"] = (alarm, facts) =>
  facts.resolver.text(get(alarm.values, "namespace"), alarm.stack)?.startsWith("Ringfence/") === true;
const isAuditors: Switch["only"] = (resource, facts) => {
  const { cloud, account } = facts.placeOf(resource);
  return cloud !== null && account !== null && facts.account(cloud, account)?.owner === "auditor";
};

/** From the providers' schemas (aws 5.100.0 and 6.25.0) and the services' own defaults. */
const AWS_SWITCHES: Readonly<Record<string, readonly Switch[]>> = {
  aws_s3_bucket_replication_configuration: [
    audit("rule[].status", "Enabled", "the archive's second copy gets nothing", { only: isAuditors }),
    audit("rule[].filter[].prefix", "", "the archive's second copy gets a part of it", { only: isAuditors }),
  ],
  aws_kms_key: [custody("enable_key_rotation", "true", "it is never rotated", { absent: "false", only: rotates })],
  aws_s3_bucket_ownership_controls: [custody("rule[].object_ownership", "BucketOwnerEnforced", "lists of access count in its bucket")],
  aws_rds_cluster: [
    access("iam_database_authentication_enabled", "true", "people log in to it by a password", { absent: "false", only: isDataset }),
    access("manage_master_user_password", "true", "its first user's password stands in the program", { absent: "false", only: isDataset }),
    migration("skip_final_snapshot", "false", "nothing is left of it when it is destroyed", { absent: "false", only: isDataset }),
    atLeast("migration", "backup_retention_period", () => 7, "its own backups end within a week", "1", isDataset),
  ],
  aws_launch_template: [
    access("metadata_options[].http_tokens", "required", "whoever makes a machine fetch a page gets its role's credentials", {
      absent: "optional",
    }),
  ],
  aws_iam_role: [
    given("access", "permissions_boundary", "nothing bounds what it may be given", isBounded),
    session("max_session_duration", 1, "3600", isBounded),
    // Planning and applying every stack takes longer, and no role that does it reads data.
    session("max_session_duration", 2, "3600", (role, facts) => !isBounded(role, facts)),
  ],
  aws_ssoadmin_permission_set: [session("session_duration", 1, "PT1H")],
  aws_ec2_instance_metadata_defaults: [
    access("http_tokens", "required", "whoever makes a machine fetch a page gets its role's credentials", { absent: "no-preference" }),
  ],
  aws_organizations_account: [
    {
      ...access("parent_id", "a unit of the guardrails", "no guardrail of a unit binds it"),
      on: (text, { scope }) => scope.awsGuards === undefined || scope.awsGuards.units.includes(text),
    },
  ],
  aws_organizations_policy: [kept("access")],
  aws_guardduty_detector: [audit("enable", "true", "it is suspended", ON)],
  aws_guardduty_detector_feature: [audit("status", "ENABLED", "it is off")],
  aws_guardduty_organization_configuration: [audit("auto_enable_organization_members", "ALL", "accounts of the organization are left out")],
  aws_guardduty_organization_configuration_feature: [audit("auto_enable", "ALL", "accounts of the organization are left out")],
  aws_inspector2_organization_configuration: [
    audit("auto_enable[].ec2", "true", "machines are left out", OFF),
    audit("auto_enable[].ecr", "true", "images are left out", OFF),
  ],
  aws_macie2_account: [audit("status", "ENABLED", "it is paused", { absent: "ENABLED" })],
  aws_macie2_organization_configuration: [audit("auto_enable", "true", "accounts of the organization are left out", OFF)],
  aws_securityhub_organization_configuration: [audit("auto_enable", "true", "accounts of the organization are left out", OFF)],
  aws_config_configuration_recorder: [audit("recording_group[].all_supported", "true", "it leaves out kinds of resources", ON)],
  aws_config_configuration_recorder_status: [audit("is_enabled", "true", "its recorder is stopped", OFF)],
  aws_flow_log: [audit("traffic_type", "ALL", "it leaves out connections")],
  aws_cloudtrail: [
    audit("include_global_service_events", "true", "it leaves out calls of services that stand in no region", ON),
    audit("is_organization_trail", "true", "it leaves out the organization's other accounts", OFF),
    kept("audit"),
    given(
      "audit",
      "cloud_watch_logs_group_arn",
      "no alarm reads it",
      (trail, facts) => facts.ofType("aws_cloudwatch_log_metric_filter").length > 0 && trail.action !== "delete",
    ),
  ],
  aws_cloudwatch_log_group: [
    audit("skip_destroy", "true", "what it has logged goes when it is taken out of the program", ON),
    {
      ...atLeast("audit", "retention_in_days", ({ scope }) => scope.logDays ?? 1, "its logs end early", "0"),
      // Zero is for ever.
      on: (text, { scope }) => Number(text) === 0 || Number(text) >= (scope.logDays ?? 1),
      only: holdsLogs,
    },
  ],
  aws_s3_bucket_object_lock_configuration: [
    audit("rule[].default_retention[].mode", "COMPLIANCE", "its lock can be lifted"),
    {
      claim: "audit",
      path: "rule[].default_retention[].days",
      on: (text, { scope }) => text === "" || Number(text) >= (scope.logDays ?? 1),
      absent: "",
      says: "its lock ends early",
      expected: "the program's retention.logDays",
    },
  ],
  aws_cloudwatch_metric_alarm: [
    audit("actions_enabled", "true", "it rings nobody", ON),
    { ...audit("threshold", "1 or less", "it rings for many alone", { only: countsEvents }), on: (text) => Number(text) <= 1 },
    { ...audit("evaluation_periods", "1", "it rings late", { only: countsEvents }), on: (text) => Number(text) <= 1 },
    { ...audit("period", "an hour or less", "it rings late", { only: countsEvents }), on: (text) => Number(text) <= 3600 },
    {
      ...audit("comparison_operator", "GreaterThanOrEqualToThreshold", "it rings while nothing happens", { only: countsEvents }),
      on: (text) => text.startsWith("Greater"),
    },
    given("audit", "alarm_actions[]", "it rings nobody", ({ stack }, facts) =>
      facts.ofType("aws_sns_topic").some((topic) => topic.stack === stack),
    ),
  ],
  aws_cloudwatch_event_rule: [
    { ...audit("state", "ENABLED", "it is off", { absent: "ENABLED" }), on: (text) => text.startsWith("ENABLED") },
  ],
  aws_ecr_repository: [audit("image_scanning_configuration[].scan_on_push", "true", "what is pushed is not looked at", OFF)],
  aws_codebuild_project: [
    audit("logs_config[].cloudwatch_logs[].status", "ENABLED", "what it does is on no record", { absent: "ENABLED" }),
    audit("environment[].privileged_mode", "false", "what it builds has the machine that builds it", OFF),
  ],
  aws_athena_workgroup: [audit("configuration[].enforce_workgroup_configuration", "true", "whoever asks says where the answers lie", ON)],
  aws_dynamodb_table: [
    migration("point_in_time_recovery[].enabled", "true", "what is overwritten is gone", { absent: "false", only: isDataset }),
  ],
  aws_backup_vault_lock_configuration: [
    given("migration", "changeable_for_days", "its lock can be lifted at any time"),
    atLeast("migration", "min_retention_days", () => 7, "backups may end within a week", "0"),
  ],
  aws_backup_region_settings: ["Aurora", "DynamoDB", "EFS"].map((kind) =>
    migration(`resource_type_opt_in_preference.${kind}`, "true", `${kind} is not backed up`, OFF),
  ),
};

export const SWITCHES = joined(AWS_SWITCHES, AWS_ENTRANCES, AWS_FILTERS, AWS_MUTED, GOOGLE_SWITCHES);
