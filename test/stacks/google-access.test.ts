import { Program } from "../../config/program";
import { all, built, changed, one, type Json } from "./google-estate";

const estate = built();
const home = estate.stack("access-europe-west3");
const custody = estate.stack("access-custody-europe-west3");
const POOL = "principalSet://iam.googleapis.com/locations/global/workforcePools/gatekeepers";
const BUCKET = "projects/_/buckets/user-content-example-home";
const CONTENT = `resource.name == "${BUCKET}" || resource.name.startsWith("${BUCKET}/objects/")`;
const PROFILES = `resource.name == "projects/example-home/instances/european-union-profiles"`;
const TABLES = "projects/example-home/datasets/statistics";
const STATISTICS = `resource.name == "${TABLES}" || resource.name.startsWith("${TABLES}/tables/")`;

describe("the gatekeeper's people on Google", () => {
  it("sign in by the custodian's identity provider, for an hour", () => {
    expect(one(custody, "google_iam_workforce_pool")).toEqual({
      parent: "organizations/200000000002",
      location: "global",
      workforce_pool_id: "gatekeepers",
      display_name: "The gatekeeper's people",
      session_duration: "3600s",
      lifecycle: { prevent_destroy: true },
    });
    const provider = one(custody, "google_iam_workforce_pool_provider");
    expect(provider.saml.idp_metadata_xml).toContain("https://identity.custodian.example/saml");
    expect(provider.oidc).toBeUndefined();
    expect(provider.disabled).toBeUndefined();
  });

  it("say by one attribute for what they came, and come with a second factor, a name and a ticket", () => {
    const provider = one(custody, "google_iam_workforce_pool_provider");
    expect(provider.attribute_condition).toBe("attribute.mfa == 'true' && attribute.person != '' && attribute.ticket != ''");
    expect(provider.attribute_mapping).toEqual({
      "google.subject": "assertion.subject",
      "attribute.mfa": "assertion.attributes['mfa'][0]",
      "attribute.person": "assertion.attributes['person'][0]",
      "attribute.ticket": "assertion.attributes['ticket'][0]",
      "attribute.duty": "assertion.attributes['duty'][0]",
      "attribute.dataset": "assertion.attributes['dataset'][0]",
      "attribute.grant": "assertion.attributes['duty'][0] + '.' + assertion.attributes['dataset'][0]",
    });
  });

  it("or by OpenID Connect, without a client's secret", () => {
    const oidc = { issuer: "https://identity.custodian.example", clientId: "ringfence" };
    const stack = built(
      changed((p) => {
        delete p.access.gatekeeper.metadata;
        p.access.gatekeeper.oidc = oidc;
      }),
    ).stack("access-custody-europe-west3");
    const provider = one(stack, "google_iam_workforce_pool_provider");
    expect(provider.oidc).toEqual({
      issuer_uri: oidc.issuer,
      client_id: "ringfence",
      web_sso_config: { response_type: "ID_TOKEN", assertion_claims_behavior: "ONLY_ID_TOKEN_CLAIMS" },
    });
    expect(provider.saml).toBeUndefined();
    expect(provider.attribute_mapping).toMatchObject({
      "google.subject": "assertion.sub",
      "attribute.grant": "assertion.duty + '.' + assertion.dataset",
    });
  });

  it("work by duty and dataset, each on its store alone", () => {
    const bindings = all(home, "google_project_iam_member")
      .filter(({ member }) => member.startsWith("principalSet:"))
      .map(({ project, member, role, condition }) => [
        project,
        member.replace(`${POOL}/attribute.grant/`, ""),
        role,
        condition?.expression,
      ]);
    expect(bindings.sort()).toEqual(
      [
        ["read.profiles", "roles/cloudsql.client", PROFILES],
        ["read.profiles", "roles/cloudsql.instanceUser", PROFILES],
        ["read.statistics", "roles/bigquery.dataViewer", STATISTICS],
        ["read.statistics", "roles/bigquery.jobUser", undefined],
        ["read.user-content", "roles/storage.objectViewer", CONTENT],
        ["restore.user-content", "roles/storage.objectUser", CONTENT],
        ["write.profiles", "roles/cloudsql.client", PROFILES],
        ["write.profiles", "roles/cloudsql.instanceUser", PROFILES],
        ["write.statistics", "roles/bigquery.dataEditor", STATISTICS],
        ["write.statistics", "roles/bigquery.jobUser", undefined],
        ["write.user-content", "roles/storage.objectCreator", CONTENT],
      ].map((each) => ["example-home", ...each]),
    );
  });

  it("reach nothing anywhere else", () => {
    for (const name of estate.names.filter((each) => each !== "access-europe-west3" && !each.startsWith("google-organization")))
      expect([name, JSON.stringify(estate.stack(name)).includes(POOL)]).toEqual([name, false]);
  });

  it("break the glass two at a time, for an hour, with reasons", () => {
    const entitlement = all(home, "google_privileged_access_manager_entitlement").find(
      ({ entitlement_id }) => entitlement_id === "ringfence-break-glass-user-content",
    );
    expect(entitlement).toEqual({
      entitlement_id: "ringfence-break-glass-user-content",
      parent: "projects/example-home",
      location: "global",
      max_request_duration: "3600s",
      eligible_users: [{ principals: [`${POOL}/attribute.grant/operator.user-content`] }],
      requester_justification_config: { unstructured: {} },
      approval_workflow: {
        manual_approvals: {
          require_approver_justification: true,
          steps: [{ approvals_needed: 1, approvers: { principals: [`${POOL}/attribute.grant/approver.user-content`] } }],
        },
      },
      privileged_access: {
        gcp_iam_access: {
          resource: "//cloudresourcemanager.googleapis.com/projects/example-home",
          resource_type: "cloudresourcemanager.googleapis.com/Project",
          role_bindings: [{ role: "roles/storage.objectUser", condition_expression: CONTENT }],
        },
      },
    });
    expect(all(home, "google_privileged_access_manager_entitlement")).toHaveLength(3);
  });

  it("wake whom the program names", () => {
    const approvers = ["approvals@custodian.example"];
    const stack = built(changed((p) => (p.googleGuardrails.approvers = approvers))).stack("access-europe-west3");
    const [entitlement] = all(stack, "google_privileged_access_manager_entitlement");
    expect(entitlement.additional_notification_targets).toEqual({ admin_email_recipients: approvers });
    expect(entitlement.approval_workflow.manual_approvals.steps[0].approver_email_recipients).toEqual(approvers);
  });
});

describe("the auditor on Google", () => {
  it("reads policies, configuration and logs of every project, for the days of the examination", () => {
    for (const [name, project] of [
      ["access-custody-europe-west3", "example-custody"],
      ["access-europe-west3", "example-home"],
      ["access-recovery-europe-west3", "example-recovery"],
    ] as const) {
      const bindings = all(estate.stack(name), "google_project_iam_member").filter(({ member }) => member.startsWith("group:"));
      expect(bindings.map(({ role }) => role).sort()).toEqual([
        "roles/cloudasset.viewer",
        "roles/iam.securityReviewer",
        "roles/logging.viewAccessor",
      ]);
      for (const binding of bindings)
        expect(binding).toMatchObject({
          project,
          member: "group:examiners@auditor.example",
          condition: {
            expression: `request.time >= timestamp("2026-11-01T00:00:00Z") && request.time <= timestamp("2027-10-31T23:59:59Z")`,
          },
        });
    }
  });
});

describe("who lets people in", () => {
  const rights = (name: string): Json[] =>
    all(estate.stack(name), "google_project_iam_member").filter(({ member }) => member.includes("ringfence-access-admin@"));
  const hasOnly = (roles: string[]) =>
    `api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly([${roles.map((role) => `"roles/${role}"`).join(", ")}])`;
  const AUDITORS = ["cloudasset.viewer", "iam.securityReviewer", "logging.viewAccessor"];

  it("gives duties and the auditor's roles, and no other", () => {
    expect(rights("bootstrap-home").map(({ role, condition }) => [role, condition?.expression])).toEqual([
      ["roles/privilegedaccessmanager.admin", undefined],
      [
        "roles/resourcemanager.projectIamAdmin",
        hasOnly(
          [
            ...AUDITORS,
            "bigquery.dataEditor",
            "bigquery.dataViewer",
            "bigquery.jobUser",
            "cloudsql.client",
            "cloudsql.instanceUser",
            "storage.objectCreator",
            "storage.objectUser",
            "storage.objectViewer",
          ].sort(),
        ),
      ],
    ]);
    expect(rights("bootstrap-recovery").map(({ role, condition }) => [role, condition?.expression])).toEqual([
      ["roles/resourcemanager.projectIamAdmin", hasOnly(AUDITORS)],
    ]);
  });

  it("is an account that access officers use, and neither operators nor key officers", () => {
    const bindings = all(estate.stack("bootstrap-custody"), "google_service_account_iam_binding").filter(({ service_account_id }) =>
      service_account_id.includes("access-admin"),
    );
    expect(bindings.map(({ role, members }) => [role, members])).toEqual([
      ["roles/iam.serviceAccountTokenCreator", ["serviceAccount:ringfence-access-officer@example-custody.iam.gserviceaccount.com"]],
    ]);
    for (const name of ["access-custody-europe-west3", "access-europe-west3", "access-recovery-europe-west3"])
      expect(estate.stack(name).provider.google[0].impersonate_service_account).toBe(
        "ringfence-access-admin@example-custody.iam.gserviceaccount.com",
      );
  });
});

describe("what nobody of them may do", () => {
  const stack = estate.stack("google-organization-europe-west3");
  const [gatekeeper, auditor, ...more] = one(stack, "google_iam_deny_policy").rules;
  const GUARDED = [
    "bigquery.googleapis.com/datasets.setIamPolicy",
    "cloudkms.googleapis.com/cryptoKeyVersions.destroy",
    "cloudkms.googleapis.com/cryptoKeyVersions.update",
    "cloudkms.googleapis.com/cryptoKeys.setIamPolicy",
    "cloudkms.googleapis.com/cryptoKeys.update",
    "cloudkms.googleapis.com/keyRings.setIamPolicy",
    "cloudresourcemanager.googleapis.com/folders.setIamPolicy",
    "cloudresourcemanager.googleapis.com/projects.setIamPolicy",
    "iam.googleapis.com/roles.create",
    "iam.googleapis.com/roles.delete",
    "iam.googleapis.com/roles.update",
    "iam.googleapis.com/serviceAccountKeys.create",
    "iam.googleapis.com/serviceAccounts.actAs",
    "iam.googleapis.com/serviceAccounts.getAccessToken",
    "iam.googleapis.com/serviceAccounts.setIamPolicy",
    "logging.googleapis.com/buckets.delete",
    "logging.googleapis.com/buckets.update",
    "logging.googleapis.com/sinks.create",
    "logging.googleapis.com/sinks.delete",
    "logging.googleapis.com/sinks.update",
    "orgpolicy.googleapis.com/policies.create",
    "orgpolicy.googleapis.com/policies.delete",
    "orgpolicy.googleapis.com/policies.update",
    "orgpolicy.googleapis.com/policy.set",
    "storage.googleapis.com/buckets.setIamPolicy",
  ];

  it("stands on the fence's folder, above every binding", () =>
    expect(one(stack, "google_iam_deny_policy").parent).toBe("cloudresourcemanager.googleapis.com%2Ffolders%2F200000000099"));

  it("the gatekeeper's: change guardrails, keys and logs, whoever they came as", () => {
    expect(gatekeeper.deny_rule.denied_principals).toEqual([`${POOL}/*`]);
    expect(gatekeeper.deny_rule.denied_permissions).toEqual(GUARDED);
    expect(gatekeeper.deny_rule.exception_principals).toBeUndefined();
    expect(gatekeeper.deny_rule.denial_condition).toBeUndefined();
  });

  it("the auditor's: that, and read data", () => {
    expect(more).toEqual([]);
    expect(auditor.deny_rule.denied_principals).toEqual(["principalSet://goog/group/examiners@auditor.example"]);
    expect(auditor.deny_rule.denied_permissions).toEqual(
      [
        ...GUARDED,
        "bigquery.googleapis.com/tables.getData",
        "cloudkms.googleapis.com/cryptoKeyVersions.useToDecrypt",
        "storage.googleapis.com/objects.get",
        "storage.googleapis.com/objects.list",
      ].sort(),
    );
    expect(auditor.deny_rule.exception_principals).toBeUndefined();
  });

  it("is left out for a reason only", () => {
    const reason = "The organization denies as much already";
    const input = changed((p) => (p.googleGuardrails.weaker = [{ control: "deny-policies", reason }]));
    expect(all(built(input).stack("google-organization-europe-west3"), "google_iam_deny_policy")).toEqual([]);
    expect(Program.of(input).scope().optOuts).toContainEqual({ of: "google guardrail deny-policies", reason });
  });
});

it.each([
  ["an identity provider", (p: Json) => delete p.access.gatekeeper.metadata, /access.gatekeeper[\s\S]*neither metadata nor oidc/],
  ["the auditor's groups", (p: Json) => (p.access.auditor.groups = []), /access.auditor.groups[\s\S]*who examines on google/],
])("a program that lets people in names %s", (_, change, says) => {
  expect(() => Program.of(changed(change))).toThrow(says);
});

it("a program that lets nobody in has no stack of people, and no account that lets them in", () => {
  const closed = built(changed((p) => delete p.access));
  expect(closed.names.filter((name) => name.startsWith("access-"))).toEqual([]);
  expect(JSON.stringify(closed.stack("bootstrap-custody"))).not.toContain("ringfence-access");
});
