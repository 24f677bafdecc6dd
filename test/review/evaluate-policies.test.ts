import fc from "fast-check";
import { evaluatePolicies } from "../../review/access/evaluate";
import type { AccessRequest, Policies, PolicyDocument, Statement } from "../../review/access/types";

const OWN = "111111111111";
const OTHER = "222222222222";
const ROLE = { account: OWN, arn: `arn:aws:iam::${OWN}:role/app`, sessionArn: `arn:aws:sts::${OWN}:assumed-role/app/s` };
const OUTSIDER = { account: OTHER, arn: `arn:aws:iam::${OTHER}:role/app` };

const policy = (...statements: Partial<Statement>[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map((s) => ({ Effect: "Allow", ...s })) as Statement[],
});
const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/k",
  resourceAccount: OWN,
  caller: ROLE,
  context: {},
  ...more,
});
const verdict = (policies: Policies, more: Partial<AccessRequest> = {}): string => evaluatePolicies(policies, request(more)).verdict;
const ALL = policy({ Action: "*", Resource: "*" });
const anyone = (more: Partial<Statement> = {}): PolicyDocument => policy({ Principal: "*", Action: "s3:*", Resource: "*", ...more });

describe("who must allow", () => {
  const table: [string, Policies, Partial<AccessRequest>, string][] = [
    ["nobody", {}, {}, "denied"],
    ["own identity", { identity: [ALL] }, {}, "allowed"],
    ["root", { identity: "everything" }, {}, "allowed"],
    ["the resource alone, in one account", { resource: anyone() }, {}, "allowed"],
    ["the account as principal only delegates", { resource: anyone({ Principal: { AWS: OWN } }) }, {}, "denied"],
    ["… to an identity that allows", { resource: anyone({ Principal: { AWS: OWN } }), identity: [ALL] }, {}, "allowed"],
    ["the resource alone, across accounts", { resource: anyone() }, { caller: OUTSIDER }, "denied"],
    ["the identity alone, across accounts", { identity: [ALL] }, { caller: OUTSIDER }, "denied"],
    ["both, across accounts", { resource: anyone(), identity: [ALL] }, { caller: OUTSIDER }, "allowed"],
    [
      "a foreign account by its root",
      { resource: anyone({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }), identity: [ALL] },
      { caller: OUTSIDER },
      "allowed",
    ],
    ["the role by name", { resource: anyone({ Principal: { AWS: ROLE.arn } }) }, {}, "allowed"],
    ["the session by name", { resource: anyone({ Principal: { AWS: ROLE.sessionArn } }) }, {}, "allowed"],
    ["another role by name", { resource: anyone({ Principal: { AWS: `arn:aws:iam::${OWN}:role/other` } }) }, {}, "denied"],
    ["a service is not a role", { resource: anyone({ Principal: { Service: "logs.amazonaws.com" } }) }, {}, "denied"],
    [
      "a service by name",
      { resource: anyone({ Principal: { Service: "logs.amazonaws.com" } }) },
      { caller: { ...ROLE, service: "logs.amazonaws.com" } },
      "allowed",
    ],
    ["a key without a statement for the caller", { identity: [ALL], key: anyone({ Action: "kms:*" }) }, {}, "denied"],
    ["a key that names the caller", { key: anyone({ Action: "kms:*" }) }, { action: "kms:Decrypt" }, "allowed"],
    [
      "an identity cannot replace a key policy",
      { identity: "everything", key: anyone({ Action: "kms:Describe*" }) },
      { action: "kms:Decrypt" },
      "denied",
    ],
    ["the endpoint must allow as well", { identity: [ALL], endpoint: anyone({ Action: "s3:PutObject" }) }, {}, "denied"],
    ["the endpoint allows", { identity: [ALL], endpoint: anyone() }, {}, "allowed"],
    ["the boundary must allow as well", { identity: [ALL], boundary: policy({ Action: "ec2:*", Resource: "*" }) }, {}, "denied"],
    ["actions have no case", { identity: [policy({ Action: "S3:getOBJECT", Resource: "*" })] }, {}, "allowed"],
    ["resources have", { identity: [policy({ Action: "s3:*", Resource: "arn:aws:s3:::B/*" })] }, {}, "denied"],
    ["NotAction", { identity: [policy({ NotAction: "s3:Put*", Resource: "*" })] }, {}, "allowed"],
    ["NotResource", { identity: [policy({ Action: "*", NotResource: "arn:aws:s3:::b/*" })] }, {}, "denied"],
    ["one-character wildcard", { identity: [policy({ Action: "s3:Get?bject", Resource: "arn:aws:s3:::b/?" })] }, {}, "allowed"],
  ];
  test.each(table)("%s", (_name, policies, more, expected) => expect(verdict(policies, more)).toBe(expected));
});

describe("conditions", () => {
  const org = { "aws:PrincipalOrgID": "o-1" };
  const table: [Statement["Condition"], AccessRequest["context"], boolean][] = [
    [{ StringEquals: { "AWS:principalorgid": "o-1" } }, org, true],
    [{ StringEquals: { "aws:PrincipalOrgID": ["o-2", "o-1"] } }, org, true],
    [{ StringEquals: { "aws:PrincipalOrgID": "o-2" } }, org, false],
    [{ StringEquals: { "aws:PrincipalOrgID": "o-1" } }, {}, false],
    [{ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }, {}, true],
    [{ StringNotEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } }, org, false],
    [{ StringNotEquals: { "aws:PrincipalOrgID": "o-1" } }, {}, true],
    [{ StringEqualsIgnoreCase: { a: "X" } }, { a: "x" }, true],
    [{ StringLike: { a: "x*z" } }, { a: "xyz" }, true],
    [{ StringNotLike: { a: "x*" } }, { a: "xyz" }, false],
    [{ StringEquals: { a: "x*" } }, { a: "xyz" }, false],
    [{ ArnLike: { a: "arn:aws:iam::*:role/app*" } }, { a: ROLE.arn }, true],
    [{ ArnEquals: { a: "arn:aws:iam::*:role/app" } }, { a: ROLE.arn }, true],
    [{ ArnLike: { a: "arn:aws:*:*:role/app:*" } }, { a: ROLE.arn }, false],
    [{ ArnNotLike: { a: "arn:aws:iam::*:role/x" } }, { a: ROLE.arn }, true],
    [{ ArnNotEquals: { a: ROLE.arn } }, {}, true],
    [{ Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
    [{ Bool: { "aws:SecureTransport": true } }, { "aws:SecureTransport": "true" }, true],
    [{ Bool: { "aws:ViaAWSService": "false" } }, {}, false],
    [{ BoolIfExists: { "aws:ViaAWSService": "false" } }, {}, true],
    [{ Null: { a: "true" } }, {}, true],
    [{ Null: { a: "false" } }, {}, false],
    [{ Null: { a: "false" } }, { a: "x" }, true],
    [{ NumericLessThan: { "s3:TlsVersion": "1.2" } }, { "s3:TlsVersion": "1.3" }, false],
    [{ NumericLessThan: { "s3:TlsVersion": 1.2 } }, { "s3:TlsVersion": "1.1" }, true],
    [{ NumericGreaterThanEquals: { n: "5" } }, { n: "5" }, true],
    [{ DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }, { "aws:CurrentTime": "2026-11-24T00:00:00Z" }, true],
    [{ DateGreaterThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }, { "aws:CurrentTime": "2026-11-24T00:00:00Z" }, false],
    [{ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }, { "aws:SourceIp": "192.0.2.9" }, true],
    [{ IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, { "aws:SourceIp": "192.0.2.9" }, false],
    [{ NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } }, { "aws:SourceIp": "198.51.100.1" }, true],
    [{ "ForAnyValue:StringEquals": { k: ["a", "b"] } }, { k: ["b", "c"] }, true],
    [{ "ForAnyValue:StringEquals": { k: ["a"] } }, {}, false],
    [{ "ForAllValues:StringEquals": { k: ["a", "b"] } }, { k: ["b", "c"] }, false],
    [{ "ForAllValues:StringEquals": { k: ["a", "b"] } }, {}, true],
    [{ "ForAnyValue:StringNotEquals": { k: ["a"] } }, { k: ["a", "c"] }, true],
    [{ "ForAllValues:StringNotLike": { k: ["a*"] } }, { k: ["ab", "c"] }, false],
    [{ StringEquals: { a: "${aws:PrincipalAccount}" } }, { a: OWN, "aws:PrincipalAccount": OWN }, true],
    [{ StringLike: { a: "${aws:x, 'd*'}" } }, { a: "d*" }, true],
    [{ StringLike: { a: "${*}" } }, { a: "anything" }, false],
    [{ StringEquals: { a: "1" }, StringLike: { b: "2" } }, { a: "1", b: "3" }, false],
  ];
  test.each(table)("%j with %j holds: %s", (Condition, context, holds) => {
    expect(verdict({ identity: [policy({ Action: "*", Resource: "*", Condition })] }, { context })).toBe(holds ? "allowed" : "denied");
    expect(verdict({ identity: [ALL, policy({ Effect: "Deny", Action: "*", Resource: "*", Condition })] }, { context })).toBe(
      holds ? "denied" : "allowed",
    );
  });
});

describe("what cannot be decided", () => {
  const doubtful: [string, Partial<Statement>][] = [
    ["an unknown operator", { Condition: { StringMatches: { a: "x" } } }],
    ["BinaryEquals", { Condition: { BinaryEquals: { a: "x" } } }],
    ["a Terraform reference in a resource", { Resource: "${aws_s3_bucket.b.arn}/*" }],
    ["a Terraform reference in a condition", { Condition: { StringNotEquals: { "aws:SourceVpce": "${aws_vpc_endpoint.s3.id}" } } }],
    ["a cdktf token", { Condition: { StringEquals: { a: "${TfToken[TOKEN.3]}" } } }],
    ["an IAM variable without a value", { Condition: { StringEquals: { a: "${aws:PrincipalTag/team}" } } }],
    ["an open brace", { Resource: "arn:aws:s3:::${" }],
    ["several values without a quantifier", { Condition: { StringEquals: { many: "x" } } }],
    ["an unreadable number", { Condition: { NumericLessThan: { a: "many" } } }],
    ["an ARN of too few parts", { Condition: { ArnLike: { a: "arn:aws:*:role/app" } } }],
  ];
  test.each(doubtful)("%s is never allowed, in an Allow or a Deny", (_name, part) => {
    const context = { a: "x", "aws:SourceVpce": "vpce-1", many: ["x", "y"] };
    for (const Effect of ["Allow", "Deny"]) {
      expect(verdict({ identity: [ALL, policy({ Action: "s3:*", Resource: "*", Effect, ...part })] }, { context })).toBe("unknown");
    }
  });

  test("an unknown element", () => {
    expect(verdict({ identity: [ALL, policy({ Action: "s3:*", Resource: "*", Because: "x" } as never)] })).toBe("unknown");
  });

  test("NotPrincipal and a policy without statements", () => {
    expect(verdict({ identity: [ALL], resource: policy({ Effect: "Deny", NotPrincipal: { AWS: OWN }, Action: "*", Resource: "*" }) })).toBe(
      "unknown",
    );
    expect(verdict({ identity: [ALL], resource: { Statement: [] } })).toBe("unknown");
  });

  test("a certain Deny stays a denial beside a doubt, and names its Sid", () => {
    const resource = policy(
      { Sid: "No", Effect: "Deny", Principal: "*", Action: "*", Resource: "*" },
      { Principal: "*", Action: "*", Resource: "${x.y}" },
    );
    expect(evaluatePolicies({ identity: [ALL], resource }, request())).toMatchObject({ verdict: "denied", by: ["No"] });
  });
});

describe("properties", () => {
  const text = fc.string({ minLength: 1, maxLength: 12 }).filter((s) => !/[$*?]/.test(s));

  test("an explicit Deny that matches wins over any Allow", () => {
    fc.assert(
      fc.property(text, text, (action, resource) => {
        const deny = policy({ Effect: "Deny", Action: `s3:${action}`, Resource: resource });
        expect(verdict({ identity: [ALL, deny] }, { action: `s3:${action}`, resource })).toBe("denied");
      }),
    );
  });

  test("a name matches itself, its prefix with * and nothing that differs", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const by = (Resource: string): string => verdict({ identity: [policy({ Action: "*", Resource })] }, { resource: a });
        expect(by(a)).toBe("allowed");
        expect(by(`${a.slice(0, 1)}*`)).toBe((a.codePointAt(0) ?? 0) > 0xffff ? by(`${a.slice(0, 1)}*`) : "allowed");
        expect(by(b)).toBe(a === b ? "allowed" : "denied");
      }),
    );
  });

  test("a variable's value is never read as a wildcard", () => {
    fc.assert(
      fc.property(text, (value) => {
        const Condition = { StringLike: { a: "${aws:x}" } };
        expect(verdict({ identity: [policy({ Action: "*", Resource: "*", Condition })] }, { context: { a: value, "aws:x": "*" } })).toBe(
          "denied",
        );
      }),
    );
  });

  test("any operator that is not known makes the answer unknown", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^Zz[A-Za-z]{1,12}$/), (operator) => {
        expect(verdict({ identity: [ALL, policy({ Action: "ec2:*", Resource: "*", Condition: { [operator]: { a: "b" } } })] })).toBe(
          "unknown",
        );
      }),
    );
  });
});
