import { add, editPolicy, provider, resource, type Block, type Harmful, type StackJson } from "../edit";

const of = (text: string, claim: Harmful["claim"], stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim,
  at,
  change,
  anywhere: true,
});

/** A statement taken out of a policy. */
const without = (block: Block, attribute: string, sid: string) =>
  editPolicy(block, attribute, (statements) => {
    const at = statements.findIndex((statement) => statement["Sid"] === sid);
    if (at < 0) throw new Error(`no ${sid}`);
    statements.splice(at, 1);
  });

const DENIALS: readonly [claim: Harmful["claim"], stack: string, type: string, named: RegExp, sids: readonly string[]][] = [
  ["access", "storage-us-east-1", "aws_s3_bucket_policy", /./, ["DenyWithoutTls", "DenyOldTls", "DenyOutsideTheOrganization"]],
  ["network", "storage-us-east-1", "aws_s3_bucket_policy", /./, ["DenyDataOutsideTheEndpoint", "DenyListingOutsideTheEndpoint"]],
  ["custody", "storage-us-east-1", "aws_s3_bucket_policy", /./, ["DenyAnotherKey", "DenyAnotherEncryption", "DenyCallersOwnKey"]],
  ["network", "recovery-us-west-2", "aws_s3_bucket_policy", /./, ["DenyDataOutsideTheEndpoint", "DenyListingOutsideTheEndpoint"]],
  ["access", "bootstrap-home", "aws_s3_bucket_policy", /./, ["DenyWithoutTls", "DenyOutsideTheOrganization", "DenyPrivateStateToOthers"]],
  ["access", "audit-us-east-1", "aws_s3_bucket_policy", /archive/, ["DenyWithoutTls", "DenyOtherAccounts"]],
  ["audit", "audit-us-east-1", "aws_s3_bucket_policy", /archive/, ["OnlyCloudTrailWrites", "NobodyDeletes"]],
  ["audit", "audit-us-west-2", "aws_s3_bucket_policy", /archive/, ["NobodyWritesDirectly", "OnlyReplicasAreWritten", "NobodyDeletes"]],
  ["access", "release-us-east-1", "aws_s3_bucket_policy", /releases/, ["OnlyTheSignerWrites"]],
  ["access", "release-us-east-1", "aws_s3_bucket_policy", /source/, ["OnlyTheseWrite"]],
  ["access", "storage-us-west-2", "aws_dynamodb_resource_policy", /./, ["DenyOutsideTheOrganization"]],
  ["network", "storage-us-west-2", "aws_dynamodb_resource_policy", /./, ["DenyDataOutsideTheEndpoint"]],
  ["access", "storage-us-east-1", "aws_efs_file_system_policy", /./, ["DenyWithoutTls", "DenyRoot"]],
  ["migration", "recovery-us-west-2", "aws_backup_vault_policy", /./, ["DenyEarlyEnd"]],
  ["custody", "custody-us-east-1", "aws_kms_key", /./, ["DeletionWaitsThirtyDays", "NeverReplicated", "OnlyCustodyAdministers"]],
  ["custody", "keys-home-us-west-2", "aws_kms_key", /./, ["DeletionWaitsThirtyDays", "NeverReplicated", "OnlyCustodyAdministers"]],
  [
    "access",
    "bootstrap-recovery",
    "aws_iam_policy",
    /roles_boundary/,
    ["NeverRightsNorOtherRoles", "NeverKeysThemselves", "NeverData", "NeverObjects"],
  ],
  [
    "access",
    "bootstrap-home",
    "aws_iam_policy",
    /people_data/,
    ["NeverRightsNorGuardrails", "NeverKeysThemselves", "NeverLogsNorWatchers"],
  ],
  ["access", "bootstrap-gatekeeper", "aws_iam_policy", /people_hub/, ["OnlyTheWayOn", "NeverWithoutATicket"]],
  ["access", "bootstrap-edge", "aws_iam_policy", /people_auditor/, ["OnlyConfiguration"]],
  ["access", "bootstrap-home", "aws_iam_role_policy", /ringfence-deployer/, ["NeverData", "NeverItsOwnRightsNorKeyRoles"]],
  [
    "access",
    "bootstrap-custody",
    "aws_iam_role_policy",
    /ringfence-key-admin/,
    ["NeverBypassTheLockoutCheck", "NeverMultiRegion", "NeverShared"],
  ],
  ["access", "access-audit-us-east-1", "aws_iam_role", /desk/, ["NeverAfterwards"]],
  ["access", "access-home-us-east-1", "aws_iam_role", /restore-user-content/, ["NeverFromElsewhere"]],
  ["access", "access-home-us-east-1", "aws_iam_role", /break-glass-profiles/, ["NeverFromElsewhere"]],
  [
    "access",
    "bootstrap-audit",
    "aws_iam_policy",
    /people_desk/,
    ["NeverOtherBuckets", "DecryptThroughS3Only", "OnlyTheArchiveAndTheWayOn"],
  ],
];

const attributeOf = (type: string) => (type === "aws_iam_role" ? "assume_role_policy" : "policy");
const denials: readonly Harmful[] = DENIALS.flatMap(([claim, stack, type, named, sids]) =>
  sids.map((sid) =>
    of(`${type} of ${stack} without ${sid}`, claim, stack, new RegExp(`^${type}[.]`), (s) =>
      without(resource(s, type, named), attributeOf(type), sid),
    ),
  ),
);

const GONE: readonly [claim: Harmful["claim"], stack: string, type: string, at?: RegExp][] = [
  ["access", "storage-us-east-1", "aws_s3_bucket_policy", /^aws_s3_bucket[.]/],
  ["network", "storage-us-east-1", "aws_s3_bucket_policy", /^aws_s3_bucket[.]/],
  ["custody", "storage-us-east-1", "aws_s3_bucket_ownership_controls", /^aws_s3_bucket[.]/],
  ["migration", "storage-us-east-1", "aws_s3_bucket_versioning", /^aws_s3_bucket[.]/],
  ["migration", "recovery-us-west-2", "aws_s3_bucket_versioning", /^aws_s3_bucket[.]/],
  ["migration", "storage-us-east-1", "aws_s3_bucket_replication_configuration", /^aws_s3_bucket[.]/],
  ["migration", "storage-us-west-2", "aws_backup_selection", /^aws_dynamodb_table[.]/],
  ["migration", "recovery-us-west-2", "aws_backup_vault_lock_configuration", /^aws_backup_vault[.]/],
  ["migration", "recovery-us-west-2", "aws_backup_vault_policy", /^aws_backup_vault[.]/],
  ["migration", "audit-us-west-2", "aws_s3_bucket_object_lock_configuration", /^aws_s3_bucket[.]/],
  ["migration", "backup-home-us-west-2", "aws_backup_region_settings"],
  ["access", "storage-us-west-2", "aws_dynamodb_resource_policy", /^aws_dynamodb_table[.]/],
  ["access", "storage-us-east-1", "aws_efs_file_system_policy", /^aws_efs_file_system[.]/],
  ["audit", "release-us-east-1", "aws_ecr_repository_policy", /^aws_ecr_repository[.]/],
  ["audit", "registry-us-west-2", "aws_ecr_repository_policy", /^aws_ecr_repository[.]/],
  ["custody", "edge-us-east-1", "aws_ebs_encryption_by_default"],
  ["custody", "edge-us-east-1", "aws_ebs_default_kms_key"],
  ["custody", "edge-us-east-1", "aws_ebs_snapshot_block_public_access"],
  ...["network-us-east-1", "network-us-west-2", "network-release-us-east-1"].flatMap((stack) =>
    [
      "aws_default_security_group",
      "aws_default_network_acl",
      "aws_network_acl",
      "aws_route53_resolver_firewall_config",
      "aws_route53_resolver_firewall_rule_group_association",
    ].map((type): [Harmful["claim"], string, string, RegExp] => ["network", stack, type, /^aws_vpc[.]/]),
  ),
  ["audit", "network-us-east-1", "aws_route53_resolver_query_log_config_association", /^aws_vpc[.]/],
  ["audit", "security-us-west-2", "aws_guardduty_detector_feature"],
  ["audit", "security-us-west-2", "aws_guardduty_publishing_destination"],
  ["audit", "security-us-west-2", "aws_securityhub_organization_configuration"],
  ["audit", "security-us-west-2", "aws_macie2_account"],
  ["audit", "security-us-west-2", "aws_inspector2_enabler"],
  ["audit", "security-admin-us-west-2", "aws_guardduty_organization_admin_account"],
  ["audit", "config-home-us-west-2", "aws_config_configuration_recorder_status"],
  ["audit", "config-home-us-west-2", "aws_config_delivery_channel"],
  ["audit", "config-recovery-us-west-2", "aws_config_config_rule"],
  ["audit", "trail-us-east-1", "aws_cloudwatch_metric_alarm", /^aws_cloudwatch_log_metric_filter[.]/],
  ["audit", "trail-us-east-1", "aws_cloudwatch_log_metric_filter", /^aws_cloudwatch_metric_alarm[.]/],
  ["audit", "security-us-east-1", "aws_cloudwatch_event_target", /^aws_cloudwatch_event_rule[.]/],
];

/** One of a type, the first of its stack. */
const gone: readonly Harmful[] = GONE.map(([claim, stack, type, at = new RegExp(`^${type}`)]) =>
  of(`${stack} without its ${type}`, claim, stack, at, (s) => {
    const [first = ""] = Object.keys(s.resource[type] ?? {});
    resource(s, type);
    s.resource[type] = Object.fromEntries(Object.entries(s.resource[type] ?? {}).filter(([name]) => name !== first));
  }),
);

const set = (claim: Harmful["claim"], stack: string, type: string, path: string, value: Block[string] | undefined) =>
  of(
    `${path} of ${type} in ${stack} is ${value === undefined ? "gone" : JSON.stringify(value)}`,
    claim,
    stack,
    new RegExp(`^${type}[.]`),
    (s: StackJson) => {
      const steps = path.split(".");
      const last = steps.pop() ?? "";
      let block = resource(s, type);
      for (const step of steps) {
        const inner = block[step] as Block | Block[];
        block = (Array.isArray(inner) ? inner[0] : inner) as Block;
      }
      if (value === undefined) Reflect.deleteProperty(block, last);
      else block[last] = value;
    },
  );

const switched: readonly Harmful[] = [
  set("custody", "custody-us-east-1", "aws_kms_key", "enable_key_rotation", false),
  set("custody", "storage-us-east-1", "aws_s3_bucket_ownership_controls", "rule.object_ownership", "ObjectWriter"),
  set("access", "access-home-us-east-1", "aws_iam_role", "permissions_boundary", undefined),
  set("access", "access-home-us-east-1", "aws_iam_role", "max_session_duration", 43200),
  set("access", "bootstrap-home", "aws_iam_role", "max_session_duration", 43200),
  set("access", "storage-us-east-1", "aws_rds_cluster", "iam_database_authentication_enabled", false),
  set("access", "storage-us-east-1", "aws_rds_cluster", "manage_master_user_password", undefined),
  set("access", "edge-us-east-1", "aws_launch_template", "metadata_options.http_tokens", "optional"),
  set("access", "organization-us-east-1", "aws_organizations_policy", "lifecycle.prevent_destroy", false),
  set("network", "edge-us-east-1", "aws_networkfirewall_firewall", "delete_protection", false),
  set("network", "network-us-east-1", "aws_route53_resolver_firewall_config", "firewall_fail_open", "ENABLED"),
  set("network", "network-us-east-1", "aws_route53_resolver_firewall_rule_group_association", "mutation_protection", "DISABLED"),
  set("network", "ingress-us-east-1", "aws_lb_listener", "protocol", "HTTP"),
  set("network", "ingress-us-east-1", "aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08"),
  set("network", "ingress-us-east-1", "aws_lb", "enable_waf_fail_open", true),
  set("audit", "security-us-east-1", "aws_guardduty_detector", "enable", false),
  set("audit", "security-us-east-1", "aws_guardduty_detector_feature", "status", "DISABLED"),
  set("audit", "security-us-east-1", "aws_guardduty_organization_configuration", "auto_enable_organization_members", "NONE"),
  set("audit", "security-us-east-1", "aws_macie2_account", "status", "PAUSED"),
  set("audit", "config-home-us-east-1", "aws_config_configuration_recorder_status", "is_enabled", false),
  set("audit", "config-home-us-east-1", "aws_config_configuration_recorder", "recording_group.all_supported", false),
  set("audit", "network-us-east-1", "aws_flow_log", "traffic_type", "REJECT"),
  set("audit", "network-us-east-1", "aws_cloudwatch_log_group", "retention_in_days", 1),
  set("audit", "network-us-east-1", "aws_cloudwatch_log_group", "skip_destroy", false),
  set("audit", "trail-us-east-1", "aws_cloudtrail", "include_global_service_events", false),
  set("audit", "trail-us-east-1", "aws_cloudtrail", "is_organization_trail", false),
  set("audit", "trail-us-east-1", "aws_cloudtrail", "cloud_watch_logs_group_arn", undefined),
  set("audit", "trail-us-east-1", "aws_cloudtrail", "lifecycle.prevent_destroy", false),
  set("audit", "trail-us-east-1", "aws_cloudwatch_metric_alarm", "alarm_actions", []),
  set("audit", "trail-us-east-1", "aws_cloudwatch_metric_alarm", "actions_enabled", false),
  set("audit", "security-us-east-1", "aws_cloudwatch_event_rule", "state", "DISABLED"),
  set("audit", "audit-us-west-2", "aws_s3_bucket_object_lock_configuration", "rule.default_retention.mode", "GOVERNANCE"),
  set("audit", "audit-us-west-2", "aws_s3_bucket_object_lock_configuration", "rule.default_retention.days", 1),
  set("migration", "storage-us-west-2", "aws_dynamodb_table", "point_in_time_recovery.enabled", false),
  set("migration", "recovery-us-west-2", "aws_backup_vault_lock_configuration", "changeable_for_days", undefined),
  set("migration", "recovery-us-west-2", "aws_backup_vault_lock_configuration", "min_retention_days", 1),
  set("migration", "backup-home-us-east-1", "aws_backup_region_settings", "resource_type_opt_in_preference.Aurora", false),
];

export const ownGuardEdits: readonly Harmful[] = [
  of(
    "a bucket policy that stands zero times",
    "access",
    "storage-us-east-1",
    /^aws_s3_bucket[.]/,
    (s) => void (resource(s, "aws_s3_bucket_policy")["count"] = 0),
  ),
  of("a bucket policy that terraform ignores", "access", "storage-us-east-1", /^aws_s3_bucket_policy[.]/, (s) => {
    resource(s, "aws_s3_bucket_policy")["lifecycle"] = { ignore_changes: ["policy"] };
  }),
  of("custody may use what it administers", "custody", "custody-us-east-1", /^aws_kms_key[.]/, (s) =>
    editPolicy(resource(s, "aws_kms_key"), "policy", (statements) => {
      for (const statement of statements) if (statement["Sid"] === "CustodyWithoutUse") statement["Action"] = "kms:*";
    }),
  ),
  of("a key that terraform ignores", "custody", "storage-us-east-1", /^aws_rds_cluster[.]/, (s) => {
    resource(s, "aws_rds_cluster")["lifecycle"] = { prevent_destroy: true, ignore_changes: ["kms_key_id"] };
  }),
  of("a second encryption of the bucket", "custody", "storage-us-east-1", /^aws_s3_bucket[.]/, (s) =>
    add(s, "aws_s3_bucket_server_side_encryption_configuration", "second", {
      bucket: "${aws_s3_bucket.user-content_bucket_26091FEA.id}",
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    }),
  ),
  of(
    "a state in the clear",
    "location",
    "storage-us-east-1",
    /^terraform[.]backend/,
    (s) => void ((s.terraform.backend["s3"] as Block)["encrypt"] = false),
  ),
  of(
    "a provider behind a proxy",
    "location",
    "storage-us-east-1",
    /^provider[.]aws/,
    (s) => void (provider(s)["https_proxy"] = "http://proxy.parent.example"),
  ),
  ...denials,
  ...gone,
  ...switched,
  of("replication that is off", "migration", "storage-us-east-1", /^aws_s3_bucket[.]/, (s) => {
    const [rule] = resource(s, "aws_s3_bucket_replication_configuration")["rule"] as Block[];
    if (rule) rule["status"] = "Disabled";
  }),
  of("backups that are copied nowhere", "migration", "storage-us-west-2", /^aws_dynamodb_table[.]/, (s) => {
    const [rule] = resource(s, "aws_backup_plan")["rule"] as Block[];
    if (rule) Reflect.deleteProperty(rule, "copy_action");
  }),
  ...["Approve", "Inspect"].map((stage) =>
    of(`a release without ${stage}`, "audit", "release-us-east-1", /^aws_codepipeline[.]/, (s) => {
      const pipeline = resource(s, "aws_codepipeline");
      pipeline["stage"] = (pipeline["stage"] as Block[]).filter(({ name }) => name !== stage);
    }),
  ),
  of(
    "a network without its subnets' block",
    "location",
    "network-us-east-1",
    /^aws_vpc[.]/,
    (s) => void Reflect.deleteProperty(s.resource, "aws_vpc"),
  ),
];
