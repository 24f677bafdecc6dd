import { select, type JsonObject } from "../../review/value";
import { ask, AUDIT, bucket, HOME, plan, SCOPE, stack } from "./estate";

/** What a plan says of resources that stand already, as their provider reports it: more than their configuration does. */
const standing = (address: string, values: JsonObject, expressions: JsonObject = {}, actions = ["no-op"]) => ({
  address,
  actions,
  before: values,
  after: values,
  expressions,
});
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("a block that is not there", () => {
  it("is an empty list in a plan, and nothing under its path", () => {
    expect(select({ filter: [{ tag: [], and: [] }] }, "filter[].tag")).toEqual([]);
    expect(select({ filter: [{ tag: [{ key: "a" }] }] }, "filter[].tag")).toHaveLength(1);
  });
  it("narrows no replication", () => {
    const place = (account: string, region: string) => ({ cloud: "aws" as const, account, region });
    const home = { home: place(HOME, "us-east-1"), recovery: place(AUDIT, "us-west-2") };
    const scope = {
      awsGuards: { units: [], controls: [], exceptRegions: [] },
      datasets: [{ name: "profiles", protected: true, phase: "copy" as const, ...home }],
    };
    const rule = (filter: JsonObject) => ({
      status: "Enabled",
      prefix: null,
      filter: [filter],
      destination: [{ bucket: "arn:aws:s3:::second" }],
    });
    const fed = (filter: JsonObject) =>
      ask(
        "MIGRATION-10",
        [
          plan([
            standing("aws_s3_bucket.b", bucket()),
            standing("aws_s3_bucket_replication_configuration.r", { bucket: "profiles", rule: [rule(filter)] }),
          ]),
          stack("recovery", { aws_s3_bucket: { b: bucket({ bucket: "second" }) } }, { account: AUDIT, region: "us-west-2" }),
        ],
        scope,
        true,
      )[0];
    expect(fed({ prefix: "", tag: [], and: [] })).toBe("met aws_s3_bucket.b");
    expect(fed({ prefix: "", tag: [{ key: "a", value: "b" }], and: [] })).toMatch(/^breach aws_s3_bucket.b: nothing copies/);
  });
});

describe("a role's rights, which its provider repeats on it", () => {
  const ALLOW = { Sid: "Reads", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::profiles/*" };
  const HARMLESS = document({ ...ALLOW, Resource: "arn:aws:s3:::other/*" });
  const READS = document(ALLOW);
  const ROLE = {
    name: "r",
    assume_role_policy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${HOME}:role/x` } }),
  };
  const read = (role: JsonObject, policy: string, actions?: string[], unknown: JsonObject = {}) =>
    ask(
      "ACCESS-04",
      [
        plan([
          standing("aws_s3_bucket.b", bucket()),
          { ...standing("aws_iam_role.r", { ...ROLE, ...role }), unknown },
          standing("aws_iam_role_policy.p", { name: "own", role: "r", policy }, {}, actions),
        ]),
      ],
      { ...SCOPE, readers: [] },
    )[0];
  const repeated = (policy: string) => ({ inline_policy: [{ name: "own", policy }], managed_policy_arns: [] });

  it("are met where they reach nothing", () => expect(read(repeated(HARMLESS), HARMLESS)).toBe("met aws_s3_bucket.b"));
  it("are a breach where somebody gave it more by hand", () =>
    expect(read({ inline_policy: [{ name: "other", policy: READS }] }, HARMLESS)).toMatch(/^breach aws_iam_role.r: .*can read profiles/));
  it("are judged as they will be: what the plan takes away is not asked any more", () => {
    expect(read(repeated(READS), HARMLESS, ["update"])).toBe("met aws_s3_bucket.b");
    expect(read(repeated(HARMLESS), READS, ["update"])).toMatch(/^breach/);
    expect(read(repeated(READS), READS, ["delete"])).toBe("met aws_s3_bucket.b");
  });
  it("are not known before there are any, which is not a doubt", () =>
    expect(read({}, HARMLESS, ["create"], { inline_policy: true, managed_policy_arns: true })).toBe("met aws_s3_bucket.b"));
  it("are not known where a policy stands in no input", () =>
    expect(read({ managed_policy_arns: ["arn:aws:iam::aws:policy/Anything"] }, HARMLESS)).toMatch(/^unknown aws_iam_role.r/));
});

describe("a bucket's list of access, which S3 gives each", () => {
  const grant = (id: string, ...permissions: string[]) => ({ id, type: "CanonicalUser", permissions, uri: "" });
  const of = (type: string, values: JsonObject, expressions?: JsonObject) =>
    ask("ACCESS-08", [plan([standing(`${type}.b`, values, expressions)])]);
  it("is met by the owner's one line", () =>
    expect(of("aws_s3_bucket", { grant: [grant("owner", "FULL_CONTROL")] })).toEqual(["met aws_s3_bucket.b"]));
  it.each<[string, JsonObject, JsonObject]>([
    ["another's beside it", { grant: [grant("owner", "FULL_CONTROL"), grant("other", "READ")] }, {}],
    ["one that reads", { grant: [grant("other", "READ")] }, {}],
    ["one that the configuration writes", { grant: [grant("other", "FULL_CONTROL")] }, { grant: [{ id: { constant_value: "other" } }] }],
  ])("is a breach with %s", (_, values, expressions) => expect(of("aws_s3_bucket", values, expressions)[0]).toMatch(/^breach/));
  it("names its owner in a resource of its own", () => {
    const list = (id: string) => ({
      acl: "private",
      access_control_policy: [{ owner: [{ id: "owner" }], grant: [{ permission: "FULL_CONTROL", grantee: [{ id, uri: "" }] }] }],
    });
    expect(of("aws_s3_bucket_acl", list("owner"))).toEqual(["met aws_s3_bucket_acl.b", "met aws_s3_bucket_acl.b"]);
    expect(of("aws_s3_bucket_acl", list("other"))[1]).toMatch(/^breach/);
  });
});
