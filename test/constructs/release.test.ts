import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { Program } from "../../config/program";
import type { AwsPlace } from "../../config/place";
import { program as unitedStates } from "../../config/programs/united-states";
import { buildspecOf } from "../../config/release/buildspecs";
import { repositoryStatements } from "../../constructs/release/repository-policy";
import { pushStatements, pushTrust } from "../../constructs/release/role-statements";
import { signingStatements } from "../../constructs/keys/signing-policy";
import { refuses } from "../config/refused";
import { resources, stackOf, synthesized } from "../synth";

const program = Program.of(unitedStates);
const place = program.place("release", "us-east-1") as AwsPlace;
const made = synthesized(unitedStates);
const release = stackOf(made, "release-us-east-1");

test("the parent's one right inside is to put one object", () => {
  expect(pushStatements(place)).toEqual([
    {
      Sid: "PutSource",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: "arn:aws:s3:::ringfence-source-999999999999-us-east-1/incoming/source.zip",
    },
  ]);
  expect(pushTrust("aws", { account: "888888888888", role: "source-publisher" })).toEqual({
    Sid: "TheParentsPublisher",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::888888888888:root" },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::888888888888:role/source-publisher" } },
  });
});

test("what is declared is what the one trust says, and the parent stands in no other policy", () => {
  expect(program.scope().declaredPrincipals).toEqual([
    {
      arn: "arn:aws:iam::888888888888:role/source-publisher",
      actions: ["sts:AssumeRole"],
      resource: "arn:aws:iam::999999999999:role/ringfence-release-push",
      reason: expect.stringMatching(/source/),
    },
  ]);
  const [push] = resources(release, "aws_iam_role").filter(([, block]) => block["name"] === "ringfence-release-push");
  const without = release.text.replace(JSON.stringify(push?.[1]["assume_role_policy"]), '""');
  expect(release.text).toContain("888888888888");
  expect(without).not.toContain("888888888888");
});

test("one role pushes to a repository, and homes pull from it", () => {
  expect(repositoryStatements("arn:signer", "o-custodian01", ["333333333333"])).toEqual([
    {
      Sid: "OnlyOneRolePushes",
      Effect: "Deny",
      Principal: "*",
      Action: ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": ["arn:signer"] } },
    },
    {
      Sid: "HomesPull",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-custodian01", "aws:PrincipalAccount": ["333333333333"] } },
    },
  ]);
  expect(repositoryStatements("arn:signer", "o-custodian01", [])).toHaveLength(1);
});

test("named roles sign, the organization verifies", () => {
  expect(signingStatements("o-custodian01", ["arn:signer"]).map(({ Sid, Action, Condition }) => [Sid, Action, Condition])).toEqual([
    ["Sign", ["kms:Sign"], { ArnEquals: { "aws:PrincipalArn": ["arn:signer"] }, StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } }],
    ["Verify", ["kms:GetPublicKey", "kms:Verify"], { StringEquals: { "aws:PrincipalOrgID": "o-custodian01" } }],
  ]);
  const [, key] = resources(stackOf(made, "keys-release-us-east-1"), "aws_kms_key").find(([name]) => name.startsWith("records")) ?? [];
  expect(key).toMatchObject({ key_usage: "SIGN_VERIFY", customer_master_key_spec: "ECC_NIST_P256" });
  expect(key).not.toHaveProperty("enable_key_rotation");
});

describe("the pipeline", () => {
  const [, pipeline] = resources(release, "aws_codepipeline")[0] ?? [];
  const stages = pipeline?.["stage"] as { name: string; action: { name: string; provider: string; input_artifacts?: string[] }[] }[];

  test("scans, builds, asks a human, and only then signs", () =>
    expect(stages.map(({ name, action }) => [name, action.map((each) => `${each.provider} ${each.name}`)])).toEqual([
      ["Source", ["S3 source"]],
      ["Inspect", ["CodeBuild sast", "CodeBuild dependencies", "CodeBuild secrets"]],
      ["Build", ["CodeBuild build"]],
      ["Approve", ["Manual Inspector"]],
      ["Sign", ["CodeBuild sign"]],
    ]));

  test("runs its tools by digest, with commands of its own, in the isolated network, without privileges", () => {
    const projects = resources(release, "aws_codebuild_project").map(([, block]) => block as Record<string, never>);
    expect(projects).toHaveLength(5);
    for (const project of projects) {
      const { environment, source, vpc_config: vpc } = project as unknown as Record<string, Record<string, unknown>>;
      expect(environment).toMatchObject({ privileged_mode: false, image_pull_credentials_type: "SERVICE_ROLE" });
      expect(environment?.["image"]).toMatch(/^999999999999\.dkr\.ecr\.us-east-1\.amazonaws\.com\/ringfence\/tools@sha256:[0-9a-f]{64}$/);
      expect(JSON.parse(String(source?.["buildspec"]))).toMatchObject({ version: "0.2" });
      expect(vpc?.["subnets"]).toHaveLength(3);
    }
  });

  test("pins the version that arrived", () => {
    const [, target] = resources(release, "aws_cloudwatch_event_target")[0] ?? [];
    expect(target?.["input_transformer"]).toMatchObject({ input_paths: { version: "$.detail.object.version-id" } });
  });

  test("keeps source and records locked, and for as long as logs are kept", () => {
    const locks = resources(release, "aws_s3_bucket_object_lock_configuration").map(([, block]) => block["rule"]);
    expect(locks).toEqual([
      { default_retention: { mode: "COMPLIANCE", days: 2557 } },
      { default_retention: { mode: "COMPLIANCE", days: 2557 } },
    ]);
    expect(release.text).not.toMatch(/\$\{(?!aws_|data\.)/);
  });
});

test("a home's network pulls released images only, and functions run signed code only", () => {
  const [, endpoint] = resources(stackOf(made, "network-us-west-2"), "aws_vpc_endpoint").find(([name]) => name.includes("ecr-dkr")) ?? [];
  expect(JSON.parse(String(endpoint?.["policy"])).Statement[0].Resource).toEqual([
    "arn:aws:ecr:us-west-2:999999999999:repository/ringfence/released",
  ]);
  const [, config] = resources(stackOf(made, "admission-us-east-1"), "aws_lambda_code_signing_config")[0] ?? [];
  expect(config?.["policies"]).toEqual({ untrusted_artifact_on_deployment: "Enforce" });
});

test("a program without a release path has none of its stacks, and any image of the organization's", () => {
  const { release: none, ...rest } = unitedStates;
  expect(none).toBeDefined();
  const without = synthesized(rest);
  expect(
    [...without.stacks.keys()].filter((name) => /release|signing|admission|registry/.test(name) && !/^(access|bootstrap)-/.test(name)),
  ).toEqual([]);
  expect(Program.of(rest).scope().declaredPrincipals).toEqual([]);
});

/** Runs the signer's commands with stand-ins for what calls AWS: what is recorded must be what was handed in. */
describe("the signer's commands", () => {
  let work: string;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "ringfence-sign-"));
    const stub = (name: string, text: string) => writeFileSync(join(work, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
    stub("crane", `[ "$1" = digest ] && echo sha256:${"d".repeat(64)}; exit 0`);
    stub("notation", 'echo "$@" > notation.txt');
    stub(
      "aws",
      `case "$1 $2" in
        "codepipeline get-pipeline-state") cat given-state.json ;;
        "ecr get-login-password") echo secret ;;
        "kms sign") cp pae.digest signed.digest; echo c2lnbmF0dXJl ;;
        *) echo "$@" >> calls.txt ;;
      esac`,
    );
    writeFileSync(join(work, "image.tar"), "an image");
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
  const state = (execution: string, status = "Succeeded") => ({
    stageStates: [
      {
        stageName: "Approve",
        latestExecution: { pipelineExecutionId: execution },
        actionStates: [
          { latestExecution: { status, lastUpdatedBy: "arn:aws:sts::999999999999:assumed-role/ringfence-release-inspector/jane" } },
        ],
      },
    ],
  });
  const run = (given: object, artifact = `sha256:${sha256("an image")}`) => {
    writeFileSync(join(work, "given-state.json"), JSON.stringify(given));
    const { phases } = JSON.parse(buildspecOf("sign", place, "united-states")) as { phases: { build: { commands: string[] } } };
    return spawnSync("bash", ["--norc", "-c", phases.build.commands.join("\n")], {
      cwd: work,
      encoding: "utf8",
      env: {
        PATH: `${work}:${process.env["PATH"]}`,
        EXECUTION: "e-1",
        SOURCE_OBJECT: "s3://source/incoming/source.zip",
        SOURCE_VERSION: "v1",
        SOURCE_DIGEST: "sha256:s",
        SAST_DIGEST: "sha256:a",
        DEPENDENCIES_DIGEST: "sha256:b",
        SECRETS_DIGEST: "sha256:c",
        ARTIFACT_DIGEST: artifact,
        RECORD_KEY: "arn:key",
        CODEBUILD_BUILD_ARN: "arn:build",
      },
    });
  };

  test("leave a signed statement of source, scans, approver and artifact", () => {
    expect(run(state("e-1")).status).toBe(0);
    const record = JSON.parse(readFileSync(join(work, "record.json"), "utf8")) as {
      payload: string;
      payloadType: string;
      signatures: object[];
    };
    const payload = Buffer.from(record.payload, "base64");
    expect(JSON.parse(payload.toString())).toEqual({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "999999999999.dkr.ecr.us-east-1.amazonaws.com/ringfence/released", digest: { sha256: "d".repeat(64) } }],
      predicateType: "urn:ringfence:inspection:v1",
      predicate: {
        source: { object: "s3://source/incoming/source.zip", version: "v1", digest: "sha256:s" },
        scans: { sast: "sha256:a", dependencies: "sha256:b", secrets: "sha256:c" },
        artifact: { archive: `sha256:${sha256("an image")}`, image: `sha256:${"d".repeat(64)}`, functions: [] },
        approval: { by: "arn:aws:sts::999999999999:assumed-role/ringfence-release-inspector/jane", execution: "e-1" },
        builder: { build: "arn:build" },
      },
    });
    expect(record.signatures).toEqual([{ keyid: "arn:key", sig: "c2lnbmF0dXJl" }]);
    // DSSE's pre-authentication encoding: what a verifier will compute from the record alone.
    const pae = Buffer.concat([Buffer.from(`DSSEv1 ${record.payloadType.length} ${record.payloadType} ${payload.length} `), payload]);
    expect(readFileSync(join(work, "signed.digest")).toString("hex")).toBe(sha256(pae));
    expect(readFileSync(join(work, "calls.txt"), "utf8")).toMatch(/ringfence-releases-999999999999-us-east-1 --key records\/e-1\.json/);
  });

  test.each([
    ["another execution was approved", state("e-2"), undefined],
    ["nobody approved", state("e-1", "InProgress"), undefined],
    ["the artifact is not what was built", state("e-1"), "sha256:other"],
  ])("sign nothing when %s", (_, given, artifact) => {
    expect(run(given, artifact).status).not.toBe(0);
    expect(() => readFileSync(join(work, "record.json"))).toThrow();
    expect(() => readFileSync(join(work, "notation.txt"))).toThrow();
  });
});

describe("a program is refused", () =>
  refuses(unitedStates, [
    { of: "its release account is a home", change: (p) => (p.release.account = "home"), code: "PROGRAM-PURPOSE", says: "release.account" },
    { of: "its release region lies abroad", change: (p) => (p.release.region = "eu-west-1"), code: "PROGRAM-PLACE", says: "release path" },
    { of: "no network of its own", change: (p) => delete p.networks.release, code: "PROGRAM-NETWORK", says: "no network at release" },
    {
      of: "the parent inspects itself",
      change: (p) => (p.release.inspector.account = "legacy-singapore"),
      code: "PROGRAM-OWNER",
      says: "release.inspector.account",
    },
    {
      of: "the custodian pushes",
      change: (p) => (p.release.parent.account = "222222222222"),
      code: "PROGRAM-OWNER",
      says: "release.parent.account",
    },
    {
      of: "the gatekeeper owns the release account",
      change: (p) => (p.accounts.release.owner = "gatekeeper"),
      code: "PROGRAM-OWNER",
      says: "owned by the gatekeeper",
    },
    { of: "a tool named by a tag", change: (p) => (p.release.images.sast = "latest"), code: "PROGRAM-SHAPE", says: "an image's digest" },
  ]));
