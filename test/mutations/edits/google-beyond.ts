import { add, resource, type Edit, type Harmful } from "../edit";
import { BOOTSTRAP, CUSTODY, LOGS, more, NETWORK, of, ORGANIZATION, set, STORAGE } from "./google-kinds";

const KEY = "projects/example-custody/locations/europe-west3/keyRings/r/cryptoKeys/k";
const PURPOSE = { labels: { ringfence_purpose: "logs" }, lifecycle: { prevent_destroy: true } };
const PARENTS = "parent-project-9";
const OFF = { rules: [{ enforce: "FALSE" }] };

const outside: readonly Harmful[] = [
  set("a bucket in another's project", "location", STORAGE, "google_storage_bucket", (b) => void (b["project"] = "another-project")),
  set("a warehouse in another's project", "location", STORAGE, "google_bigquery_dataset", (b) => void (b["project"] = PARENTS)),
  more("location", BOOTSTRAP, "google_project", { project_id: "another-project", name: "x", folder_id: "200000000099" }),
  more(
    "access",
    BOOTSTRAP,
    "google_project",
    { project_id: "example-home", name: "x", org_id: "200000000002" },
    "a project beside the folder",
  ),
];

const policies: readonly Harmful[] = [
  ...["organizations/200000000002", "folders/200000000099", "projects/example-home"].flatMap((on) => [
    more("access", ORGANIZATION, "google_org_policy_policy", { name: `${on}/policies/sql.restrictPublicIp`, parent: on, spec: OFF }, on),
    more("access", ORGANIZATION, "google_org_policy_policy", {
      name: `${on}/policies/compute.vmExternalIpAccess`,
      parent: on,
      spec: { rules: [{ allow_all: "TRUE" }] },
    }),
  ]),
  more("access", ORGANIZATION, "google_organization_policy", {
    org_id: "200000000002",
    constraint: "constraints/gcp.resourceLocations",
    list_policy: { allow: { all: true } },
  }),
  more("access", ORGANIZATION, "google_org_policy_policy", {
    name: "folders/200000000099/policies/compute.trustedImageProjects",
    parent: "folders/200000000099",
    spec: { rules: [{ values: { allowed_values: ["under:organizations/900000000009"] } }] },
  }),
];

const networks: readonly Harmful[] = [
  more("network", NETWORK, "google_compute_router_nat_address", { router: "r", router_nat: "n", region: "europe-west3" }),
  more("network", NETWORK, "google_compute_global_network_endpoint_group", { name: "m", network_endpoint_type: "INTERNET_FQDN_PORT" }),
  more("network", NETWORK, "google_compute_region_network_endpoint_group", {
    name: "m",
    region: "europe-west3",
    network_endpoint_type: "PRIVATE_SERVICE_CONNECT",
    psc_target_service: `projects/${PARENTS}/regions/europe-west3/serviceAttachments/x`,
  }),
  more("network", NETWORK, "google_network_security_mirroring_endpoint_group", {
    mirroring_endpoint_group_id: "m",
    location: "global",
    mirroring_deployment_group: `projects/${PARENTS}/locations/global/mirroringDeploymentGroups/g`,
  }),
  more("network", NETWORK, "google_service_networking_peered_dns_domain", { name: "m", network: "n", dns_suffix: "x.", service: "s" }),
  more("network", NETWORK, "google_cloud_run_domain_mapping", { name: "app.parent.example", location: "europe-west3" }),
  more("network", NETWORK, "google_beyondcorp_security_gateway", { security_gateway_id: "m", location: "global" }),
  more("network", STORAGE, "google_container_cluster", { name: "m", location: "europe-west3", database_encryption: { key_name: KEY } }),
  more("network", STORAGE, "google_workbench_instance", {
    location: "europe-west3-a",
    gce_setup: { boot_disk: { kms_key: KEY } },
    ...PURPOSE,
  }),
  more("network", STORAGE, "google_data_fusion_instance", {
    region: "europe-west3",
    crypto_key_config: { key_reference: KEY },
    ...PURPOSE,
  }),
  more("network", STORAGE, "google_cloud_run_service", { name: "m", location: "europe-west3" }),
  more("network", ORGANIZATION, "google_access_context_manager_service_perimeter_dry_run_resource", {
    perimeter_name: "accessPolicies/1/servicePerimeters/x",
    resource: "projects/900000000100",
  }),
  more("network", ORGANIZATION, "google_access_context_manager_service_perimeter_dry_run_egress_policy", {
    perimeter: "accessPolicies/1/servicePerimeters/ringfence_european_union",
  }),
];

const custody: readonly Harmful[] = [
  more("custody", CUSTODY, "google_kms_ekm_connection", {
    name: "m",
    location: "europe-west3",
    service_resolvers: [{ hostname: "ekm.parent.example", server_certificates: [{ raw_der: "MIIB" }] }],
  }),
  set(
    "a key whose material lies with the parent",
    "custody",
    CUSTODY,
    "google_kms_crypto_key",
    (b) => void (b["crypto_key_backend"] = `projects/${PARENTS}/locations/europe-west3/ekmConnections/e`),
  ),
  more("migration", CUSTODY, "google_kms_crypto_key_version", { crypto_key: "k", state: "DESTROYED" }),
];

const movers: readonly Harmful[] = [
  more("location", STORAGE, "google_bigquery_data_transfer_config", {
    display_name: "m",
    data_source_id: "scheduled_query",
    location: "europe-west3",
    params: { query: "EXPORT DATA OPTIONS (uri = 'gs://parents/x-*') AS SELECT 1" },
  }),
  more("location", STORAGE, "google_bigquery_job", {
    job_id: "m",
    location: "europe-west3",
    copy: { source_tables: [{ table_id: "t" }], destination_table: { project_id: PARENTS, dataset_id: "statistics", table_id: "t" } },
  }),
  more("location", STORAGE, "google_bigquery_routine", {
    dataset_id: "statistics",
    routine_id: "m",
    remote_function_options: { endpoint: "https://parent.example/f" },
  }),
  more("location", STORAGE, "google_bigquery_analytics_hub_listing_subscription", {
    location: "europe-west3",
    destination_dataset: { location: "europe-west3", dataset_reference: { dataset_id: "d", project_id: PARENTS } },
  }),
];

const code: readonly Harmful[] = [
  more("audit", STORAGE, "google_cloud_run_v2_job", {
    name: "m",
    location: "europe-west3",
    template: { template: { encryption_key: KEY, containers: [{ image: "docker.io/parent/app:latest" }] } },
  }),
  more("audit", STORAGE, "google_cloudbuild_trigger", { location: "europe-west3", github: { owner: "parent", name: "app" } }),
  more("audit", STORAGE, "google_artifact_registry_repository", {
    repository_id: "m",
    location: "europe-west3",
    mode: "REMOTE_REPOSITORY",
    kms_key_name: KEY,
    ...PURPOSE,
  }),
];

const ways: readonly Harmful[] = [
  more("access", STORAGE, "google_monitoring_monitored_project", { metrics_scope: PARENTS, name: "example-home" }),
  more("access", STORAGE, "google_compute_project_metadata", { metadata: { "serial-port-enable": "true" } }),
  more("access", STORAGE, "google_bigquery_analytics_hub_data_exchange", {
    location: "europe-west3",
    data_exchange_id: "m",
    discovery_type: "DISCOVERY_TYPE_PUBLIC",
  }),
  more("access", ORGANIZATION, "google_assured_workloads_workload", {
    organization: "200000000002",
    location: "europe-west3",
    compliance_regime: "EU_REGIONS_AND_SUPPORT",
    partner: "LOCAL_CONTROLS_BY_S3NS",
  }),
  more("access", ORGANIZATION, "google_project_iam_member_remove", {
    project: "example-home",
    role: "roles/logging.viewAccessor",
    member: "group:examiners@auditor.example",
  }),
  more("audit", LOGS, "google_logging_folder_bucket_config", { folder: "200000000099", location: "europe-west3", retention_days: 1 }),
];

export const googleBeyondEdits: readonly Harmful[] = [...outside, ...policies, ...networks, ...custody, ...movers, ...code, ...ways];

/** On Google, in a program whose data has its homes on AWS. */
export const googleBesideEdits: readonly Harmful[] = [
  of("a bucket of the old project's, from a stack of home", "location", "storage-us-east-1", /^google_storage_bucket[.]more$/, (s) => {
    s.provider["google"] = [{ project: "example-app-legacy", region: "us-east4" }];
    add(s, "google_storage_bucket", "more", { name: "m", location: "us-east4", ...PURPOSE });
  }),
];

/** In a program whose old copies are moving. */
export const legacyEdits: readonly Harmful[] = [
  of("a store more in the old project", "location", "legacy-google-us-east4", /^google_storage_bucket[.]more$/, (s) =>
    add(s, "google_storage_bucket", "more", { name: "m", location: "us-east4", ...PURPOSE }),
  ),
];

const DIGEST = `@sha256:${"0".repeat(64)}`;
const harmless = (text: string, stack: string, change: Edit["change"]): Edit => ({ of: text, stack, change });

export const GOOGLE_BEYOND_HARMLESS: readonly Edit[] = [
  harmless("a bucket that says its own project", STORAGE, (s) => void (resource(s, "google_storage_bucket")["project"] = "example-home")),
  harmless("a constraint more that is enforced", ORGANIZATION, (s) =>
    add(s, "google_org_policy_policy", "more", {
      name: "folders/200000000099/policies/sql.restrictPublicIp",
      parent: "folders/200000000099",
      spec: { rules: [{ enforce: "TRUE" }] },
    }),
  ),
  harmless("a constraint that is tried", ORGANIZATION, (s) =>
    add(s, "google_org_policy_policy", "more", {
      name: "folders/200000000099/policies/sql.restrictPublicIp",
      parent: "folders/200000000099",
      dry_run_spec: OFF,
    }),
  ),
  harmless("a tag", ORGANIZATION, (s) =>
    add(s, "google_tags_tag_binding", "more", { parent: "//x/projects/200000000020", tag_value: "tagValues/1" }),
  ),
  harmless("a lien", ORGANIZATION, (s) =>
    add(s, "google_resource_manager_lien", "more", { parent: "projects/200000000020", restrictions: ["x"] }),
  ),
  harmless("a scheduled query", STORAGE, (s) =>
    add(s, "google_bigquery_data_transfer_config", "more", {
      display_name: "m",
      data_source_id: "scheduled_query",
      location: "europe-west3",
      params: { query: "SELECT 1" },
    }),
  ),
  harmless("a job of an inspected image", STORAGE, (s) =>
    add(s, "google_cloud_run_v2_job", "more", {
      name: "m",
      location: "europe-west3",
      template: {
        template: { encryption_key: KEY, containers: [{ image: `europe-west3-docker.pkg.dev/example-home/r/app${DIGEST}` }] },
      },
    }),
  ),
  harmless("a notebook without an address", STORAGE, (s) =>
    add(s, "google_workbench_instance", "more", {
      name: "m",
      location: "europe-west3-a",
      gce_setup: { disable_public_ip: true, boot_disk: { kms_key: KEY } },
      ...PURPOSE,
    }),
  ),
  harmless("an editor less", STORAGE, (s) =>
    add(s, "google_project_iam_member_remove", "more", {
      project: "example-home",
      role: "roles/editor",
      member: "serviceAccount:200000000020-compute@developer.gserviceaccount.com",
    }),
  ),
  harmless("schedules of snapshots", STORAGE, (s) =>
    add(s, "google_compute_resource_policy", "more", { name: "m", region: "europe-west3", snapshot_schedule_policy: { schedule: {} } }),
  ),
];
