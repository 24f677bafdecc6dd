import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const LOCK = {
  aws_s3_bucket_object_lock_configuration: { l: { bucket: "${aws_s3_bucket.b.id}", rule: { default_retention: { days: 365 } } } },
};
const rules = (...rule: JsonObject[]) => ({
  aws_s3_bucket: { b: { bucket: "archive", tags: { "ringfence:purpose": "logs" } } },
  aws_s3_bucket_lifecycle_configuration: { c: { bucket: "${aws_s3_bucket.b.id}", rule } },
});
const of = (resources: Record<string, Record<string, JsonObject>>, scope = {}) =>
  ask("AUDIT-19", [stack("audit", resources)], { awsGuards, logDays: 365, ...scope }, true);
const on = (more: JsonObject): JsonObject => ({ id: "r", status: "Enabled", filter: [{ prefix: "" }], ...more });

describe("AUDIT-19: no lifecycle hides what a lock keeps", () => {
  it.each<[string, JsonObject]>([
    ["an expiration after the retention", { expiration: [{ days: 365 }] }],
    ["an expiration of markers alone", { expiration: [{ expired_object_delete_marker: true }] }],
    ["an expiration of markers, as a provider reads it back", { expiration: [{ days: 0, expired_object_delete_marker: true }] }],
    ["an end of old versions, which the lock keeps", { noncurrent_version_expiration: [{ noncurrent_days: 1 }] }],
    ["a class that answers at once", { transition: [{ days: 90, storage_class: "GLACIER_IR" }] }],
    ["a class that sleeps after the retention", { transition: [{ days: 400, storage_class: "DEEP_ARCHIVE" }] }],
    ["a rule that is off", { status: "Disabled", expiration: [{ days: 1 }] }],
  ])("takes %s", (_, rule) => {
    for (const text of of({ ...rules(on(rule)), ...LOCK })) expect(text).toMatch(/^met/);
  });
  it.each<[string, JsonObject, string]>([
    ["an expiration within it", { expiration: [{ days: 364 }] }, "hides"],
    ["an expiration by a date", { expiration: [{ date: "2030-01-01T00:00:00Z" }] }, "hides"],
    ["a class that sleeps", { transition: [{ days: 90, storage_class: "GLACIER" }] }, "out of reach"],
    ["a class that sleeps at once", { transition: [{ storage_class: "DEEP_ARCHIVE" }] }, "out of reach"],
    [
      "the second of two transitions",
      {
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 60, storage_class: "GLACIER" },
        ],
      },
      "reach",
    ],
  ])("is a breach by %s", (_, rule, said) =>
    expect(of({ ...rules(on(rule)), ...LOCK })[0]).toMatch(new RegExp(`^breach aws_s3_bucket_lifecycle_configuration.c: .*${said}`)),
  );
  it("is a breach by a rule in the bucket itself", () => {
    const bucket = { bucket: "archive", lifecycle_rule: [{ enabled: true, expiration: [{ days: 7 }] }] };
    expect(of({ aws_s3_bucket: { b: bucket }, ...LOCK })[0]).toMatch(/^breach aws_s3_bucket.b: it hides/);
  });
  it.each<[string, JsonObject]>([
    ["days", { expiration: [{ days: "${var.days}" }] }],
    ["a state", { status: "${var.state}", expiration: [{ days: 1 }] }],
    ["a class", { transition: [{ days: 1, storage_class: "${var.class}" }] }],
  ])("does not know %s that nobody can read", (_, rule) => expect(of({ ...rules(on(rule)), ...LOCK })[0]).toMatch(/^unknown/));
  it("has nothing to say of a bucket without a lock, of one without rules, or where the program builds no fence", () => {
    const early = rules(on({ expiration: [{ days: 1 }] }));
    expect(of(early)).toEqual([]);
    expect(of({ ...rules(), ...LOCK })).toEqual([]);
    expect(of({ ...early, ...LOCK }, { awsGuards: undefined })).toEqual([]);
    expect(ask("AUDIT-19", [plan([{ address: "aws_s3_bucket_lifecycle_configuration.c" }])], { awsGuards })).toEqual([]);
  });
});

test("MIGRATION-07: a rule in the bucket itself deletes as well", () => {
  const bucket = (enabled: boolean) => ({
    tags: { "ringfence:dataset": "profiles" },
    lifecycle_rule: [{ enabled, expiration: [{ days: 7 }] }],
  });
  const asked = (enabled: boolean) => ask("MIGRATION-07", [stack("s", { aws_s3_bucket: { b: bucket(enabled) } })]);
  expect(asked(true)[0]).toMatch(/^breach aws_s3_bucket.b: it deletes current objects/);
  expect(asked(false)).toEqual([]);
});
