import type { Claim } from "../../../config/scope";
import { RESOURCE_POLICIES } from "../../access/documents";
import { again } from "../../again";
import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { list, select, shown, type Value } from "../../value";
import { builds } from "../fenced";
import { breach, type ResourceRule, type Verdict } from "../rule";

/** Attributes that hold a guard, wherever they stand (aws 5.100.0 and 6.25.0, google 6.50.0, provider schemas). */
const GUARDS: Readonly<Record<Exclude<Claim, "location">, ReadonlySet<string>>> = {
  access: new Set([
    ...Object.values(RESOURCE_POLICIES),
    ...["permissions_boundary", "target_id", "policy_arn"],
    ...["policy_data", "member", "members", "role", "condition", "access", "spec", "status", "rules", "permissions"],
    ...["attribute_condition", "attribute_mapping", "saml", "oidc", "approval_workflow", "eligible_users", "privileged_access"],
  ]),
  custody: new Set([
    ...[
      "kms_key_id",
      "kms_key_arn",
      "kms_master_key_id",
      "storage_encrypted",
      "encrypted",
      "server_side_encryption",
      "encryption_configuration",
    ],
    ...["encryption", "encryption_key_name", "default_encryption_configuration", "cmek_settings", "rotation_period", "version_template"],
    ...["uniform_bucket_level_access", "public_access_prevention"],
    ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets", "enable_key_rotation", "rule"],
  ]),
  network: new Set([
    ...[
      "ingress",
      "egress",
      "route",
      "cidr_ipv4",
      "cidr_ipv6",
      "ip_protocol",
      "prefix_list_id",
      "allowed_principals",
      "acceptance_required",
    ],
    ...["firewall_policy", "rule_group", "firewall_fail_open", "domains", "action", "default_action", "publicly_accessible"],
    ...["map_public_ip_on_launch", "allow", "deny", "source_ranges", "destination_ranges", "private_visibility_config"],
  ]),
  audit: new Set([
    ...["event_selector", "advanced_event_selector", "enable_logging", "enable_log_file_validation", "is_multi_region_trail"],
    ...["include_global_service_events", "is_organization_trail", "s3_bucket_name", "cloud_watch_logs_group_arn", "traffic_type"],
    ...["recording_group", "is_enabled", "enable", "auto_enable", "auto_enable_organization_members", "retention_in_days"],
    ...["pattern", "metric_transformation", "threshold", "actions_enabled", "alarm_actions", "event_pattern"],
    ...["audit_log_config", "exclusions", "retention_days", "locked", "log_config"],
  ]),
  migration: new Set([
    ...["deletion_protection", "deletion_protection_enabled", "versioning", "versioning_configuration", "point_in_time_recovery"],
    ...["backup_retention_period", "min_retention_days", "changeable_for_days", "force_destroy", "skip_final_snapshot"],
    ...["retention_policy", "lifecycle_rule", "soft_delete_policy"],
  ]),
};

/** What is copied or delivered, and where to. */
const destinations = again((type: string): ReadonlySet<string> => {
  const entry = entryOf(type);
  const paths = entry?.kind === "data" ? (entry.destinations ?? []).map(({ path }) => path) : [];
  return new Set(["region", ...paths.map(headOf)]);
});

const headOf = (path: string) => path.split(/[.[]/)[0] ?? "";

/** What a block tells terraform to leave as somebody made it. */
export const ignoredBy = (resource: Resource): string[] =>
  select(resource.source, "lifecycle[].ignore_changes").flatMap(({ value }) => list<Value>(value as Value[]).map(shown));

/** Of what a block ignores, the guards of one claim. */
export function ignoring(resource: Resource, claim: Claim, facts: Facts): Verdict[] {
  // A plan does not carry `lifecycle`, and of a program that builds no fence nothing is asked.
  if (resource.source === undefined || !builds(facts) || facts.isLegacy(resource)) return [];
  const guards = claim === "location" ? destinations(resource.type) : GUARDS[claim];
  // Everything is a guard's too, and is said once.
  const found = ignoredBy(resource).filter((name) => guards.has(headOf(name)) || (name === "all" && claim === "access"));
  return found.map((name) =>
    breach(`terraform ignores what becomes of its ${name}`, { attribute: "lifecycle.ignore_changes", value: name }),
  );
}

function rule(id: string, claim: Claim, title: string): ResourceRule {
  return {
    id,
    claim,
    subject: "resource",
    title,
    why: "What a block tells terraform to ignore, whoever has a console changes for good: the next plan shows nothing of it (Terraform, lifecycle meta-argument, ignore_changes).",
    fix: "Take the attribute out of ignore_changes.",
    concerns: (type) => /^(aws|google)_/.test(type),
    judge: (resource, facts) => ignoring(resource, claim, facts),
  };
}

/** The guards of the other claims are asked after together with their switches. */
export const NOTICED_RULES = {
  custody: rule("CUSTODY-13", "custody", "Terraform notices when a key or an encryption is changed by hand."),
  location: rule("LOCATION-13", "location", "Terraform notices when a copy or a delivery is led elsewhere by hand."),
  access: rule("ACCESS-13", "access", "Terraform notices when a policy or a boundary is changed by hand."),
};
