import { ask as ACCESS, type Question } from "../../review/access/ask";
import type { KnownAccount } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, bucket, CUSTODY, encryption, factsOf, HOME, PARENT, SCOPE, stack } from "./estate";

const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const arn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const UNIT = "ou-root-fenced01";
const SCOPED = {
  ...SCOPE,
  organization: "o-own",
  accounts: SCOPE.accounts.map((account): KnownAccount =>
    account.id === HOME ? { ...account, organization: "o-own", unit: UNIT } : account,
  ),
};
const PERIMETER = {
  Sid: "Out",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-own" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
};
const READS = { Sid: "Reads", Effect: "Allow", Action: "s3:Get*", Resource: "*" };
const TRUST = {
  Sid: "Publisher",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${PARENT}:root` },
  Action: "sts:AssumeRole",
  Condition: { ArnEquals: { "aws:PrincipalArn": arn(PARENT, "publisher") } },
};

/** A bucket that shuts the world out, a role that reads it, and another that the parent's publisher becomes. */
function estate(
  more: { readonly policy?: object; readonly organization?: Record<string, Record<string, JsonObject>>; readonly key?: object } = {},
) {
  const home = stack("s", {
    aws_s3_bucket: { b: bucket() },
    aws_s3_bucket_policy: { p: { bucket: "${aws_s3_bucket.b.id}", policy: document(more.policy ?? PERIMETER) } },
    aws_iam_role: {
      reader: { name: "reader", assume_role_policy: document({ ...TRUST, Sid: "Home", Principal: { AWS: HOME }, Condition: {} }) },
      push: { name: "push", assume_role_policy: document(TRUST) },
    },
    aws_iam_role_policy: { p: { role: "${aws_iam_role.reader.id}", policy: document(READS) } },
    ...(more.key
      ? {
          aws_kms_key: { k: { policy: document(more.key) } },
          aws_s3_bucket_server_side_encryption_configuration: { e: encryption("${aws_kms_key.k.arn}") },
        }
      : {}),
  } as never);
  return more.organization ? [home, stack("organization", more.organization, { account: CUSTODY })] : [home];
}
const attached = (type: string, target: string, ...statements: object[]) => ({
  aws_organizations_policy: { g: { name: "g", type, content: document(...statements) } },
  aws_organizations_policy_attachment: { a: { policy_id: "${aws_organizations_policy.g.id}", target_id: target } },
});
const asked = (question: Partial<Question>, given = estate()) =>
  ACCESS(factsOf(given, SCOPED), { who: "*", can: "*", on: "*", asOf: "2026-11-24", ...question }).map(
    ({ who, action, on, verdict, deniedBy }) => [who, action, on, verdict, deniedBy],
  );

describe("whoever is asked for", () => {
  const OBJECT = "arn:aws:s3:::profiles/any";
  test("a role of the inputs is judged by its own policies", () => {
    expect(asked({ who: arn(HOME, "reader"), can: "s3:GetObject" })).toEqual([
      [arn(HOME, "reader"), "s3:GetObject", OBJECT, "allowed", []],
    ]);
    expect(asked({ who: arn(HOME, "push"), can: "s3:GetObject" })).toEqual([
      [arn(HOME, "push"), "s3:GetObject", OBJECT, "denied", ["no statement allows it"]],
    ]);
  });
  test("somebody else's account allows him everything, so that ours has to refuse him", () => {
    for (const who of [PARENT, arn(PARENT, "x"), `arn:aws:iam::${PARENT}:*`, `arn:aws:sts::${PARENT}:assumed-role/x/session`])
      expect(asked({ who, can: "s3:GetObject" })[0]?.slice(3)).toEqual(["denied", ["Out"]]);
    expect(
      asked({ who: arn(PARENT, "x"), can: "s3:GetObject" }, estate({ policy: { ...PERIMETER, Sid: "In", Effect: "Allow" } }))[0]?.[3],
    ).toBe("allowed");
  });
  describe("objects of one store", () => {
    const policy = {
      Sid: "Opens",
      Effect: "Allow",
      Principal: { AWS: PARENT },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::profiles/open/*",
    };
    const on = (which: string) =>
      asked({ who: PARENT, can: "s3:GetObject", on: which }, estate({ policy })).map(([, , object, verdict]) => [object, verdict]);
    test("that a statement singles out are asked for besides any", () =>
      expect(on("*")).toEqual([
        [OBJECT, "denied"],
        ["arn:aws:s3:::profiles/open/any", "allowed"],
      ]));
    test.each([
      ["arn:aws:s3:::profiles/open/x", "arn:aws:s3:::profiles/open/x", "allowed"],
      ["arn:aws:s3:::profiles/open/*", "arn:aws:s3:::profiles/open/any", "allowed"],
      ["arn:aws:s3:::profiles/shut/x", "arn:aws:s3:::profiles/shut/x", "denied"],
    ])("that the question names are asked for themselves: %s", (which, object, verdict) => expect(on(which)).toEqual([[object, verdict]]));
  });
  test("where no program says which data is protected, any store is", () => {
    const flags = factsOf(estate({ policy: { ...PERIMETER, Effect: "Allow" } }), { ...SCOPED, datasets: undefined });
    expect(ACCESS(flags, { who: PARENT, can: "s3:GetObject", on: "*", asOf: "2026-11-24" })).toMatchObject([{ verdict: "allowed" }]);
  });
  describe("of a bucket whose account nothing shows", () => {
    const on = (policy: object) => {
      const [home] = estate({ policy });
      const unpinned = { ...home, provider: { aws: [{ region: "us-east-1" }] } };
      return asked({ who: PARENT, can: "s3:GetObject", on: OBJECT }, [unpinned])[0]?.slice(3);
    };
    test("whom its policy lets in is let in", () => expect(on({ ...PERIMETER, Effect: "Allow" })).toEqual(["allowed", []]));
    test("whom it shuts out is shut out", () => expect(on(PERIMETER)).toEqual(["denied", ["Out"]]));
    test("of anybody else nothing is known", () => expect(on({ ...PERIMETER, Action: "s3:PutObject" })).toEqual(["unknown", []]));
  });
  test("an account in wildcards is each of the parent's, and one that nobody knows", () => {
    expect(asked({ who: "arn:aws:iam::*:role/x", can: "s3:GetObject" }).map(([who]) => who)).toEqual([
      arn("000000000000", "x"),
      arn(PARENT, "x"),
    ]);
  });
  test("a name in wildcards is every such role of the inputs besides", () => {
    expect(asked({ who: `arn:aws:iam::${HOME}:role/*`, can: "s3:GetObject" }).map(([who]) => who)).toEqual([
      arn(HOME, "any"),
      arn(HOME, "push"),
      arn(HOME, "reader"),
    ]);
  });
  test("a service calls for itself", () => {
    const who = "delivery.logs.amazonaws.com";
    const lets = { Sid: "Service", Effect: "Allow", Principal: { Service: who }, Action: "s3:*", Resource: "*" };
    expect(asked({ who, can: "s3:PutObject" }, estate({ policy: { ...lets, Sid: "Never", Effect: "Deny" } }))[0]).toEqual([
      who,
      "s3:PutObject",
      OBJECT,
      "denied",
      ["Never"],
    ]);
  });
  test("an action that is no read is asked for by its name, and one of another service is not", () => {
    expect(asked({ who: PARENT, can: "s3:PutObject" })[0]).toEqual([arn(PARENT, "any"), "s3:PutObject", OBJECT, "denied", ["Out"]]);
    expect(asked({ who: PARENT, can: "dynamodb:PutItem" })).toEqual([]);
  });
});

describe("a role", () => {
  const into = (who: string, given = estate()) =>
    asked({ who, can: "sts:AssumeRole", on: arn(HOME, "push") }, given).map((row) => row.slice(3));
  test("is assumed by whom its trust names", () => {
    expect(into(arn(PARENT, "publisher"))).toEqual([["allowed", []]]);
    for (const who of [arn(PARENT, "other"), PARENT, arn("000000000000", "publisher"), arn(HOME, "x"), "ec2.amazonaws.com"])
      expect([who, ...into(who)]).toEqual([who, ["denied", ["its trust does not name him"]]]);
  });
  test("is not where an RCP denies it", () => {
    const rcp = { ...PERIMETER, Sid: "Rcp", Action: "sts:AssumeRole" };
    expect(into(arn(PARENT, "publisher"), estate({ organization: attached("RESOURCE_CONTROL_POLICY", UNIT, rcp) }))).toEqual([
      ["denied", ["Rcp"]],
    ]);
    expect(into(arn(PARENT, "publisher"), estate({ organization: attached("RESOURCE_CONTROL_POLICY", "ou-root-testunit", rcp) }))).toEqual([
      ["allowed", []],
    ]);
  });
});

describe("ACCESS-04 with what an organization and a key take away", () => {
  const readers = { ...SCOPED, readers: [] };
  const judged = (given: JsonObject[]) => ask("ACCESS-04", given, readers).map((text) => text.split(" ")[0]);
  const NEVER = { Sid: "Never", Effect: "Deny", Action: "s3:Get*", Resource: "*" };
  const ALL = { Sid: "All", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
  test("is a breach without them", () => expect(judged(estate())).toEqual(["breach"]));
  test.each([UNIT, HOME, "r-root"])("is met by an SCP on %s", (target) =>
    expect(judged(estate({ organization: attached("SERVICE_CONTROL_POLICY", target, NEVER) }))).toEqual(["met"]),
  );
  test("is a breach with one elsewhere, or one that says nothing of it", () => {
    expect(judged(estate({ organization: attached("SERVICE_CONTROL_POLICY", "ou-root-testunit", NEVER) }))).toEqual(["breach"]);
    expect(judged(estate({ organization: attached("SERVICE_CONTROL_POLICY", UNIT, { ...NEVER, Action: "ec2:*" }) }))).toEqual(["breach"]);
  });
  test("is met by a key that denies, and a breach with one that merely allows nothing: a grant may", () => {
    expect(judged(estate({ key: ALL }))).toEqual(["breach"]);
    expect(judged(estate({ key: { ...ALL, Effect: "Deny", Action: "kms:Decrypt" } }))).toEqual(["met"]);
    expect(judged(estate({ key: { ...ALL, Action: "kms:DescribeKey" } }))).toEqual(["breach"]);
  });
});
