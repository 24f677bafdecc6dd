import type { GoogleGuards } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, SCOPE, stack } from "./estate";

const PEOPLE = "principalSet://iam.googleapis.com/locations/global/workforcePools/team/attribute.grant";
const EXAMINERS = "group:examiners@auditor.example";
const BUILDER = "serviceAccount:builder@home-project.iam.gserviceaccount.com";
const ADMIN = "serviceAccount:admin@keys-project.iam.gserviceaccount.com";
const STRANGER = "serviceAccount:x@elsewhere.iam.gserviceaccount.com";
const GUARDS: GoogleGuards = {
  ...GOOGLE_GUARDS,
  pool: "team",
  organization: "42000000",
  rights: [
    { member: `${PEOPLE}/write.profiles`, role: "roles/storage.objectCreator", only: { kind: "store" } },
    { member: EXAMINERS, role: "roles/logging.viewAccessor", only: { kind: "until", day: "2027-10-31" } },
    { member: ADMIN, role: "roles/resourcemanager.projectIamAdmin", only: { kind: "grants", roles: ["roles/storage.objectViewer"] } },
    { member: BUILDER, role: "roles/iam.serviceAccountTokenCreator", on: "builder@home-project.iam.gserviceaccount.com" },
  ],
  approvers: [`${PEOPLE}/approver.profiles`],
  builds: ["storage.buckets.setIamPolicy", "dns.policies.create"],
};
const scope = {
  googleGuards: GUARDS,
  examiners: [EXAMINERS],
  accounts: SCOPE.accounts.map((account) => (account.id === "home-project" ? { ...account, number: "20000000" } : account)),
};
type Blocks = Parameters<typeof stack>[1];
const of = (rule: string, resources: Blocks, more: Partial<typeof scope> | { googleGuards: undefined } = {}) =>
  ask(rule, [stack("s", resources, { provider: { google: [{ project: "home-project", region: "us-east1" }] } })], { ...scope, ...more });
const member = (who: string, role = "roles/pubsub.subscriber", more: JsonObject = {}): Blocks => ({
  google_project_iam_member: { m: { project: "home-project", member: who, role, ...more } },
});
const on = (type: string, who: string, more: JsonObject = {}): Blocks => ({
  [`google_${type}_iam_member`]: { m: { member: who, role: "roles/x.y", ...more } },
});

describe("ACCESS-17: whoever a binding lets in is one of the program's", () => {
  it.each([
    ["an account of a project of its own", BUILDER],
    ["the gatekeeper's pool", `${PEOPLE}/read.profiles`],
    ["the auditor's group", EXAMINERS],
    ["a service agent of its own project", "serviceAccount:service-20000000@gs-project-accounts.iam.gserviceaccount.com"],
    ["the organization's agent", "serviceAccount:service-org-42000000@gcp-sa-scc-notification.iam.gserviceaccount.com"],
    ["its default account", "serviceAccount:20000000-compute@developer.gserviceaccount.com"],
    ["editors of its own project", "projectEditor:home-project"],
  ])("is met by %s", (_, who) =>
    expect(of("ACCESS-17", on("secret_manager_secret", who))).toEqual(["met google_secret_manager_secret_iam_member.m"]),
  );
  it.each([
    ["an account of another project", STRANGER],
    ["another project's agent", "serviceAccount:service-30000000@gs-project-accounts.iam.gserviceaccount.com"],
    ["another pool", "principalSet://iam.googleapis.com/locations/global/workforcePools/others/*"],
    [
      "another project's pool of workloads",
      "principal://iam.googleapis.com/projects/30000000/locations/global/workloadIdentityPools/ci/subject/x",
    ],
    ["what is no member any more", "deleted:user:a@b.example?uid=1"],
  ])("is a breach by %s, on whatever takes a policy", (_, who) => {
    for (const type of ["pubsub_topic", "cloud_run_v2_service", "service_account", "storage_managed_folder", "folder"])
      expect(of("ACCESS-17", on(type, who))).toEqual([expect.stringMatching(`^breach google_${type}_iam_member.m: it lets in`)]);
    const policy_data = JSON.stringify({ bindings: [{ role: "roles/x.y", members: [who] }] });
    expect(of("ACCESS-17", { google_pubsub_topic_iam_policy: { m: { policy_data } } })[0]).toMatch(/^breach/);
    expect(of("ACCESS-17", { google_pubsub_topic_iam_binding: { m: { members: [BUILDER, who] } } })[0]).toMatch(/^breach/);
    expect(of("ACCESS-17", { google_bigquery_row_access_policy: { m: { grantees: [who] } } })[0]).toMatch(/^breach/);
  });
  describe("in a program that builds no fence", () => {
    const unfenced = (who: string) => of("ACCESS-17", on("storage_bucket", who), { googleGuards: undefined });
    it.each(["user:x@elsewhere.example", "group:all@elsewhere.example", STRANGER])("does not know whose %s is", (who) =>
      expect(unfenced(who)).toEqual([expect.stringMatching(/^unknown /)]),
    );
    it.each([
      ["the program's own", BUILDER],
      ["its project's editors", "projectEditor:home-project"],
      [
        "a service agent, whose project shows its number alone",
        "serviceAccount:service-30000000@gs-project-accounts.iam.gserviceaccount.com",
      ],
      ["the parent's, which ACCESS-01 tells", "serviceAccount:x@parent-project.iam.gserviceaccount.com"],
    ])("says nothing of %s", (_, who) => expect(unfenced(who)).toEqual([]));
  });
  it.each([
    "user:a@b.example",
    "domain:b.example",
    "group:all@b.example",
    "principalSet://iam.googleapis.com/projects/20000000/locations/global/workloadIdentityPools/ci/*",
  ])("does not know whose %s is", (who) => expect(of("ACCESS-17", on("pubsub_topic", who))[0]).toMatch(/^unknown/));
  it("takes everybody for a breach where ACCESS-02 does not ask", () =>
    expect(of("ACCESS-17", { google_bigquery_row_access_policy: { m: { grantees: ["allAuthenticatedUsers"] } } })[0]).toMatch(/^breach/));
  it("says nothing of keys, of what goes and of the legacy estate", () => {
    expect(of("ACCESS-17", on("kms_crypto_key", STRANGER))).toEqual([]);
    expect(of("ACCESS-17", on("pubsub_topic", STRANGER, { project: "parent-project" }))[0]).toMatch(/^met/);
  });
});

describe("CUSTODY-02: keys on Google", () => {
  const use = (who: string, role = "roles/cloudkms.cryptoKeyDecrypter") => on("kms_crypto_key", who, { role });
  it("is met by an agent of the program's own project", () =>
    expect(of("CUSTODY-02", use("serviceAccount:service-20000000@gs-project-accounts.iam.gserviceaccount.com"))[0]).toMatch(/^met/));
  it.each([
    ["another project's agent", use("serviceAccount:service-30000000@gs-project-accounts.iam.gserviceaccount.com")],
    ["who builds, and uses it", use(BUILDER)],
    ["who builds, and administers it", use(BUILDER, "roles/cloudkms.admin")],
    [
      "a stranger in its whole policy",
      {
        google_kms_key_ring_iam_policy: {
          m: { policy_data: JSON.stringify({ bindings: [{ role: "roles/cloudkms.viewer", members: [STRANGER] }] }) },
        },
      },
    ],
    ["keys that are made in another project", { google_kms_autokey_config: { m: { key_project: "projects/parent-project" } } }],
  ])("is a breach by %s", (_, resources) => expect(of("CUSTODY-02", resources)[0]).toMatch(/^breach/));
  it("does not know a policy that nobody can read", () =>
    expect(of("CUSTODY-02", { google_kms_key_ring_iam_policy: { m: { policy_data: "${var.policy}" } } })[0]).toMatch(/^unknown/));
});

describe("ACCESS-18: rights over rights are those that the program gives", () => {
  const until = (day: string) => ({ condition: [{ title: "t", expression: `request.time <= timestamp("${day}T23:59:59Z")` }] });
  const grants = (roles: string) => ({
    condition: [{ title: "t", expression: `api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly([${roles}])` }],
  });
  const store = { condition: [{ title: "t", expression: `resource.name == "projects/_/buckets/b"` }] };
  it.each([
    ["a duty on its store", member(`${PEOPLE}/write.profiles`, "roles/storage.objectCreator", store)],
    ["the auditor, until the day", member(EXAMINERS, "roles/logging.viewAccessor", until("2027-10-31"))],
    ["the access admin, for those roles", member(ADMIN, "roles/resourcemanager.projectIamAdmin", grants(`"roles/storage.objectViewer"`))],
    [
      "who acts as whom",
      on("service_account", BUILDER, {
        role: "roles/iam.serviceAccountTokenCreator",
        service_account_id: "projects/home-project/serviceAccounts/builder@home-project.iam.gserviceaccount.com",
      }),
    ],
    ["who looks", member(EXAMINERS, "roles/monitoring.viewer")],
    ["a program's own work", member(BUILDER, "roles/pubsub.publisher")],
  ])("is met by %s", (_, resources) => expect(of("ACCESS-18", resources)[0]).toMatch(/^met/));
  it.each([
    ["a duty on every store", member(`${PEOPLE}/write.profiles`, "roles/storage.objectCreator")],
    [
      "a duty with a way round",
      member(`${PEOPLE}/write.profiles`, "roles/storage.objectCreator", { condition: [{ expression: `resource.name == "a" || true` }] }),
    ],
    ["the auditor for ever", member(EXAMINERS, "roles/logging.viewAccessor")],
    ["the auditor for longer", member(EXAMINERS, "roles/logging.viewAccessor", until("2030-01-01"))],
    ["the access admin for every role", member(ADMIN, "roles/resourcemanager.projectIamAdmin")],
    [
      "the access admin for an owner's",
      member(ADMIN, "roles/resourcemanager.projectIamAdmin", grants(`"roles/storage.objectViewer", "roles/owner"`)),
    ],
    ["who builds, and gives rights", member(BUILDER, "roles/iam.securityAdmin")],
    [
      "who builds, and acts as another",
      on("service_account", BUILDER, {
        role: "roles/iam.serviceAccountTokenCreator",
        service_account_id: "admin@keys-project.iam.gserviceaccount.com",
      }),
    ],
    ["who works, and opens secrets", member(`${PEOPLE}/read.profiles`, "roles/secretmanager.secretAccessor")],
    ["who examines, and owns", member(EXAMINERS, "roles/owner")],
    [
      "a folder's administrator",
      { google_folder_iam_binding: { m: { folder: "folders/1", role: "roles/resourcemanager.folderIamAdmin", members: [BUILDER] } } },
    ],
    [
      "a role of its own making",
      {
        ...member(BUILDER, "projects/home-project/roles/mine"),
        google_project_iam_custom_role: { r: { role_id: "mine", permissions: ["resourcemanager.projects.setIamPolicy"] } },
      },
    ],
  ])("is a breach by %s", (_, resources) => expect(of("ACCESS-18", resources).some((text) => text.startsWith("breach"))).toBe(true));
  it("does not know a role that is in none of the inputs, or a condition that nobody can read", () => {
    expect(of("ACCESS-18", member(BUILDER, "organizations/1/roles/some"))[0]).toMatch(/^unknown/);
    expect(of("ACCESS-18", member(EXAMINERS, "roles/logging.viewAccessor", { condition: [{ expression: "${var.until}" }] }))[0]).toMatch(
      /^unknown/,
    );
  });
  it("asks who agrees when the glass is broken", () => {
    const entitlement = (approver: string): Blocks => ({
      google_privileged_access_manager_entitlement: {
        e: {
          parent: "projects/home-project",
          approval_workflow: [{ manual_approvals: [{ steps: [{ approvers: [{ principals: [approver] }] }] }] }],
        },
      },
    });
    expect(of("ACCESS-18", entitlement(`${PEOPLE}/approver.profiles`))[0]).toMatch(/^met/);
    expect(of("ACCESS-18", entitlement(`${PEOPLE}/operator.profiles`))[0]).toMatch(/^breach/);
    expect(of("ACCESS-18", entitlement("${var.who}"))[0]).toMatch(/^unknown/);
  });
  it("says nothing of a program that builds no fence", () =>
    expect(of("ACCESS-18", member(BUILDER, "roles/owner"), { googleGuards: undefined })).toEqual([]));
});

describe("ACCESS-19: a custom role builds", () => {
  const role = (permission: string, role_id = "mine"): Blocks => ({
    google_project_iam_custom_role: { r: { role_id, permissions: [permission] } },
  });
  it.each(["storage.buckets.setIamPolicy", "storage.buckets.get", "run.services.create"])("is met by %s", (permission) =>
    expect(of("ACCESS-19", role(permission))).toEqual(["met google_project_iam_custom_role.r"]),
  );
  it.each([
    "storage.objects.get",
    "cloudsql.instances.export",
    "cloudkms.cryptoKeyVersions.useToDecrypt",
    "iam.serviceAccounts.getAccessToken",
    "orgpolicy.policy.set",
    "logging.sinks.delete",
    "compute.networks.addPeering",
  ])("is a breach by %s", (permission) => {
    expect(of("ACCESS-19", role(permission))[0]).toMatch(/^breach/);
    expect(of("ACCESS-19", { google_organization_iam_custom_role: { r: { permissions: [permission] } } })[0]).toMatch(/^breach/);
  });
  it("is a breach by what the program's deployers do not hold", () =>
    expect(of("ACCESS-19", role("run.services.create", "ringfenceDeployer"))[0]).toMatch(/^breach/));
  it("does not know a permission that nobody can read", () => expect(of("ACCESS-19", role("${var.permission}"))[0]).toMatch(/^unknown/));
  it("says nothing of a program that builds no fence", () =>
    expect(of("ACCESS-19", role("storage.objects.get"), { googleGuards: undefined })).toEqual([]));
});
