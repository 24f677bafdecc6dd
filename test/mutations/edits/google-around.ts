import { type Block, type Harmful } from "../edit";
import { ACCESS, STORAGE, NETWORK, ORGANIZATION, BOOTSTRAP, RECOVERY, LOGS, more, set, gone, within } from "./google-kinds";

const PROJECT = { project: "example-home" };
const USER = "user:stranger@example.com";
const FOLDER = { folder: "folders/200000000099" };
const all = { list_policy: { allow: { all: true } } };
const policies: readonly Harmful[] = [
  ...[
    ["google_project_organization_policy", PROJECT],
    ["google_folder_organization_policy", FOLDER],
    ["google_folder_organization_policy", { folder: "folders/200000000098" }],
  ].flatMap(([type, on]) => [
    more("location", ORGANIZATION, String(type), { ...(on as Block), constraint: "constraints/gcp.resourceLocations", ...all }),
    more("custody", ORGANIZATION, String(type), {
      ...(on as Block),
      constraint: "gcp.restrictNonCmekServices",
      restore_policy: { default: true },
    }),
    more("access", ORGANIZATION, String(type), {
      ...(on as Block),
      constraint: "constraints/iam.disableServiceAccountKeyCreation",
      boolean_policy: { enforced: false },
    }),
  ]),
  more("location", ORGANIZATION, "google_org_policy_policy", {
    name: "folders/200000000098/policies/gcp.resourceLocations",
    parent: "folders/200000000098",
    spec: { reset: true },
  }),
  gone("no access approval", "access", ORGANIZATION, "google_folder_access_approval_settings", /^google_folder_access/),
  set(
    "access approval of one service",
    "access",
    ORGANIZATION,
    "google_folder_access_approval_settings",
    (b) => void (within(b, "enrolled_services", 0)["cloud_product"] = "pubsub.googleapis.com"),
  ),
];

const NET = "${google_compute_network.network_C8AC2FB3.id}";
const zone = (block: Block): Block => ({
  name: "m",
  dns_name: "a.example.",
  visibility: "private",
  private_visibility_config: { networks: [{ network_url: NET }] },
  ...block,
});
const networks: readonly Harmful[] = [
  set("other servers of names", "network", NETWORK, "google_dns_policy", (b) => {
    b["alternative_name_server_config"] = { target_name_servers: [{ ipv4_address: "8.8.8.8" }] };
  }),
  more("network", NETWORK, "google_dns_managed_zone", zone({ forwarding_config: { target_name_servers: [{ ipv4_address: "8.8.8.8" }] } })),
  more(
    "network",
    NETWORK,
    "google_dns_managed_zone",
    zone({ peering_config: { target_network: { network_url: "projects/parent-project-9/global/networks/x" } } }),
    "a zone of another network's",
  ),
  more("network", NETWORK, "google_dns_managed_zone", { name: "m", dns_name: "a.example." }, "a public zone"),
  more("network", NETWORK, "google_dns_response_policy", { response_policy_name: "m" }),
  set("a name that leads out", "network", NETWORK, "google_dns_record_set", (b) => void (b["rrdatas"] = ["203.0.113.9"]), /api-name_/),
  gone("no refusal of what leaves", "network", NETWORK, "google_compute_firewall", /^google_compute_network[.]/, /deny-egress/),
  set("a rule that says no source", "network", NETWORK, "google_compute_firewall", (b) => void delete b["source_ranges"], /within-in/),
  set("subnets everywhere", "network", NETWORK, "google_compute_network", (b) => void (b["auto_create_subnetworks"] = true)),
  set("routes to the internet", "network", NETWORK, "google_compute_network", (b) => void (b["delete_default_routes_on_create"] = false)),
  more("network", NETWORK, "google_compute_route", { name: "m", network: NET, dest_range: "0.0.0.0/0", next_hop_instance: "nat" }),
  more("network", NETWORK, "google_compute_packet_mirroring", { name: "m" }),
  more("network", NETWORK, "google_compute_forwarding_rule", {
    name: "m",
    load_balancing_scheme: "",
    target: "projects/parent-project-9/regions/europe-west3/serviceAttachments/x",
  }),
  set(
    "people from anywhere",
    "network",
    ORGANIZATION,
    "google_access_context_manager_access_level",
    (b) => void (within(b, "basic", "conditions", 0)["ip_subnetworks"] = ["0.0.0.0/0"]),
  ),
  set(
    "another's project in the perimeter",
    "network",
    ORGANIZATION,
    "google_access_context_manager_service_perimeter",
    (b) => void (within(b, "spec")["resources"] as unknown as string[]).push("projects/900000000100"),
  ),
  more("network", ORGANIZATION, "google_access_context_manager_authorized_orgs_desc", {
    parent: "accessPolicies/1",
    orgs: ["organizations/900000000009"],
  }),
  set("the whole world left to networks", "network", ORGANIZATION, "google_compute_firewall_policy_with_rules", (b) => {
    (b["rule"] as Block[]).push({
      action: "allow",
      direction: "EGRESS",
      priority: 1,
      match: { dest_fqdns: ["x.example"], layer4_config: [{ ip_protocol: "all" }] },
    });
  }),
];

const CONFIG = "google_project_iam_audit_config";
const records: readonly Harmful[] = [
  set("names on no record", "audit", NETWORK, "google_dns_policy", (b) => void (b["enable_logging"] = false)),
  gone("no policy of names", "audit", NETWORK, "google_dns_policy", /^google_compute_network[.]/),
  set("connections on no record", "audit", NETWORK, "google_compute_subnetwork", (b) => void delete b["log_config"]),
  set("refusals on no record", "audit", NETWORK, "google_compute_firewall", (b) => void delete b["log_config"], /deny-egress/),
  set("a key's use on no record", "audit", BOOTSTRAP, CONFIG, (b) => void (b["audit_log_config"] as Block[]).splice(1, 1)),
  more("audit", BOOTSTRAP, CONFIG, {
    project: "example-custody",
    service: "cloudkms.googleapis.com",
    audit_log_config: [{ log_type: "DATA_READ", exempted_members: [USER] }],
  }),
  set("a sink of emergencies", "audit", LOGS, "google_logging_project_sink", (b) => void (b["filter"] = "severity >= EMERGENCY")),
  more("audit", ORGANIZATION, "google_logging_folder_sink", {
    name: "m",
    folder: "200000000099",
    destination: "logging.googleapis.com/projects/example-home/locations/europe-west3/buckets/ringfence",
    intercept_children: true,
  }),
  more("audit", ORGANIZATION, "google_scc_v2_project_mute_config", { mute_config_id: "m", project: "example-home", filter: "category:x" }),
];

const JOB = "google_storage_transfer_job";
const options = (job: Block) => within(job, "transfer_spec", "transfer_options");
const database = (s: Block) => within(s, "settings", "backup_configuration");
const BUCKET = /^google_storage_bucket[.]/;
const stores: readonly Harmful[] = [
  set(
    "a copy that empties its source",
    "migration",
    RECOVERY,
    JOB,
    (b) => void (options(b)["delete_objects_from_source_after_transfer"] = true),
  ),
  { ...gone("no copy", "migration", RECOVERY, JOB, BUCKET), anywhere: true },
  { ...set("a copy that is off", "migration", RECOVERY, JOB, (b) => void (b["status"] = "DISABLED")), at: BUCKET, anywhere: true },
  set(
    "what is deleted is gone",
    "migration",
    STORAGE,
    "google_storage_bucket",
    (b) => void (within(b, "soft_delete_policy")["retention_duration_seconds"] = 0),
  ),
  set(
    "old versions of a day",
    "migration",
    STORAGE,
    "google_storage_bucket",
    (b) => void (within(b, "lifecycle_rule", 0, "condition")["days_since_noncurrent_time"] = 1),
  ),
  set(
    "a database without its log",
    "migration",
    STORAGE,
    "google_sql_database_instance",
    (b) => void (database(b)["point_in_time_recovery_enabled"] = false),
  ),
  set(
    "a warehouse whose tables end",
    "migration",
    STORAGE,
    "google_bigquery_dataset",
    (b) => void (b["default_table_expiration_ms"] = 3_600_000),
  ),
  set(
    "logins by password",
    "access",
    STORAGE,
    "google_sql_database_instance",
    (b) => void (within(b, "settings", "database_flags", 0)["value"] = "off"),
  ),
];

const ignoring = (type: string, stack: string, attribute: string): Harmful =>
  set(
    `${type} that terraform does not watch`,
    "access",
    stack,
    type,
    (b) => void (b["lifecycle"] = { ...(b["lifecycle"] as Block), ignore_changes: [attribute] }),
  );

export const googleAroundEdits: readonly Harmful[] = [
  ...policies,
  ...networks,
  ...records,
  ...stores,
  ignoring("google_project_iam_member", ACCESS, "condition"),
  ignoring("google_iam_deny_policy", ORGANIZATION, "rules"),
];
