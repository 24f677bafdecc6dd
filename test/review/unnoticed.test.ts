import { ask, bucket, HOME, stack } from "./estate";
import type { JsonObject } from "../../review/value";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const ignores = (rule: string, type: string, ignore_changes: JsonObject[string], scope = {}) =>
  ask(rule, [stack("s", { [type]: { x: { lifecycle: { ignore_changes } } } })], { awsGuards, ...scope }).filter((text) =>
    text.includes("terraform ignores"),
  );

describe.each([
  ["LOCATION-13", "aws_dynamodb_table", "replica"],
  ["LOCATION-13", "aws_s3_bucket_replication_configuration", "rule[0].destination"],
  ["LOCATION-13", "aws_s3_bucket", "region"],
  ["NETWORK-12", "aws_security_group", "ingress"],
  ["NETWORK-12", "aws_networkfirewall_rule_group", "rule_group"],
  ["AUDIT-11", "aws_cloudtrail", "advanced_event_selector"],
  ["AUDIT-11", "aws_cloudwatch_metric_alarm", "threshold"],
  ["MIGRATION-11", "aws_rds_cluster", "deletion_protection"],
  ["MIGRATION-11", "aws_s3_bucket_versioning", "versioning_configuration"],
] as const)("%s: %s that ignores %s", (rule, type, name) => {
  it("is a breach", () => expect(ignores(rule, type, [name])).toEqual([expect.stringMatching(new RegExp(`^breach ${type}.x`))]));
  it("is none of what guards nothing, and is not asked without a fence", () => {
    expect(ignores(rule, type, ["description", "desired_count"])).toEqual([]);
    expect(ignores(rule, type, [name], { awsGuards: undefined })).toEqual([]);
  });
});

describe("MIGRATION-03: the tags by which a store says what it holds", () => {
  const of = (more: JsonObject, aws: JsonObject = {}, scope = {}) =>
    ask(
      "MIGRATION-03",
      [
        stack(
          "s",
          { aws_s3_bucket: { b: bucket({ lifecycle: more }) } },
          { provider: { aws: [{ region: "us-east-1", allowed_account_ids: [HOME], ...aws }] } },
        ),
      ],
      { awsGuards, ...scope },
    );
  it.each<[JsonObject, JsonObject]>([
    [{ ignore_changes: ["tags"] }, {}],
    [{ ignore_changes: ['tags["ringfence:dataset"]'] }, {}],
    [{}, { ignore_tags: [{ keys: ["ringfence:dataset"] }] }],
    [{}, { ignore_tags: [{ key_prefixes: ["ring"] }] }],
  ])("are a breach where terraform ignores them: %j %j", (lifecycle, aws) => {
    expect(of(lifecycle, aws)).toEqual([expect.stringMatching(/^breach aws_s3_bucket.b: terraform ignores/)]);
    expect(of(lifecycle, aws, { awsGuards: undefined })).toEqual(["met aws_s3_bucket.b"]);
  });
  it.each<[JsonObject, JsonObject]>([
    [{ ignore_changes: ['tags["team"]'] }, {}],
    [{}, { ignore_tags: [{ keys: ["team"], key_prefixes: ["aws-"] }] }],
  ])("are met where it ignores others: %j %j", (lifecycle, aws) => expect(of(lifecycle, aws)).toEqual(["met aws_s3_bucket.b"]));
});
