import { accessOf } from "../../review/access/who";
import { couldHold } from "../../review/access/google-condition";
import { roleGives } from "../../review/access/google-roles";
import type { JsonObject } from "../../review/value";
import { ask, factsOf, plan, SCOPE, stack } from "./estate";

const POOL = "principalSet://iam.googleapis.com/locations/global/workforcePools/team/attribute.grant";
const READER = `${POOL}/read.profiles`;
const EXAMINERS = "group:examiners@auditor.example";
const NAMED = {
  ...SCOPE,
  parent: ["900000000009"],
  readers: [{ who: "gatekeeper" as const, dataset: "profiles", arn: READER }],
  examiners: [EXAMINERS],
};
const google = {
  provider: { google: [{ project: "home-project", region: "us-east1" }] },
};
const STORE = "projects/_/buckets/profiles-home";
const ONLY = `resource.name == "${STORE}" || resource.name.startsWith("${STORE}/objects/")`;
const bucket = { google_storage_bucket: { b: { name: "profiles-home", location: "US-EAST1", labels: { ringfence_dataset: "profiles" } } } };
const project = (member: string, role = "roles/storage.objectViewer", more: JsonObject = {}) => ({
  google_project_iam_member: { m: { project: "home-project", role, member, ...more } },
});
const of = (resources: Record<string, Record<string, JsonObject>>, scope = NAMED) =>
  ask("ACCESS-05", [stack("s", { ...bucket, ...resources }, google)], scope);

describe("ACCESS-05", () => {
  it.each([
    ["whom the program names", project(READER)],
    ["the same, on the store alone", project(READER, undefined, { condition: [{ title: "t", expression: ONLY }] })],
    ["a role that gives no data", project("user:anybody@example.com", "roles/storage.legacyBucketReader")],
    ["a role of another service", project("user:anybody@example.com", "roles/logging.viewer")],
    ["another store", project("user:anybody@example.com", undefined, { condition: [{ title: "t", expression: `resource.name == "x"` }] })],
    ["another project", project("user:anybody@example.com", undefined, { project: "keys-project" })],
  ])("is met by %s", (_, resources) => expect(of(resources)).toEqual(["met google_project_iam_member.m"]));

  const stranger = "user:stranger@example.com";
  it.each([
    ["on the project", project(stranger)],
    ["by an owner's role", project(stranger, "roles/owner")],
    [
      "for a while",
      project(stranger, undefined, { condition: [{ title: "t", expression: `request.time < timestamp("2027-01-01T00:00:00Z")` }] }),
    ],
    ["on the store", project(stranger, undefined, { condition: [{ title: "t", expression: ONLY }] })],
    [
      "on the bucket",
      { google_storage_bucket_iam_binding: { m: { bucket: "profiles-home", role: "roles/storage.admin", members: [stranger] } } },
    ],
    [
      "by the bucket's reference",
      {
        google_storage_bucket_iam_member: {
          m: { bucket: "${google_storage_bucket.b.name}", role: "roles/storage.objectUser", member: stranger },
        },
      },
    ],
    ["on a folder", { google_folder_iam_member: { m: { folder: "folders/1", role: "roles/storage.objectViewer", member: stranger } } }],
    [
      "by the bucket's whole policy",
      {
        google_storage_bucket_iam_policy: {
          m: {
            bucket: "profiles-home",
            policy_data: JSON.stringify({ bindings: [{ role: "roles/storage.objectViewer", members: [stranger] }] }),
          },
        },
      },
    ],
    [
      "by a custom role",
      {
        google_project_iam_custom_role: { r: { role_id: "reader", permissions: ["storage.objects.get"] } },
        ...project(stranger, "${google_project_iam_custom_role.r.name}"),
      },
    ],
    [
      "by asking for it",
      {
        google_privileged_access_manager_entitlement: {
          m: {
            parent: "projects/home-project",
            eligible_users: [{ principals: [stranger] }],
            privileged_access: [{ gcp_iam_access: [{ role_bindings: [{ role: "roles/storage.objectViewer" }] }] }],
          },
        },
      },
    ],
  ])("is a breach %s", (_, resources) =>
    expect(of(resources).filter((each) => !each.startsWith("met"))).toEqual([
      expect.stringMatching(/^breach google_\w+\.m: user:stranger@example.com can read profiles: storage.objects.get on .* is allowed$/),
    ]),
  );

  it.each([
    ["the member", project("${var.who}")],
    ["the role", project(stranger, "${var.role}")],
    ["a role that no table has", project(stranger, "roles/storage.newest")],
    ["what a condition asks", project(stranger, undefined, { condition: [{ title: "t", expression: "resource.matchTag('a', 'b')" }] })],
    [
      "the policy",
      { google_storage_bucket_iam_policy: { m: { bucket: "profiles-home", policy_data: "${data.google_iam_policy.p.policy_data}" } } },
    ],
  ])("does not know %s", (_, resources) => expect(of(resources)[0]).toMatch(/^unknown/));

  it("is not asked where the program names nobody, nor of what goes", () => {
    expect(of(project(stranger), { ...NAMED, readers: undefined } as unknown as typeof NAMED)).toEqual([]);
    const before = { project: "home-project", role: "roles/owner", member: stranger };
    expect(ask("ACCESS-05", [plan([{ address: "google_project_iam_member.m", actions: ["delete"], before }])], NAMED)).toEqual([]);
  });

  it("tolerates the legacy estate", () => {
    const theirs = { provider: { google: [{ project: "parent-project", region: "us-east1" }] } };
    expect(ask("ACCESS-05", [stack("s", project(stranger, undefined, { project: "parent-project" }), theirs)], NAMED)[0]).toMatch(
      /^met .*legacy/,
    );
  });
});

describe("the table of access on Google", () => {
  const rows = (resources: Record<string, Record<string, JsonObject>>) =>
    accessOf(factsOf([stack("s", { ...bucket, ...resources }, google)], NAMED)).map(({ who, verdict }) => `${who} ${verdict}`);

  it("says who reads, and by which binding", () => {
    expect(rows(project(READER))).toEqual(["auditor denied", "gatekeeper allowed", "parent denied"]);
    const [, gatekeeper] = accessOf(factsOf([stack("s", { ...bucket, ...project(READER) }, google)], NAMED));
    expect(gatekeeper?.witness).toEqual({
      caller: READER,
      context: { role: "roles/storage.objectViewer", by: "google_project_iam_member.m" },
    });
  });
  it.each([
    [EXAMINERS, "auditor allowed"],
    ["allUsers", "auditor allowed"],
    ["allUsers", "parent allowed"],
    ["serviceAccount:x@parent-project.iam.gserviceaccount.com", "parent allowed"],
    ["principalSet://cloudresourcemanager.googleapis.com/organizations/900000000009", "parent allowed"],
    ["${var.who}", "parent unknown"],
    ["${var.who}", "auditor unknown"],
  ])("%s: %s", (member, row) => expect(rows(project(member))).toContain(row));
});

describe("a condition", () => {
  const on = `${STORE}/objects/any`;
  it.each([
    [null, true],
    [undefined, "unknown"],
    [ONLY, true],
    [`resource.name.startsWith("${STORE}-2/objects/")`, false],
    [`resource.name == "${STORE}"`, false],
    [`resource.name.startsWith("${STORE}") && request.time < timestamp("2027-01-01T00:00:00Z")`, true],
    [`resource.name == "other" && request.auth.claims.x == "y"`, false],
    [`!resource.name.startsWith("${STORE}")`, "unknown"],
    [`resource.name == "other" || true`, "unknown"],
  ] as const)("%s could hold: %s", (condition, verdict) => expect(couldHold(condition, on)).toBe(verdict));
});

describe("a role", () => {
  const facts = factsOf([stack("s", bucket, google)], NAMED);
  it.each([
    ["roles/cloudsql.viewer", "cloudsql.instances.login", true],
    ["roles/cloudsql.client", "cloudsql.instances.login", false],
    ["roles/bigquery.dataViewer", "bigquery.tables.getData", true],
    ["roles/bigquery.jobUser", "bigquery.tables.getData", false],
    ["roles/bigquery.dataViewer", "storage.objects.get", false],
    ["roles/viewer", "bigquery.tables.getData", true],
    ["projects/home-project/roles/unseen", "storage.objects.get", "unknown"],
  ] as const)("%s gives %s: %s", (role, permission, verdict) => expect(roleGives(role, permission, facts)).toBe(verdict));
});
