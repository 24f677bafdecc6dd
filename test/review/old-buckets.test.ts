import type { JsonObject } from "../../review/value";
import { ask, PARENT, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const DATASET = { "ringfence:dataset": "profiles" };
/** What a stack of the program's does to an old bucket. */
const judged = (
  rule: string,
  resource: Record<string, Record<string, JsonObject>>,
  scope: object = { expiring: [] },
  account: string = PARENT,
) => ask(rule, [stack("legacy", resource, { account })], { awsGuards, ...scope });

describe("MIGRATION-05 on an old store", () => {
  const of = (values: JsonObject, scope = {}) =>
    judged("MIGRATION-05", { aws_s3_bucket: { b: { bucket: "old", tags: DATASET, ...values } } }, scope)[0];
  it("is met while its destruction does not empty it", () => expect(of({})).toMatch(/^met/));
  it("is a breach when it does", () => expect(of({ force_destroy: true })).toMatch(/^breach .*emptied when it is destroyed/));
  it("does not know an expression", () => expect(of({ force_destroy: "${var.x}" })).toMatch(/^unknown/));
  it("asks nothing of it where no fence is built, and nothing more of it than that", () => {
    expect(of({ force_destroy: true }, { awsGuards: undefined })).toMatch(/^met/);
    expect(judged("MIGRATION-05", { aws_rds_cluster: { c: {} } })[0]).toMatch(/^met/);
  });
});

describe("MIGRATION-07 on an old bucket", () => {
  const on = (more: JsonObject): JsonObject => ({ id: "r", status: "Enabled", filter: [{ prefix: "" }], ...more });
  const rules = (more: JsonObject, bucket = "old") => ({ aws_s3_bucket_lifecycle_configuration: { c: { bucket, rule: [on(more)] } } });
  const of = (more: JsonObject, scope?: object) => judged("MIGRATION-07", rules(more), scope)[0];
  it.each<JsonObject>([
    { expiration: [{ days: 1 }] },
    { expiration: [{ date: "2026-12-01T00:00:00Z" }] },
    { noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
    { noncurrent_version_expiration: [{ newer_noncurrent_versions: "3" }] },
  ])("is a breach by %j, unless a dry run of that bucket is signed", (more) => {
    expect(of(more)).toMatch(/^breach .*empties the old bucket old without a signed dry run/);
    expect(of(more, { expiring: ["another"] })).toMatch(/^breach/);
    expect(of(more, { expiring: ["old"] })).toMatch(/^met .*signed dry run/);
  });
  it.each<JsonObject>([
    { expiration: [{ expired_object_delete_marker: true }] },
    { abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] },
    { status: "Disabled", expiration: [{ days: 1 }] },
  ])("is met by %j, which deletes no version", (more) => expect(of(more)).toMatch(/^met/));
  it("knows the bucket that a rule refers to, and not one that nobody names", () => {
    const stood = { aws_s3_bucket: { b: { bucket: "old", tags: DATASET } } };
    const by = (bucket: string) => judged("MIGRATION-07", { ...stood, ...rules({ expiration: [{ days: 1 }] }, bucket) });
    expect(by("${aws_s3_bucket.b.id}").join()).toContain("empties the old bucket old");
    expect(by("${var.bucket}").join()).toMatch(/unknown .*which old bucket/);
  });
  it("reads rules in the bucket's own block, on Google too", () => {
    const s3 = { bucket: "old", tags: DATASET, lifecycle_rule: [{ enabled: true, expiration: [{ days: 1 }] }] };
    expect(judged("MIGRATION-07", { aws_s3_bucket: { b: s3 } })[0]).toMatch(/^breach/);
    const gs = (type: string) => ({
      name: "old",
      location: "ASIA-SOUTHEAST1",
      lifecycle_rule: [{ action: [{ type }], condition: [{ age: 1 }] }],
    });
    const google = (type: string) =>
      ask(
        "MIGRATION-07",
        [stack("legacy", { google_storage_bucket: { b: gs(type) } }, { provider: { google: [{ project: "parent-project" }] } })],
        { awsGuards, expiring: [] },
      )[0];
    expect(google("Delete")).toMatch(/^breach/);
    expect(google("AbortIncompleteMultipartUpload")).toMatch(/^met/);
  });
  it("has nothing against it where nobody looked at evidence, or no fence is built", () => {
    expect(of({ expiration: [{ days: 1 }] }, {})).toMatch(/^met/);
    expect(of({ expiration: [{ days: 1 }] }, { expiring: [], awsGuards: undefined })).toMatch(/^met/);
  });
});
