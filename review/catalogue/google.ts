import type { Catalogue, DataEntry, Enclosing, HarmlessEntry } from "./model";

/** Paths are the provider's own schema, google 6.50.0. */
const store = (entry: Omit<DataEntry, "kind" | "holdsData">): DataEntry => ({
  kind: "data",
  holdsData: true,
  tags: ["labels", "effective_labels"],
  durable: true,
  ...entry,
});
const carrier = (entry: Omit<DataEntry, "kind" | "holdsData">): DataEntry => ({ kind: "data", holdsData: false, ...entry });
const harmless = (reason: string, place?: readonly string[]): HarmlessEntry => ({
  kind: "harmless",
  reason,
  place,
  global: place === undefined,
});

const identity = harmless("an identity or its permissions: read by the access rules");
const network = harmless("a part of a global network: read by the network rules");
const regional = harmless("a part of a network: read by the network rules", ["region"]);

const sink = carrier({ global: true, destinations: [{ via: "log sink", path: "destination", holds: "sink", logs: true }] });

const IN_DATASET: Enclosing = { attribute: "dataset_id", type: "google_bigquery_dataset", by: "dataset_id" };

const DATA: Catalogue = {
  google_storage_bucket: store({
    place: ["location"],
    key: { paths: ["encryption[].default_kms_key_name"], without: "provider" },
    destinations: [
      { via: "dual-region", path: "custom_placement_config[].data_locations[]", holds: "region" },
      { via: "access logs", path: "logging[].log_bucket", holds: "bucket", logs: true },
    ],
  }),
  google_bigquery_dataset: store({
    place: ["location"],
    placeWithout: "US",
    key: { paths: ["default_encryption_configuration[].kms_key_name"], without: "provider" },
  }),
  google_bigquery_table: store({
    enclosing: IN_DATASET,
    key: { paths: ["encryption_configuration[].kms_key_name"], without: "provider", inherits: IN_DATASET },
    tags: undefined,
  }),
  google_sql_database_instance: store({
    place: ["region"],
    key: { paths: ["encryption_key_name"], without: "provider" },
    tags: ["settings[].user_labels"],
    destinations: [{ via: "backups", path: "settings[].backup_configuration[].location", holds: "region" }],
  }),
  google_kms_key_ring: carrier({ place: ["location"] }),
  google_kms_crypto_key: carrier({
    isKey: true,
    durable: true,
    enclosing: { attribute: "key_ring", type: "google_kms_key_ring", by: "name" },
  }),
  google_logging_project_bucket_config: store({
    place: ["location"],
    key: { paths: ["cmek_settings[].kms_key_name"], without: "provider" },
    tags: undefined,
  }),
  google_storage_transfer_job: carrier({
    global: true,
    destinations: [
      { via: "transfer", path: "transfer_spec[].gcs_data_sink[].bucket_name", holds: "bucket" },
      { via: "transfer", path: "replication_spec[].gcs_data_sink[].bucket_name", holds: "bucket" },
    ],
  }),
  google_logging_project_sink: sink,
  google_logging_folder_sink: sink,
  google_logging_organization_sink: sink,
  google_logging_organization_settings: carrier({
    place: ["storage_location"],
    placeWithout: "global",
    key: { paths: ["kms_key_name"], without: "provider" },
  }),
  google_logging_folder_settings: carrier({
    place: ["storage_location"],
    placeWithout: "global",
    key: { paths: ["kms_key_name"], without: "provider" },
  }),
};

const list = (entry: HarmlessEntry, types: string): Catalogue =>
  Object.fromEntries(types.split(/\s+/).map((type) => [`google_${type}`, entry]));

const HARMLESS: Catalogue = {
  ...list(
    identity,
    `storage_bucket_iam_binding storage_bucket_iam_member storage_bucket_iam_policy kms_crypto_key_iam_binding kms_crypto_key_iam_member
    kms_crypto_key_iam_policy kms_key_ring_iam_binding kms_key_ring_iam_member project_iam_binding project_iam_member project_iam_custom_role
    project_iam_audit_config bigquery_dataset_iam_binding bigquery_dataset_iam_member bigquery_dataset_access service_account
    service_account_iam_binding service_account_iam_member project_service project_service_identity iam_workload_identity_pool
    iam_workload_identity_pool_provider org_policy_policy project_organization_policy folder_access_approval_settings project_access_approval_settings logging_project_exclusion logging_metric`,
  ),
  google_kms_ekm_connection: harmless("the way to the custodian's key manager: it holds no key material", ["location"]),
  google_kms_key_ring_import_job: harmless("a public key to wrap material under, for three days"),
  google_kms_crypto_key_version: harmless("a version of a key, which is judged"),
  google_assured_workloads_workload: harmless("a folder, whose projects' resources are judged", ["location"]),
  google_sql_database: harmless("a database of an instance, which is judged"),
  google_sql_user: harmless("a login of an instance: read by the access rules"),
  google_storage_hmac_key: harmless("a credential: read by the access rules"),
  ...list(
    network,
    `compute_network compute_firewall compute_route compute_global_address compute_global_forwarding_rule service_networking_connection
    dns_managed_zone dns_record_set dns_policy dns_response_policy dns_response_policy_rule compute_network_peering
    compute_network_firewall_policy compute_network_firewall_policy_rule compute_network_firewall_policy_association
    access_context_manager_service_perimeter access_context_manager_access_policy access_context_manager_access_level`,
  ),
  ...list(
    regional,
    "compute_subnetwork compute_address compute_forwarding_rule compute_router compute_router_nat compute_service_attachment",
  ),
};

export const GOOGLE: Catalogue = { ...DATA, ...HARMLESS };
