import { isPlanned } from "../../facts/backups";
import type { Claim } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, list, type Value } from "../../value";
import { isEdge } from "../network/edge";
import { textOf } from "../guardrails/google-guards";
import { isLockedRelease } from "../audit/release-buckets";

/** What an estate that has it somewhere must have in every account, or around every network, of the program. */
export interface Everywhere {
  readonly type: string;
  readonly claim: Claim;
  /** The type that each needs one of; an account where it is left out. */
  readonly around?: { readonly type: string; readonly by: string; readonly of: readonly string[] };
  /** Each account that has it has it in every region that holds a dataset; of several the attribute tells which is which. */
  readonly regions?: { readonly label?: string };
  /** Wherever something of this type stands. */
  readonly beside?: string;
  readonly only?: (resource: Resource, facts: Facts) => boolean;
  /** What does without, of what it stands around. */
  readonly spared?: (guarded: Resource, facts: Facts) => boolean;
  /** Of two that say it of one thing the later applied stands, and nobody knows which that is. */
  readonly single?: true;
  readonly what: string;
}

const BUCKET = { type: "aws_s3_bucket", by: "bucket", of: ["id", "bucket"] } as const;
const NETWORK = { type: "aws_vpc", of: ["id"] } as const;

export const EVERYWHERE: readonly Everywhere[] = [
  { type: "aws_s3_account_public_access_block", claim: "custody", what: "block of public access" },
  { type: "aws_s3_bucket_public_access_block", claim: "custody", around: BUCKET, single: true, what: "block of public access" },
  { type: "aws_s3_bucket_ownership_controls", claim: "custody", around: BUCKET, single: true, what: "end of lists of access" },
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    claim: "custody",
    around: BUCKET,
    single: true,
    what: "encryption of its own",
  },
  { type: "aws_ebs_encryption_by_default", claim: "custody", beside: "aws_launch_template", what: "encryption of new volumes" },
  { type: "aws_ebs_default_kms_key", claim: "custody", beside: "aws_launch_template", what: "key of the custodian's for new volumes" },
  { type: "aws_ebs_snapshot_block_public_access", claim: "custody", beside: "aws_launch_template", what: "block of shared snapshots" },
  { type: "aws_s3_bucket_versioning", claim: "migration", around: BUCKET, single: true, what: "versions of its objects" },
  {
    type: "aws_s3_bucket_object_lock_configuration",
    claim: "migration",
    around: BUCKET,
    single: true,
    spared: isNotMadeForLocks,
    what: "lock that it was made for",
  },
  {
    type: "aws_backup_vault_lock_configuration",
    claim: "migration",
    around: { type: "aws_backup_vault", by: "backup_vault_name", of: ["name", "id"] },
    spared: (vault, facts) => !isPlanned(vault, facts),
    what: "lock on its backups",
  },
  { type: "aws_backup_region_settings", claim: "migration", beside: "aws_backup_vault", what: "setting of what is backed up" },
  { type: "aws_default_security_group", claim: "network", around: { ...NETWORK, by: "vpc_id" }, what: "emptied default group" },
  {
    type: "aws_default_network_acl",
    claim: "network",
    around: { ...NETWORK, by: "default_network_acl_id" },
    spared: isEdge,
    what: "emptied default list of rules",
  },
  {
    type: "aws_network_acl",
    claim: "network",
    around: { ...NETWORK, by: "vpc_id" },
    spared: isEdge,
    what: "list of rules for its subnets",
  },
  {
    type: "aws_route53_resolver_firewall_config",
    claim: "network",
    around: { ...NETWORK, by: "resource_id" },
    spared: servesKeyCalls,
    what: "closed end of names",
  },
  {
    type: "aws_route53_resolver_firewall_rule_group_association",
    claim: "network",
    around: { ...NETWORK, by: "vpc_id" },
    spared: servesKeyCalls,
    what: "firewall of names",
  },
  {
    type: "aws_organizations_policy_attachment",
    claim: "network",
    around: { type: "aws_organizations_policy", by: "policy_id", of: ["id"] },
    spared: (policy, facts) => textOf(policy, "type", facts) !== "DECLARATIVE_POLICY_EC2",
    what: "unit that it binds",
  },
  {
    type: "aws_networkfirewall_logging_configuration",
    claim: "audit",
    around: { type: "aws_networkfirewall_firewall", by: "firewall_arn", of: ["arn"] },
    what: "log of what it let through",
  },
  {
    type: "aws_wafv2_web_acl_logging_configuration",
    claim: "audit",
    around: { type: "aws_wafv2_web_acl", by: "resource_arn", of: ["arn"] },
    what: "log of what it let through",
  },
  { type: "aws_securityhub_standards_subscription", claim: "audit", regions: { label: "standards_arn" }, what: "standard of its hub" },
  { type: "aws_flow_log", claim: "audit", around: { ...NETWORK, by: "vpc_id" }, spared: servesKeyCalls, what: "log of its connections" },
  {
    type: "aws_route53_resolver_query_log_config_association",
    claim: "audit",
    around: { ...NETWORK, by: "resource_id" },
    spared: servesKeyCalls,
    what: "log of the names that it asks for",
  },
  ...watcher("detector", "aws_guardduty_detector", "aws_guardduty_organization_configuration", "aws_guardduty_publishing_destination"),
  ...watcher("delegated administrator of detectors", "aws_guardduty_organization_admin_account", "aws_inspector2_delegated_admin_account"),
  ...watcher("delegated administrator of findings", "aws_macie2_organization_admin_account", "aws_securityhub_organization_admin_account"),
  ...watcher("scan of workloads", "aws_inspector2_enabler", "aws_inspector2_organization_configuration"),
  ...watcher("watch over objects", "aws_macie2_account", "aws_macie2_organization_configuration"),
  ...watcher("hub of findings", "aws_securityhub_account", "aws_securityhub_organization_configuration"),
  ...watcher(
    "recorder of changes",
    "aws_config_configuration_recorder",
    "aws_config_configuration_recorder_status",
    "aws_config_delivery_channel",
  ),
  { type: "aws_guardduty_detector_feature", claim: "audit", regions: { label: "name" }, what: "feature of its detector" },
  {
    type: "aws_guardduty_organization_configuration_feature",
    claim: "audit",
    regions: { label: "name" },
    what: "feature of its members' detectors",
  },
  { type: "aws_config_config_rule", claim: "audit", regions: { label: "name" }, what: "rule of its recorder" },
  {
    type: "aws_accessanalyzer_analyzer",
    claim: "audit",
    regions: {},
    // Access that nobody uses is analysed once for all regions, which IAM does not know.
    only: (analyzer, facts) => textOf(analyzer, "type", facts)?.includes("UNUSED") !== true,
    what: "analysis of what is shared",
  },
  {
    type: "google_storage_bucket_iam_policy",
    claim: "custody",
    around: { type: "google_storage_bucket", by: "bucket", of: ["name", "id"] },
    what: "policy of its own, and its project's editors and viewers read it",
  },
  { type: "google_project_iam_audit_config", claim: "audit", what: "log of who read and wrote its data" },
  { type: "google_logging_project_bucket_config", claim: "audit", what: "locked bucket of logs" },
  {
    type: "google_logging_project_sink",
    claim: "audit",
    only: (sink, facts) => textOf(sink, "name", facts) === "_Default",
    what: "sink that leads its logs into the locked bucket",
  },
];

function watcher(what: string, ...types: readonly string[]): Everywhere[] {
  return types.map((type) => ({ type, claim: "audit", regions: {}, what }));
}

function isNotMadeForLocks(bucket: Resource, facts: Facts): boolean {
  return !isLockedRelease(bucket, facts) && facts.resolver.text(get(bucket.values, "object_lock_enabled"), bucket.stack) !== "true";
}

/**
 * The network of a key store's proxy: AWS KMS alone comes in, with key calls, and a log of it would lie under one of the
 * keys that wait for it (AWS KMS developer guide, external key stores, VPC endpoint service connectivity).
 */
export function servesKeyCalls({ stack }: Resource, facts: Facts): boolean {
  const services = facts.ofType("aws_vpc_endpoint_service").filter((service) => service.stack === stack);
  const callers = services.flatMap(({ values }) => list<Value>(get(values, "allowed_principals") as Value[]));
  return (
    callers.length > 0 && callers.every((caller) => /^cks\.kms\.[a-z0-9-]+\.amazonaws\.com$/.test(facts.resolver.text(caller, stack) ?? ""))
  );
}
