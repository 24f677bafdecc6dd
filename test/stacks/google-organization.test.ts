import { Program } from "../../config/program";
import { all, built, changed, one, type Json } from "./google-estate";

const NAME = "google-organization-europe-west3";
const WITHOUT_FOLDER = [{ control: "hierarchical-firewall", reason: "The projects stand in no folder yet" }];
const guarded = ({ weaker = [], ...more }: Json) => ({
  ...more,
  weaker: more.folder === undefined ? [...weaker, ...WITHOUT_FOLDER] : weaker,
});
const stackWith = (googleGuardrails: Json = {}): Json =>
  built(changed((p) => (p.googleGuardrails = guarded(googleGuardrails)))).stack(NAME);
const stack = stackWith();
/** The rules of each policy, by its parent and its constraint. */
function rules(of: Json): Record<string, Json> {
  return Object.fromEntries(
    all(of, "google_org_policy_policy").map(({ name, parent, spec }) => [name.replace(`${parent}/policies/`, `${parent} `), spec.rules]),
  );
}

describe("org policies", () => {
  const found = rules(stack);

  it("stand on every project of the fence while there is no folder, and on nothing above", () => {
    const parents = new Set(Object.keys(found).map((key) => key.split(" ")[0]));
    expect([...parents].sort()).toEqual(["projects/example-custody", "projects/example-home", "projects/example-recovery"]);
    for (const { name, parent } of all(stack, "google_org_policy_policy")) expect(name.startsWith(`${parent}/policies/`)).toBe(true);
  });

  it("say what they must", () => {
    const at = (constraint: string) => found[`projects/example-home ${constraint}`];
    expect(at("gcp.resourceLocations")).toEqual([{ values: { allowed_values: ["in:eu-locations"] } }]);
    expect(at("gcp.restrictNonCmekServices")[0].values.denied_values).toEqual(
      ["bigquery", "compute", "pubsub", "secretmanager", "sqladmin", "storage"].map((service) => `is:${service}.googleapis.com`),
    );
    expect(at("gcp.restrictCmekCryptoKeyProjects")[0].values.allowed_values).toEqual([
      "under:projects/example-custody",
      "under:projects/example-home",
      "under:projects/example-recovery",
    ]);
    expect(at("iam.allowedPolicyMemberDomains")).toEqual([{ values: { allowed_values: ["C0custod2", "C0auditr3"] } }]);
    expect(at("iam.managed.allowedPolicyMembers")[0].enforce).toBe("TRUE");
    expect(JSON.parse(at("iam.managed.allowedPolicyMembers")[0].parameters)).toEqual({
      allowedMemberSubjects: ["group:examiners@auditor.example"],
      allowedPrincipalSets: [
        "//cloudresourcemanager.googleapis.com/organizations/200000000002",
        "//iam.googleapis.com/locations/global/workforcePools/gatekeepers",
      ],
    });
    for (const constraint of ["storage.publicAccessPrevention", "storage.uniformBucketLevelAccess", "iam.disableServiceAccountKeyCreation"])
      expect(at(constraint)).toEqual([{ enforce: "TRUE" }]);
    expect(at("storage.restrictAuthTypes")).toEqual([{ values: { denied_values: ["in:ALL_HMAC_SIGNED_REQUESTS"] } }]);
  });

  it("name regions one by one where Google has no group for the jurisdiction", () => {
    const japan = built(
      changed((p) => {
        p.jurisdiction = "JP";
        p.googleGuardrails = guarded({});
        p.networks.frankfurt.region = "asia-northeast1";
        p.datasets = [
          {
            ...p.datasets[0],
            home: { account: "home", region: "asia-northeast1" },
            recovery: { account: "recovery", region: "asia-northeast2", rpoMinutes: 60 },
          },
        ];
      }),
    );
    expect(rules(japan.stack("google-organization-asia-northeast1"))["projects/example-home gcp.resourceLocations"]).toEqual([
      { values: { allowed_values: ["in:asia-northeast1-locations", "in:asia-northeast2-locations"] } },
    ]);
  });

  it("stand on the fence's folder once there is one", () => {
    const keys = Object.keys(rules(stackWith({ folder: "200000000099" })));
    expect(keys.every((key) => key.startsWith("folders/200000000099 "))).toBe(true);
    expect(keys).toHaveLength(Object.keys(found).length / 3);
  });
});

describe("the perimeter", () => {
  it("holds the fence's projects, and is a dry run first", () => {
    const perimeter = one(stack, "google_access_context_manager_service_perimeter");
    expect(perimeter.use_explicit_dry_run_spec).toBe(true);
    expect(perimeter.status).toBeUndefined();
    expect(perimeter.spec.resources).toEqual(["projects/200000000010", "projects/200000000020", "projects/200000000030"]);
    expect(perimeter.spec.restricted_services).toContain("storage.googleapis.com");
    expect(perimeter.spec.restricted_services).toContain("cloudkms.googleapis.com");
    expect(perimeter.spec.vpc_accessible_services).toEqual({ enable_restriction: true, allowed_services: ["RESTRICTED-SERVICES"] });
    expect(perimeter.spec.egress_policies).toBeUndefined();
    expect(perimeter.lifecycle).toEqual({ prevent_destroy: true });
  });

  it("lets in the deployers and the key admin, by name", () => {
    const [ingress] = one(stack, "google_access_context_manager_service_perimeter").spec.ingress_policies;
    expect(ingress.ingress_from.identities).toEqual([
      "serviceAccount:ringfence-deployer@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-key-admin@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-deployer@example-home.iam.gserviceaccount.com",
      "serviceAccount:ringfence-deployer@example-recovery.iam.gserviceaccount.com",
    ]);
    expect(ingress.ingress_from.identity_type).toBeUndefined();
  });

  it("lets in the gatekeeper's people from their network, to data; the auditor to logs; and nobody else", () => {
    const [, team, auditor, ...more] = one(stack, "google_access_context_manager_service_perimeter").spec.ingress_policies;
    expect(more).toEqual([]);
    const level = one(stack, "google_access_context_manager_access_level");
    expect(level.basic).toEqual({ conditions: [{ ip_subnetworks: ["203.0.113.0/24"] }] });
    expect(team.ingress_from).toEqual({
      identities: ["principalSet://iam.googleapis.com/locations/global/workforcePools/gatekeepers/*"],
      sources: [{ access_level: level.name }],
    });
    const services = ({ ingress_to }: Json) => ingress_to.operations.map((each: Json) => each.service_name);
    expect(services(team)).toEqual(["bigquery.googleapis.com", "sqladmin.googleapis.com", "storage.googleapis.com"]);
    expect(auditor.ingress_from.identities).toEqual(["group:examiners@auditor.example"]);
    expect(services(auditor)).toEqual(["logging.googleapis.com"]);
  });

  it("takes the team's own access levels where it has some", () => {
    const level = "accessPolicies/123456789/accessLevels/team";
    const own = built(changed((p) => (p.access.gatekeeper.accessLevels = [level]))).stack(NAME);
    expect(all(own, "google_access_context_manager_access_level")).toEqual([]);
    const [, team] = one(own, "google_access_context_manager_service_perimeter").spec.ingress_policies;
    expect(team.ingress_from.sources).toEqual([{ access_level: level }]);
  });

  it("refuses when it is enforced, under the organization's own policy when that is named", () => {
    const enforced = stackWith({ perimeter: "enforced", accessPolicy: "123456789" });
    const perimeter = one(enforced, "google_access_context_manager_service_perimeter");
    expect(perimeter.parent).toBe("accessPolicies/123456789");
    expect(perimeter.spec).toBeUndefined();
    expect(perimeter.use_explicit_dry_run_spec).toBeUndefined();
    expect(perimeter.status.resources).toHaveLength(3);
    expect(all(enforced, "google_access_context_manager_access_policy")).toEqual([]);
    expect(one(stackWith({ folder: "200000000099" }), "google_access_context_manager_access_policy")).toMatchObject({
      parent: "organizations/200000000002",
      scopes: ["folders/200000000099"],
    });
  });
});

describe("Google's own staff", () => {
  it("asks first, on every project or on the folder", () => {
    const enrolled = [{ cloud_product: "all", enrollment_level: "BLOCK_ALL" }];
    expect(all(stack, "google_project_access_approval_settings").map((each) => [each.project_id, each.enrolled_services])).toEqual(
      ["example-custody", "example-home", "example-recovery"].map((id) => [id, enrolled]),
    );
    const folder = stackWith({ folder: "200000000099", approvers: ["approvals@custodian.example"] });
    expect(one(folder, "google_folder_access_approval_settings")).toMatchObject({
      folder_id: "200000000099",
      enrolled_services: enrolled,
      notification_emails: ["approvals@custodian.example"],
    });
    expect(all(folder, "google_project_access_approval_settings")).toEqual([]);
  });

  it("serves an assured folder from inside, and its regime is not read back", () => {
    const assured = { billingAccount: "012345-6789AB-CDEF01", regime: "EU_REGIONS_AND_SUPPORT" };
    expect(one(stackWith({ assured }), "google_assured_workloads_workload")).toMatchObject({
      organization: "200000000002",
      location: "europe-west3",
      compliance_regime: "EU_REGIONS_AND_SUPPORT",
      lifecycle: { prevent_destroy: true, ignore_changes: ["compliance_regime"] },
    });
    expect(all(stack, "google_assured_workloads_workload")).toEqual([]);
  });
});

describe("each that is left out", () => {
  const reason = "Set on the organization already";
  it.each([
    ["resource-locations", "google_org_policy_policy", "gcp.resourceLocations"],
    ["cmek-required", "google_org_policy_policy", "gcp.restrictNonCmekServices"],
    ["cmek-projects", "google_org_policy_policy", "gcp.restrictCmekCryptoKeyProjects"],
    ["member-domains", "google_org_policy_policy", "iam.managed.allowedPolicyMembers"],
    ["member-domains", "google_org_policy_policy", "iam.allowedPolicyMemberDomains"],
    ["public-access", "google_org_policy_policy", "storage.publicAccessPrevention"],
    ["service-account-keys", "google_org_policy_policy", "iam.disableServiceAccountKeyCreation"],
    ["hmac-keys", "google_org_policy_policy", "storage.restrictAuthTypes"],
    ["service-perimeter", "google_access_context_manager_service_perimeter", "ringfence"],
    ["access-approval", "google_project_access_approval_settings", "example-home"],
  ])("%s: %s %s", (control, type, text) => {
    const input = changed((p) => (p.googleGuardrails = guarded({ weaker: [{ control, reason }] })));
    expect(JSON.stringify(all(stack, type))).toContain(text);
    expect(JSON.stringify(all(built(input).stack(NAME), type))).not.toContain(text);
    expect(Program.of(input).scope().optOuts).toContainEqual({ of: `google guardrail ${control}`, reason });
  });
});

it("is applied by an account that has no right in any project, as the custodian's operator", () => {
  expect(stack.provider.google[0].impersonate_service_account).toBe("ringfence-organization-admin@example-custody.iam.gserviceaccount.com");
  const bootstrap = built().stack("bootstrap-custody");
  const bindings = all(bootstrap, "google_service_account_iam_binding").map(({ members, role }) => [role, members]);
  expect(bindings.filter(([, members]) => members[0].includes("ringfence-operator"))).toHaveLength(2);
  expect(JSON.stringify(all(bootstrap, "google_project_iam_member"))).not.toContain("organization-admin");
});
