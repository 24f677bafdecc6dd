import { ask, bucket, HOME, PARENT, plan, stack } from "./estate";
import type { JsonObject } from "../../review/value";

const expressions: JsonObject = {
  region: { constant_value: "us-east-1" },
  allowed_account_ids: { constant_value: [HOME] },
};
const BUCKET = { address: "aws_s3_bucket.b", after: bucket(), expressions: { bucket: { constant_value: "profiles" } } };
const configured = (provider: JsonObject, more: JsonObject = {}, resources = [BUCKET]): JsonObject => {
  const made = plan(resources);
  const configuration = made["configuration"] as JsonObject;
  const aws = { name: "aws", full_name: "registry.terraform.io/hashicorp/aws", expressions: { ...expressions, ...provider } };
  return { ...made, configuration: { ...configuration, provider_config: { aws, ...more } } };
};
const SOURCE = stack("file0", { aws_s3_bucket: { b: bucket() } });

describe("LOCATION-11 and what a plan alone says of its provider", () => {
  const of = (provider: JsonObject, more?: JsonObject) => ask("LOCATION-11", [configured(provider, more)]);
  it.each<[string, JsonObject]>([
    ["a proxy", { https_proxy: { constant_value: "http://proxy.parent.example:3128" } }],
    ["a certificate of somebody's own", { custom_ca_bundle: { constant_value: "/ca.pem" } }],
    ["any certificate", { insecure: { constant_value: true } }],
    ["credentials", { secret_key: { constant_value: "x" } }],
    ["an endpoint elsewhere", { endpoints: [{ s3: { constant_value: "https://s3.parent.example" } }] }],
  ])("is a breach with %s", (_, provider) => expect(of(provider)).toEqual([expect.stringMatching(/^breach provider.aws/)]));
  it("does not know an endpoint that is an expression", () =>
    expect(of({ endpoints: [{ s3: { references: ["var.endpoint"] } }] })[0]).toMatch(/^unknown provider.aws/));
  it("is met without any, and where emulators stand", () => {
    expect(of({})[0]).toBe("met ");
    const own = { http_proxy: { constant_value: "http://127.0.0.1:5000" }, secret_key: { constant_value: "x" } };
    expect(of({ ...own, endpoints: [{ s3: { constant_value: "http://localhost:5000" } }] })[0]).toBe("met ");
  });
  it("is a breach with a fork under another name, or one that makes the resources", () => {
    const fork = { name: "amazon", full_name: "registry.parent.example/hashicorp/aws", expressions: {} };
    expect(of({}, { amazon: fork })[0]).toMatch(/^breach terraform.required_providers.amazon/);
    const made = configured({});
    const changes = (made["resource_changes"] as JsonObject[]).map((change) => ({ ...change, provider_name: fork.full_name }));
    expect(ask("LOCATION-11", [{ ...made, resource_changes: changes }])[0]).toMatch(/^breach terraform.required_providers.aws/);
  });
  it("says once what source and plan say alike", () => {
    const provider = { aws: [{ region: "us-east-1", allowed_account_ids: [HOME], insecure: true }] };
    const source = stack("file0", { aws_s3_bucket: { b: bucket() } }, { provider });
    expect(ask("LOCATION-11", [configured({ insecure: { constant_value: true } }), source])).toHaveLength(1);
  });
});

describe("LOCATION-06 and the source beside a plan", () => {
  const of = (made: JsonObject, source = SOURCE) => ask("LOCATION-06", [made, source]);
  it("is met by the one that it was made from", () => expect(of(configured({}))).toEqual(["met "]));
  it.each<[string, JsonObject]>([
    ["region", { region: { constant_value: "eu-west-3" } }],
    ["allowed_account_ids", { allowed_account_ids: { constant_value: [PARENT] } }],
    ["allowed_account_ids", { allowed_account_ids: { constant_value: null } }],
    ["assume_role", { assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${PARENT}:role/x` } }] }],
  ])("does not know a plan with another %s", (attribute, provider) =>
    expect(of(configured(provider))).toEqual([expect.stringMatching(new RegExp(`^unknown provider.aws: its ${attribute} is another`))]),
  );
  it("does not know a provider more, or an attribute that the source does not have so", () => {
    expect(of(configured({}, { "aws.far": { name: "aws", alias: "far", expressions } }))[0]).toMatch(/^unknown provider.aws.far/);
    const other = [{ ...BUCKET, expressions: { bucket: { constant_value: "another" } } }];
    expect(of(configured({}, {}, other))[0]).toMatch(/^unknown aws_s3_bucket.b: its bucket is another/);
  });
  it("reads a source's locals, and leaves templates alone", () => {
    const source = {
      ...SOURCE,
      locals: { region: "us-east-1" },
      provider: { aws: [{ region: "${local.region}", allowed_account_ids: [HOME] }] },
    };
    expect(of(configured({}), source)).toEqual(["met "]);
    const template = [{ ...BUCKET, expressions: { bucket: { constant_value: "${local.name}" } } }];
    expect(of(configured({}, {}, template))).toEqual(["met "]);
  });
  it("does not know a plan of another day, whose source of that name has other blocks", () => {
    const more = stack("file0", { aws_s3_bucket: { b: bucket(), c: bucket({ bucket: "other" }) } });
    expect(of(configured({}), more)).toContain("unknown configuration: it was not made from the source of file0 that lies beside it");
  });
  it("says nothing where several sources write the same, and it is not known which is the plan's", () => {
    const [one, two] = [stack("one", { aws_s3_bucket: { b: bucket() } }), stack("two", { aws_s3_bucket: { b: bucket() } })];
    expect(ask("LOCATION-06", [configured({}), one, two])).toEqual(["met "]);
  });
});
