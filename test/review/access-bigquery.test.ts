import type { JsonObject } from "../../review/value";
import { ask, SCOPE, stack } from "./estate";

const READER = "principalSet://iam.googleapis.com/locations/global/workforcePools/team/attribute.grant/read.profiles";
const NAMED = { ...SCOPE, readers: [{ who: "gatekeeper" as const, dataset: "profiles", arn: READER }] };
const google = { provider: { google: [{ project: "home-project", region: "us-east1" }] } };
const dataset = (access?: JsonObject | JsonObject[]): JsonObject => ({
  dataset_id: "profiles",
  location: "us-east1",
  labels: { ringfence_dataset: "profiles" },
  ...(access && { access }),
});
const of = (access?: JsonObject | JsonObject[], more: Record<string, Record<string, JsonObject>> = {}) =>
  ask("ACCESS-05", [stack("s", { google_bigquery_dataset: { d: dataset(access) }, ...more }, google)], NAMED);
const READS = { role: "READER" };

describe("ACCESS-05 on a BigQuery dataset's own list", () => {
  it.each<[string, JsonObject | JsonObject[]]>([
    ["whom the program names", { ...READS, iam_member: READER }],
    ["the project's owners, whom its bindings name", [{ role: "OWNER", special_group: "projectOwners" }]],
    ["a role that gives no data", { role: "roles/bigquery.metadataViewer", user_by_email: "a@b.example" }],
  ])("is met by %s", (_, access) => expect(of(access)).toEqual(["met google_bigquery_dataset.d"]));
  it.each<[string, JsonObject, string]>([
    ["a user", { ...READS, user_by_email: "a@b.example" }, "user:a@b.example"],
    ["a service account", { role: "WRITER", user_by_email: "x@p.iam.gserviceaccount.com" }, "serviceAccount:x@p.iam.gserviceaccount.com"],
    ["a group", { role: "OWNER", group_by_email: "g@b.example" }, "group:g@b.example"],
    ["a domain", { role: "roles/bigquery.dataViewer", domain: "b.example" }, "domain:b.example"],
    ["everybody who signs in", { ...READS, special_group: "allAuthenticatedUsers" }, "allAuthenticatedUsers"],
    ["everybody", { ...READS, iam_member: "allUsers" }, "allUsers"],
  ])("is a breach for %s", (_, entry, who) =>
    expect(of([{ ...READS, iam_member: READER }, entry])).toEqual([
      expect.stringContaining(`breach google_bigquery_dataset.d: ${who} can read profiles`),
    ]),
  );
  it.each<[string, JsonObject | JsonObject[]]>([
    ["a role", { role: "${var.role}", user_by_email: "a@b.example" }],
    ["a member", { ...READS, user_by_email: "${var.user}" }],
    ["a group of its own", { ...READS, special_group: "${var.group}" }],
    ["who reads a view that is let in", { view: { project_id: "p", dataset_id: "d", table_id: "t" } }],
    ["who reads a dataset that is let in", { dataset: [{ target_types: ["VIEWS"], dataset: [{ project_id: "p", dataset_id: "d" }] }] }],
    ["whether a condition holds", { ...READS, user_by_email: "a@b.example", condition: { expression: "resource.matchTag('1/a', 'b')" } }],
  ])("does not know %s", (_, access) => expect(of(access)).toEqual([expect.stringMatching(/^unknown google_bigquery_dataset\.d/)]));
  it("does not know a list that only terraform expands", () =>
    expect(
      ask(
        "ACCESS-05",
        [
          stack(
            "s",
            { google_bigquery_dataset: { d: { ...dataset(), dynamic: { access: { for_each: "${var.all}", content: {} } } } } },
            google,
          ),
        ],
        NAMED,
      ),
    ).toEqual([expect.stringMatching(/^unknown .*its policy is not known/)]));
  it("has nothing to say without a list, or where the program names nobody", () => {
    expect(of()).toEqual([]);
    expect(
      ask("ACCESS-05", [stack("s", { google_bigquery_dataset: { d: dataset({ ...READS, iam_member: "allUsers" }) } }, google)], {
        ...NAMED,
        readers: undefined,
      }),
    ).toEqual([]);
  });
  it("reads an entry that is a resource of its own", () => {
    const entry = { google_bigquery_dataset_access: { a: { dataset_id: "profiles", ...READS, user_by_email: "a@b.example" } } };
    expect(of(undefined, entry)).toEqual([expect.stringMatching(/^breach google_bigquery_dataset_access\.a: user:a@b\.example/)]);
    const other = { google_bigquery_dataset_access: { a: { dataset_id: "other", ...READS, user_by_email: "a@b.example" } } };
    expect(of(undefined, other)).toEqual(["met google_bigquery_dataset_access.a"]);
  });
});
