import { accessOf } from "../../review/access/who";
import type { JsonObject } from "../../review/value";
import { ask, bucket, factsOf, HOME, PARENT, plan, SCOPE, stack, STRANGER } from "./estate";

const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (statement: object) => document({ Sid: "S", Effect: "Allow", Action: "sts:AssumeRole", ...statement });
const role = (assume: string, more: JsonObject = {}) => ({ aws_iam_role: { r: { name: "r", assume_role_policy: assume, ...more } } });
const arn = (account: string, name = "r") => `arn:aws:iam::${account}:role/${name}`;
const THEIRS = { ...SCOPE, parent: ["o-parent", "900000000009", "C0parent9"] };

describe("ACCESS-01", () => {
  const of = (text: string, options = {}) => ask("ACCESS-01", [stack("s", role(text), options)], THEIRS);
  it.each([
    ["an account", { Principal: { AWS: `arn:aws:iam::${PARENT}:root` } }],
    ["a bare account", { Principal: { AWS: [PARENT] } }],
    ["a role among others", { Principal: { AWS: [arn(HOME), arn(PARENT)] } }],
    ["its identity provider", { Principal: { Federated: `arn:aws:iam::${PARENT}:saml-provider/x` } }],
    ["its organization", { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-own", "o-parent"] } } }],
    ["a path in it", { Principal: "*", Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-parent/r-1/*" } } }],
    ["its account by condition", { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": PARENT } } }],
  ])("is a breach with %s", (_, statement) => expect(of(trust(statement))[0]).toMatch(/^breach aws_iam_role.r: S lets in/));
  it.each([
    ["a role of the home's", { Principal: { AWS: arn(HOME) } }],
    ["a denial of the parent", { Effect: "Deny", Principal: { AWS: arn(PARENT) } }],
    [
      "all but the parent, by another rule's judgement",
      { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalAccount": PARENT } } },
    ],
    ["a service", { Principal: { Service: "ec2.amazonaws.com" } }],
  ])("is met by %s", (_, statement) => expect(of(trust(statement))).toEqual(["met aws_iam_role.r"]));
  it.each([
    ["a principal", trust({ Principal: { AWS: "${var.who}" } })],
    ["a condition's value", trust({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalArn": "${var.who}" } } })],
    ["the policy", "${jsonencode({})}"],
  ])("does not know %s", (_, text) => expect(of(text)[0]).toMatch(/^unknown/));
  it("tolerates the legacy estate", () =>
    expect(of(trust({ Principal: { AWS: PARENT } }), { account: PARENT })[0]).toMatch(/^met .*legacy/));
  describe("with a principal that the program declares", () => {
    const publisher = arn(PARENT);
    const declared = [
      { arn: publisher, actions: ["sts:AssumeRole"], resource: `arn:aws:iam::${HOME}:role/push`, reason: "hands in its source" },
    ];
    const as = (statement: object, name = "push") =>
      ask(
        "ACCESS-01",
        [stack("s", { aws_iam_role: { r: { name, assume_role_policy: trust({ Action: ["sts:AssumeRole"], ...statement }) } } })],
        {
          ...THEIRS,
          declaredPrincipals: declared,
        },
      )[0];
    const root = `arn:aws:iam::${PARENT}:root`;
    const only = { ArnEquals: { "aws:PrincipalArn": publisher } };
    it.each([
      ["by name", { Principal: { AWS: publisher } }],
      ["by its account, narrowed to it", { Principal: { AWS: root }, Condition: only }],
    ])("is met %s", (_, statement) => expect(as(statement)).toBe("met aws_iam_role.r"));
    it.each([
      ["its whole account", { Principal: { AWS: root } }],
      ["its account beside it", { Principal: { AWS: [root, publisher] } }],
      ["another of its roles", { Principal: { AWS: `${publisher}-2` } }],
      ["another beside it", { Principal: { AWS: root }, Condition: { ArnEquals: { "aws:PrincipalArn": [publisher, `${publisher}-2`] } } }],
      ["another action", { Principal: { AWS: publisher }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
      ["any other action", { Principal: { AWS: publisher }, Action: undefined, NotAction: ["sts:TagSession"] }],
    ])("is a breach with %s", (_, statement) => expect(as(statement)).toMatch(/^breach/));
    it("is a breach on another role", () => expect(as({ Principal: { AWS: publisher } }, "deployer")).toMatch(/^breach/));
  });
  it("judges a plan", () => {
    const after = { name: "r", assume_role_policy: trust({ Principal: { AWS: PARENT } }) };
    expect(ask("ACCESS-01", [plan([{ address: "aws_iam_role.r", after }])], THEIRS)[0]).toMatch(/^breach/);
    expect(ask("ACCESS-01", [plan([{ address: "aws_iam_role.r", actions: ["delete"], before: after }])], THEIRS)).toEqual([]);
  });
  it.each([
    ["serviceAccount:x@parent-project.iam.gserviceaccount.com", "breach"],
    ["principalSet://iam.googleapis.com/organizations/900000000009/x", "breach"],
    ["principalSet://cloudidentity.googleapis.com/C0parent9", "breach"],
    ["serviceAccount:x@home-project.iam.gserviceaccount.com", "met"],
    ["${var.who}", "unknown"],
  ])("judges the member %s", (member, verdict) =>
    expect(
      ask(
        "ACCESS-01",
        [stack("s", { google_storage_bucket_iam_member: { m: { member } } }, { provider: { google: [{ project: "home-project" }] } })],
        THEIRS,
      )[0],
    ).toMatch(new RegExp(`^${verdict}`)),
  );
  it("has nothing to say of others", () => expect(ask("ACCESS-01", [stack("s", { aws_vpc: { v: {} } })], THEIRS)).toEqual([]));
});

describe("ACCESS-02", () => {
  const of = (statement: object, options = {}) =>
    ask("ACCESS-02", [stack("s", { aws_sns_topic_policy: { p: { policy: trust(statement) } } }, options)]);
  it.each([
    ["everybody", { Principal: "*" }],
    ["everybody on AWS", { Principal: { AWS: "*" } }],
    ["everybody over TLS", { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["everybody, if it exists", { Principal: "*", Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }],
    ["everybody of anywhere", { Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }],
    ["all but one", { NotPrincipal: { AWS: STRANGER } }],
  ])("is a breach with %s", (_, statement) => expect(of(statement)[0]).toMatch(/^breach aws_sns_topic_policy.p: S lets in everybody/));
  it.each([
    ["an organization", { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
    ["a source", { Principal: { AWS: "*" }, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::b" } } }],
    ["a denial", { Effect: "Deny", Principal: "*" }],
    ["somebody", { Principal: { AWS: arn(HOME) } }],
  ])("is met by %s", (_, statement) => expect(of(statement)).toEqual(["met aws_sns_topic_policy.p"]));
  it("does not know a condition's value", () =>
    expect(of({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "${var.o}" } } })[0]).toMatch(/^unknown/));
  it("knows Google's everybody", () =>
    expect(
      ["allUsers", "allAuthenticatedUsers", "group:a@b.example"].map(
        (member) =>
          ask("ACCESS-02", [
            stack(
              "s",
              { google_project_iam_binding: { b: { members: [member] } } },
              { provider: { google: [{ project: "home-project" }] } },
            ),
          ])[0]?.split(" ")[0],
      ),
    ).toEqual(["breach", "breach", "met"]));
  it("tolerates the legacy estate", () => expect(of({ Principal: "*" }, { account: PARENT })[0]).toMatch(/^met .*legacy/));
  it("has nothing to say of others", () => expect(ask("ACCESS-02", [stack("s", { aws_vpc: { v: {} } })])).toEqual([]));
});

describe("ACCESS-03", () => {
  const of = (type: string, options = {}) => ask("ACCESS-03", [stack("s", { [type]: { x: {} } }, options)]);
  it.each(["aws_iam_user", "aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_service_specific_credential"])(
    "is a breach: %s",
    (type) => expect(of(type)[0]).toMatch(/^breach/),
  );
  it.each(["google_service_account_key", "google_storage_hmac_key"])("is a breach: %s", (type) =>
    expect(of(type, { provider: { google: [{ project: "home-project" }] } })[0]).toMatch(/^breach/),
  );
  it("is met by one that goes", () =>
    expect(ask("ACCESS-03", [plan([{ address: "aws_iam_user.x", actions: ["delete"], before: {} }])])[0]).toMatch(/^met .*which goes/));
  it("tolerates the legacy estate", () => expect(of("aws_iam_user", { account: PARENT })[0]).toMatch(/^met .*legacy/));
  it("has nothing to say of roles", () => expect(of("aws_iam_role")).toEqual([]));
});

describe("ACCESS-04", () => {
  const SCOPED = {
    ...SCOPE,
    organization: "o-own",
    readers: [{ who: "gatekeeper", dataset: "profiles", arn: arn(HOME, "named") } as const],
  };
  const ALLOW = { Sid: "Reads", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::profiles/*" };
  const estate = (
    name: string,
    statements: object[],
    more: { policy?: string; role?: JsonObject; resources?: Record<string, Record<string, JsonObject>> } = {},
  ) =>
    stack("s", {
      aws_s3_bucket: { b: bucket() },
      ...(more.policy === undefined ? {} : { aws_s3_bucket_policy: { p: { bucket: "${aws_s3_bucket.b.id}", policy: more.policy } } }),
      aws_iam_role: { r: { name, assume_role_policy: trust({ Principal: { AWS: arn(HOME) } }), ...more.role } },
      aws_iam_role_policy: { p: { role: "${aws_iam_role.r.id}", policy: document(...statements) } },
      ...more.resources,
    });
  const of = (...given: Parameters<typeof estate>) => ask("ACCESS-04", [estate(...given)], SCOPED);

  it("is a breach with a role that nobody named, and shows the request", () =>
    expect(of("stranger", [ALLOW])[0]).toBe(
      `breach aws_iam_role.r: ${arn(HOME, "stranger")} can read profiles: s3:GetObject on arn:aws:s3:::profiles/any is allowed over TLS`,
    ));
  it.each([
    ["arn:aws:s3:::profiles/photos/*", "profiles/photos/any"],
    ["arn:aws:s3:::prof*/photos/2026-??", "profiles/any/photos/2026-aa"],
    ["arn:aws:s3:::profiles/one.txt", "profiles/one.txt"],
  ])("is a breach with one that reads some objects only, %s", (Resource, object) =>
    expect(of("stranger", [{ ...ALLOW, Resource }])[0]).toContain(
      `breach aws_iam_role.r: ${arn(HOME, "stranger")} can read profiles: s3:GetObject on arn:aws:s3:::${object} `,
    ),
  );
  it("is a breach with one that is denied all but some", () =>
    expect(
      of("stranger", [ALLOW, { Sid: "Never", Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::profiles/open/*" }])[0],
    ).toMatch(/^breach .*profiles\/open\/any/));
  it("is met by the same role when it is named", () => expect(of("named", [ALLOW])).toEqual(["met aws_s3_bucket.b"]));
  it.each([
    ["reads another bucket", [{ ...ALLOW, Resource: "arn:aws:s3:::other/*" }]],
    ["lists", [{ ...ALLOW, Action: "s3:ListBucket", Resource: "*" }]],
    ["denies it to itself", [ALLOW, { ...ALLOW, Sid: "Never", Effect: "Deny" }]],
  ])("is met by a role that %s", (_, statements) => expect(of("stranger", statements)).toEqual(["met aws_s3_bucket.b"]));
  it("minds the boundary", () => {
    const bounded = (statement: object) =>
      of("stranger", [ALLOW], {
        role: { permissions_boundary: `arn:aws:iam::${HOME}:policy/bound` },
        resources: { aws_iam_policy: { bound: { name: "bound", policy: document(statement) } } },
      })[0];
    expect(bounded({ Effect: "Allow", Action: "ec2:*", Resource: "*" })).toBe("met aws_s3_bucket.b");
    expect(bounded({ Effect: "Allow", Action: "*", Resource: "*" })).toMatch(/^breach/);
  });
  it("minds the bucket's policy, which may grant as well as deny", () => {
    const everyone = { Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::profiles/*" };
    expect(of("stranger", [ALLOW], { policy: document({ ...everyone, Effect: "Deny" }) })[0]).toBe("met aws_s3_bucket.b");
    const grants = document({ ...everyone, Effect: "Allow", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-own" } } });
    expect(of("stranger", [{ ...ALLOW, Resource: "arn:aws:s3:::other/*" }], { policy: grants })[0]).toMatch(/^breach/);
  });
  it("comes through the entrance that the bucket's policy spares, whatever its id will be", () => {
    const policy = (endpoint: string) =>
      document({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "arn:aws:s3:::profiles/*",
        Condition: { StringNotEquals: { "aws:SourceVpce": endpoint } },
      });
    const resources = { aws_vpc_endpoint: { e: {} } };
    expect(of("stranger", [ALLOW], { policy: policy("${aws_vpc_endpoint.e.id}"), resources })[0]).toMatch(/^breach .*vpc_endpoint/);
    expect(of("stranger", [ALLOW], { policy: policy("${var.e}") })[0]).toMatch(/^unknown/);
  });
  it.each([
    [
      "a policy that AWS writes",
      { resources: { aws_iam_role_policy_attachment: { a: { role: "stranger", policy_arn: "arn:aws:iam::aws:policy/X" } } } },
    ],
    ["a bucket's policy that a function makes", { policy: "${jsonencode({})}" }],
    ["a boundary that is in no input", { role: { permissions_boundary: "arn:aws:iam::1:policy/x" } }],
  ])("does not know %s", (_, more) => expect(of("stranger", [ALLOW], more)[0]).toMatch(/^unknown/));
  it("has nothing to say where the program names no readers", () => expect(ask("ACCESS-04", [estate("stranger", [ALLOW])])).toEqual([]));

  it("fills the report, sorted, with a witness or with what denies it", () => {
    const facts = factsOf(
      [
        estate("named", [ALLOW], {
          policy: document({
            Sid: "Out",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-own" } },
          }),
        }),
      ],
      SCOPED,
    );
    const rows = accessOf(facts);
    expect(rows.map(({ who, action, verdict, deniedBy }) => [who, action, verdict, deniedBy])).toEqual([
      ["gatekeeper", "s3:GetObject", "allowed", []],
      ["gatekeeper", "s3:GetObjectVersion", "allowed", []],
      ["parent", "s3:GetObject", "denied", ["Out"]],
      ["parent", "s3:GetObjectVersion", "denied", ["Out"]],
    ]);
    expect(rows[0]?.witness).toMatchObject({ caller: arn(HOME, "named"), context: { "aws:PrincipalOrgID": "o-own" } });
  });
});
