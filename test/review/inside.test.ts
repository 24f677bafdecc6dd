import { ask, bucket, plan, stack } from "./estate";
import type { JsonObject } from "../../review/value";

const BUCKET = { address: "aws_s3_bucket.b", after: bucket(), expressions: { bucket: { constant_value: "profiles" } } };
const of = (made: JsonObject) => ask("LOCATION-06", [made]);
const changes = (made: JsonObject) => made["resource_changes"] as JsonObject[];
const resources = (made: JsonObject) => ((made["configuration"] as JsonObject)["root_module"] as JsonObject)["resources"] as JsonObject[];
const written = (made: JsonObject, root_module: JsonObject): JsonObject => ({
  ...made,
  configuration: { ...(made["configuration"] as JsonObject), root_module },
});
const state = (...addresses: readonly string[]): JsonObject => ({
  root_module: { resources: addresses.map((address) => ({ address, mode: "managed", type: address.split(".")[0] as string, values: {} })) },
});

describe("LOCATION-06: what one part of a plan says otherwise than another", () => {
  it("is nothing in a plan that terraform wrote", () => {
    const made = plan([BUCKET, { address: "aws_sqs_queue.q", actions: ["delete"], before: {} }]);
    const kept = { ...written(made, { resources: resources(made).slice(0, 1) }), planned_values: state("aws_s3_bucket.b") };
    expect(of({ ...kept, prior_state: { values: state("aws_s3_bucket.b", "aws_sqs_queue.q") } })).toEqual(["met "]);
  });
  it("is a change that was taken out, by what is written, what stands and what is planned", () => {
    const made = plan([BUCKET, { address: "aws_s3_bucket.c" }, { address: "aws_s3_bucket.d" }]);
    const [first] = changes(made);
    expect(of({ ...made, resource_changes: [first as JsonObject] })).toEqual([
      "unknown aws_s3_bucket.c: it is written, and is not among its changes, as are 1 more",
    ]);
    const bare = plan([BUCKET]);
    expect(of({ ...bare, prior_state: { values: state("aws_s3_bucket_policy.p") } })[0]).toMatch(
      /^unknown aws_s3_bucket_policy.p: it stands/,
    );
    expect(of({ ...bare, planned_values: state("aws_s3_bucket_policy.p") })[0]).toMatch(/^unknown aws_s3_bucket_policy.p: it is planned/);
  });
  it("is none where the plan says itself that it leaves something out, and none of what is repeated or has moved", () => {
    const made = plan([BUCKET, { address: "aws_s3_bucket.c" }]);
    const [first, second] = changes(made) as [JsonObject, JsonObject];
    const targeted = of({ ...made, resource_changes: [first], complete: false });
    expect(targeted).toEqual([expect.stringMatching(/^unknown complete/)]);
    const none = resources(made).map((each, index) => (index === 1 ? { ...each, count_expression: { constant_value: 0 } } : each));
    expect(of({ ...written(made, { resources: none }), resource_changes: [first] })).toEqual(["met "]);
    // Of a for_each that calls a function a plan shows nothing.
    const each = { ...second, address: 'aws_s3_bucket.c["k"]', index: "k" };
    expect(of({ ...made, resource_changes: [first, each] })).toEqual(["met "]);
    const moved = [{ ...first, previous_address: "aws_s3_bucket.old" }];
    expect(of({ ...plan([BUCKET]), resource_changes: moved, prior_state: { values: state("aws_s3_bucket.old") } })).toEqual(["met "]);
  });
  it("is something that is to stand and that nobody wrote, unless terraform writes it for an import", () => {
    const made = plan([{ ...BUCKET, actions: ["no-op"], before: bucket() }]);
    const unwritten = written(made, { resources: [] });
    expect(of(unwritten)[0]).toMatch(/^unknown aws_s3_bucket.b: it is to stand, and is in no configuration/);
    const [first] = changes(unwritten) as [JsonObject];
    const change = { ...(first["change"] as JsonObject), generated_config: "resource {}" };
    expect(of({ ...unwritten, resource_changes: [{ ...first, change }] })).toEqual(["met "]);
  });
  it("is one address twice, but for what is deposed", () => {
    const made = plan([BUCKET]);
    const [first] = changes(made) as [JsonObject];
    expect(of({ ...made, resource_changes: [first, first] })[0]).toMatch(/^unknown aws_s3_bucket.b: it is among its changes twice/);
    const gone = { ...first, deposed: "12345678", change: { actions: ["delete"], before: {}, after: null } };
    expect(of({ ...made, resource_changes: [first, gone] })).toEqual(["met "]);
  });
  it.each<[string, string[], JsonObject | null, JsonObject | null]>([
    ["deletes what stays", ["delete"], {}, {}],
    ["keeps what goes", ["no-op"], {}, null],
    ["makes what stands", ["create"], {}, {}],
    ["forgets what stays", ["forget"], {}, {}],
  ])("is an action that %s", (_, actions, before, after) => {
    const made = plan([BUCKET]);
    const [first] = changes(made) as [JsonObject];
    expect(of({ ...made, resource_changes: [{ ...first, change: { actions, before, after } }] })[0]).toMatch(
      /^unknown aws_s3_bucket.b: its action, [a-z-]+, is not what it shows/,
    );
  });
  it("is a place, a name or a key that is planned otherwise than it is written", () => {
    const planned = (attribute: string, wrote: string, after: string) =>
      of(plan([{ address: "aws_s3_bucket.b", after: { [attribute]: after }, expressions: { [attribute]: { constant_value: wrote } } }]))[0];
    expect(planned("region", "eu-west-3", "us-east-1")).toMatch(/^unknown aws_s3_bucket.b: its region is planned otherwise/);
    expect(planned("kms_key_id", "arn:aws:kms:us-east-1:1:key/1", "arn:aws:kms:us-east-1:2:key/1")).toMatch(/^unknown/);
    expect(planned("location", "us", "US")).toBe("met ");
    expect(planned("project", "projects/x", "x")).toBe("met ");
    expect(planned("kms_key_id", "alias/x", "arn:aws:kms:us-east-1:1:key/1")).toBe("met ");
    expect(planned("region", "${var.region}", "us-east-1")).toBe("met ");
  });
});

describe("LOCATION-06: what a source says beside what is judged", () => {
  const beside = (more: JsonObject, resource: Record<string, JsonObject> = {}, scope = {}) =>
    ask("LOCATION-06", [stack("s", { aws_s3_bucket: resource }, { more })], scope);
  const FENCE = { awsGuards: { units: [], controls: [], exceptRegions: [] } };
  it("is a section of a later terraform", () =>
    expect(beside({ action: { aws_lambda_invoke: {} } })).toEqual(["unknown action: its action blocks are not judged"]));
  it("is a program that runs when a block has left", () => {
    const removed = { from: "aws_s3_bucket.b", provisioner: [{ "local-exec": { when: "destroy", command: "x" } }] };
    expect(beside({ removed: [removed] })[0]).toMatch(/^unknown removed.aws_s3_bucket.b: its provisioner/);
    expect(beside({ removed: [{ from: "aws_s3_bucket.b", lifecycle: { destroy: false } }] })).toEqual([]);
  });
  it.each<JsonObject>([{ count: "${var.n}" }, { for_each: "${toset([])}" }, { lifecycle: { enabled: "${var.on}" } }])(
    "is in a fence how often %j stands",
    (more) => {
      expect(beside({ variable: { n: {}, on: {} } }, { b: bucket(more) }, FENCE)).toEqual([
        "unknown aws_s3_bucket.b: how often it stands is only seen in a plan",
      ]);
      expect(beside({ variable: { n: {}, on: {} } }, { b: bucket(more) })).toEqual([]);
      expect(beside({}, { b: bucket({ count: 2 }) }, FENCE)).toEqual([]);
    },
  );
});

test("a guard that is switched off, or of which a plan shows none, is none", () => {
  const guard = (more: JsonObject) => ({
    aws_s3_bucket: { a: { bucket: "a" } },
    aws_s3_bucket_public_access_block: { a: { bucket: "a", ...more } },
  });
  const judged = (documents: readonly JsonObject[]) =>
    ask("CUSTODY-10", documents, { awsGuards: { units: [], controls: [], exceptRegions: [] } }, true).filter((text) =>
      text.includes("block of public access"),
    );
  expect(judged([stack("s", guard({}))])).toEqual([]);
  expect(judged([stack("s", guard({ lifecycle: { enabled: false } }))])).toHaveLength(1);
  const made = plan([{ address: "aws_s3_bucket.a", after: { bucket: "a" } }]);
  const block = {
    address: "aws_s3_bucket_public_access_block.a",
    mode: "managed",
    type: "aws_s3_bucket_public_access_block",
    name: "a",
    count_expression: { references: ["var.n"] },
  };
  const none = written(made, { resources: [...resources(made), block] });
  expect(judged([none, stack("file0", guard({ count: "${var.n}" }))])).toHaveLength(1);
});
