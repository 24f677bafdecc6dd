import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateImageCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { certify } from "../../evidence/certificate/certificate";
import { renderCertificate } from "../../evidence/certificate/html";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import type { Predicate } from "../../evidence/sign/predicates";
import { startEmulators, type Emulators } from "../../rehearsal/engines/emulators";
import { ARCHIVE, changed } from "../config/refused";
import { describeWithEngines } from "../engines";
import { signed, trust } from "../evidence/signed";
import { OLD_VAULTS } from "../moving";
import { auditor, gatekeeper, purging } from "../purging";
import { OldAccount } from "./old-account";
import { recordOf, runPurge, startPurge, type Prepared } from "./prepared";

const [COPY, REGION, MINUTES] = ["overseas-vault", "ap-southeast-1", 60_000];
const DATASET = "media-archive";
const isAutomated = (arn: string) => arn.includes("snapshot:rds:");
type List = Predicate<"purge-list">;

describeWithEngines(["moto", "ministack"], "the purge of recovery points, snapshots and images", () => {
  let folder: string;
  let engines: Emulators;
  let old: OldAccount;
  let ec2: EC2Client;
  let rds: RDSClient;

  beforeAll(async () => {
    // Otherwise moto's own images stand in the account as well.
    process.env["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false";
    folder = mkdtempSync(join(tmpdir(), "ringfence-purge-backups-"));
    engines = await startEmulators();
    old = await OldAccount.open(engines.ports.moto);
    const endpoint = `http://127.0.0.1:${engines.ports.moto}`;
    const sts = new STSClient({ endpoint, region: REGION, credentials: { accessKeyId: "any", secretAccessKey: "rehearsal" } });
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${OLD_VAULTS}:role/admin`, RoleSessionName: "seed" }),
    );
    const credentials = {
      accessKeyId: String(given?.AccessKeyId),
      secretAccessKey: String(given?.SecretAccessKey),
      sessionToken: String(given?.SessionToken),
    };
    ec2 = new EC2Client({ endpoint, region: REGION, credentials });
    rds = new RDSClient({ endpoint, region: REGION, credentials });
  }, 3 * MINUTES);

  afterAll(async () => {
    ec2.destroy();
    rds.destroy();
    old.close();
    await engines.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const officer = () => ({
    ...Object.fromEntries(["BACKUP", "EC2", "RDS", "STS"].map((of) => [`AWS_ENDPOINT_URL_${of}`, `http://127.0.0.1:${old.port}`])),
    AWS_ACCESS_KEY_ID: "222222222222",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
  });

  /** What stands at moto, by a client that is not the command's. */
  async function standing() {
    const images = (await ec2.send(new DescribeImagesCommand({ Owners: ["self"] }))).Images ?? [];
    const volumes = (await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ["self"] }))).Snapshots ?? [];
    const databases = (await rds.send(new DescribeDBSnapshotsCommand({}))).DBSnapshots ?? [];
    const clusters = (await rds.send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots ?? [];
    const of = (arn: string | undefined, created: Date | string | undefined) => ({
      arn: arn ?? "",
      created: new Date(created ?? 0).toISOString(),
    });
    return [
      ...images.map((each) => of(`arn:aws:ec2:${REGION}::image/${each.ImageId}`, each.CreationDate)),
      ...volumes.map((each) => of(`arn:aws:ec2:${REGION}::snapshot/${each.SnapshotId}`, each.StartTime)),
      ...databases.map((each) => of(each.DBSnapshotArn, each.SnapshotCreateTime)),
      ...clusters.map((each) => of(each.DBClusterSnapshotArn, each.SnapshotCreateTime)),
    ];
  }

  let number = 0;
  /** An image with its snapshot, another volume's, a database's and a cluster's; and two recovery points. */
  async function seed(): Promise<void> {
    number++;
    const run = await ec2.send(new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 }));
    await ec2.send(new CreateImageCommand({ InstanceId: run.Instances?.[0]?.InstanceId, Name: `media-${number}` }));
    const volume = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1 }));
    await ec2.send(new CreateSnapshotCommand({ VolumeId: volume.VolumeId }));
    const database = { Engine: "postgres", MasterUsername: "app", MasterUserPassword: "rehearsal1" };
    const [instance, cluster] = [`media-${number}`, `cluster-${number}`];
    await rds.send(
      new CreateDBInstanceCommand({ ...database, DBInstanceIdentifier: instance, DBInstanceClass: "db.t3.micro", AllocatedStorage: 20 }),
    );
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: instance, DBSnapshotIdentifier: `${instance}-last` }));
    await rds.send(new CreateDBClusterCommand({ ...database, Engine: "aurora-postgresql", DBClusterIdentifier: cluster }));
    await rds.send(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: cluster, DBClusterSnapshotIdentifier: `${cluster}-last` }));
    old.points.clear();
    for (const id of ["1", "2"])
      old.points.set(`arn:aws:backup:${REGION}:${OLD_VAULTS}:recovery-point:${number}-${id}`, {
        created: new Date("2026-10-01T00:00:00.500Z"),
        bytes: 1000,
        status: "COMPLETED",
      });
  }

  /** Program and evidence of what stands now. */
  async function ready(more: readonly string[] = [], automated: "others'" | "listed" = "others'"): Promise<Prepared> {
    const at = join(folder, `program-${number}-${Date.now()}`);
    mkdirSync(at);
    const all = await standing();
    // Moto makes one with each database and cluster, as RDS does.
    const others = [...more, ...(automated === "listed" ? [] : all.map(({ arn }) => arn).filter(isAutomated))];
    const snapshots = all.filter(({ arn }) => !others.includes(arn));
    const recoveryPoints = [...old.points].map(([arn, { created }]) => ({ arn, created: created.toISOString() }));
    const program = purging(at);
    const input = changed(program.data, (p) => {
      const copy = p.datasets[ARCHIVE].legacy[1];
      copy.recoveryPoints = recoveryPoints.map(({ arn }) => arn);
      copy.snapshots = snapshots.map(({ arn }) => arn);
    });
    const list: List = {
      schema: "ringfence.purge-list/1",
      dataset: DATASET,
      copy: COPY,
      program: scopeDigest(program, DATASET, COPY),
      taken: "2026-11-20T06:00:00.000Z",
      recoveryPoints,
      snapshots,
      others: others.map((arn) => ({ arn, reason: "the build server's, no user data" })),
    };
    writeFileSync(join(at, `${DATASET}-${COPY}.list.dsse.json`), signed("purge-list", list, gatekeeper, auditor));
    writeFileSync(join(at, "program.json"), JSON.stringify(input));
    return {
      program: join(at, "program.json"),
      evidence: join(at, `${DATASET}-${COPY}.dsse.json`),
      inventory: "",
      into: join(at, "purge"),
      dataset: DATASET,
    };
  }

  const refused = async (prepared: Prepared, code: string, says: string) => {
    const [before, points] = [await standing(), old.points.size];
    for (const extra of [["--dry-run"], []]) {
      const said = await runPurge(prepared, COPY, officer(), ...extra);
      expect(said.err).toContain(code);
      expect(said.err).toContain(says);
      expect(said.code).toBe(2);
    }
    expect(await standing()).toEqual(before);
    expect(old.points.size).toBe(points);
  };

  test(
    "refused while anything is unlisted or held; killed, it goes on; then nothing is left, and the certificate names each",
    async () => {
      await seed();
      const prepared = await ready();
      const [point = ""] = old.points.keys();

      old.holds.set("hold-1", [point]);
      await refused(prepared, "PURGE-HELD", "legal hold an order (hold-1), without a date");
      old.holds.clear();
      old.vault = { Locked: true, LockDate: Date.parse("2025-01-01T00:00:00Z") / 1000 };
      await refused(prepared, "PURGE-HELD", "vault lock (compliance, final from 2025-01-01T00:00:00.000Z) without a date");
      old.vault = {};
      await refused(await ready([], "listed"), "PURGE-HELD", "automated, and goes with its database");
      const volume = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1 }));
      const { SnapshotId: late = "" } = await ec2.send(new CreateSnapshotCommand({ VolumeId: volume.VolumeId }));
      await refused(prepared, "PURGE-ARRIVED", late);
      const other = `arn:aws:ec2:${REGION}::snapshot/${late}`;

      const going = await ready([other]);
      const dry = await runPurge(going, COPY, officer(), "--dry-run");
      expect(dry).toMatchObject({ code: 0, err: "" });
      expect(dry.out).toContain("7 items, 2000 bytes would be deleted");
      expect(existsSync(going.into)).toBe(false);

      // Killed after the image is deregistered, and before anybody is told.
      for (const each of old.points.values()) each.fate = 1;
      const silenced = old.silenceAfter(2);
      const first = startPurge(going, COPY, officer());
      await silenced;
      first.child.kill("SIGKILL");
      expect((await first.said).code).toBeNull();
      old.speak();
      const said = await runPurge(going, COPY, officer());
      expect(said).toMatchObject({ code: 0, err: "" });
      expect(said.out).toContain(
        "7 items deleted: 2 recovery points, 1 image, 2 volume snapshots, 1 database snapshot, 1 cluster snapshot; 2000 bytes",
      );
      expect((await standing()).map(({ arn }) => arn).filter((arn) => !isAutomated(arn))).toEqual([other]);
      expect(old.points.size).toBe(0);
      const order = old.asked.map((action) => action.replace(/^.*Snapshot$/, "snapshot"));
      expect(order.slice(0, 3)).toEqual(["DeleteRecoveryPoint", "DeleteRecoveryPoint", "DeregisterImage"]);
      expect(recordOf(going).flatMap(({ file }) => file ?? [])).toEqual(["before-1.jsonl", "before-2.jsonl", "after-1.jsonl"]);

      const destruction = JSON.parse(readFileSync(join(going.into, "destruction.json"), "utf8")) as Predicate<"destruction">;
      expect(destruction).toMatchObject({ objects: 7, versions: 0, bytes: "2000", store: { kind: "aws-backup-vault" } });
      const certified = (of: Predicate<"destruction">) =>
        certify({
          dataset: DATASET,
          evidence: [
            { name: "reconciliation", content: readFileSync(going.evidence, "utf8") },
            { name: "list", content: readFileSync(join(going.evidence, "..", `${DATASET}-${COPY}.list.dsse.json`), "utf8") },
            { name: "destruction", content: signed("destruction", of, gatekeeper, auditor) },
          ],
          rows: [],
          trusted: trust({ gatekeeper, auditor }),
          needed: ["gatekeeper", "auditor"],
          asOf: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
          version: "test",
        });
      const page = renderCertificate(certified(destruction));
      for (const { arn } of destruction.backups ?? []) expect(page).toContain(arn);
      expect(page).toContain(point);
      const stray = { kind: "volume-snapshot" as const, arn: other, created: "2026-10-01T00:00:00.000Z" };
      expect(() => certified({ ...destruction, backups: [stray] })).toThrow("CERTIFICATE-EVIDENCE");

      // Once more: nothing happens.
      const again = await runPurge(going, COPY, officer());
      expect(again).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(readFileSync(join(going.into, "destruction.json"), "utf8"))).toEqual(destruction);
    },
    8 * MINUTES,
  );

  test(
    "a locked snapshot and a guarded use refuse it; a point that expires stays, and what lies in the Recycle Bin has its date",
    async () => {
      await seed();
      const all = await standing();
      const image = all.find(({ arn }) => arn.includes(":image/"))?.arn ?? "";
      const [snapshot = ""] = all.flatMap(({ arn }) => (arn.includes("::snapshot/") ? [arn.replace(/^.*\//, "")] : [])).slice(-1);
      const used = await ready([image]);
      await refused(used, "PURGE-HELD", `in use by ${image.replace(/^.*\//, "")}, which stays`);
      const prepared = await ready();
      old.locked.set(snapshot, "2031-05-06T00:00:00.000Z");
      await refused(prepared, "PURGE-HELD", "snapshot lock (compliance) until 2031-05-06T00:00:00.000Z");
      old.locked.clear();

      const [point = ""] = old.points.keys();
      Object.assign(old.points.get(point) ?? {}, { fate: "expires" });
      old.bin.set(snapshot, "2026-12-31T00:00:00.000Z").set("snap-0aaaaaaaaaaaaaaa0", "2030-01-01T00:00:00.000Z");
      const kept = await runPurge(prepared, COPY, officer());
      expect(kept.code).toBe(1);
      expect(kept.out).toContain(`${JSON.stringify(point)} recovery-point`);
      expect(kept.out).toContain("EXPIRED");
      expect(kept.out).toContain("1 soft-deleted item; T1, when the last is gone for good: 2026-12-31T00:00:00.000Z");
      expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);
      expect([...old.points.keys()]).toEqual([point]);
      Object.assign(old.points.get(point) ?? {}, { fate: undefined });
      expect((await runPurge(prepared, COPY, officer())).code).toBe(0);
      expect(JSON.parse(readFileSync(join(prepared.into, "destruction.json"), "utf8"))).toMatchObject({
        hardDeleteTime: "2026-12-31T00:00:00.000Z",
      });
    },
    8 * MINUTES,
  );
});
