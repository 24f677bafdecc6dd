import type { Claim } from "../../../config/scope";
import { documentOf, RESOURCE_POLICIES } from "../../access/documents";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, list, get } from "../../value";
import { EVERYWHERE } from "./everywhere-table";
import { textOf } from "../guardrails/google-guards";

/** A resource that guards something else, and whose leaving opens that without a trace. */
export interface Guard {
  readonly type: string;
  readonly claim: Claim;
  readonly what: string;
  /** The attributes that say what it guards; another one with the same texts takes its place. */
  readonly of: readonly string[];
  /** The type of that, where it is a resource of terraform's. */
  readonly around?: { readonly type: string; readonly of: readonly string[] };
  /** Only one such as this; undefined where it cannot be told. */
  readonly only?: (guard: Resource, facts: Facts) => boolean | undefined;
}

/** A policy that denies something guards it; one that only lets in is a door, which may close. */
const denies =
  (attribute: string): NonNullable<Guard["only"]> =>
  (guard, facts) => {
    const document = documentOf(guard, attribute, facts);
    if (document === "absent") return false;
    return document === "unresolved" ? undefined : [document.Statement].flat().some(({ Effect }) => Effect === "Deny");
  };

/** What a resource's own policy stands on, where it is another resource; and of what there are two kinds. */
const ON: Readonly<Record<string, Pick<Guard, "of" | "around">>> = {
  aws_accessanalyzer_analyzer: { of: ["type"] },
  aws_s3_bucket_policy: { of: ["bucket"], around: { type: "aws_s3_bucket", of: ["id", "bucket"] } },
  aws_backup_vault_policy: { of: ["backup_vault_name"], around: { type: "aws_backup_vault", of: ["name", "id"] } },
  aws_ecr_repository_policy: { of: ["repository"], around: { type: "aws_ecr_repository", of: ["name", "id"] } },
  aws_efs_file_system_policy: { of: ["file_system_id"], around: { type: "aws_efs_file_system", of: ["id"] } },
  aws_sns_topic_policy: { of: ["arn"], around: { type: "aws_sns_topic", of: ["arn"] } },
  aws_sqs_queue_policy: { of: ["queue_url"], around: { type: "aws_sqs_queue", of: ["url", "id"] } },
  aws_dynamodb_resource_policy: { of: ["resource_arn"], around: { type: "aws_dynamodb_table", of: ["arn"] } },
  aws_secretsmanager_secret_policy: { of: ["secret_arn"], around: { type: "aws_secretsmanager_secret", of: ["arn", "id"] } },
};

const policies: readonly Guard[] = Object.entries(RESOURCE_POLICIES)
  .filter(([type]) => /_(policy|permissions_policy)$/.test(type))
  .map(([type, attribute]) => ({ type, claim: "access", what: "policy that denies", only: denies(attribute), of: [], ...ON[type] }));

/** Does its unit carry the program's guardrails? */
const onUnit: Guard["only"] = (attachment, facts) => {
  const unit = textOf(attachment, "target_id", facts);
  return unit === undefined ? undefined : facts.scope.awsGuards?.units.includes(unit) === true;
};
const refuses: Guard["only"] = (rule) => !isAbsent(get(rule.values, "deny")) && list(get(rule.values, "deny")).length > 0;

const guard = (claim: Claim, type: string, what: string, of: readonly string[] = [], only?: Guard["only"]): Guard => ({
  type,
  claim,
  what,
  of,
  ...(only === undefined ? {} : { only }),
});

/** Of each kind what its service does once it is gone (the services' API references). */
const MORE: readonly Guard[] = [
  guard("access", "aws_organizations_policy", "policy of the organization", ["name"]),
  guard("access", "aws_organizations_policy_attachment", "policy's attachment to a unit", ["policy_id", "target_id"], onUnit),
  guard("access", "aws_vpc_endpoint_policy", "policy, without which an endpoint lets everything through", ["vpc_endpoint_id"]),
  guard("access", "aws_ssoadmin_permissions_boundary_attachment", "boundary of a permission set", ["permission_set_arn"]),
  guard("access", "aws_ec2_image_block_public_access", "block of shared images"),
  guard("access", "aws_ec2_instance_metadata_defaults", "default of machines' credentials"),
  guard("access", "aws_iam_account_password_policy", "policy of passwords"),
  guard("custody", "aws_kms_key_policy", "policy, without which the account's root may do all with the key", ["key_id"]),
  guard("network", "aws_networkfirewall_firewall", "firewall", ["vpc_id"]),
  guard("network", "aws_wafv2_web_acl", "web firewall", ["scope"]),
  guard("network", "aws_wafv2_web_acl_association", "web firewall's association", ["resource_arn"]),
  guard("network", "aws_route53_resolver_firewall_rule", "rule of a firewall of names", ["firewall_domain_list_id"]),
  guard("network", "aws_route53_resolver_firewall_rule_group", "firewall of names", ["name"]),
  guard("network", "aws_vpc_block_public_access_options", "block of the internet"),
  guard("network", "google_compute_firewall_policy_with_rules", "firewall of the folder", ["parent"]),
  guard("network", "google_compute_network_firewall_policy_association", "firewall's association", ["attachment_target"]),
  guard("network", "google_compute_firewall", "rule that refuses", ["network", "direction"], refuses),
  guard("audit", "aws_cloudwatch_metric_alarm", "alarm", ["namespace", "metric_name"]),
  guard("audit", "aws_cloudwatch_log_metric_filter", "count of what is watched for", ["pattern"]),
  guard("audit", "aws_cloudwatch_event_rule", "rule that watches", ["event_pattern"]),
  guard("audit", "aws_cloudwatch_event_target", "target that is told", ["rule", "arn"]),
  guard("audit", "aws_securityhub_finding_aggregator", "gathering of findings"),
  guard("audit", "aws_cloudtrail_event_data_store", "store of events", ["name"]),
  guard("audit", "aws_organizations_delegated_administrator", "delegated administrator", ["service_principal"]),
  guard("audit", "google_dns_policy", "log of the names that are asked for", ["name"]),
  guard("audit", "google_logging_folder_sink", "sink of logs", ["destination"]),
  guard("audit", "google_logging_organization_sink", "sink of logs", ["destination"]),
  guard("migration", "aws_s3_bucket_replication_configuration", "copy of its objects", ["bucket"]),
  guard("migration", "aws_backup_selection", "selection of what is backed up", ["name"]),
  guard("migration", "aws_backup_plan", "plan of backups", ["name"]),
];

const everywhere: readonly Guard[] = EVERYWHERE.filter(({ type }) => type !== "aws_organizations_policy_attachment").map(
  ({ type, claim, what, around, regions }) => ({
    type,
    claim,
    what,
    ...(around
      ? { of: [around.by], around: { type: around.type, of: around.of } }
      : { of: regions?.label === undefined ? [] : [regions.label] }),
    ...ON[type],
  }),
);

export const GUARD_TYPES: readonly Guard[] = [...everywhere, ...policies, ...MORE];
