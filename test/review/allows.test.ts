import type { JsonObject } from "../../review/value";
import { ask, HOME, PARENT, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const organization = "o-fence00001";
const policy = (...statements: JsonObject[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
type Resources = Parameters<typeof stack>[1];
const of = (rule: string, resources: Resources, { whole = true, ...scope }: { whole?: boolean; awsGuards?: undefined } = {}) =>
  ask(rule, [stack("access", resources)], { awsGuards, organization, ...scope }, whole);

describe("ACCESS-14: what a policy allows, it names", () => {
  const allow = (more: JsonObject): JsonObject => ({ Sid: "A", Effect: "Allow", Resource: "*", ...more });
  const role = (...statements: JsonObject[]) => ({ aws_iam_role_policy: { p: { role: "r", policy: policy(...statements) } } });
  const bucket = (...statements: JsonObject[]) => ({ aws_s3_bucket_policy: { p: { bucket: "b", policy: policy(...statements) } } });

  it("is met by actions with names, and by denials of everything", () => {
    const statements = [allow({ Action: ["s3:*", "logs:Get*"] }), { Effect: "Deny", Action: "*", Resource: "*" }];
    expect(of("ACCESS-14", role(...statements))).toEqual(["met aws_iam_role_policy.p"]);
  });
  it.each([
    ["every action", { Action: "*" }],
    ["every action among others", { Action: ["s3:GetObject", "*"] }],
    ["every action of every service", { Action: "*:*" }],
    ["all but some", { NotAction: "iam:*" }],
  ])("is a breach by %s", (_, more) => {
    expect(of("ACCESS-14", role(allow({ Action: "s3:GetObject" }), allow(more)))[0]).toMatch(/^breach aws_iam_role_policy.p: it allows/);
    expect(of("ACCESS-14", bucket(allow({ Principal: { AWS: `arn:aws:iam::${HOME}:role/r` }, ...more })))[0]).toMatch(/^breach/);
  });
  it("does not know what nobody can read", () => {
    expect(of("ACCESS-14", { aws_iam_role_policy: { p: { policy: "${var.policy}" } } })[0]).toMatch(/^unknown/);
    expect(of("ACCESS-14", role(allow({ Action: "${var.action}" })))[0]).toMatch(/^unknown/);
  });

  describe("of a policy of its own", () => {
    const managed = { aws_iam_policy: { p: { name: "all", policy: policy(allow({ Action: "*" })) } } };
    const arn = `arn:aws:iam::${HOME}:policy/all`;
    it("says nothing where nobody carries it, or where it bounds", () => {
      expect(of("ACCESS-14", managed)).toEqual([]);
      const bound = { aws_iam_role: { r: { name: "r", permissions_boundary: arn } } };
      expect(of("ACCESS-14", { ...managed, ...bound })).toEqual([]);
    });
    it.each<[string, Resources]>([
      ["a reference", { aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "${aws_iam_policy.p.arn}" } } }],
      ["its ARN", { aws_iam_user_policy_attachment: { a: { user: "u", policy_arn: arn } } }],
      ["a role's list", { aws_iam_role: { r: { name: "r", managed_policy_arns: [arn] } } }],
    ])("is a breach where it is attached by %s", (_, attachment) =>
      expect(of("ACCESS-14", { ...managed, ...attachment })[0]).toMatch(/^breach aws_iam_policy.p/),
    );
  });
  it("says nothing of keys, and of a program that builds no fence", () => {
    expect(of("ACCESS-14", { aws_kms_key: { k: { policy: policy(allow({ Action: "*" })) } } })).toEqual([]);
    expect(of("ACCESS-14", role(allow({ Action: "*" })), { awsGuards: undefined })).toEqual([]);
  });
});

describe("ACCESS-15: a service acts for an account of the program", () => {
  const lets = (Service: string, Condition?: JsonObject, Action = "s3:PutObject"): JsonObject => ({
    Effect: "Allow",
    Principal: { Service },
    Action,
    Resource: "*",
    ...(Condition && { Condition }),
  });
  const bucket = (...statements: JsonObject[]) => ({ aws_s3_bucket_policy: { p: { bucket: "b", policy: policy(...statements) } } });
  const trust = (...statements: JsonObject[]) => ({ aws_iam_role: { r: { name: "r", assume_role_policy: policy(...statements) } } });
  const on = (statement: JsonObject) => of("ACCESS-15", bucket(statement))[0];

  it.each<[string, JsonObject]>([
    ["an account", { StringEquals: { "aws:SourceAccount": HOME } }],
    ["several", { StringEquals: { "aws:SourceAccount": [HOME, HOME] } }],
    ["an ARN", { ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:us-east-1:${HOME}:trail/t` } }],
    ["the organization", { StringEquals: { "aws:SourceOrgID": organization } }],
    ["what its provider will mint", { ArnEquals: { "aws:SourceArn": "${aws_cloudtrail.t.arn}" } }],
  ])("is met by %s", (_, condition) => {
    const trail = { aws_cloudtrail: { t: { name: "t" } } };
    expect(of("ACCESS-15", { ...trail, ...bucket(lets("cloudtrail.amazonaws.com", condition)) })).toEqual(["met aws_s3_bucket_policy.p"]);
  });
  it.each<[string, JsonObject | undefined]>([
    ["nothing", undefined],
    ["another condition", { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }],
    ["the parent's account", { StringEquals: { "aws:SourceAccount": PARENT } }],
    ["ours and the parent's", { StringEquals: { "aws:SourceAccount": [HOME, PARENT] } }],
    ["a stranger's ARN", { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:999900001111:trail/t" } }],
    ["any account", { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:*:trail/t" } }],
    ["IfExists", { StringEqualsIfExists: { "aws:SourceAccount": HOME } }],
    ["a negation", { StringNotEquals: { "aws:SourceAccount": PARENT } }],
    ["all of none", { "ForAllValues:StringEquals": { "aws:SourceAccount": HOME } }],
    ["another organization", { StringEquals: { "aws:SourceOrgID": "o-another0001" } }],
  ])("is a breach by %s", (_, condition) => expect(on(lets("cloudtrail.amazonaws.com", condition))).toMatch(/^breach .*cloudtrail/));

  it("is unknown where the account is", () =>
    expect(on(lets("config.amazonaws.com", { StringEquals: { "aws:SourceAccount": "${var.account}" } }))).toMatch(/^unknown/));
  it("is asked of trusts, and of the context in which a key encrypts", () => {
    expect(of("ACCESS-15", trust(lets("backup.amazonaws.com", undefined, "sts:AssumeRole")))[0]).toMatch(/^breach aws_iam_role.r/);
    const key = (Condition?: JsonObject) => ({
      aws_kms_key: { k: { policy: policy(lets("logs.us-east-1.amazonaws.com", Condition, "kms:GenerateDataKey*")) } },
    });
    const context = (account: string) => ({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${account}:*` } });
    expect(of("ACCESS-15", key(context(HOME)))[0]).toMatch(/^met/);
    expect(of("ACCESS-15", key(context(PARENT)))[0]).toMatch(/^breach/);
    expect(of("ACCESS-15", key())[0]).toMatch(/^breach/);
  });
  it("says nothing of who only describes a key, of services that do not say it, of people, and without a fence", () => {
    expect(of("ACCESS-15", bucket(lets("cloudtrail.amazonaws.com", undefined, "kms:DescribeKey")))).toEqual([]);
    expect(of("ACCESS-15", trust(lets("cloudtrail.amazonaws.com", undefined, "sts:AssumeRole")))).toEqual([]);
    expect(of("ACCESS-15", bucket({ Effect: "Allow", Principal: { AWS: HOME }, Action: "s3:GetObject", Resource: "*" }))).toEqual([]);
    expect(of("ACCESS-15", bucket(lets("config.amazonaws.com")), { awsGuards: undefined })).toEqual([]);
  });
});

describe("whom an account's trust and a key let in", () => {
  const ROOT = `arn:aws:iam::${HOME}:root`;
  const lets = (Action: string, Condition?: JsonObject, AWS = "*"): JsonObject => ({
    Sid: "A",
    Effect: "Allow",
    Principal: { AWS },
    Action,
    Resource: "*",
    ...(Condition && { Condition }),
  });
  const key = (...statements: JsonObject[]) => of("CUSTODY-14", { aws_kms_key: { k: { policy: policy(...statements) } } })[0];
  const trust = (...statements: JsonObject[]) =>
    of("ACCESS-16", { aws_iam_role: { r: { name: "r", assume_role_policy: policy(...statements) } } })[0];
  const role = { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/r` } };
  const via = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };
  const account = { "kms:CallerAccount": HOME };

  it("a key is met by a role's name, and by a service with the account that calls", () => {
    expect(key(lets("kms:Decrypt", role))).toMatch(/^met/);
    expect(key(lets("kms:Decrypt", { StringEquals: { ...via, ...account } }))).toMatch(/^met/);
    expect(key(lets("kms:Verify", { StringEquals: { "aws:PrincipalOrgID": organization } }))).toMatch(/^met/);
  });
  it.each<[string, JsonObject | undefined]>([
    ["nothing", undefined],
    ["the organization alone", { StringEquals: { "aws:PrincipalOrgID": organization } }],
    ["the service alone", { StringEquals: via }],
    ["the account alone", { StringEquals: account }],
    ["any role of it", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/*` } }],
    ["any service", { StringLike: { "kms:ViaService": "*" }, StringEquals: account }],
    ["IfExists", { ArnEqualsIfExists: role.ArnEquals }],
  ])("a key is a breach by %s", (_, condition) => {
    for (const who of ["*", ROOT, HOME])
      expect(key(lets("kms:Decrypt", condition, who))).toMatch(/^breach aws_kms_key.k: A lets in whole accounts/);
  });
  it("a trust is met by a role's name, and a breach without", () => {
    expect(trust(lets("sts:AssumeRole", role, ROOT))).toMatch(/^met/);
    expect(trust(lets("sts:AssumeRole", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/deploy*` } }, ROOT))).toMatch(/^met/);
    const weak: readonly (JsonObject | undefined)[] = [
      undefined,
      { StringEquals: { "aws:PrincipalOrgID": organization } },
      { ArnLike: { "aws:PrincipalArn": "*" } },
    ];
    for (const condition of weak) expect(trust(lets("sts:AssumeRole", condition, ROOT))).toMatch(/^breach aws_iam_role.r/);
  });
  it("nothing is asked of a principal that is a role itself, of services, of denials, and without a fence", () => {
    expect(trust(lets("sts:AssumeRole", undefined, `arn:aws:iam::${HOME}:role/r`))).toBeUndefined();
    expect(trust({ ...lets("sts:AssumeRole"), Principal: { Service: "ec2.amazonaws.com" } })).toBeUndefined();
    expect(key({ ...lets("kms:Decrypt"), Effect: "Deny" })).toBeUndefined();
    expect(of("CUSTODY-14", { aws_kms_key: { k: { policy: policy(lets("kms:Decrypt")) } } }, { awsGuards: undefined })).toEqual([]);
  });
  it("what nobody can read is left to those rules that say so", () =>
    expect(of("CUSTODY-14", { aws_kms_key: { k: { policy: "${var.policy}" } } })).toEqual([]));
});
