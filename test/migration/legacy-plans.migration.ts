import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PHASES, type Phase } from "../../config/scope";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { makeRoles } from "../deploy/accounts";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { changed, CONTENT } from "../config/refused";
import { OLD_VAULTS } from "../moving";
import { movingMysql } from "../mysql";
import { purging } from "../purging";
import { REVERSE } from "../reversing";
import { SNAPSHOTS, snapshotting } from "../snapshotting";
import { everyResource, stackOf, synthesized, type Stack, type Synthesized } from "../synth";
import { LegacyEstate, OLD_ACCOUNT, OLD_BUCKET, OLD_KEYS, OLD_VAULT, type OldSnapshots } from "./legacy-estate";
import { inParallel } from "../../rehearsal/migration/parallel";
import { seedHomeNetwork, type HomeNetwork } from "./home-network";
import { Planned, type Doing } from "./planned";
import { Providers } from "./providers";
import { UNAPPLIED } from "./unapplied";

const CUSTODY = "222222222222";
const HOME = "333333333333";
const EVIDENCE = "evidence-us-east-1";
const BUCKET = "legacy-singapore-ap-southeast-1";
const VAULT = "legacy-vault-media-archive-overseas-vault";
const SHARED = "legacy-snapshots-profiles-overseas-snapshots";
const BATCH = "migration-user-content-overseas-backup";
const LANDING = "migration-media-archive-overseas-vault";
const SNAPSHOT_MOVER = "migration-profiles-overseas-snapshots";
const FORMER = "migration-user-content-former-cloud";
const FILES = "migration-media-archive-virginia";
const DATABASE_LEG = "migration-profiles-former-cloud";
const LANDED = "snapshots-profiles-overseas-snapshots";
const PURGES = ["purge-user-content-overseas-backup", "purge-media-archive-overseas-vault", "purge-profiles-overseas-snapshots"];

const ROLE = ["aws_iam_role", "aws_iam_role_policy"];
/** The comparison of one copy at any size. */
const COMPARISON = [
  "aws_athena_named_query",
  "aws_athena_workgroup",
  "aws_glue_catalog_database",
  "aws_glue_catalog_table",
  "aws_glue_catalog_table",
];
const EVIDENCE_BUCKET = [
  "aws_s3_bucket",
  "aws_s3_bucket_inventory",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
];

describeWithEngines(DEPLOY_ENGINES, "each migration phase's AWS stacks, against engines that hold the legacy estate", () => {
  let root: string;
  let engines: Engines;
  let estate: LegacyEstate;
  let snapshots: OldSnapshots;
  let arns: readonly string[];
  let providers: Providers;
  let network: HomeNetwork;
  let plans: Planned;
  let made: ReadonlyMap<Phase, Synthesized>;
  const at = (phase: Phase): Synthesized => made.get(phase) as Synthesized;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-legacy-"));
    engines = await startEngines({ organizations: {} });
    estate = new LegacyEstate(engines);
    await estate.seedStores();
    snapshots = await estate.seedSnapshots();
    await makeRoles(engines, HOME, ["ringfence-migrator", "ringfence-deployer"]);
    for (const account of [OLD_ACCOUNT, OLD_VAULTS]) await makeRoles(engines, account, ["ringfence-deployer"]);
    arns = Object.values({ ...SNAPSHOTS, ...snapshots });
    const input = (phase: Phase) =>
      phase === "purge" || phase === "closed"
        ? (folder: string) => purging(folder, phase, snapshotting("soak", arns))
        : snapshotting(phase, arns);
    made = new Map(PHASES.map((phase) => [phase, synthesized(input(phase))]));
    const { required_providers } = stackOf(at("copy"), BUCKET).terraform;
    providers = await Providers.installed(
      join(root, "providers"),
      required_providers,
      terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")),
    );
    network = await seedHomeNetwork(engines, HOME);
    plans = new Planned(root, engines, providers, network);
  });
  afterAll(async () => {
    providers.stop();
    estate.close();
    await engines.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** The stacks of the move on AWS. */
  const moves = (phase: Phase): ReadonlyMap<string, Stack> =>
    new Map(
      [...at(phase).stacks].filter(
        ([name, { provider }]) => /^(evidence|legacy|line|migration|purge|snapshots)-/.test(name) && "aws" in provider,
      ),
    );
  /** Those that say something else than in the phase before, and those that are new or gone. */
  const changedIn = (phase: Phase): readonly string[] => {
    const before = PHASES[PHASES.indexOf(phase) - 1];
    const [said, says] = [before ? moves(before) : new Map<string, Stack>(), moves(phase)];
    return [...new Set([...said.keys(), ...says.keys()])].filter((name) => said.get(name)?.text !== says.get(name)?.text).sort();
  };
  /** What these stacks of a phase do, two at a time. */
  async function done(phase: Phase, how: "plan" | "apply", names: readonly string[]): Promise<Readonly<Record<string, Doing>>> {
    const does: Record<string, Doing> = {};
    await inParallel(names, 2, async (name) => void (does[name] = await plans[how](at(phase), stackOf(at(phase), name))));
    return does;
  }
  /** Applies these stacks, each of which must do exactly that; no other may have changed, those apart that are not applied. */
  async function applied(phase: Phase, expected: Readonly<Record<string, Doing>>, unapplied: readonly string[] = []): Promise<void> {
    expect([...Object.keys(expected), ...unapplied].sort()).toEqual(changedIn(phase));
    expect(await done(phase, "apply", Object.keys(expected))).toEqual(expected);
  }

  test("prepare: nothing of the old side is touched", () => expect([...moves("prepare").keys()]).toEqual([]));

  test("copy: the old stores are taken over as they are, and the legs made", async () => {
    await applied(
      "copy",
      {
        [EVIDENCE]: { create: [...COMPARISON, ...COMPARISON, ...EVIDENCE_BUCKET].sort() },
        [BATCH]: { create: ROLE },
        [FORMER]: { create: ["aws_cloudwatch_log_group", "aws_datasync_location_s3", "aws_datasync_task", ...ROLE] },
        [FILES]: {
          create: [
            "aws_cloudwatch_log_group",
            "aws_datasync_agent",
            "aws_datasync_location_efs",
            "aws_datasync_location_nfs",
            "aws_datasync_task",
            ...ROLE,
            "aws_security_group",
            "aws_vpc_security_group_egress_rule",
          ],
        },
        [LANDING]: { create: ["aws_backup_vault", "aws_backup_vault_policy"] },
        [SNAPSHOT_MOVER]: { create: ROLE },
        [BUCKET]: {
          update: [`aws_s3_bucket ${OLD_BUCKET}`, `aws_s3_bucket_versioning ${OLD_BUCKET}`],
          create: ["aws_s3_bucket_policy"],
        },
        [VAULT]: { update: [`aws_backup_vault ${OLD_VAULT}`], create: ROLE },
        [SHARED]: { create: ["aws_ami_launch_permission", "aws_snapshot_create_volume_permission"] },
      },
      Object.keys(UNAPPLIED),
    );
    expect(await estate.bucket()).toEqual({ keys: OLD_KEYS, versioning: "Enabled", says: ["MoverReads"] });
    expect(await estate.sharedWith(snapshots)).toEqual({ volume: [HOME], image: [HOME] });
  });

  test("copy: what no engine keeps is planned as it is made", async () => {
    const makes = Object.fromEntries(Object.entries(UNAPPLIED).map(([name, stack]) => [name, stack.makes]));
    expect(await done("copy", "plan", Object.keys(UNAPPLIED))).toEqual(makes);
  });

  test("a database of MySQL is planned as PostgreSQL's is, at home and on its way there, beside two authorities", async () => {
    const STORES = "storage-us-east-1";
    const mysql = synthesized(movingMysql("copy"));
    const leg = UNAPPLIED[DATABASE_LEG]?.makes["create"] ?? [];
    const beside = new Planned(join(root, "mysql"), engines, providers, network);
    expect(await beside.plan(mysql, stackOf(mysql, DATABASE_LEG))).toEqual({
      create: [...leg, "aws_dms_certificate", "aws_dms_certificate"].sort(),
    });
    const made = (await beside.plan(mysql, stackOf(mysql, STORES)))["create"];
    expect(made).toEqual(expect.arrayContaining(["aws_rds_cluster", "aws_rds_cluster_instance", "aws_rds_cluster_parameter_group"]));
    expect(made).toEqual((await plans.plan(at("copy"), stackOf(at("copy"), STORES)))["create"]);
  });

  test("reconcile: what was shared is taken back", async () => {
    await applied("reconcile", { [SHARED]: { delete: ["aws_ami_launch_permission", "aws_snapshot_create_volume_permission"] } });
    expect(await estate.sharedWith(snapshots)).toEqual({ volume: [], image: [] });
  });

  test("cutover: the old stores are frozen, and nothing else changes", async () => {
    await applied("cutover", {
      [BUCKET]: { update: ["aws_s3_bucket_policy"] },
      [VAULT]: { create: ["aws_backup_vault_policy"] },
    });
    expect(await estate.bucket()).toMatchObject({ keys: OLD_KEYS, says: ["MoverReads", "Frozen", "NothingIsDeleted"] });
  });

  test("soak: every stack says what it said in cutover, and terraform finds nothing to do", async () => {
    await applied("soak", {});
    const standing = [BUCKET, VAULT, FORMER, FILES];
    expect(await done("soak", "plan", standing)).toEqual(Object.fromEntries(standing.map((name) => [name, {}])));
  });

  test("soak: a declared way back makes one role and spares it in the freeze, and goes without a trace", async () => {
    const way = synthesized(changed(snapshotting("soak", arns), (p) => (p.datasets[CONTENT].legacy[1].reverse = REVERSE)));
    const does = async (of: Synthesized) => {
      const doing = new Map<string, Doing>();
      for (const name of [BATCH, BUCKET]) doing.set(name, await plans.apply(of, stackOf(of, name)));
      return Object.fromEntries(doing);
    };
    expect(await does(way)).toEqual({ [BATCH]: { create: ROLE }, [BUCKET]: { update: ["aws_s3_bucket_policy"] } });
    expect((await estate.bucket()).says).toEqual(expect.arrayContaining(["ReverseWrites", "Frozen", "NothingIsDeleted"]));
    expect(await does(at("soak"))).toEqual({ [BATCH]: { delete: ROLE }, [BUCKET]: { update: ["aws_s3_bucket_policy"] } });
    expect((await estate.bucket()).says).toEqual(["MoverReads", "Frozen", "NothingIsDeleted"]);
  });

  test("purge, on evidence: what moved goes, what deletes comes, and no store is touched", async () => {
    await applied(
      "purge",
      {
        [EVIDENCE]: { delete: COMPARISON },
        [BATCH]: { delete: ROLE },
        [LANDING]: { delete: ["aws_backup_vault_policy"] },
        [SNAPSHOT_MOVER]: { delete: ROLE },
        [BUCKET]: { update: ["aws_s3_bucket_policy"] },
        [VAULT]: { update: ["aws_backup_vault_policy"], delete: ROLE },
        ...Object.fromEntries(PURGES.map((name) => [name, { create: ROLE }])),
      },
      [LANDED],
    );
    // What came home is kept; only who applies it is another.
    expect(stackOf(at("purge"), LANDED).resource).toEqual(stackOf(at("copy"), LANDED).resource);
    expect(await estate.bucket()).toEqual({ keys: OLD_KEYS, versioning: "Enabled", says: ["Frozen", "NothingIsDeleted"] });
  });

  test("closed: the empty bucket is destroyed, the vault forgotten, and who deleted goes", async () => {
    await expect(estate.empty()).rejects.toThrow(/explicitly denied by NothingIsDeleted/);
    await estate.empty({ role: `arn:aws:iam::${OLD_ACCOUNT}:role/residency/ResidencyPurge-user-content-overseas-backup`, from: CUSTODY });
    await applied("closed", {
      ...Object.fromEntries(PURGES.map((name) => [name, { delete: ROLE }])),
      [BUCKET]: { delete: ["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_versioning"] },
      [VAULT]: { remove: ["aws_backup_vault"], delete: ["aws_backup_vault_policy"] },
    });
    expect(await estate.stores()).toEqual([OLD_VAULT]);
  });

  test("what forbids its destruction never leaves a stack, the two old stores of closed copies apart", () => {
    const guarded = (phase: Phase): readonly string[] =>
      everyResource(at(phase))
        .filter(({ block }) => block.lifecycle?.prevent_destroy)
        .map(({ stack, type, name }) => `${stack.name} ${type}.${name}`);
    const gone = PHASES.slice(1).flatMap((phase, index) => {
      const now = new Set(guarded(phase));
      return guarded(PHASES[index] as Phase)
        .filter((address) => !now.has(address))
        .map((address) => `${phase}: ${address}`);
    });
    expect(gone).toEqual([
      `closed: ${BUCKET} aws_s3_bucket.user-content-overseas-backup`,
      `closed: ${VAULT} aws_backup_vault.media-archive-overseas-vault`,
    ]);
  });
});
