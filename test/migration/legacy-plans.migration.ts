import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateStart, migrateStop, migrateWatch } from "../../cli/commands/migrate-jobs";
import { PHASES, type Phase } from "../../config/scope";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { makeRoles } from "../deploy/accounts";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { changed, CONTENT } from "../config/refused";
import { OLD_VAULTS } from "../moving";
import { movingMysql } from "../mysql";
import { EVERYWHERE, POINT, purging } from "../purging";
import { REVERSE } from "../reversing";
import { snapshotting } from "../snapshotting";
import { Providers } from "../rehearsal/providers";
import { everyResource, stackOf, synthesized, type Synthesized } from "../synth";
import { HomeView } from "./home-view";
import { LegacyEstate, OLD_ACCOUNT, OLD_BUCKET, OLD_KEYS, OLD_VAULT } from "./legacy-estate";
import { LegacySnapshots, SIZES } from "./legacy-snapshots";
import { seedHomeNetwork, type HomeNetwork } from "./home-network";
import { CLOUD_FILES, COMPARISON, DATABASE, EVIDENCE_BUCKET, PRIVATE_LINE, ROLE, SHARES, SITE_FILES } from "./makes";
import { Phases } from "./phases";
import { Planned, type Doing } from "./planned";

const CUSTODY = "222222222222";
const HOME = "333333333333";
const EVIDENCE = "evidence-us-east-1";
const BUCKET = "legacy-singapore-ap-southeast-1";
const VAULT = "legacy-vault-media-archive-overseas-vault";
const SHARED = "legacy-snapshots-profiles-overseas-snapshots";
const BATCH = "migration-user-content-overseas-backup";
const LANDING = "migration-media-archive-overseas-vault";
const SNAPSHOT_MOVER = "migration-profiles-overseas-snapshots";
const LINE = "line-us-east-1";
const FORMER = "migration-user-content-former-cloud";
const FILES = "migration-media-archive-virginia";
const DATABASE_LEG = "migration-profiles-former-cloud";
/** Whose jobs terraform makes, and never starts. */
const LEGS = [
  ["user-content", "former-cloud"],
  ["media-archive", "virginia"],
  ["profiles", "former-cloud"],
] as const;
const MOVER = "ringfence-mover-profiles-overseas-snapshots";
const MOVERS = [
  "ringfence-mover-media-archive-virginia",
  "ringfence-mover-profiles-former-cloud",
  MOVER,
  "ringfence-mover-user-content-former-cloud",
  "ringfence-mover-user-content-overseas-backup",
];
const COPYING = ["ec2:CopyImage", "ec2:CopySnapshot", "rds:CopyDBClusterSnapshot", "rds:CopyDBSnapshot"];
/** As the keys' stack tells it to those that read it. */
const LANDING_KEY = `arn:aws:kms:us-east-1:${HOME}:key/landing`;
/** What the three legs are made of. */
const LEGGED = { agents: 1, locations: 3, tasks: 2, endpoints: 2, instances: 1, replications: 1, groups: 1 };
const LANDED = "snapshots-profiles-overseas-snapshots";
const PURGES = ["purge-user-content-overseas-backup", "purge-media-archive-overseas-vault", "purge-profiles-overseas-snapshots"];

describeWithEngines(DEPLOY_ENGINES, "each migration phase's AWS stacks, against engines that hold the legacy estate", () => {
  let root: string;
  let engines: Engines;
  let estate: LegacyEstate;
  let snapshots: LegacySnapshots;
  let view: HomeView;
  let arns: readonly string[];
  let providers: Providers;
  let network: HomeNetwork;
  let plans: Planned;
  let phases: Phases;
  const at = (phase: Phase): Synthesized => phases.at(phase);

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-legacy-"));
    engines = await startEngines({ organizations: {} });
    estate = new LegacyEstate(engines);
    await estate.seedStores();
    snapshots = await LegacySnapshots.seed(engines);
    view = new HomeView(engines, HOME);
    await makeRoles(engines, HOME, ["ringfence-migrator", "ringfence-deployer"]);
    for (const account of [OLD_ACCOUNT, OLD_VAULTS]) await makeRoles(engines, account, ["ringfence-deployer"]);
    arns = Object.values(snapshots.arns);
    const input = (phase: Phase) =>
      phase === "purge" || phase === "closed"
        ? (folder: string) => purging(folder, phase, snapshotting("soak", arns), [POINT], EVERYWHERE)
        : snapshotting(phase, arns);
    const made = new Map(PHASES.map((phase) => [phase, synthesized(input(phase))]));
    providers = await Providers.installed(join(root, "providers"), terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")));
    network = await seedHomeNetwork(engines, HOME);
    plans = new Planned(root, engines, providers, network);
    phases = new Phases(made, plans);
  });
  afterAll(async () => {
    providers.stop();
    for (const client of [estate, snapshots, view]) client.close();
    await engines.stop();
    rmSync(root, { recursive: true, force: true });
  });

  test("prepare: nothing of the old side is touched", () => expect([...phases.moves("prepare").keys()]).toEqual([]));

  test("copy: the private line is built, before what lies on it", async () => {
    expect(await phases.done("copy", "apply", [LINE])).toEqual({ [LINE]: { create: PRIVATE_LINE } });
    expect(await view.line()).toEqual({
      connections: [{ onlyStatic: true, ciphers: [["AES256-GCM-16"], ["AES256-GCM-16"]], routes: [["10.80.0.0/24", "available"]] }],
      gateways: [["attached"]],
      peers: ["203.0.113.17"],
      endpoints: ["com.amazonaws.us-east-1.datasync"],
      subnets: [...network.cidrs, "10.20.192.0/20", "10.20.208.0/20", "10.20.224.0/20"].sort(),
    });
  });

  test("copy: the old stores are taken over as they are, and the legs made", async () => {
    await phases.applied(
      "copy",
      {
        [EVIDENCE]: { create: [...COMPARISON, ...COMPARISON, ...EVIDENCE_BUCKET].sort() },
        [BATCH]: { create: ROLE },
        [FORMER]: { create: CLOUD_FILES },
        [FILES]: { create: SITE_FILES },
        [DATABASE_LEG]: { create: DATABASE },
        [LANDING]: { create: ["aws_backup_vault", "aws_backup_vault_policy"] },
        [SNAPSHOT_MOVER]: { create: ROLE },
        [BUCKET]: {
          update: [`aws_s3_bucket ${OLD_BUCKET}`, `aws_s3_bucket_versioning ${OLD_BUCKET}`],
          create: ["aws_s3_bucket_policy"],
        },
        [VAULT]: { update: [`aws_backup_vault ${OLD_VAULT}`], create: ROLE },
        [SHARED]: { create: SHARES },
      },
      [LINE, LANDED],
    );
    expect(await estate.bucket()).toEqual({ keys: OLD_KEYS, versioning: "Enabled", says: ["MoverReads"] });
    expect(await snapshots.sharedWith()).toEqual({ volume: [HOME], behind: [HOME], image: [HOME], database: [], cluster: [] });
    expect(await view.legs()).toEqual({ ...LEGGED, movers: MOVERS });
  });

  test("copy: each leg's job is found by the name that its stack gave it, started, followed and stopped", async () => {
    const program = join(root, "program.json");
    writeFileSync(program, JSON.stringify(snapshotting("copy", arns)));
    Object.assign(process.env, { AWS_ENDPOINT_URL: engines.endpoint, AWS_ACCESS_KEY_ID: HOME, AWS_SECRET_ACCESS_KEY: "rehearsal" });
    const printed: string[] = [];
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, "write").mockImplementation((text) => (printed.push(String(text)), true));
    try {
      for (const [dataset, copy] of LEGS) {
        const job = { program, dataset, copy };
        expect(await migrateStart(job)).toBe(0);
        expect(await migrateWatch({ ...job, once: true })).toBe(0);
        expect(await migrateStop(job)).toBe(0);
      }
    } finally {
      jest.restoreAllMocks();
      for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) Reflect.deleteProperty(process.env, name);
    }
    expect(printed.filter((line) => line.includes("asked to stop"))).toHaveLength(LEGS.length);
  });

  test("copy: what is shared comes home under the custodian's key, and nothing else does", async () => {
    const early: unknown = await phases.done("copy", "apply", [LANDED]).catch(String);
    // RDS's are shared by hand, and nobody has done that yet.
    for (const code of ["DBSnapshotNotFound:", "DBClusterSnapshotNotFoundFault:"]) expect(early).toContain(code);
    await snapshots.shareDatabases("ValuesToAdd", HOME);
    expect(await phases.done("copy", "apply", [LANDED])).toEqual({
      [LANDED]: { create: ["aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"] },
    });
    const { database, cluster } = snapshots.arns;
    expect(await view.landed(plans.landed(LANDED), snapshots.arns)).toEqual({
      volume: [[SIZES.volume, true, LANDING_KEY]],
      image: [["available", expect.stringMatching(/^landed-profiles-[0-9a-f]{12}$/)]],
      behind: [[true, LANDING_KEY]],
      database: [[SIZES.database, true, LANDING_KEY, database]],
      cluster: [["aurora-postgresql", true, LANDING_KEY, cluster]],
    });
  });

  test("copy: snapshots come by their mover, who asked for nothing that its policy leaves out", () => {
    const [policy] = Object.values(stackOf(at("copy"), SNAPSHOT_MOVER).resource["aws_iam_role_policy"] ?? {});
    const { Statement } = JSON.parse(String(policy?.["policy"])) as { Statement: readonly { Action: readonly string[] }[] };
    const may = Statement.flatMap(({ Action }) => Action);
    const did = engines.calls().filter((call) => call.principalArn.endsWith(`/${MOVER}`) && /^(?:ec2|rds)$/.test(call.service));
    // Where the provider asks for more it takes a refusal, and no engine answers either.
    const done = [...new Set(did.filter(({ status }) => status === 200).map(({ service, action }) => `${service}:${action}`))];
    expect(done.filter((action) => action.includes(":Copy")).sort()).toEqual(COPYING);
    expect(done.filter((action) => !may.includes(action))).toEqual([]);
  });

  test("a database of MySQL is planned as PostgreSQL's is, at home and on its way there, beside two authorities", async () => {
    const STORES = "storage-us-east-1";
    const mysql = synthesized(movingMysql("copy"));
    const beside = new Planned(join(root, "mysql"), engines, providers, network);
    expect(await beside.plan(mysql, stackOf(mysql, DATABASE_LEG))).toEqual({
      create: [...DATABASE, "aws_dms_certificate", "aws_dms_certificate"].sort(),
    });
    const made = (await beside.plan(mysql, stackOf(mysql, STORES)))["create"];
    expect(made).toEqual(expect.arrayContaining(["aws_rds_cluster", "aws_rds_cluster_instance", "aws_rds_cluster_parameter_group"]));
    expect(made).toEqual((await plans.plan(at("copy"), stackOf(at("copy"), STORES)))["create"]);
  });

  test("reconcile: what was shared is taken back", async () => {
    await phases.applied("reconcile", { [SHARED]: { delete: SHARES } });
    await snapshots.shareDatabases("ValuesToRemove", HOME);
    expect(await snapshots.sharedWith()).toEqual({ volume: [], behind: [], image: [], database: [], cluster: [] });
  });

  test("cutover: the old stores are frozen, and nothing else changes", async () => {
    await phases.applied("cutover", {
      [BUCKET]: { update: ["aws_s3_bucket_policy"] },
      [VAULT]: { create: ["aws_backup_vault_policy"] },
    });
    expect(await estate.bucket()).toMatchObject({ keys: OLD_KEYS, says: ["MoverReads", "Frozen", "NothingIsDeleted"] });
  });

  test("soak: every stack says what it said in cutover, and terraform finds nothing to do", async () => {
    await phases.applied("soak", {});
    const standing = [BUCKET, VAULT, LINE, FORMER, FILES, DATABASE_LEG, LANDED];
    expect(await phases.done("soak", "plan", standing)).toEqual(Object.fromEntries(standing.map((name) => [name, {}])));
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
    await phases.applied(
      "purge",
      {
        // S3 lists no store any more, and its policy lets it write no listing.
        [EVIDENCE]: { update: ["aws_s3_bucket_policy"], delete: [...COMPARISON, ...COMPARISON, "aws_s3_bucket_inventory"].sort() },
        [FORMER]: { delete: CLOUD_FILES },
        [FILES]: { delete: SITE_FILES },
        [DATABASE_LEG]: { delete: DATABASE },
        [BATCH]: { delete: ROLE },
        [LANDING]: { delete: ["aws_backup_vault_policy"] },
        [SNAPSHOT_MOVER]: { delete: ROLE },
        [BUCKET]: { update: ["aws_s3_bucket_policy"] },
        [VAULT]: { update: ["aws_backup_vault_policy"], delete: ROLE },
        ...Object.fromEntries(PURGES.map((name) => [name, { create: ROLE }])),
        // What came home is kept; only who applies it is another.
        [LANDED]: {},
      },
      [LINE],
    );
    expect(await view.legs()).toEqual({ ...Object.fromEntries(Object.keys(LEGGED).map((kind) => [kind, 0])), movers: [] });
    expect(await view.stores()).toEqual({
      buckets: ["ringfence-evidence-333333333333-us-east-1"],
      vaults: [["landing-media-archive-overseas-vault", LANDING_KEY]],
    });
    expect(await estate.bucket()).toEqual({ keys: OLD_KEYS, versioning: "Enabled", says: ["Frozen", "NothingIsDeleted"] });
  });

  test("purge: the private line goes, after what lay on it", async () => {
    expect(await phases.done("purge", "apply", [LINE])).toEqual({ [LINE]: { delete: PRIVATE_LINE } });
    expect(await view.line()).toEqual({ connections: [], gateways: [], peers: [], endpoints: [], subnets: network.cidrs });
  });

  test("closed: the empty bucket is destroyed, the vault forgotten, and who deleted goes", async () => {
    await expect(estate.empty()).rejects.toThrow(/explicitly denied by NothingIsDeleted/);
    await estate.empty({ role: `arn:aws:iam::${OLD_ACCOUNT}:role/residency/ResidencyPurge-user-content-overseas-backup`, from: CUSTODY });
    await phases.applied("closed", {
      ...Object.fromEntries(PURGES.map((name) => [name, { delete: ROLE }])),
      [BUCKET]: { delete: ["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_versioning"] },
      [VAULT]: { remove: ["aws_backup_vault"], delete: ["aws_backup_vault_policy"] },
    });
    expect(await estate.stores()).toEqual([OLD_VAULT]);
  });

  test("what forbids its destruction never leaves a stack, the old stores of closed copies apart", () => {
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
      "closed: legacy-google-us-east4 google_storage_bucket.user-content-former-cloud",
      `closed: ${BUCKET} aws_s3_bucket.user-content-overseas-backup`,
      `closed: ${VAULT} aws_backup_vault.media-archive-overseas-vault`,
    ]);
  });
});
