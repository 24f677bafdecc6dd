import { ask, AWS_GUARDS, GOOGLE_GUARDS, HOME, PARENT, plan, stack, STRANGER } from "./estate";
import type { JsonObject } from "../../review/value";

const AWS = { region: "us-east-1", allowed_account_ids: [HOME] };
const GOOGLE = { project: "home-project", region: "us-central1" };
const role = (account: string) => `arn:aws:iam::${account}:role/x`;
const LONDON = "europe-west2";

describe("LOCATION-11: a provider's settings", () => {
  const aws = (more: JsonObject, scope = {}) => ask("LOCATION-11", [stack("s", {}, { provider: { aws: [{ ...AWS, ...more }] } })], scope);
  const google = (more: JsonObject) => ask("LOCATION-11", [stack("s", {}, { provider: { google: [{ ...GOOGLE, ...more }] } })]);
  it.each<[string, JsonObject]>([
    ["a token", { token: "x" }],
    ["a web identity's token", { assume_role_with_web_identity: [{ role_arn: role(HOME), web_identity_token: "x" }] }],
    ["credentials beside an endpoint of Amazon's", { secret_key: "x", endpoints: [{ s3: "https://s3.us-east-1.amazonaws.com" }] }],
    ["another host of credentials", { ec2_metadata_service_endpoint: "http://10.0.0.1" }],
    ["an endpoint abroad", { endpoints: [{ s3: "https://s3.ap-southeast-1.amazonaws.com" }] }],
    ["an endpoint in the clear", { endpoints: [{ s3: "http://s3.us-east-1.amazonaws.com" }] }],
    ["an endpoint that only begins as Amazon's", { endpoints: [{ s3: "https://s3.us-east-1.amazonaws.com:x@parent.example" }] }],
    ["an endpoint that two readers read in two ways", { endpoints: [{ s3: "https://s3.us-east-1.amazonaws.com\\.parent.example" }] }],
  ])("are a breach with %s", (_, more) => expect(aws(more)).toEqual([expect.stringMatching(/^breach provider.aws/)]));
  it.each<[string, JsonObject]>([
    ["an access key's id alone", { access_key: "x" }],
    ["a profile and a file of credentials", { profile: "home", shared_credentials_files: ["~/.aws/credentials"] }],
    ["checks that are left out", { skip_credentials_validation: true, skip_requesting_account_id: true, sts_region: "eu-west-1" }],
    ["AWS's own host of credentials", { ec2_metadata_service_endpoint: "http://[fd00:ec2::254]" }],
    [
      "endpoints of Amazon's",
      { endpoints: [{ ecr: "https://api.ecr.us-east-1.amazonaws.com", s3: "s3.dualstack.us-west-2.amazonaws.com" }] },
    ],
    ["another way to names", { use_fips_endpoint: true, use_dualstack_endpoint: true, s3_use_path_style: true, no_proxy: "*" }],
    ["certificates that are checked", { insecure: false }],
    ["an emulator's proxy, file and keys", { http_proxy: "http://127.0.0.1:5000", shared_config_files: ["x"], secret_key: "x" }],
  ])("are met with %s", (_, more) => expect(aws(more)).toEqual(["met "]));
  it.each<[string, JsonObject]>([
    ["a gateway's host below Amazon's name", { endpoints: [{ s3: "https://x.execute-api.us-east-1.amazonaws.com" }] }],
    ["a load balancer's", { endpoints: [{ s3: "https://x.us-east-1.elb.amazonaws.com" }] }],
    ["a bucket's", { endpoints: [{ s3: "https://x.s3.us-east-1.amazonaws.com" }] }],
    ["a file of settings", { shared_config_files: ["conf/aws"] }],
    ["a proxy that is a variable", { https_proxy: "${var.proxy}" }],
  ])("are not known with %s", (_, more) => expect(aws(more)).toEqual([expect.stringMatching(/^unknown provider.aws/)]));
  it.each<[string, JsonObject]>([
    ["credentials", { credentials: '{"private_key":"x"}' }],
    ["a token", { access_token: "x" }],
    ["another cloud", { universe_domain: "parent.example" }],
  ])("on Google are a breach with %s", (_, more) => expect(google(more)).toEqual([expect.stringMatching(/^breach provider.google/)]));
  it("are met with an offline plan's placeholders, but in a program that builds its own fence", () => {
    const offline = { skip_credentials_validation: true, skip_requesting_account_id: true, secret_key: "x" };
    expect(aws(offline)).toEqual(["met "]);
    expect(aws({ ...offline, access_key: "mock_access_key" })).toEqual(["met "]);
    expect(aws({ ...offline, access_key: "AKIAIOSFODNN7EXAMPLE" })[0]).toMatch(/^breach provider.aws/);
    expect(aws({ ...offline, skip_requesting_account_id: false })[0]).toMatch(/^breach provider.aws/);
    expect(aws({ ...offline, shared_config_files: ["x"] })[0]).toMatch(/^unknown provider.aws/);
    expect(aws(offline, { awsGuards: AWS_GUARDS })[0]).toMatch(/^breach provider.aws/);
  });
  it("on Google are met with a file's name, a token of another block's and Google's own endpoints", () =>
    expect(
      google({
        credentials: "key.json",
        access_token: "${data.google_service_account_access_token.x.access_token}",
        storage_custom_endpoint: "https://storage-x.p.googleapis.com/storage/v1/",
      }),
    ).toEqual(["met "]));
});

describe("LOCATION-11: a provider of somebody's", () => {
  const of = (required: JsonObject, scope = {}) =>
    ask("LOCATION-11", [stack("s", {}, { more: { terraform: { required_providers: required } } })], scope);
  it("is not known, unless the program classifies what it makes", () => {
    expect(of({ far: { source: "somebody/far" } })[0]).toMatch(/^unknown terraform.required_providers.far/);
    expect(of({ far: { source: "somebody/far" } }, { classified: [{ type: "far_thing", reason: "x" }] })).toEqual(["met "]);
  });
  it("is met of HashiCorp's, whichever it is", () => expect(of({ cloudinit: { source: "hashicorp/cloudinit" } })).toEqual(["met "]));
  it("is a breach where it makes another's types", () => {
    const made = plan([{ address: "aws_s3_bucket.b" }]);
    const by = (provider_name: string) =>
      ask("LOCATION-11", [{ ...made, resource_changes: [{ ...(made["resource_changes"] as JsonObject[])[0], provider_name }] }])[0];
    expect(by("registry.terraform.io/hashicorp/random")).toMatch(/^breach .*aws: its resources are made by/);
    expect(by("registry.opentofu.org/hashicorp/aws")).toBe("met ");
  });
});

describe("LOCATION-04 and LOCATION-07 on Google", () => {
  const of = (rule: string, more: JsonObject) =>
    ask(rule, [stack("s", {}, { provider: { google: [{ ...GOOGLE, ...more }] } })], { googleGuards: GOOGLE_GUARDS });
  it.each<[string, JsonObject]>([
    ["a strange billing project", { billing_project: "parent-project", user_project_override: true }],
    ["a strange delegate", { impersonate_service_account_delegates: ["x@parent-project.iam.gserviceaccount.com"] }],
    ["a machine's account of another project", { impersonate_service_account: "123-compute@developer.gserviceaccount.com" }],
    ["a strange account from outside", { external_credentials: [{ service_account_email: "x@parent-project.iam.gserviceaccount.com" }] }],
  ])("are a breach with %s", (_, more) => expect(of("LOCATION-04", more)[0]).toMatch(/^breach provider.google/));
  it("are met in its own", () => {
    expect(of("LOCATION-04", { billing_project: "home-project" })).toEqual(["met provider.google"]);
    expect(of("LOCATION-07", {})).toEqual(["met provider.google"]);
  });
  it("are a breach by a region abroad", () => expect(of("LOCATION-07", { region: LONDON })[0]).toMatch(/^breach .*europe-west2/));
});

describe("LOCATION-03: through whom a state is reached", () => {
  const S3 = { bucket: "state", key: "x", region: "us-east-1", encrypt: true };
  const of = (terraform: JsonObject | JsonObject[], more: JsonObject = {}, data = {}) =>
    ask("LOCATION-03", [stack("s", {}, { data, more: { terraform, ...more } })]);
  it.each<[string, JsonObject]>([
    ["a proxy", { https_proxy: "http://proxy.parent.example" }],
    ["any certificate", { insecure: true }],
    ["credentials", { secret_key: "x" }],
    ["a key of its own", { sse_customer_key: "x" }],
    ["a role of the parent's", { assume_role: { role_arn: role(PARENT) } }],
    ["a stranger's role", { role_arn: role(STRANGER) }],
  ])("is a breach with %s", (_, more) => expect(of({ backend: { s3: { ...S3, ...more } } })[0]).toMatch(/^breach terraform.backend/));
  it("is met by a role of the program's", () =>
    expect(of({ backend: { s3: { ...S3, assume_role: { role_arn: role(HOME) } } } })).toEqual(["met terraform.backend"]));
  it("is asked of each block of settings", () => {
    expect(of([{ backend: { s3: S3 } }, { cloud: { organization: "x" } }])[0]).toMatch(/^unknown/);
    expect(of([{ backend: { s3: S3 } }, { backend: { http: {} } }])).toHaveLength(2);
  });
  it("is a breach under a key of Google's that is another's", () => {
    const state = stack("states", { google_storage_bucket: { b: { name: "x", location: "US" } } }, { provider: { google: [GOOGLE] } });
    const kept = (project: string) =>
      ask("LOCATION-03", [
        stack("s", {}, { backend: { gcs: { bucket: "x", prefix: "s", kms_encryption_key: `projects/${project}/locations/us/x` } } }),
        state,
      ]);
    expect(kept("parent-project")).toContainEqual(expect.stringMatching(/^breach .*key of account parent-project/));
    expect(kept("keys-project")).not.toContainEqual(expect.stringMatching(/^breach/));
  });
  it("is a breach in a bucket that is for something else", () => {
    const other = stack("other", { aws_s3_bucket: { b: { bucket: "state", tags: { "ringfence:dataset": "profiles" } } } });
    expect(ask("LOCATION-03", [stack("s", {}, { backend: { s3: S3 } }), other])[1]).toMatch(/^breach .*for something else/);
  });
  it("is a breach where two stacks keep one state", () => {
    const [one, two] = ["one", "two"].map((name) => stack(name, {}, { backend: { s3: S3 } }));
    expect(ask("LOCATION-03", [one as JsonObject, two as JsonObject])).toEqual([
      expect.stringMatching(/^breach .*where that of two does/),
      expect.stringMatching(/^breach .*where that of one does/),
    ]);
  });
  it("is asked of states that are read, in a plan as well", () => {
    const config = { ...S3, http_proxy: "http://proxy.parent.example" };
    const read = { terraform_remote_state: { x: { backend: "s3", config } } };
    expect(of({ backend: { s3: S3 } }, {}, read)).toContain("breach data.terraform_remote_state.x: it goes by way of a proxy");
    const made = plan([]);
    const expressions = { backend: { constant_value: "s3" }, config: { constant_value: config } };
    const resource = { address: "data.terraform_remote_state.x", mode: "data", type: "terraform_remote_state", name: "x", expressions };
    const configuration = { ...(made["configuration"] as JsonObject), root_module: { resources: [resource] } };
    expect(ask("LOCATION-03", [{ ...made, configuration }])).toEqual([expect.stringMatching(/^breach data.terraform_remote_state.x/)]);
  });
});
