import type { Claim } from "../../../config/scope";
import { get, isAbsent } from "../../value";
import type { Switch } from "./switch";
import { textOf } from "../guardrails/google-guards";
import { atLeast, kept, one } from "./switch";

const custody = one("custody");
const access = one("access");
const network = one("network");
const audit = one("audit");
const migration = one("migration");
const ON = { absent: "true" };
const OFF = { absent: "false" };

const seconds = (text: string) => Number(/^(\d+)(?:\.\d+)?s$/.exec(text)?.[1] ?? NaN);
const within = (claim: Claim, path: string, most: number, says: string, absent: string, only?: Switch["only"]): Switch => ({
  claim,
  path,
  on: (text) => seconds(text) <= most,
  absent,
  says,
  expected: `${most}s or less`,
  ...(only ? { only } : {}),
});

/** Cloud KMS turns what it made itself (Cloud KMS documentation, key rotation). */
const rotates: Switch["only"] = (key) => get(key.values, "import_only") !== true && isAbsent(get(key.values, "crypto_key_backend"));
/** A subnet of proxies or of endpoints has no flows of its own. */
const holdsMachines: Switch["only"] = (subnet, facts) => ["", "PRIVATE"].includes(textOf(subnet, "purpose", facts) ?? "");
const isNoDataset: Switch["only"] = (store, facts) => facts.dataset(store).kind === "none";
const interceptsNothing = [audit("intercept_children", "false", "it keeps records from the projects below", OFF)];
const hasDefaultSink = [audit("disable_default_sink", "false", "projects below keep no record by themselves", OFF)];
const approves = [access("enrolled_services[].cloud_product", "all", "Google's own staff opens something without asking")];
const isInternal = (path: string, expected: string): Switch => network(path, expected, "it answers the internet", { absent: "ALLOW_ALL" });

/** From the provider's schema (google 6.50.0) and the services' own defaults. */
export const GOOGLE_SWITCHES: Readonly<Record<string, readonly Switch[]>> = {
  google_kms_crypto_key: [
    within("custody", "rotation_period", 90 * 86_400, "it is not rotated every 90 days", "", rotates),
    {
      ...custody("destroy_scheduled_duration", "2592000s or more", "a destroyed version is gone within a month", { absent: "2592000s" }),
      on: (text) => seconds(text) >= 30 * 86_400,
    },
    {
      ...custody("version_template[].protection_level", "HSM", "its material lies outside of an HSM", { absent: "SOFTWARE" }),
      on: (text) => /^(HSM|EXTERNAL)/.test(text),
    },
  ],
  google_kms_key_ring: [kept("custody")],
  google_kms_crypto_key_version: [
    {
      ...custody("state", "ENABLED", "nothing that it sealed can be opened", { absent: "ENABLED" }),
      on: (text) => ["ENABLED", "PENDING_GENERATION", "PENDING_IMPORT"].includes(text),
    },
  ],
  google_compute_network: [
    network("auto_create_subnetworks", "false", "it has a subnet in every region of the world", ON),
    network("delete_default_routes_on_create", "true", "it has a route to the internet", OFF),
  ],
  google_compute_subnetwork: [
    audit("log_config[].flow_sampling", "1", "it leaves out connections", { only: holdsMachines }),
    audit("log_config[].filter_expr", "true", "it leaves out connections", { ...ON, only: holdsMachines }),
  ],
  google_compute_firewall: [
    { ...audit("log_config[].metadata", "a value", "what it lets through or refuses is on no record"), on: (text) => text !== "" },
  ],
  google_dns_policy: [audit("enable_logging", "true", "names that are asked for are on no record", OFF)],
  google_access_context_manager_service_perimeter: [kept("network")],
  google_iam_workforce_pool: [within("access", "session_duration", 3600, "sessions outlast an hour", "3600s"), kept("access")],
  google_folder_access_approval_settings: approves,
  google_organization_access_approval_settings: approves,
  google_project_access_approval_settings: approves,
  google_project: [network("auto_create_network", "false", "it is born with a network that lets in the internet", ON)],
  google_privileged_access_manager_entitlement: [
    within("access", "max_request_duration", 3600, "the glass stays broken for more than an hour", ""),
    {
      ...access("approval_workflow[].manual_approvals[].steps[].approvals_needed", "1 or more", "nobody has to agree"),
      on: (text) => Number(text) >= 1,
    },
    access("approval_workflow[].manual_approvals[].require_approver_justification", "true", "who agrees gives no reason", OFF),
    {
      ...access("requester_justification_config[].not_mandatory[]", "unstructured", "who asks gives no reason"),
      on: (text) => text === "",
    },
  ],
  google_cloud_run_v2_service: [
    access("invoker_iam_disabled", "false", "whoever reaches it may call it", OFF),
    { ...isInternal("ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY"), on: (text) => text.startsWith("INGRESS_TRAFFIC_INTERNAL") },
  ],
  google_cloudfunctions_function: [
    { ...isInternal("ingress_settings", "ALLOW_INTERNAL_ONLY"), on: (text) => text.startsWith("ALLOW_INTERNAL") },
  ],
  google_cloudfunctions2_function: [
    { ...isInternal("service_config[].ingress_settings", "ALLOW_INTERNAL_ONLY"), on: (text) => text.startsWith("ALLOW_INTERNAL") },
  ],
  google_logging_folder_sink: interceptsNothing,
  google_logging_organization_sink: interceptsNothing,
  google_logging_folder_settings: hasDefaultSink,
  google_logging_organization_settings: hasDefaultSink,
  google_storage_bucket: [
    migration("versioning[].enabled", "true", "an overwritten or deleted object is gone, with no version behind it", {
      absent: "false",
      only: isNoDataset,
    }),
    atLeast(
      "migration",
      "soft_delete_policy[].retention_duration_seconds",
      () => 604_800,
      "what is deleted is gone within a week",
      "604800",
    ),
  ],
  google_bigquery_dataset: [
    { ...access("access[].role", "a list of its own", "its project's readers and writers read it"), on: (text) => text !== "" },
    ...["default_table_expiration_ms", "default_partition_expiration_ms"].map((path): Switch => ({
      ...migration(path, "no value", "its tables end by themselves"),
      on: (text) => text === "",
    })),
  ],
  google_sql_database_instance: [
    { ...access("root_password", "no value", "its first user's password stands in the program"), on: (text) => text === "" },
    migration("deletion_protection", "true", "terraform may delete it", ON),
    migration("settings[].backup_configuration[].point_in_time_recovery_enabled", "true", "what is overwritten is gone", OFF),
    migration("settings[].retain_backups_on_delete", "true", "its backups go with it", OFF),
    atLeast(
      "migration",
      "settings[].backup_configuration[].backup_retention_settings[].retained_backups",
      () => 7,
      "its own backups end within a week",
      "7",
    ),
    network("settings[].ip_configuration[].enable_private_path_for_google_cloud_services", "false", "Google's own services reach it", OFF),
  ],
  google_storage_transfer_job: [
    migration(
      "transfer_spec[].transfer_options[].delete_objects_from_source_after_transfer",
      "false",
      "what it copies is deleted where it came from",
      OFF,
    ),
    migration(
      "transfer_spec[].transfer_options[].delete_objects_unique_in_sink",
      "false",
      "what is deleted at home is deleted in its copy",
      OFF,
    ),
  ],
};
