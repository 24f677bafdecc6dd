import { type Block, type Harmful } from "../edit";
import { ACCESS, PEOPLE, STORAGE, ORGANIZATION, CUSTODY, BOOTSTRAP, more, set, gone, within } from "./google-kinds";

const USER = "user:stranger@example.com";
const ACCOUNT = "serviceAccount:x@elsewhere-123.iam.gserviceaccount.com";
const AGENT = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com";
const WORKLOADS = "principalSet://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/ci/*";
const STRANGERS = [
  USER,
  ACCOUNT,
  AGENT,
  WORKLOADS,
  "domain:other.example",
  "principalSet://iam.googleapis.com/locations/global/workforcePools/others/*",
];
const DEPLOYER = "serviceAccount:ringfence-deployer@example-home.iam.gserviceaccount.com";
const READER = "principalSet://iam.googleapis.com/locations/global/workforcePools/gatekeepers/attribute.grant/read.profiles";
const EXAMINERS = "group:examiners@auditor.example";
const policy = (role: string, member: string) => JSON.stringify({ bindings: [{ role, members: [member] }] });

const outsiders: readonly Harmful[] = [
  ...STRANGERS.map((member) =>
    more("access", ACCESS, "google_project_iam_member", { project: "example-home", role: "roles/iam.securityAdmin", member }, member),
  ),
  more("access", ORGANIZATION, "google_organization_iam_member", {
    org_id: "200000000002",
    role: "roles/resourcemanager.organizationAdmin",
    member: USER,
  }),
  more("access", ORGANIZATION, "google_folder_iam_binding", {
    folder: "folders/200000000099",
    role: "roles/resourcemanager.folderIamAdmin",
    members: [ACCOUNT],
  }),
  more("access", ORGANIZATION, "google_folder_iam_policy", {
    folder: "folders/200000000099",
    policy_data: policy("roles/iam.securityAdmin", USER),
  }),
  ...[
    "secret_manager_secret",
    "pubsub_topic",
    "pubsub_subscription",
    "cloud_run_v2_service",
    "cloudfunctions2_function",
    "artifact_registry_repository",
    "bigquery_table",
    "service_account",
    "storage_managed_folder",
    "storage_bucket",
    "dns_managed_zone",
    "logging_log_view",
    "compute_subnetwork",
  ].flatMap((type) => [
    more("access", STORAGE, `google_${type}_iam_member`, { bucket: "b", role: "roles/run.invoker", member: ACCOUNT }),
    more("access", STORAGE, `google_${type}_iam_binding`, { bucket: "b", role: "roles/run.invoker", members: ["allAuthenticatedUsers"] }),
    more("access", STORAGE, `google_${type}_iam_policy`, { bucket: "b", policy_data: policy("roles/run.invoker", WORKLOADS) }),
  ]),
  more("access", STORAGE, "google_bigquery_row_access_policy", {
    dataset_id: "statistics",
    table_id: "t",
    policy_id: "p",
    filter_predicate: "true",
    grantees: [ACCOUNT],
  }),
];

const PROJECT = { project: "example-home" };
const ENTITLEMENT = "google_privileged_access_manager_entitlement";
const approval = (entitlement: Block) => within(entitlement, "approval_workflow", "manual_approvals");
const rights: readonly Harmful[] = [
  ...[
    ["roles/iam.securityAdmin", EXAMINERS],
    ["roles/resourcemanager.projectIamAdmin", READER],
    ["roles/iam.serviceAccountTokenCreator", DEPLOYER],
    ["roles/orgpolicy.policyAdmin", DEPLOYER],
    ["roles/secretmanager.secretAccessor", EXAMINERS],
    ["roles/resourcemanager.projectIamAdmin", "serviceAccount:ringfence-access-admin@example-custody.iam.gserviceaccount.com"],
  ].map(([role = "", member = ""]) =>
    more("access", ACCESS, "google_project_iam_member", { ...PROJECT, role, member }, `${member}'s ${role}`),
  ),
  set(
    "an access admin of every role",
    "access",
    "bootstrap-home",
    "google_project_iam_member",
    (b) => void delete b["condition"],
    /people/,
  ),
  set("an auditor for ever", "access", ACCESS, "google_project_iam_member", (b) => void delete b["condition"], /^auditor/),
  set("a writer everywhere", "access", ACCESS, "google_project_iam_member", (b) => void delete b["condition"], /write-storage/),
  set(
    "operators who act as key admin",
    "access",
    BOOTSTRAP,
    "google_service_account_iam_binding",
    (b) => {
      b["members"] = ["serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com"];
    },
    /^key-admin/,
  ),
  ...[
    "storage.objects.get",
    "iam.serviceAccounts.getAccessToken",
    "resourcemanager.projects.setIamPolicy",
    "logging.sinks.delete",
    "compute.routers.create",
  ].map((permission) =>
    set(
      `a deployer with ${permission}`,
      "access",
      "bootstrap-home",
      "google_project_iam_custom_role",
      (b) => void (b["permissions"] as string[]).push(permission),
    ),
  ),
  set("broken glass that nobody agrees to", "access", ACCESS, ENTITLEMENT, (b) => void delete b["approval_workflow"]),
  set("broken glass for a day", "access", ACCESS, ENTITLEMENT, (b) => void (b["max_request_duration"] = "86400s")),
  set("broken glass that who asks agrees to", "access", ACCESS, ENTITLEMENT, (b) => {
    within(approval(b), "steps", 0, "approvers")["principals"] = within(b, "eligible_users", 0)["principals"] as string[];
  }),
  set("broken glass without reasons", "access", ACCESS, ENTITLEMENT, (b) => void (approval(b)["require_approver_justification"] = false)),
];

const KEY = { crypto_key_id: "projects/example-custody/locations/europe-west3/keyRings/x/cryptoKeys/y" };
const keys: readonly Harmful[] = [
  more("custody", CUSTODY, "google_kms_crypto_key_iam_member", {
    ...KEY,
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: AGENT,
  }),
  more("custody", CUSTODY, "google_kms_crypto_key_iam_policy", { ...KEY, policy_data: policy("roles/cloudkms.admin", ACCOUNT) }),
  more("custody", CUSTODY, "google_kms_crypto_key_iam_binding", {
    ...KEY,
    role: "roles/cloudkms.cryptoKeyDecrypter",
    members: ["serviceAccount:ringfence-key-admin@example-custody.iam.gserviceaccount.com"],
  }),
  more("custody", CUSTODY, "google_kms_key_ring_iam_member", { key_ring_id: "x", role: "roles/cloudkms.admin", member: DEPLOYER }),
  more("custody", CUSTODY, "google_kms_autokey_config", { folder: "200000000099", key_project: "projects/parent-project-9" }),
  set("a key that is never rotated", "custody", CUSTODY, "google_kms_crypto_key", (b) => void delete b["rotation_period"]),
  set(
    "a key outside of an HSM",
    "custody",
    CUSTODY,
    "google_kms_crypto_key",
    (b) => void (within(b, "version_template")["protection_level"] = "SOFTWARE"),
  ),
  set("a key that goes in a day", "custody", CUSTODY, "google_kms_crypto_key", (b) => void (b["destroy_scheduled_duration"] = "86400s")),
  set("a key whose rotation is changed by hand", "custody", CUSTODY, "google_kms_crypto_key", (b) => {
    (b["lifecycle"] as Block)["ignore_changes"] = ["rotation_period"];
  }),
  gone("no policy of the bucket's", "custody", STORAGE, "google_storage_bucket_iam_policy", /^google_storage_bucket[.]/),
];

const POOL = "google_iam_workforce_pool";
const signIn: readonly Harmful[] = [
  more("access", PEOPLE, "google_iam_workload_identity_pool_provider", {
    workload_identity_pool_id: "ci",
    workload_identity_pool_provider_id: "p",
    oidc: { issuer_uri: "https://token.actions.githubusercontent.com" },
  }),
  more("access", PEOPLE, POOL, { workforce_pool_id: "others", parent: "organizations/900000000009", location: "global" }),
  more("access", PEOPLE, "google_iam_oauth_client", { oauth_client_id: "o", location: "global" }),
  set("sessions of twelve hours", "access", PEOPLE, POOL, (b) => void (b["session_duration"] = "43200s")),
  set("grants by another claim", "access", PEOPLE, `${POOL}_provider`, (b) => {
    within(b, "attribute_mapping")["attribute.grant"] = "assertion.attributes['whatever'][0]";
  }),
  ...["google_sql_user", "google_sql_ssl_cert", "google_apikeys_key"].map((type) =>
    more("access", STORAGE, type, { name: "x", instance: "european-union-profiles" }),
  ),
];

export const googleRightsEdits: readonly Harmful[] = [...outsiders, ...rights, ...keys, ...signIn];
