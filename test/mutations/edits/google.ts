import { add, resource, type Block, type Edit, type Harmful, type StackJson, harmful as of } from "../edit";

const ACCESS = "access-europe-west3";
const STORAGE = "storage-europe-west3";
const NETWORK = "network-europe-west3";
const ORGANIZATION = "google-organization-europe-west3";
const CONTENT = /^user-content-duties_read-/;
const STRANGER = "user:stranger@example.com";
const EXAMINERS = "group:examiners@auditor.example";

const bindingOf = (stack: StackJson) => resource(stack, "google_project_iam_member", CONTENT);
const member = (stack: StackJson, role: string, who = STRANGER, project = "example-home") =>
  add(stack, "google_project_iam_member", "more", { project, role, member: who });

/** A bucket's whole policy, with one binding more. */
function bindBucket(stack: StackJson, role: string, who: string): void {
  const policy = resource(stack, "google_storage_bucket_iam_policy");
  const data = JSON.parse(String(policy["policy_data"])) as { bindings: Block[] };
  data.bindings.push({ role, members: [who] });
  policy["policy_data"] = JSON.stringify(data);
}

const ROLES = [
  "roles/storage.objectViewer",
  "roles/storage.admin",
  "roles/cloudsql.instanceUser",
  "roles/cloudsql.viewer",
  "roles/owner",
  "roles/editor",
  "roles/viewer",
];

const rights: readonly Harmful[] = [
  ...ROLES.map((role) =>
    of(`a stranger's ${role} on the project`, "access", ACCESS, /^google_project_iam_member\.more$/, (s) => member(s, role)),
  ),
  ...["allUsers", STRANGER, "serviceAccount:x@parent-project-9.iam.gserviceaccount.com"].map((who) =>
    of(`${who} in the bucket's policy`, "access", STORAGE, /^google_storage_bucket_iam_policy\./, (s) =>
      bindBucket(s, "roles/storage.objectViewer", who),
    ),
  ),
  of("anybody of the parent's organization on the project", "access", ACCESS, /^google_project_iam_member\.more$/, (s) =>
    member(s, "roles/browser", "principalSet://cloudresourcemanager.googleapis.com/organizations/900000000009"),
  ),
  of("the auditor's group as a reader of data", "access", ACCESS, /^google_project_iam_member\.more$/, (s) =>
    member(s, "roles/storage.objectViewer", "group:examiners@auditor.example"),
  ),
  of("the auditor reads databases by his own binding", "access", ACCESS, /^google_project_iam_member\.auditor_/, (s) => {
    resource(s, "google_project_iam_member", /^auditor_/)["role"] = "roles/cloudsql.viewer";
  }),
  of("a duty for everybody of the pool", "access", ACCESS, /^google_project_iam_member\.user-content-duties_read/, (s) => {
    bindingOf(s)["member"] = "principalSet://iam.googleapis.com/locations/global/workforcePools/gatekeepers/*";
  }),
  of("a duty on another dataset's store", "access", ACCESS, /^google_project_iam_member\.profiles-duties_read/, (s) => {
    const binding = resource(s, "google_project_iam_member", /^profiles-duties_read-/);
    binding["role"] = "roles/storage.objectViewer";
    delete binding["condition"];
  }),
  of("a duty whose condition is not known", "access", ACCESS, /^google_project_iam_member\.profiles-duties_read/, (s) => {
    const binding = resource(s, "google_project_iam_member", /^profiles-duties_read-/);
    binding["role"] = "roles/storage.objectViewer";
    binding["condition"] = { title: "some", expression: "resource.matchTag('1/a', 'b')" };
  }),
  of(
    "a duty of a stranger's",
    "access",
    ACCESS,
    /^google_project_iam_member\.user-content-duties_read/,
    (s) => void (bindingOf(s)["member"] = STRANGER),
  ),
  of("somebody else may break the glass", "access", ACCESS, /^google_privileged_access_manager_entitlement\.user-content/, (s) => {
    resource(s, "google_privileged_access_manager_entitlement", /^user-content/)["eligible_users"] = [{ principals: [STRANGER] }];
  }),
  of("a folder's reader", "access", ORGANIZATION, /^google_folder_iam_member\.more$/, (s) =>
    add(s, "google_folder_iam_member", "more", { folder: "folders/200000000099", role: "roles/storage.objectViewer", member: STRANGER }),
  ),
  of("a key of a service account's", "access", ACCESS, /^google_service_account_key\./, (s) =>
    add(s, "google_service_account_key", "lasting", { service_account_id: "somebody" }),
  ),
  of("an HMAC key", "access", STORAGE, /^google_storage_hmac_key\./, (s) =>
    add(s, "google_storage_hmac_key", "lasting", { service_account_email: "somebody@example-home.iam.gserviceaccount.com" }),
  ),
];

const ruleOf = (stack: StackJson, action: string): Block => {
  const rules = resource(stack, "google_compute_firewall_policy_with_rules")["rule"] as Block[];
  const found = rules.find((rule) => rule["action"] === action);
  if (!found) throw new Error(`the policy has no rule of ${action}`);
  return found;
};

const ways: readonly Harmful[] = [
  of("a firewall policy that lets everything out", "network", ORGANIZATION, /^google_compute_firewall_policy_with_rules\./, (s) => {
    ruleOf(s, "deny")["action"] = "allow";
  }),
  of("a firewall policy's rule open to the world", "network", ORGANIZATION, /^google_compute_firewall_policy_rule\./, (s) =>
    add(s, "google_compute_firewall_policy_rule", "open", {
      firewall_policy: "1",
      priority: 1,
      action: "allow",
      direction: "INGRESS",
      match: [{ src_ip_ranges: ["0.0.0.0/0"], layer4_configs: [{ ip_protocol: "all" }] }],
    }),
  ),
  of("a firewall rule open to the world", "network", NETWORK, /^google_compute_firewall\./, (s) => {
    const rule = resource(s, "google_compute_firewall", /within-in/);
    rule["source_ranges"] = ["0.0.0.0/0"];
  }),
  of("a NAT gateway", "network", NETWORK, /^google_compute_router_nat\./, (s) =>
    add(s, "google_compute_router_nat", "out", { router: "r", name: "out", nat_ip_allocate_option: "AUTO_ONLY" }),
  ),
  of("a peering", "network", NETWORK, /^google_compute_network_peering\./, (s) =>
    add(s, "google_compute_network_peering", "out", { network: "a", peer_network: "b", name: "out" }),
  ),
  of("a public address", "network", NETWORK, /^google_compute_address\./, (s) =>
    add(s, "google_compute_address", "out", { name: "out", region: "europe-west3" }),
  ),
  of("a route to the internet", "network", NETWORK, /^google_compute_route\./, (s) =>
    add(s, "google_compute_route", "out", {
      name: "out",
      network: "n",
      dest_range: "0.0.0.0/0",
      next_hop_gateway: "default-internet-gateway",
    }),
  ),
  of("a public database", "network", STORAGE, /^google_sql_database_instance\./, (s) => {
    const settings = resource(s, "google_sql_database_instance")["settings"] as Block;
    (settings["ip_configuration"] as Block)["ipv4_enabled"] = true;
  }),
];

const LOGS = "logs-europe-west3";
const BOOTSTRAP = "bootstrap-home";
const bucketOf = (stack: StackJson) => resource(stack, "google_logging_project_bucket_config");
const reads = (stack: StackJson) => resource(stack, "google_project_iam_audit_config");

const logs: readonly Harmful[] = [
  of(
    "a log bucket without its lock",
    "audit",
    LOGS,
    /^google_logging_project_bucket_config\./,
    (s) => void (bucketOf(s)["locked"] = false),
  ),
  of("logs kept for a month", "audit", LOGS, /^google_logging_project_bucket_config\./, (s) => void (bucketOf(s)["retention_days"] = 30)),
  of("a sink that leaves reads out", "audit", LOGS, /^google_logging_project_sink\./, (s) => {
    resource(s, "google_logging_project_sink")["exclusions"] = [{ name: "reads", filter: "protoPayload.methodName:get" }];
  }),
  of("a sink that is off", "audit", LOGS, /^google_logging_project_sink\./, (s) => {
    resource(s, "google_logging_project_sink")["disabled"] = true;
  }),
  of("an exclusion", "audit", LOGS, /^google_logging_project_exclusion\./, (s) =>
    add(s, "google_logging_project_exclusion", "reads", { name: "reads", filter: "protoPayload.methodName:get" }),
  ),
  {
    ...of("reads that nobody logs", "audit", BOOTSTRAP, /^google_storage_bucket\./, (s) => {
      reads(s)["audit_log_config"] = [{ log_type: "DATA_WRITE" }];
    }),
    anywhere: true,
  },
  {
    ...of("somebody whose reads are not logged", "audit", BOOTSTRAP, /^google_storage_bucket\./, (s) => {
      reads(s)["audit_log_config"] = [{ log_type: "DATA_READ", exempted_members: [STRANGER] }, { log_type: "DATA_WRITE" }];
    }),
    anywhere: true,
  },
  of(
    "logs in another country",
    "location",
    LOGS,
    /^google_logging_project_bucket_config\./,
    (s) => void (bucketOf(s)["location"] = "us-east1"),
  ),
  of(
    "logs under no key of the custodian's",
    "custody",
    LOGS,
    /^google_logging_project_bucket_config\./,
    (s) => void delete bucketOf(s)["cmek_settings"],
  ),
];

const remove = (stack: StackJson, type: string, named = /./) => {
  resource(stack, type, named);
  const left = Object.entries(stack.resource[type] ?? {}).filter(([name]) => !named.test(name));
  stack.resource[type] = Object.fromEntries(left);
};
const denyRules = (stack: StackJson) => resource(stack, "google_iam_deny_policy")["rules"] as Block[];
const ZONE = "google_dns_managed_zone";

const guards: readonly Harmful[] = [
  of("no deny policy", "access", ORGANIZATION, /^google_iam_deny_policy/, (s) => remove(s, "google_iam_deny_policy")),
  of("a deny policy somewhere else", "access", ORGANIZATION, /^google_iam_deny_policy/, (s) => {
    resource(s, "google_iam_deny_policy")["parent"] = "cloudresourcemanager.googleapis.com%2Ffolders%2F200000000098";
  }),
  of("a deny policy that forgets the auditor", "access", ORGANIZATION, /^google_iam_deny_policy\./, (s) => void denyRules(s).pop()),
  of("a deny policy of one permission less", "access", ORGANIZATION, /^google_iam_deny_policy\./, (s) => {
    ((denyRules(s)[0]?.["deny_rule"] as Block)["denied_permissions"] as string[]).pop();
  }),
  of("a deny policy with an exception", "access", ORGANIZATION, /^google_iam_deny_policy\./, (s) => {
    (denyRules(s)[0]?.["deny_rule"] as Block)["exception_principals"] = [STRANGER];
  }),
  of("no association of the firewall", "network", ORGANIZATION, /^google_compute_firewall_policy_association/, (s) =>
    remove(s, "google_compute_firewall_policy_association"),
  ),
  of("no firewall above the networks", "network", ORGANIZATION, /^google_compute_firewall_policy_association/, (s) => {
    remove(s, "google_compute_firewall_policy_association");
    remove(s, "google_compute_firewall_policy_with_rules");
  }),
  of("a firewall above that refuses nothing", "network", ORGANIZATION, /^google_compute_firewall_policy_association\./, (s) => {
    const policy = resource(s, "google_compute_firewall_policy_with_rules");
    policy["rule"] = (policy["rule"] as Block[]).filter((rule) => rule["action"] !== "deny");
  }),
  of("a refusal that is off", "network", ORGANIZATION, /^google_compute_firewall_policy_association\./, (s) => {
    ruleOf(s, "deny")["disabled"] = true;
  }),
  of("no zone of all other names", "network", NETWORK, /^google_compute_network\./, (s) => remove(s, ZONE, /no-other-name/)),
  of("that zone without its network", "network", NETWORK, /^google_compute_network\./, (s) => {
    delete resource(s, ZONE, /no-other-name/)["private_visibility_config"];
  }),
  of("that zone forwards", "network", NETWORK, /^google_compute_network\./, (s) => {
    resource(s, ZONE, /no-other-name/)["forwarding_config"] = { target_name_servers: [{ ipv4_address: "8.8.8.8" }] };
  }),
];

export const googleEdits: readonly Harmful[] = [...rights, ...ways, ...logs, ...guards];

const harmless = (text: string, stack: string, change: Edit["change"]): Edit => ({ of: text, stack, change });

export const GOOGLE_HARMLESS: readonly Edit[] = [
  harmless("a role that reads no data", ACCESS, (s) => member(s, "roles/monitoring.viewer", EXAMINERS)),
  harmless("a role on a project without data", ACCESS, (s) =>
    member(s, "roles/storage.objectViewer", "serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com", "example-custody"),
  ),
  harmless(
    "shorter sessions",
    "access-custody-europe-west3",
    (s) => void (resource(s, "google_iam_workforce_pool")["session_duration"] = "1800s"),
  ),
  harmless("a shorter break-glass", ACCESS, (s) => {
    resource(s, "google_privileged_access_manager_entitlement")["max_request_duration"] = "1800s";
  }),
  harmless("a duty less", ACCESS, (s) => {
    const members = s.resource["google_project_iam_member"] ?? {};
    s.resource["google_project_iam_member"] = Object.fromEntries(Object.entries(members).filter(([name]) => !CONTENT.test(name)));
  }),
  harmless("one more refusal", ORGANIZATION, (s) => {
    const rules = resource(s, "google_compute_firewall_policy_with_rules")["rule"] as Block[];
    rules.push({ ...ruleOf(s, "deny"), priority: 1900, rule_name: "more" });
  }),
];
