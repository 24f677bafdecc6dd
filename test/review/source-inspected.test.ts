import { ask, AUDIT, CUSTODY, HOME, PARENT, stack, STRANGER } from "./estate";

const SIGNER = `arn:aws:iam::${HOME}:role/ringfence-release-sign`;
const deny = (more: object = {}) => ({
  Sid: "OnlyOneRolePushes",
  Effect: "Deny",
  Principal: "*",
  Action: ["ecr:PutImage"],
  Condition: { ArnNotEquals: { "aws:PrincipalArn": [SIGNER] } },
  ...more,
});
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const repository = (more: object = {}) => ({ name: "released", image_tag_mutability: "IMMUTABLE", ...more });
const judge = (resource: object, policies: string | undefined, options: object = {}) =>
  ask("AUDIT-06", [
    stack(
      "s",
      {
        aws_ecr_repository: { r: resource as never },
        ...(policies === undefined
          ? {}
          : { aws_ecr_repository_policy: { p: { repository: "${aws_ecr_repository.r.name}", policy: policies } } }),
      },
      options,
    ),
  ]);

describe("AUDIT-06 on a registry", () => {
  it("is met by tags that never move, and a denial that spares one role", () =>
    expect(judge(repository(), policy(deny()))).toEqual(["met aws_ecr_repository.r"]));
  it("is met by a denial that spares nobody: a copy, which replication fills", () =>
    expect(judge(repository(), policy(deny({ Condition: undefined })))).toEqual(["met aws_ecr_repository.r"]));
  it.each([
    ["tags that move", repository({ image_tag_mutability: "MUTABLE" }), policy(deny()), /tags can be moved/],
    ["tags that move by default", repository({ image_tag_mutability: null }), policy(deny()), /tags can be moved/],
    ["no policy", repository(), undefined, /it has no policy/],
    ["an allowance only", repository(), policy(deny({ Effect: "Allow" })), /nothing denies pushing/],
    ["a denial of something else", repository(), policy(deny({ Action: ["ecr:DeleteRepository"] })), /nothing denies pushing/],
    ["a denial to somebody only", repository(), policy(deny({ Principal: { AWS: SIGNER } })), /nothing denies pushing/],
    [
      "a denial of all but pushing",
      repository(),
      policy(deny({ Action: undefined, NotAction: ["ecr:PutImage"] })),
      /nothing denies pushing/,
    ],
    [
      "a denial that spares a whole account",
      repository(),
      policy(deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/*` } } })),
      /no one role/,
    ],
    [
      "a denial that spares the parent",
      repository(),
      policy(deny({ Condition: { ArnNotEquals: { "aws:PrincipalArn": SIGNER.replace(HOME, PARENT) } } })),
      /of the parent/,
    ],
    [
      "a denial that spares a stranger",
      repository(),
      policy(deny({ Condition: { ArnNotEquals: { "aws:PrincipalArn": SIGNER.replace(HOME, STRANGER) } } })),
      /does not know/,
    ],
    [
      "a denial under another condition",
      repository(),
      policy(deny({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-any" } } })),
      /name no role/,
    ],
  ])("is a breach with %s", (_, resource, text, says) => {
    const [answer] = judge(resource, text);
    expect(answer).toMatch(/^breach aws_ecr_repository\.r/);
    expect(answer).toMatch(says);
  });
  it.each([
    ["a variable for the tags", repository({ image_tag_mutability: "${var.tags}" }), policy(deny())],
    ["a variable for the policy", repository(), "${var.policy}"],
    ["a variable for whom it spares", repository(), policy(deny({ Condition: { ArnNotEquals: { "aws:PrincipalArn": "${var.who}" } } }))],
  ])("does not know: %s", (_, resource, text) => expect(judge(resource, text)[0]).toMatch(/^unknown aws_ecr_repository\.r/));
  it("does not know whose a policy is when its repository is an expression", () => {
    const resources = {
      aws_ecr_repository: { r: repository() as never },
      aws_ecr_repository_policy: { p: { repository: "${var.of}", policy: policy(deny()) } },
    };
    expect(ask("AUDIT-06", [stack("s", resources)])[0]).toMatch(/^unknown/);
  });
  it("tolerates the legacy estate", () =>
    expect(judge(repository({ image_tag_mutability: "MUTABLE" }), undefined, { account: PARENT })[0]).toMatch(/^met .*legacy/));
  it("has nothing to say of what runs nothing", () => expect(ask("AUDIT-06", [stack("s", { aws_vpc: { v: {} } })])).toEqual([]));
});

describe("AUDIT-06 on functions", () => {
  const of = (type: string, values: object, more: object = {}) =>
    ask("AUDIT-06", [stack("s", { [type]: { f: values as never }, ...more })])[0];
  const config = { policies: [{ untrusted_artifact_on_deployment: "Enforce" }] };
  const image = (account: string, by = `@sha256:${"a".repeat(64)}`) => ({
    package_type: "Image",
    image_uri: `${account}.dkr.ecr.us-east-1.amazonaws.com/ringfence/released${by}`,
  });
  it("is met by a configuration that enforces, and a function under it", () => {
    expect(of("aws_lambda_code_signing_config", config)).toBe("met aws_lambda_code_signing_config.f");
    const functions = { code_signing_config_arn: "${aws_lambda_code_signing_config.c.arn}" };
    const both = { aws_lambda_function: { f: functions }, aws_lambda_code_signing_config: { c: config } };
    expect(ask("AUDIT-06", [stack("s", both)])).toEqual(["met aws_lambda_code_signing_config.c", "met aws_lambda_function.f"]);
  });
  it("is met by an image of the custodian's, by its digest", () =>
    expect(of("aws_lambda_function", image(CUSTODY))).toBe("met aws_lambda_function.f"));
  it.each([
    ["a configuration that warns", "aws_lambda_code_signing_config", { policies: [{ untrusted_artifact_on_deployment: "Warn" }] }],
    ["a configuration without a policy, which warns", "aws_lambda_code_signing_config", {}],
    ["a function without a configuration", "aws_lambda_function", { package_type: "Zip" }],
    ["an image by its tag", "aws_lambda_function", image(CUSTODY, ":latest")],
    ["an image of the parent's", "aws_lambda_function", image(PARENT)],
    ["an image of the auditor's", "aws_lambda_function", image(AUDIT)],
    ["an image of nobody's", "aws_lambda_function", { package_type: "Image", image_uri: "docker.io/library/app" }],
  ])("is a breach with %s", (_, type, values) => expect(of(type, values)).toMatch(/^breach/));
  it.each([
    ["what a configuration enforces", "aws_lambda_code_signing_config", { policies: [{ untrusted_artifact_on_deployment: "${var.a}" }] }],
    ["how a function is packed", "aws_lambda_function", { package_type: "${var.a}" }],
    ["a function's configuration", "aws_lambda_function", { code_signing_config_arn: "${var.a}" }],
    ["a function's image", "aws_lambda_function", { package_type: "Image", image_uri: "${var.a}" }],
  ])("does not know %s", (_, type, values) => expect(of(type, values)).toMatch(/^unknown/));
});
