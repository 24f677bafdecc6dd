import type { JsonObject } from "../../review/value";
import { ask, CUSTODY, HOME, KEY, PARENT, plan, SCOPE, STRANGER } from "./estate";

/** A plan that changes nothing, and found one resource otherwise than it was left. */
function drifted(address: string, before: JsonObject, after: JsonObject | null, more: JsonObject = {}): JsonObject {
  const [type = "", name = ""] = address.split(".");
  const change = { actions: [after ? "update" : "delete"], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  return plan([{ address, actions: ["no-op"], before, after: before, expressions: { name: { constant_value: "x" } } }], {
    resource_drift: [{ address, mode: "managed", type, name, change: { ...change, ...more } }],
  });
}

const inParents = (document: JsonObject) => JSON.parse(JSON.stringify(document).replaceAll(HOME, PARENT)) as JsonObject;
const of = (rule: string, document: JsonObject, scope = {}) => ask(rule, [document], scope);

describe("LOCATION-08", () => {
  const table = (...regions: readonly (string | null)[]) => ({ name: "t", replica: regions.map((region) => ({ region_name: region })) });
  const found = (before: JsonObject, after: JsonObject, scope = {}) =>
    of("LOCATION-08", drifted("aws_dynamodb_table.t", before, after), scope);

  it("is a breach when a replica was made outside by hand", () =>
    expect(found(table("us-west-2"), table("eu-west-1", "us-west-2"))).toEqual([
      expect.stringMatching(/^breach aws_dynamodb_table\.t: outside of terraform, the destination of its replica .*eu-west-1/),
    ]));
  it("is a breach when a place was changed to one outside", () => {
    const at = (location: string) => ({ name: "b", location, project: "home-project" });
    const document = drifted("google_storage_bucket.b", at("US-EAST4"), at("EUROPE-WEST1"));
    expect(of("LOCATION-08", document)).toEqual([expect.stringMatching(/^breach .*outside of terraform, it lies in google europe-west1/)]);
  });
  it("is what no other rule sees: the plan itself ends where it was", () =>
    expect(of("LOCATION-02", drifted("aws_dynamodb_table.t", table("us-west-2"), table("eu-west-1")))).toEqual([
      "met aws_dynamodb_table.t",
    ]));
  it("is a breach when copies went into a stranger's account", () => {
    const rule = (account: string) => ({
      rule: [{ copy_action: [{ destination_vault_arn: `arn:aws:backup:us-west-2:${account}:backup-vault:v` }] }],
    });
    const document = drifted("aws_backup_plan.p", rule(HOME), rule(STRANGER));
    expect(of("LOCATION-08", document)).toEqual([expect.stringMatching(/^breach .*123456789012/)]);
  });
  it("is met by a copy inside, in whatever order, and by what has nothing to do with places", () => {
    expect(found(table("us-west-2"), table("us-east-2", "us-west-2"))).toEqual(["met aws_dynamodb_table.t"]);
    expect(found(table("us-east-2", "us-west-2"), table("us-west-2", "us-east-2"))).toEqual(["met aws_dynamodb_table.t"]);
    expect(found({ ...table(), billing_mode: "PROVISIONED" }, { ...table(), billing_mode: "PAY_PER_REQUEST" })).toEqual([
      "met aws_dynamodb_table.t",
    ]);
  });
  it("leaves what was outside before to the resource's own rule", () =>
    expect(found(table("eu-west-1"), { ...table("eu-west-1"), billing_mode: "PROVISIONED" })).toEqual(["met aws_dynamodb_table.t"]));
  it("does not know a destination that it cannot read, nor one that is masked", () => {
    expect(found(table("us-west-2"), table("us-west-2", "us-nowhere-9"))).toEqual([expect.stringMatching(/^unknown .*in no table/)]);
    const masked = { after_sensitive: { replica: [false, { region_name: true }] } };
    const document = drifted("aws_dynamodb_table.t", table("us-west-2"), table("us-west-2", "eu-west-1"), masked);
    const [answer] = of("LOCATION-08", document);
    expect(answer).toMatch(/^unknown/);
    expect(answer).not.toContain("eu-west-1");
  });
  it("does not know where a resource lies whose reported place contradicts its provider's", () => {
    const at = (region: string) => ({ name: "q", arn: `arn:aws:sqs:${region}:${HOME}:q` });
    expect(of("LOCATION-08", drifted("aws_sqs_queue.q", at("us-east-1"), at("eu-west-1")))).toEqual([
      expect.stringMatching(/^unknown .*us-east-1.*eu-west-1|^unknown .*eu-west-1.*us-east-1/),
    ]);
  });
  it("tolerates the legacy estate, and says nothing of what is gone or of a plan without drift", () => {
    expect(of("LOCATION-08", inParents(drifted("aws_dynamodb_table.t", table(), table("eu-west-1"))))).toEqual([
      expect.stringMatching(/^met/),
    ]);
    expect(of("LOCATION-08", drifted("aws_dynamodb_table.t", table(), null))).toEqual([]);
    expect(of("LOCATION-08", plan([{ address: "aws_dynamodb_table.t", after: table() }]))).toEqual([]);
  });
  it("reads the drift of a resource that the configuration no longer holds", () => {
    const document = drifted("aws_dynamodb_table.t", table(), table("eu-west-1"));
    expect(of("LOCATION-08", { ...document, resource_changes: [] })).toEqual([expect.stringMatching(/^breach .*eu-west-1/)]);
  });
});

describe("CUSTODY-08", () => {
  const other = KEY.replace("11111111-2222", "99999999-2222");
  const strangers = KEY.replace(CUSTODY, STRANGER);
  const key = (address: string, attribute: string, before: string | null, after: string | null) =>
    of("CUSTODY-08", drifted(address, { encrypted: true, [attribute]: before }, { encrypted: true, [attribute]: after }));

  it("is a breach when a store was put under another's key, or under none", () => {
    expect(key("aws_efs_file_system.f", "kms_key_id", KEY, strangers)).toEqual([
      expect.stringMatching(/^breach .*outside of terraform, .*123456789012/),
    ]);
    expect(key("aws_sqs_queue.q", "kms_master_key_id", KEY, null)).toEqual([expect.stringMatching(/^breach .*the cloud's own/)]);
  });
  it("is a breach when an alias was pointed elsewhere", () =>
    expect(key("aws_kms_alias.a", "target_key_id", KEY, strangers)).toEqual([expect.stringMatching(/^breach .*123456789012/)]));
  it("is a breach when a bucket's encryption was set to another key, or to Amazon's", () => {
    const rule = (sse_algorithm: string, kms_master_key_id: string) => ({
      bucket: "b",
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm, kms_master_key_id }] }],
    });
    const found = (after: JsonObject) =>
      of("CUSTODY-08", drifted("aws_s3_bucket_server_side_encryption_configuration.e", rule("aws:kms", KEY), after));
    expect(found(rule("aws:kms", strangers))).toEqual([expect.stringMatching(/^breach .*123456789012/)]);
    expect(found(rule("AES256", ""))).toEqual([expect.stringMatching(/^breach .*the cloud's own/)]);
    expect(found(rule("aws:kms", other))).toEqual([expect.stringMatching(/^met/)]);
  });
  it("is a breach when a key's policy was opened", () => {
    const policy = (principal: string) => ({
      policy: JSON.stringify({
        Statement: [{ Sid: "use", Effect: "Allow", Principal: { AWS: principal }, Action: "kms:Decrypt", Resource: "*" }],
      }),
    });
    const role = `arn:aws:iam::${HOME}:role/app`;
    const found = (after: string) => of("CUSTODY-08", drifted("aws_kms_key.k", policy(role), policy(after)));
    expect(found(`arn:aws:iam::${PARENT}:role/x`)).toEqual([expect.stringMatching(/^breach .*999999999999/)]);
    expect(found(`arn:aws:iam::${HOME}:role/other`)).toEqual(["met aws_kms_key.k"]);
  });
  it("is met by another key of the custodian's", () =>
    expect(key("aws_efs_file_system.f", "kms_key_id", KEY, other)).toEqual(["met aws_efs_file_system.f"]));
  it("does not know a key that says nothing", () =>
    expect(key("aws_efs_file_system.f", "kms_key_id", KEY, "my key")).toEqual([expect.stringMatching(/^unknown/)]));
  it("tolerates the legacy estate, and has nothing to say of what takes no key", () => {
    expect(of("CUSTODY-08", inParents(drifted("aws_kms_alias.a", { target_key_id: KEY }, { target_key_id: strangers })))).toEqual([
      expect.stringMatching(/^met/),
    ]);
    expect(key("aws_vpc.v", "cidr_block", "10.0.0.0/16", "10.1.0.0/16")).toEqual([]);
  });
});

describe("MIGRATION-06", () => {
  const before = { bucket: "b", tags: { "ringfence:dataset": "profiles" } };
  const gone = drifted("aws_s3_bucket.b", before, null);

  it("is a breach when a store or a key was deleted by hand", () => {
    expect(of("MIGRATION-06", gone)).toEqual(["breach aws_s3_bucket.b: it was deleted outside of terraform"]);
    expect(of("MIGRATION-06", drifted("aws_kms_key.k", {}, null))).toEqual([expect.stringMatching(/^breach/)]);
  });
  it("is met by one that stands, by a sandbox's, and by a legacy copy in its purge", () => {
    expect(of("MIGRATION-06", drifted("aws_s3_bucket.b", before, { ...before, tags: {} }))).toEqual(["met aws_s3_bucket.b"]);
    expect(of("MIGRATION-06", gone, { headline: "SANDBOX" })).toEqual([expect.stringMatching(/^met .*sandbox/)]);
    const purging = { datasets: [{ ...SCOPE.datasets?.[0], name: "profiles", protected: true, phase: "purge" }] };
    expect(of("MIGRATION-06", inParents(gone), purging)).toEqual([expect.stringMatching(/^met .*purge/)]);
    expect(of("MIGRATION-06", inParents(gone))).toEqual([expect.stringMatching(/^breach/)]);
  });
  it("does not know a legacy copy whose tags are masked", () =>
    expect(of("MIGRATION-06", inParents(drifted("aws_s3_bucket.b", before, null, { before_sensitive: { tags: true } })))).toEqual([
      expect.stringMatching(/^unknown/),
    ]));
  it("has nothing to say of what can be made again", () => expect(of("MIGRATION-06", drifted("aws_vpc.v", {}, null))).toEqual([]));
});
