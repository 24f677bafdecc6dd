import type { JsonObject } from "../../review/value";
import { ask, plan, SCOPE, stack } from "./estate";

const THEIRS = { ...SCOPE, parent: ["900000000009", "C0parent9"] };
const OURS = "serviceAccount:x@home-project.iam.gserviceaccount.com";
const PARENTS = "serviceAccount:x@parent-project.iam.gserviceaccount.com";
const google = (project = "home-project", data = {}) => ({ provider: { google: [{ project, region: "us-east1" }] }, data });
const verdicts = (resources: Record<string, Record<string, JsonObject>>, options: object = google()) =>
  (["ACCESS-01", "ACCESS-02"] as const).map((rule) => ask(rule, [stack("s", resources, options)], THEIRS)[0]?.split(" ")[0] ?? "none");

const written = (...members: string[]) => JSON.stringify({ bindings: [{ role: "roles/storage.objectViewer", members }] });
const policy = (policy_data: string) => ({ google_storage_bucket_iam_policy: { p: { bucket: "b", policy_data } } });
const source = (...binding: JsonObject[]) => google("home-project", { google_iam_policy: { d: { binding } } });
const REFERENCE = policy("${data.google_iam_policy.d.policy_data}");
const binding = (...members: string[]): JsonObject => ({ role: "roles/storage.objectViewer", members });
const READER = { role: "READER" };
const list = (...access: JsonObject[]) => ({ google_bigquery_dataset: { d: { dataset_id: "d", location: "us-east1", access } } });

describe("whom a whole policy, a dataset's list or an ACL lets in: ACCESS-01 and ACCESS-02", () => {
  it.each<[string, Record<string, Record<string, JsonObject>>, object?]>([
    ["a policy's text", policy(written(OURS))],
    ["a policy's text without bindings", policy("{}")],
    ["the data source that writes it", REFERENCE, source(binding(OURS), binding("group:a@b.example"))],
    [
      "a service account of a project that is known",
      { ...REFERENCE, google_service_account: { a: { account_id: "a", project: "home-project" } } },
      source(binding("serviceAccount:${google_service_account.a.email}")),
    ],
    ["a dataset's list", list({ ...READER, iam_member: OURS }, { role: "OWNER", special_group: "projectOwners" })],
    ["a view of our own that is let in", list({ view: { project_id: "home-project", dataset_id: "d", table_id: "t" } })],
    ["an entry of its own", { google_bigquery_dataset_access: { a: { dataset_id: "d", ...READER, user_by_email: "a@b.example" } } }],
    ["an ACL", { google_storage_bucket_acl: { a: { bucket: "b", role_entity: ["OWNER:project-owners-1", "READER:user-a@b.example"] } } }],
    ["a private ACL", { google_storage_bucket_acl: { a: { bucket: "b", predefined_acl: "private" } } }],
  ])("is met by %s", (_, resources, options = google()) => expect(verdicts(resources, options)).toEqual(["met", "met"]));

  it.each<[string, Record<string, Record<string, JsonObject>>, object?]>([
    ["a policy's text", policy(written(OURS, PARENTS))],
    ["the data source that writes it", REFERENCE, source(binding(OURS), binding(PARENTS))],
    ["a dataset's list", list({ ...READER, user_by_email: "x@parent-project.iam.gserviceaccount.com" })],
    ["the parent's directory in a list", list({ ...READER, iam_member: "principalSet://cloudidentity.googleapis.com/C0parent9" })],
    ["a view of the parent's", list({ view: { project_id: "parent-project", dataset_id: "d", table_id: "t" } })],
    [
      "a dataset of the parent's",
      list({ dataset: [{ target_types: ["VIEWS"], dataset: [{ project_id: "parent-project", dataset_id: "d" }] }] }),
    ],
    ["a routine of the parent's", list({ routine: [{ project_id: "parent-project", dataset_id: "d", routine_id: "r" }] })],
    [
      "an entry of its own",
      { google_bigquery_dataset_access: { a: { dataset_id: "d", ...READER, user_by_email: "x@parent-project.iam.gserviceaccount.com" } } },
    ],
    [
      "an ACL",
      { google_storage_bucket_access_control: { a: { bucket: "b", ...READER, entity: "user-x@parent-project.iam.gserviceaccount.com" } } },
    ],
  ])("is a breach of the parent's by %s", (_, resources, options = google()) =>
    expect(verdicts(resources, options)).toEqual(["breach", "met"]),
  );

  it.each<[string, Record<string, Record<string, JsonObject>>, object?]>([
    ["a policy's text", policy(written(OURS, "allUsers"))],
    ["the data source that writes it", REFERENCE, source(binding("allAuthenticatedUsers"))],
    ["a dataset's list", list({ ...READER, special_group: "allAuthenticatedUsers" })],
    ["a member of a list", list({ ...READER, iam_member: "allUsers" })],
    ["an ACL", { google_storage_object_acl: { a: { bucket: "b", object: "o", role_entity: ["READER:allUsers"] } } }],
    ["an ACL that is predefined", { google_storage_bucket_acl: { a: { bucket: "b", predefined_acl: "publicRead" } } }],
  ])("is a breach for everybody by %s", (_, resources, options = google()) =>
    expect(verdicts(resources, options)).toEqual(["met", "breach"]),
  );

  it.each<[string, Record<string, Record<string, JsonObject>>, object?]>([
    ["a policy that a variable holds", policy("${var.policy}")],
    ["a policy that is no policy", policy("[")],
    ["a data source that is not there", REFERENCE],
    ["a member of the data source", REFERENCE, source(binding("${var.who}"))],
    ["bindings that only terraform expands", REFERENCE, google("home-project", { google_iam_policy: { d: { dynamic: { binding: {} } } } })],
    ["an entry of a list", list({ ...READER, iam_member: "${var.who}" })],
    ["an ACL's entity", { google_storage_bucket_access_control: { a: { bucket: "b", ...READER, entity: "${var.who}" } } }],
    ["a predefined ACL", { google_storage_bucket_acl: { a: { bucket: "b", predefined_acl: "${var.acl}" } } }],
    ["a bare member", { google_storage_bucket_iam_member: { m: { bucket: "b", role: "r", member: "${var.who}" } } }],
  ])("does not know %s", (_, resources, options = google()) => expect(verdicts(resources, options)).toEqual(["unknown", "unknown"]));

  it("knows that a prefix is not everybody", () =>
    expect(verdicts({ google_storage_bucket_iam_member: { m: { bucket: "b", role: "r", member: "user:${var.who}" } } })).toEqual([
      "unknown",
      "met",
    ]));
  it("has nothing to say of a dataset without a list, of what goes, or of the data source alone", () => {
    expect(verdicts({ google_bigquery_dataset: { d: { dataset_id: "d", location: "us-east1" } } })).toEqual(["none", "none"]);
    const gone = plan([{ address: "google_bigquery_dataset.d", actions: ["delete"], before: { access: [{ iam_member: "allUsers" }] } }]);
    expect(ask("ACCESS-02", [gone], THEIRS)).toEqual([]);
    expect(verdicts({}, source(binding("allUsers")))).toEqual(["none", "none"]);
  });
  it("tolerates the legacy estate", () =>
    expect(ask("ACCESS-02", [stack("s", policy(written("allUsers")), google("parent-project"))], THEIRS)[0]).toMatch(/^met .*legacy/));

  describe("in a plan", () => {
    const address = "google_storage_bucket_iam_policy.p";
    const configuration: JsonObject = {
      root_module: {
        resources: [
          {
            address,
            mode: "managed",
            type: "google_storage_bucket_iam_policy",
            name: "p",
            provider_config_key: "google",
            expressions: { policy_data: { references: ["data.google_iam_policy.d.policy_data", "data.google_iam_policy.d"] } },
          },
        ],
      },
      provider_config: { google: { name: "google", expressions: { project: { constant_value: "home-project" } } } },
    };
    const unread = (after: JsonObject, unknown: JsonObject) => {
      const written = plan([{ address, after: { bucket: "b" }, unknown: { policy_data: true } }]);
      const change = { actions: ["read"], before: null, after, after_unknown: { ...unknown, policy_data: true } };
      const read = { address: "data.google_iam_policy.d", mode: "data", type: "google_iam_policy", name: "d", change };
      return { ...written, resource_changes: [...(written["resource_changes"] as JsonObject[]), read], configuration };
    };
    const judged = (document: JsonObject) =>
      (["ACCESS-01", "ACCESS-02"] as const).map((rule) => ask(rule, [document], THEIRS)[0]?.split(" ")[0] ?? "none");
    it("reads the data source that terraform has still to read", () => {
      expect(judged(unread({ binding: [binding(PARENTS)] }, { binding: [{ members: [false] }] }))).toEqual(["breach", "met"]);
      expect(judged(unread({ binding: [binding("allUsers")] }, { binding: [{ members: [false] }] }))).toEqual(["met", "breach"]);
      expect(judged(unread({ binding: [{ role: "r", members: [] }] }, { binding: [{ members: [true] }] }))).toEqual(["unknown", "unknown"]);
    });
    it("reads what it has read", () =>
      expect(judged(plan([{ address, after: { policy_data: written("allUsers") } }]))).toEqual(["met", "breach"]));
  });
});
