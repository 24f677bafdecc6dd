import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseMigrationServiceClient, CreateReplicationTaskCommand } from "@aws-sdk/client-database-migration-service";
import { STSClient } from "@aws-sdk/client-sts";
import { CreateLocationS3Command, CreateTaskCommand, DataSyncClient } from "@aws-sdk/client-datasync";
import { migrateStart, migrateStop, migrateWatch } from "../../cli/commands/migrate-jobs";
import { loadModule } from "../../cli/modules";
import type { Job } from "../../cli/movers/mover";
import { moverOf } from "../../cli/movers/movers";
import { JobRecord } from "../../cli/movers/record";
import { RingfenceError } from "../../config/errors";
import { loadProgram } from "../../config/load";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { changed } from "../config/refused";
import { makeRoles } from "../deploy/accounts";
import { describeWithEngines } from "../engines";
import { migrating } from "../migrating";

const HOME = "333333333333";
const root = mkdtempSync(join(tmpdir(), "ringfence-jobs-"));
const program = join(root, "program.json");
const moving = changed(migrating("copy"), (p) => (p.datasets[1].phase = "copy"));
writeFileSync(program, JSON.stringify(moving));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const former = { program, dataset: "user-content", copy: "former-cloud" };
const database = { program, dataset: "profiles", copy: "former-cloud" };
const recordOf = ({ dataset, copy }: { dataset: string; copy: string }) => join(root, "moves", `${dataset}-${copy}.jsonl`);
const states = (of: { dataset: string; copy: string }) =>
  readFileSync(recordOf(of), "utf8")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { state: string }).state);

async function refused(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return "done";
  } catch (error) {
    if (!(error instanceof RingfenceError)) throw error;
    return error.code;
  }
}

test("a dataset or a copy that the program does not have is refused", async () => {
  expect(await refused(() => migrateStart({ ...former, dataset: "nobody" }))).toBe("CLI-USAGE");
  expect(await refused(() => migrateStart({ ...former, copy: "nowhere" }))).toBe("CLI-USAGE");
  expect(await refused(() => migrateStart({ program, dataset: "sessions" }))).toBe("CLI-USAGE");
});

test("nothing moves a copy in prepare", async () => {
  const prepare = join(root, "prepare.json");
  writeFileSync(prepare, JSON.stringify(migrating("prepare")));
  expect(await refused(() => migrateStart({ ...former, program: prepare }))).toBe("MOVE-PHASE");
});

// DataSync's tasks are the router's own, DMS's moto's: both walk a job through its states, and move nothing.
describeWithEngines(["moto", "ministack"], "jobs of DataSync and DMS, against the local engines' control planes", () => {
  let engines: Engines;
  const printed: string[] = [];
  const said = () => printed.splice(0).join("");

  beforeAll(async () => {
    engines = await startEngines({ organizations: { [HOME]: "o-custodian01" } });
    await makeRoles(engines, HOME, ["ringfence-migrator"]);
    Object.assign(process.env, { AWS_ENDPOINT_URL: engines.endpoint, AWS_ACCESS_KEY_ID: HOME, AWS_SECRET_ACCESS_KEY: "rehearsal" });
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, "write").mockImplementation((text) => (printed.push(String(text)), true));
  }, 120_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) Reflect.deleteProperty(process.env, name);
    await engines.stop();
  });

  test("without the stack's task nothing starts, and nothing is recorded", async () => {
    expect(await refused(() => migrateStart(former))).toBe("MOVE-LEG");
    expect(await refused(() => migrateStart(database))).toBe("MOVE-LEG");
    expect(() => states(former)).toThrow("ENOENT");
  });

  test("an execution is started once, recorded, followed to its end, and another started after it", async () => {
    const datasync = new DataSyncClient({ region: "us-east-1" });
    const location = async (bucket: string) =>
      (
        await datasync.send(
          new CreateLocationS3Command({
            S3BucketArn: `arn:aws:s3:::${bucket}`,
            S3Config: { BucketAccessRoleArn: `arn:aws:iam::${HOME}:role/ringfence-migrator` },
          }),
        )
      ).LocationArn;
    const task = {
      SourceLocationArn: await location("old"),
      DestinationLocationArn: await location("new"),
      Name: "united-states-user-content-former-cloud",
    };
    await datasync.send(new CreateTaskCommand({ ...task, Name: "another" }));
    await datasync.send(new CreateTaskCommand(task));

    expect(await migrateWatch(former, 10)).toBe(0);
    expect(said()).toBe("user-content from former-cloud: nothing was started\n");
    expect(await migrateStart(former)).toBe(0);
    expect(said()).toContain(
      "user-content from former-cloud: started an execution of united-states-user-content-former-cloud, arn:aws:datasync:",
    );
    expect(await migrateStart(former)).toBe(0);
    expect(said()).toContain("nothing was started");
    expect(await migrateWatch(former, 10)).toBe(0);
    expect(said()).toMatch(/: done \(success; /);
    expect(await migrateWatch(former, 10)).toBe(0);
    expect(said()).toMatch(/^user-content from former-cloud: an execution .*: done \(success; .*\n$/);
    expect(states(former)[0]).toBe("waiting");
    expect(states(former).at(-1)).toBe("done");
    await migrateStart(former);
    expect(said()).toContain("started an execution");
  });

  test("a job is followed for longer than the migrator's credentials hold", async () => {
    const loaded = loadProgram(program, loadModule);
    const dataset = loaded.data.datasets.find(({ name }) => name === former.dataset);
    const copy = dataset?.legacy.find(({ name }) => name === former.copy);
    if (!dataset || !copy) throw new Error("no such copy");
    const mover = await moverOf(loaded, dataset, copy, { folder: root });
    const job = new JobRecord(recordOf(former)).jobs()[0] as Job;
    const sent = jest.spyOn(STSClient.prototype, "send");
    const assumedAfter = async (minutes: number) => {
      const clock = jest.spyOn(Date, "now").mockReturnValue(Date.now() + minutes * 60_000);
      await mover.look(job);
      clock.mockRestore();
      return sent.mock.calls.length;
    };
    expect(await assumedAfter(0)).toBe(1);
    expect(await assumedAfter(1)).toBe(1);
    expect(await assumedAfter(14)).toBeGreaterThan(1);
  });

  test("a stop is asked for, and only of what runs", async () => {
    const before = states(former).length;
    expect(await migrateStop(former)).toBe(0);
    expect(said()).toContain("asked to stop");
    expect(states(former).length).toBeGreaterThanOrEqual(before);
    expect(await refused(() => migrateStart({ ...former, copy: "overseas-backup" }))).toBe("MOVE-INVENTORY");
  });

  test("a task of two with one name is not guessed", async () => {
    const datasync = new DataSyncClient({ region: "us-east-1" });
    const { LocationArn } = await datasync.send(
      new CreateLocationS3Command({
        S3BucketArn: "arn:aws:s3:::third",
        S3Config: { BucketAccessRoleArn: `arn:aws:iam::${HOME}:role/ringfence-migrator` },
      }),
    );
    await datasync.send(
      new CreateTaskCommand({
        SourceLocationArn: LocationArn,
        DestinationLocationArn: LocationArn,
        Name: "united-states-user-content-former-cloud",
      }),
    );
    rmSync(recordOf(former));
    expect(await refused(() => migrateStart(former))).toBe("MOVE-LEG");
  });

  test("a replication task is started, followed and stopped", async () => {
    const dms = new DatabaseMigrationServiceClient({ region: "us-east-1" });
    const arn = (what: string) => `arn:aws:dms:us-east-1:${HOME}:${what}`;
    await dms.send(
      new CreateReplicationTaskCommand({
        ReplicationTaskIdentifier: "mover-profiles-former-cloud",
        SourceEndpointArn: arn("endpoint:a"),
        TargetEndpointArn: arn("endpoint:b"),
        ReplicationInstanceArn: arn("rep:c"),
        MigrationType: "full-load-and-cdc",
        TableMappings: "{}",
      }),
    );
    await migrateStart(database);
    expect(said()).toContain("started full load and changes of mover-profiles-former-cloud");
    expect(await migrateWatch({ ...database, once: true })).toBe(0);
    await migrateStop(database);
    expect(await migrateWatch({ ...database, once: true })).toBe(1);
    expect(states(database).at(-1)).toBe("stopped");
  });

  test("a record that somebody edited stops everything", async () => {
    writeFileSync(recordOf(database), '{"at": "yesterday"}\n');
    expect(await refused(() => migrateStart(database))).toBe("MOVE-RECORD");
  });
});
