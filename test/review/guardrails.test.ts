import type { JsonObject } from "../../review/value";
import { ask, CUSTODY, HOME, PARENT, plan, stack, STRANGER } from "./estate";

const UNIT = "ou-test-unit0001";
const awsGuards = { units: [UNIT], controls: ["region-deny", "membership"] as const, exceptRegions: [] };
const deny = (more: JsonObject) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "D", Effect: "Deny", Resource: "*", ...more }] });
const REGIONS = deny({
  NotAction: ["supportplans:*"],
  Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "us-west-2"] } },
});
const STAY = deny({ Action: ["organizations:LeaveOrganization", "account:CloseAccount", "account:EnableRegion"] });
const organization = (contents: readonly string[], unit = UNIT) =>
  stack("organization", {
    aws_organizations_policy: Object.fromEntries(contents.map((content, i) => [`p${i}`, { name: `p${i}`, content }])),
    aws_organizations_policy_attachment: Object.fromEntries(
      contents.map((_, i) => [`a${i}`, { policy_id: `\${aws_organizations_policy.p${i}.id}`, target_id: unit }]),
    ),
  });

describe("LOCATION-10 on AWS", () => {
  const of = (documents: ReturnType<typeof stack>[], scope = {}, whole = true) =>
    ask("LOCATION-10", documents, { awsGuards, ...scope }, whole);
  it("is met when every request is denied, in one policy or in many", () =>
    expect(of([organization([REGIONS, STAY])])).toEqual(
      ["met organization aws_organizations_policy"].map((text) => text.replace("organization ", "")),
    ));
  it("is a breach for each guardrail that denies nothing", () => {
    const [text = ""] = of([organization([REGIONS])]);
    expect(text).toMatch(/^breach .*leaving the organization/);
  });
  it("is a breach when the policy hangs on another unit", () =>
    expect(of([organization([REGIONS, STAY], "ou-test-unit0002")])).toHaveLength(2));
  it("does not know a policy that nobody can read", () => expect(of([organization([REGIONS, "${var.policy}"])])[0]).toMatch(/^unknown/));
  it("asks for nothing that the program has weakened", () =>
    expect(of([organization([REGIONS])], { awsGuards: { ...awsGuards, controls: ["region-deny"] } })[0]).toMatch(/^met/));
  it("has nothing to say where no program names guardrails, or none is among the inputs", () => {
    expect(ask("LOCATION-10", [organization([])], {}, true)).toEqual([]);
    expect(of([stack("s", {})], {}, false)).toEqual([]);
  });
});

describe.each([
  ["CUSTODY-09", "key-guard", "SERVICE_CONTROL_POLICY", "a key's deletion"],
  ["ACCESS-07", "identity-perimeter", "RESOURCE_CONTROL_POLICY", "a stranger's use of a key"],
  ["NETWORK-07", "network-perimeter", "RESOURCE_CONTROL_POLICY", "reads that come through none"],
  ["AUDIT-08", "protection", "SERVICE_CONTROL_POLICY", "a trail that is stopped"],
] as const)("%s", (rule, control, type, passes) => {
  const attached = (content: string, of: string = type) =>
    stack("organization", {
      aws_organizations_policy: { p: { name: "p", type: of, content } },
      aws_organizations_policy_attachment: { a: { policy_id: "${aws_organizations_policy.p.id}", target_id: UNIT } },
    });
  const judged = (content: string, of?: string) =>
    ask(rule, [attached(content, of)], { awsGuards: { ...awsGuards, controls: [control] } })[0];
  const denied = (more: JsonObject) => deny({ ...more, ...(type === "RESOURCE_CONTROL_POLICY" ? { Principal: "*" } : {}) });
  const everything = denied({ Action: "*" });

  it("is met where every request is denied", () => expect(judged(everything)).toMatch(/^met/));
  it("is a breach for what nothing denies", () => {
    expect(judged(denied({ Action: "sns:*" }))).toMatch(/^breach/);
    expect(judged(denied({ Action: "sns:*" }))).toContain(passes);
  });
  it("is a breach by a denial of another kind", () =>
    expect(judged(everything, type === "RESOURCE_CONTROL_POLICY" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY")).toMatch(
      /^breach/,
    ));
  it("is a breach by a denial under a condition that does not hold", () =>
    expect(judged(denied({ Action: "*", Condition: { Bool: { "aws:ViaAWSService": "true" } } }))).toMatch(/^breach/));
  it("does not know a policy that nobody can read", () => expect(judged("${var.policy}")).toMatch(/^unknown/));
  it("has nothing to say where the program leaves the guardrail out", () =>
    expect(ask(rule, [attached(everything)], { awsGuards: { ...awsGuards, controls: [] } })[0] ?? "met").toMatch(/^met/));
});

describe("LOCATION-11", () => {
  const of = (aws: JsonObject, source?: string) =>
    ask("LOCATION-11", [
      stack("s", {}, { provider: { aws: [aws] }, more: source ? { terraform: { required_providers: { aws: { source } } } } : {} }),
    ]);
  it.each(["aws", "hashicorp/aws", "registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"])(
    "is met by %s",
    (source) => expect(of({}, source)[0]).toMatch(/^met/),
  );
  it.each(["parent/aws", "registry.parent.example/hashicorp/aws", "hashicorp/google", "a/b/c/aws"])("is a breach by %s", (source) =>
    expect(of({}, source)[0]).toMatch(/^breach/),
  );
  it("is a breach when a service is reached somewhere else", () =>
    expect(of({ endpoints: [{ s3: "https://s3.parent.example" }] })[0]).toMatch(/^breach .*s3\.parent\.example/));
  it("does not know an endpoint that is an expression", () => expect(of({ endpoints: [{ s3: "${var.s3}" }] })[0]).toMatch(/^unknown/));
  it.each(["https://s3-fips.us-east-1.amazonaws.com", "http://127.0.0.1:4566"])("is met by %s", (s3) =>
    expect(of({ endpoints: [{ s3 }] })[0]).toMatch(/^met/),
  );
  it("reads where a plan's provider comes from", () => {
    const [text = ""] = ask("LOCATION-11", [
      {
        ...plan([]),
        configuration: { provider_config: { aws: { name: "aws", full_name: "registry.parent.example/parent/aws" } } },
      } as never,
    ]);
    expect(text).toMatch(/^breach .*registry\.parent\.example/);
  });
});

describe("ACCESS-08", () => {
  const of = (type: string, body: JsonObject) => ask("ACCESS-08", [stack("s", { [type]: { x: body } })]);
  it("is a breach by a public list", () => expect(of("aws_s3_bucket_acl", { acl: "public-read" })[0]).toMatch(/^breach/));
  it("is met by a private one", () => expect(of("aws_s3_bucket_acl", { acl: "private" })[0]).toMatch(/^met/));
  it("does not know one that is an expression", () => expect(of("aws_s3_bucket_acl", { acl: "${var.acl}" })[0]).toMatch(/^unknown/));
  it("has nothing to say without one", () => expect(of("aws_s3_bucket_acl", { bucket: "x" })).toEqual([]));
  it("is met by a function's caller that is a service or an account of the program", () => {
    expect(of("aws_lambda_permission", { principal: "s3.amazonaws.com" })[0]).toMatch(/^met/);
    expect(of("aws_lambda_permission", { principal: HOME })[0]).toMatch(/^met/);
    expect(of("aws_lambda_permission", { principal: "*" })[0]).toMatch(/^breach/);
  });
});

describe("ACCESS-09", () => {
  const signIn = { metadata: "<EntityDescriptor/>" };
  const of = (type: string, body: JsonObject, scope: object = { signIn }) => ask("ACCESS-09", [stack("s", { [type]: { x: body } })], scope);
  const trust = (condition: JsonObject) => ({
    assume_role_policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "T",
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${CUSTODY}:saml-provider/x` },
          Action: "sts:AssumeRoleWithSAML",
          Condition: condition,
        },
      ],
    }),
  });
  it("is met by the program's metadata, a breach by others, unknown by an expression", () => {
    expect(of("aws_iam_saml_provider", { saml_metadata_document: "<EntityDescriptor/>" })[0]).toMatch(/^met/);
    expect(of("aws_iam_saml_provider", { saml_metadata_document: "<Other/>" })[0]).toMatch(/^breach/);
    expect(of("aws_iam_saml_provider", { saml_metadata_document: "${var.metadata}" })[0]).toMatch(/^unknown/);
  });
  it("wants a second factor of whoever is signed in", () => {
    expect(of("aws_iam_role", trust({ StringEquals: { "aws:RequestTag/mfa": "true" } }))[0]).toMatch(/^met/);
    expect(of("aws_iam_role", trust({ StringEqualsIfExists: { "aws:RequestTag/mfa": "true" } }))[0]).toMatch(/^breach/);
    expect(of("aws_iam_role", trust({}))[0]).toMatch(/^breach/);
  });
  it("has nothing to say where the program says nothing of people", () => expect(of("aws_iam_role", trust({}), {})).toEqual([]));
});

describe("MIGRATION-07", () => {
  const DATASET = { "ringfence:dataset": "profiles" };
  const of = (rule: JsonObject, tags: JsonObject = DATASET, scope = {}) => {
    const made = stack("s", {
      aws_s3_bucket: { b: { bucket: "x", tags } },
      aws_s3_bucket_lifecycle_configuration: { l: { bucket: "${aws_s3_bucket.b.id}", rule: [rule] } },
    });
    return ask("MIGRATION-07", [made], scope);
  };
  it("is a breach when current objects expire", () => expect(of({ status: "Enabled", expiration: [{ days: 1 }] })[0]).toMatch(/^breach/));
  it("is met when old versions do, or the rule is off", () => {
    expect(of({ status: "Enabled", noncurrent_version_expiration: [{ noncurrent_days: 35 }] })[0]).toMatch(/^met/);
    expect(of({ status: "Disabled", expiration: [{ days: 1 }] })[0]).toMatch(/^met/);
  });
  it("is a breach in a fence when old versions expire within a week", () => {
    const soon = { status: "Enabled", noncurrent_version_expiration: [{ noncurrent_days: 1 }] };
    expect(of(soon, DATASET, { awsGuards: { units: [], controls: [], exceptRegions: [] } })[0]).toMatch(/^breach .*within a week/);
    expect(of(soon)[0]).toMatch(/^met/);
  });
  it("does not know a rule whose state is an expression", () =>
    expect(of({ status: "${var.on}", expiration: [{ days: 1 }] })[0]).toMatch(/^unknown/));
  it("has nothing to say of a bucket that holds no dataset", () =>
    expect(of({ status: "Enabled", expiration: [{ days: 1 }] }, { "ringfence:purpose": "logs" })).toEqual([]));
});

describe("CUSTODY-10 and AUDIT-09", () => {
  const of = (rule: string, resources: Parameters<typeof stack>[1], whole = true) => ask(rule, [stack("s", resources)], {}, whole);
  const buckets = { a: { bucket: "a" }, b: { bucket: "b" } };
  const block = { aws_s3_bucket_public_access_block: { a: { bucket: "${aws_s3_bucket.a.id}" } } };
  it("is a breach for the one without, where another has it", () => {
    const found = of("CUSTODY-10", { aws_s3_bucket: buckets, ...block });
    expect(found.filter((text) => text.startsWith("breach"))).toHaveLength(1);
    expect(found.filter((text) => text.startsWith("met"))).toHaveLength(1);
  });
  it("does not know whether a block of an unknown bucket is its own", () =>
    expect(
      of("CUSTODY-10", { aws_s3_bucket: { a: { bucket: "a" } }, aws_s3_bucket_public_access_block: { a: { bucket: "${var.b}" } } })[0],
    ).toMatch(/^unknown/));
  it("has nothing to say where none has it, nor of a single plan", () => {
    expect(of("CUSTODY-10", { aws_s3_bucket: buckets })).toEqual([]);
    expect(of("CUSTODY-10", { aws_s3_bucket: buckets, ...block }, false)).toEqual([]);
  });
  it("asks for a log of each network", () => {
    const vpcs = { aws_vpc: { a: { cidr_block: "10.0.0.0/16" }, b: { cidr_block: "10.1.0.0/16" } } };
    const found = of("AUDIT-09", { ...vpcs, aws_flow_log: { a: { vpc_id: "${aws_vpc.a.id}" } } });
    expect(found.filter((text) => text.startsWith("breach"))).toHaveLength(1);
  });
});

describe("what a denial spares", () => {
  const spares = (key: string, values: string[], more: JsonObject = {}) =>
    deny({ Action: ["s3:*"], Condition: { StringNotEquals: { [key]: values }, ...more } });
  const of = (rule: string, content: string, exceptRegions: readonly string[] = []) =>
    ask(rule, [organization([content])], { awsGuards: { units: [UNIT], controls: [], exceptRegions } }, true).filter(
      (text) => !text.startsWith("met"),
    );
  it.each(["aws:RequestedRegion", "s3:locationconstraint", "kms:ReplicaRegion", "secretsmanager:AddReplicaRegions"])(
    "is, by %s, the jurisdiction and declared exceptions",
    (key) => {
      expect(of("LOCATION-10", spares(key, ["us-east-1"]))).toEqual([]);
      expect(of("LOCATION-10", spares(key, ["us-east-1", "eu-west-1"]))[0]).toMatch(/^breach .*D spares eu-west-1/);
      expect(of("LOCATION-10", spares(key, ["us-east-1", "eu-west-1"]), ["eu-west-1"])).toEqual([]);
      expect(of("LOCATION-10", spares(key, ["us-*"]))[0]).toMatch(/^breach/);
    },
  );
  it.each(["aws:PrincipalAccount", "aws:ResourceAccount", "aws:VpceAccount"])("is, by %s, the fence's accounts", (key) => {
    expect(of("ACCESS-07", spares(key, [HOME, CUSTODY]))).toEqual([]);
    for (const stranger of [PARENT, STRANGER, "*"]) expect(of("ACCESS-07", spares(key, [HOME, stranger]))[0]).toMatch(/^breach .*D spares/);
  });
  it("is not looked at where some roles are bound further", () =>
    expect(
      of("LOCATION-10", spares("aws:RequestedRegion", ["eu-west-1"], { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } })),
    ).toEqual([]));
});
