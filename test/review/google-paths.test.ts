import { Jurisdiction } from "../../config/jurisdiction";
import type { JsonObject } from "../../review/value";
import { ask, stack } from "./estate";

const provider = (region: string) => ({ provider: { google: [{ project: "home-project", region }] } });
const of = (type: string, body: JsonObject, more: Parameters<typeof stack>[1] = {}, code = "US", region = "us-east1") =>
  ask("LOCATION-02", [stack("s", { [type]: { x: body }, ...more }, provider(region))], { jurisdiction: Jurisdiction.of(code) });
const BUCKET = { google_storage_bucket: { b: { name: "exports", location: "us-east1" } } };

describe("LOCATION-02: what BigQuery sends elsewhere", () => {
  const JOB = "google_bigquery_job";
  const query = (text: string, more = {}) => of(JOB, { location: "us-east1", query: [{ query: text }] }, more);
  const TRANSFER = "google_bigquery_data_transfer_config";
  it("reads where a query exports to", () => {
    const exports = "EXPORT DATA OPTIONS (uri = 'gs://exports/x-*.csv', format = 'CSV') AS SELECT 1";
    expect(query("SELECT 1")).toEqual([`met ${JOB}.x`]);
    expect(query(exports, BUCKET)).toEqual([`met ${JOB}.x`]);
    expect(query(exports)[0]).toMatch(/^unknown .* the bucket exports is in none of the inputs/);
    expect(query("EXPORT DATA OPTIONS (uri = @uri) AS SELECT 1")[0]).toMatch(/^unknown .* does not write out/);
    expect(query("export data options (uri='s3://parents/x') as select 1")[0]).toMatch(/^unknown/);
    expect(query("${var.query}")[0]).toMatch(/^unknown/);
    expect(of(TRANSFER, { location: "us-east1", params: { query: exports } })[0]).toMatch(/^unknown .* of its query/);
    expect(of(TRANSFER, { location: "us-east1", params: { query: "SELECT 1" } })).toEqual([`met ${TRANSFER}.x`]);
  });
  it.each<[string, JsonObject]>([
    [JOB, { location: "us-east1", copy: [{ destination_table: [{ project_id: "parent-project" }] }] }],
    [JOB, { location: "us-east1", load: [{ destination_table: [{ project_id: "parent-project" }] }] }],
    [JOB, { location: "us-east1", query: [{ query: "SELECT 1", destination_table: [{ project_id: "parent-project" }] }] }],
    [
      "google_bigquery_analytics_hub_listing_subscription",
      { location: "us-east1", destination_dataset: [{ dataset_reference: [{ project_id: "parent-project" }] }] },
    ],
    [
      "google_bigquery_connection",
      { location: "us-east1", cloud_spanner: [{ database: "projects/parent-project/instances/i/databases/d" }] },
    ],
    ["google_bigquery_connection", { location: "us-east1", cloud_sql: [{ instance_id: "parent-project:us-east1:profiles" }] }],
  ])("is a breach where %s names a project of the parent's", (type, body) => {
    expect(of(type, body)).toContainEqual(expect.stringMatching(/^breach .* lies in the parent's account parent-project/));
    const own = JSON.parse(JSON.stringify(body).replaceAll("parent-project", "home-project")) as JsonObject;
    for (const answer of of(type, own)) expect(answer).toMatch(/^met/);
  });
  it("does not know where a remote function answers", () => {
    expect(of("google_bigquery_routine", { remote_function_options: [{ endpoint: "https://f.parent.example" }] })[0]).toMatch(/^unknown/);
    expect(of("google_bigquery_routine", {})).toEqual([]);
  });
});

describe("LOCATION-02: snapshots that name no place", () => {
  const SNAPSHOT = "google_compute_snapshot";
  const POLICY = "google_compute_resource_policy";
  const policy = (more: JsonObject = {}): JsonObject => ({ snapshot_schedule_policy: [{ schedule: [{}], ...more }] });
  it("are kept in the multi-region that is nearest", () => {
    expect(of(SNAPSHOT, { zone: "us-east1-b" })).toEqual([`met ${SNAPSHOT}.x`]);
    expect(of(POLICY, policy())).toEqual([`met ${POLICY}.x`]);
    expect(of(SNAPSHOT, { zone: "europe-west3-a" }, {}, "EU", "europe-west3")).toEqual([`met ${SNAPSHOT}.x`]);
    expect(of(SNAPSHOT, { zone: "europe-west3-a" }, {}, "DE", "europe-west3")[0]).toMatch(/^breach .*nearest multi-region.*outside DE/);
    expect(of(POLICY, policy(), {}, "DE", "europe-west3")[0]).toMatch(/^breach/);
    expect(of(SNAPSHOT, { zone: "northamerica-northeast1-a" }, {}, "CA", "northamerica-northeast1")[0]).toMatch(/^unknown/);
  });
  it("lie where they or their project's settings say", () => {
    const named = { storage_locations: ["europe-west3"] };
    expect(of(SNAPSHOT, { zone: "europe-west3-a", ...named }, {}, "DE", "europe-west3")).toEqual([`met ${SNAPSHOT}.x`]);
    expect(of(POLICY, policy({ snapshot_properties: [named] }), {}, "DE", "europe-west3")).toEqual([`met ${POLICY}.x`]);
    expect(of(POLICY, { group_placement_policy: [{}] }, {}, "DE", "europe-west3")).toEqual([]);
    const settings = { google_compute_snapshot_settings: { s: { storage_location: [{ policy: "LOCAL_REGION" }] } } };
    expect(of(SNAPSHOT, { zone: "europe-west3-a" }, settings, "DE", "europe-west3")).not.toContainEqual(
      expect.stringMatching(/snapshot\.x/),
    );
  });
});
