import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { synthesize } from "../../stacks/program-stacks";
import { describeWithEngines } from "../engines";
import { changed } from "../config/refused";
import { HMAC, migrating } from "../migrating";
import { resources, stackOf, synthesized } from "../synth";
import { complaints } from "./validated";

const LEGS = ["migration-user-content-former-cloud", "migration-user-content-overseas-backup"];
const LEGACY = "legacy-singapore-ap-southeast-1";
const ALL = ["evidence-us-east-1", ...LEGS, LEGACY];

const PHASES = ["prepare", "copy", "reconcile", "cutover", "soak"] as const;
const made = new Map(PHASES.map((phase) => [phase, synthesized(migrating(phase))]));
const at = (phase: (typeof PHASES)[number]) => made.get(phase) ?? synthesized(migrating(phase));

const only = (phase: (typeof PHASES)[number], stack: string, type: string) => {
  const found = resources(stackOf(at(phase), stack), type);
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
};

describe("a phase decides what stands", () => {
  test("nothing of a migration in prepare", () => expect(ALL.filter((name) => at("prepare").stacks.has(name))).toEqual([]));
  test.each(["copy", "reconcile", "cutover", "soak"] as const)("evidence, legs and the old bucket in %s", (phase) =>
    expect(ALL.filter((name) => !at(phase).stacks.has(name))).toEqual([]),
  );
  test("only an account that receives has a migrator, and only while it does", () => {
    const roles = (phase: (typeof PHASES)[number], stack: string) =>
      resources(stackOf(at(phase), stack), "aws_iam_role").map(([, { name }]) => name);
    expect(roles("copy", "bootstrap-home")).toContain("ringfence-migrator");
    expect(roles("copy", "bootstrap-recovery")).not.toContain("ringfence-migrator");
    expect(roles("prepare", "bootstrap-home")).not.toContain("ringfence-migrator");
  });
});

test("DataSync's task writes out what terraform would get wrong, and is never scheduled", () => {
  const task = only("copy", LEGS[0] as string, "aws_datasync_task");
  expect(task).toMatchObject({
    task_mode: "ENHANCED",
    source_location_arn: "arn:aws:datasync:us-east-1:333333333333:location/loc-0123456789abcdef0",
    options: { verify_mode: "ONLY_FILES_TRANSFERRED", object_tags: "NONE", preserve_deleted_files: "PRESERVE", transfer_mode: "CHANGED" },
    tags: { "ringfence:source": "gs://app-user-content", "ringfence:target": "arn:aws:s3:::user-content-333333333333-us-east-1" },
  });
  expect(task).not.toHaveProperty("schedule");
});

test("no secret stands in any stack", () => {
  for (const name of ALL) expect(stackOf(at("copy"), name).text).not.toMatch(/secret_key|access_key|hmac/i);
});

test("without the location that holds the secret there is no task to run", () => {
  const input = migrating("copy");
  delete (input.datasets[0]?.legacy?.[0] as { location?: string }).location;
  expect(stackOf(synthesized(input), LEGS[0] as string).resource["aws_datasync_task"]).toBeUndefined();
});

test("the mover opens the one secret, through Secrets Manager and under its key, and a program without one makes no such right", () => {
  const stack = LEGS[0] as string;
  const policy = (input: ReturnType<typeof migrating>) =>
    (
      JSON.parse(String(resources(stackOf(synthesized(input), stack), "aws_iam_role_policy")[0]?.[1]["policy"])) as {
        Statement: { Sid: string }[];
      }
    ).Statement;
  expect(policy(migrating("copy")).slice(-2)).toEqual([
    { Sid: "ReadSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [HMAC.secretArn] },
    {
      Sid: "OpenSecrets",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: expect.stringContaining("secrets") as string,
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
    },
  ]);
  const without = migrating("copy");
  delete (without.datasets[0]?.legacy?.[0] as { hmac?: object }).hmac;
  expect(policy(without).map(({ Sid }) => Sid)).not.toContain("ReadSecrets");
});

test("the key that a secret is under stands where no database is", () => {
  const keys = (phase: "prepare" | "copy") => {
    const input = changed(migrating(phase), (p) => (p.datasets = p.datasets.filter(({ store }: { store: string }) => store === "bucket")));
    return resources(stackOf(synthesized(input), "keys-home-us-east-1"), "aws_kms_key").map(([name]) => name);
  };
  const secrets = expect.stringMatching(/^secrets_key/) as string;
  expect(keys("copy")).toContainEqual(secrets);
  expect(keys("prepare")).not.toContainEqual(secrets);
});

describe("the old bucket", () => {
  const statements = (phase: (typeof PHASES)[number]) =>
    (JSON.parse(String(only(phase, LEGACY, "aws_s3_bucket_policy")["policy"])) as { Statement: { Sid: string }[] }).Statement;
  const mover = "arn:aws:iam::333333333333:role/ringfence-mover-user-content-overseas-backup";

  test("is taken over by import, versioned, in the old account and region", () => {
    const stack = stackOf(at("copy"), LEGACY);
    expect(stack.provider["aws"]?.[0]).toMatchObject({
      region: "ap-southeast-1",
      allowed_account_ids: ["888888888888"],
      sts_region: "us-east-1",
    });
    expect(JSON.parse(stack.text)).toMatchObject({
      import: [
        { id: "app-user-content-backup", to: expect.stringContaining("aws_s3_bucket.") as string },
        { id: "app-user-content-backup", to: expect.stringContaining("aws_s3_bucket_versioning.") as string },
      ],
    });
    expect(only("copy", LEGACY, "aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
  });

  test("keeps its state at home, inside the jurisdiction", () =>
    expect(stackOf(at("copy"), LEGACY).terraform.backend).toMatchObject({
      s3: {
        bucket: "ringfence-state-333333333333",
        region: "us-east-1",
        assume_role: { role_arn: expect.stringContaining("333333333333") as string },
      },
    }));

  test("is read by its mover alone, until the regulator's day", () =>
    expect(statements("copy")).toEqual([
      {
        Sid: "MoverReads",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::333333333333:root" },
        Action: [
          "s3:GetBucketLocation",
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionTagging",
          "s3:ListBucket",
          "s3:ListBucketVersions",
        ],
        Resource: ["arn:aws:s3:::app-user-content-backup", "arn:aws:s3:::app-user-content-backup/*"],
        Condition: { ArnEquals: { "aws:PrincipalArn": mover }, DateLessThan: { "aws:CurrentTime": "2027-06-30T23:59:59Z" } },
      },
    ]));

  test.each(["cutover", "soak"] as const)("is frozen in %s: nobody writes, nobody deletes", (phase) =>
    expect(statements(phase).slice(1)).toEqual([
      {
        Sid: "Frozen",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject*", "s3:RestoreObject", "s3:ReplicateObject"],
        Resource: "arn:aws:s3:::app-user-content-backup/*",
      },
      {
        Sid: "NothingIsDeleted",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject*", "s3:DeleteBucket"],
        Resource: ["arn:aws:s3:::app-user-content-backup", "arn:aws:s3:::app-user-content-backup/*"],
      },
    ]),
  );
});

test("the home bucket lets its movers in by name, and only while they move", () => {
  const policy = (phase: (typeof PHASES)[number]) => String(only(phase, "storage-us-east-1", "aws_s3_bucket_policy")["policy"]);
  expect(policy("copy")).toContain("role/ringfence-mover-user-content-overseas-backup");
  expect(policy("prepare")).not.toContain("ringfence-mover");
});

describeWithEngines(["terraform", "the AWS provider"], "terraform validates the stacks of a migration", () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-migration-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("in copy and in cutover", () => {
    const folders = (["copy", "cutover"] as const).flatMap((phase) => {
      synthesize(Program.of(migrating(phase)), join(root, phase));
      return ALL.map((stack) => join(root, phase, "stacks", stack));
    });
    expect(complaints(folders)).toEqual([]);
  }, 300_000);
});
