import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { synthesize } from "../../stacks/program-stacks";
import { changed, PROFILES } from "../config/refused";
import { describeWithEngines } from "../engines";
import { BESIDE, OLD_KEY, SNAPSHOTS, snapshotting } from "../snapshotting";
import { everyResource, resources, stackOf, synthesized, type Block } from "../synth";
import { complaints } from "./validated";

const of = "profiles-overseas-snapshots";
const HOME = "333333333333";
const [LEG, LANDED, LEGACY] = [`migration-${of}`, `snapshots-${of}`, `legacy-snapshots-${of}`];
const made = synthesized(snapshotting("copy"));
const only = (stack: string, type: string, from = made): Block => {
  const found = resources(stackOf(from, stack), type);
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
};
const KEY = /keys-home-us-east-1.*landing/;

describe("each declared snapshot has a copy at home", () => {
  test.each([
    ["aws_db_snapshot_copy", SNAPSHOTS.database, { source_db_snapshot_identifier: SNAPSHOTS.database }],
    ["aws_rds_cluster_snapshot_copy", SNAPSHOTS.cluster, { source_db_cluster_snapshot_identifier: SNAPSHOTS.cluster }],
    [
      "aws_ebs_snapshot_copy",
      SNAPSHOTS.volume,
      { source_snapshot_id: "snap-0123456789abcdef0", source_region: "ap-southeast-1", encrypted: true },
    ],
    ["aws_ami_copy", SNAPSHOTS.image, { source_ami_id: "ami-0123456789abcdef0", source_ami_region: "ap-southeast-1", encrypted: true }],
  ])("%s", (type, source, attributes) => {
    expect(only(LANDED, type)).toMatchObject({
      ...attributes,
      kms_key_id: expect.stringMatching(KEY) as string,
      tags: { "ringfence:dataset": "profiles", "ringfence:source": source },
      lifecycle: { prevent_destroy: true },
      timeouts: { create: "48h" },
    });
  });
  test("asked of the home's region, so that no destination is named, and shared with nobody", () => {
    const stack = stackOf(made, LANDED);
    expect(stack.provider["aws"]?.[0]).toMatchObject({ region: "us-east-1", allowed_account_ids: [HOME] });
    expect(stack.text).not.toMatch(/destination_region|presigned_url|shared_accounts|"region": "ap-southeast-1"/);
  });
  test("under names that RDS takes, one for each source", () => {
    const many = synthesized(changed(snapshotting("copy"), (p) => p.datasets[PROFILES].legacy[1].arns.push(BESIDE)));
    const names = resources(stackOf(many, LANDED), "aws_ebs_snapshot_copy").map(([, { description }]) => String(description));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^landed-profiles-[0-9a-f]{12}$/);
  });
});

describe("whose work it is", () => {
  const appliedBy = (phase: "copy" | "soak", stack: string) =>
    JSON.stringify(stackOf(phase === "copy" ? made : synthesized(snapshotting(phase)), stack).provider["aws"]?.[0]);
  test("the stack of the copies is applied as their mover", () =>
    expect(appliedBy("copy", LANDED)).toContain(`arn:aws:iam::${HOME}:role/ringfence-mover-${of}`));
  test("still in soak", () => expect(appliedBy("soak", LANDED)).toContain(`role/ringfence-mover-${of}`));
  test("the mover is made within its own boundary, which ends with the window", () => {
    expect(only(LEG, "aws_iam_role")).toMatchObject({
      name: `ringfence-mover-${of}`,
      permissions_boundary: `arn:aws:iam::${HOME}:policy/ringfence-snapshot-boundary`,
    });
    const boundaries = resources(stackOf(made, "bootstrap-home"), "aws_iam_policy").filter(
      ([, { name }]) => name === "ringfence-snapshot-boundary",
    );
    expect(String(boundaries[0]?.[1]["policy"])).toContain('"DateGreaterThan":{"aws:CurrentTime":"2027-06-30T23:59:59Z"}');
  });
  test("and is made before them, as what they are shared by", () =>
    expect(made.dependencies.get(LANDED)).toEqual(expect.arrayContaining([LEG, LEGACY, "keys-home-us-east-1"])));
  test("no other old copy makes that boundary", () => {
    const without = synthesized(changed(snapshotting("copy"), (p) => p.datasets[PROFILES].legacy.pop()));
    expect(everyResource(without).filter(({ block }) => /snapshot-(boundary|copy)/.test(JSON.stringify(block)))).toEqual([]);
  });
});

describe("the old account shares what terraform can share, for as long as it is copied", () => {
  test("volumes and images with the home account, in its own account and region", () => {
    expect(only(LEGACY, "aws_snapshot_create_volume_permission")).toMatchObject({
      snapshot_id: "snap-0123456789abcdef0",
      account_id: HOME,
    });
    expect(only(LEGACY, "aws_ami_launch_permission")).toMatchObject({ image_id: "ami-0123456789abcdef0", account_id: HOME });
    expect(stackOf(made, LEGACY).provider["aws"]?.[0]).toMatchObject({ region: "ap-southeast-1", allowed_account_ids: ["888888888888"] });
  });
  test("no snapshot itself, which would go with its block", () =>
    expect(Object.keys(stackOf(made, LEGACY).resource).sort()).toEqual([
      "aws_ami_launch_permission",
      "aws_snapshot_create_volume_permission",
    ]));
  test("afterwards the stack stands empty, so that the share is taken back", () =>
    expect(stackOf(synthesized(snapshotting("reconcile")), LEGACY).resource).toEqual({}));
});

test("the key opens through the services that keep what landed, beside the vault's", () => {
  const policy = (input = snapshotting("copy")) => {
    const [, key] =
      resources(stackOf(synthesized(input), "keys-home-us-east-1"), "aws_kms_key").find(([name]) => name.startsWith("landing")) ?? [];
    return String(key?.["policy"]);
  };
  for (const via of ["backup", "ec2", "rds"]) expect(policy()).toContain(`"kms:ViaService":["${via}.us-east-1.amazonaws.com"]`);
  const volumes = changed(snapshotting("copy"), (p) => (p.datasets[PROFILES].legacy[1].arns = [SNAPSHOTS.volume]));
  expect(policy(volumes)).not.toContain("rds.us-east-1");
});

test("an old key is opened, and nothing is sealed under it", () => {
  const policy = String(only(LEG, "aws_iam_role_policy")["policy"]);
  const statements = (JSON.parse(policy) as { Statement: { Action: string[]; Resource: unknown }[] }).Statement;
  const old = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(OLD_KEY)).flatMap(({ Action }) => Action);
  expect([...new Set(old)].sort()).toEqual(["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"]);
});

describeWithEngines(["terraform", "the AWS provider"], "the real provider takes the leg's stacks", () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-snapshots-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("in copy and in soak", () => {
    const folders = (["copy", "soak"] as const).flatMap((phase) => {
      synthesize(Program.of(snapshotting(phase)), join(root, phase));
      return [LEG, LANDED, LEGACY, "keys-home-us-east-1", "bootstrap-home"].map((stack) => join(root, phase, "stacks", stack));
    });
    expect(complaints(folders)).toEqual([]);
  }, 300_000);
});
