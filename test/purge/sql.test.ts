import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SqlInstance } from "../../cli/purge/sql-api";
import { Program } from "../../config/program";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { signed } from "../evidence/signed";
import { renderCertificate } from "../../evidence/certificate/html";
import type { Predicate } from "../../evidence/sign/predicates";
import { PROFILES, type Loose } from "../config/refused";
import { CloudSql } from "../../rehearsal/engines/google-sql";
import { certified, CREATED, dayAfter, ownCredentials } from "./listed-program";
import { recordOf, runPurge, startPurge, type Prepared } from "./prepared";
import { auditor, gatekeeper } from "../purging";
import { COPY, full, PROJECT, purgingSql, STANDING } from "./sql-program";

describe("the purge of a Cloud SQL instance, against the API as it is documented", () => {
  let folder: string;
  let sql: CloudSql;
  let number = 0;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "ringfence-purge-sql-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    sql = await CloudSql.start(PROJECT);
    instance("app-profiles");
    instance("reader", { masterInstanceName: `${PROJECT}:app-profiles` });
    backup("auto-1", "AUTOMATED");
    backup("asked-1", "ON_DEMAND");
    // Of a time when the instance was deleted and made again: it outlives every instance.
    backup("final-1", "FINAL");
  });
  afterEach(() => sql.stop());

  const instance = (name: string, more: Partial<SqlInstance> = {}) => void sql.instances.set(name, { name, createTime: CREATED, ...more });
  const backup = (id: string, type: "AUTOMATED" | "ON_DEMAND" | "FINAL", of = "app-profiles", startTime = CREATED) =>
    void sql.backups.set(id, {
      name: `projects/${PROJECT}/backups/${id}`,
      instance: of,
      type,
      backupInterval: { startTime },
      maxChargeableBytes: "1000",
    });

  const ready = (standing = STANDING, others: readonly string[] = []): Prepared =>
    purgingSql(join(folder, String(++number)), standing, others);

  async function refused(prepared: Prepared, code: string, ...says: readonly string[]): Promise<void> {
    for (const extra of [["--dry-run"], []]) {
      const said = await runPurge(prepared, COPY, sql.environment, ...extra);
      for (const each of [code, ...says]) expect(said.err).toContain(each);
      expect(said.code).toBe(2);
    }
    expect(sql.deleted).toEqual([]);
  }

  test.each<[string, () => void, string, string]>([
    ["a backup that came since", () => backup("auto-2", "AUTOMATED"), "PURGE-ARRIVED", full("backups/auto-2")],
    ["a clone that nobody listed", () => instance("clone"), "PURGE-ARRIVED", full("instances/clone")],
    [
      "an instance made anew under its name",
      () => instance("app-profiles", { createTime: "2026-11-25T00:00:00Z" }),
      "PURGE-ARRIVED",
      full("instances/app-profiles"),
    ],
    [
      "deletion protection",
      () => instance("reader", { masterInstanceName: `${PROJECT}:app-profiles`, settings: { deletionProtectionEnabled: true } }),
      "PURGE-HELD",
      "instances/reader: deletion protection, without a date",
    ],
    [
      "backups that would be retained",
      () => instance("app-profiles", { settings: { retainBackupsOnDelete: true } }),
      "PURGE-HELD",
      "would be retained after it",
    ],
    [
      "a final backup that would be taken",
      () => instance("app-profiles", { settings: { finalBackupConfig: { enabled: true } } }),
      "PURGE-HELD",
      "a final backup would be taken of it",
    ],
    [
      "backups in another service's vault",
      () => instance("app-profiles", { settings: { backupConfiguration: { backupTier: "ENHANCED" } } }),
      "PURGE-HELD",
      "another service's vault (backupTier ENHANCED)",
    ],
    [
      "a database beside it that nobody compared",
      () => void sql.databases.set("app-profiles", ["app", "billing"]),
      "PURGE-HELD",
      "instances/app-profiles: it also holds the database billing, which nobody compared",
    ],
    [
      "a region that does not answer",
      () => void (sql.warnings = [{ code: "REGION_UNREACHABLE", region: "us-east4" }]),
      "PURGE-REFUSED",
      "us-east4",
    ],
  ])("%s refuses it, and nothing goes", async (_, change, code, says) => {
    change();
    await refused(ready(), code, says);
  });

  test("a database that both signed as holding nothing of the dataset goes along", async () => {
    sql.databases.set("app-profiles", ["app", "scratch"]);
    const prepared = ready(STANDING, ["instances/app-profiles/databases/scratch"]);
    expect(await runPurge(prepared, COPY, sql.environment, "--dry-run")).toMatchObject({ code: 0, err: "" });
  });

  test("a database of another dataset's copy, in the purge by the program's word and without evidence of its own, refuses it", async () => {
    const prepared = ready();
    const program = JSON.parse(readFileSync(prepared.program, "utf8")) as Loose;
    const profiles = program.datasets[PROFILES];
    program.datasets.push({ ...profiles, name: "messages", legacy: [{ ...profiles.legacy[0], database: "messages" }] });
    writeFileSync(prepared.program, JSON.stringify(program));
    sql.databases.set("app-profiles", ["app", "messages"]);
    await refused(prepared, "PURGE-HELD", "it also holds the database messages, which nobody compared");
  });

  test("a replica that stays refuses it; so does a project that is not this one's to see", async () => {
    await refused(
      ready(
        STANDING.filter((name) => name !== "instances/reader"),
        ["instances/reader"],
      ),
      "PURGE-HELD",
      "in use by its replica reader, which stays",
    );
    await sql.stop();
    sql = await CloudSql.start("another");
    await refused(ready(), "PURGE-REFUSED", "403: The client is not authorized");
  });

  test("killed, it goes on; replicas go first, then nothing is left, and the certificate names each with the provider's days", async () => {
    instance("build");
    backup("build-1", "AUTOMATED", "build", "2026-11-28T00:00:00Z");
    const prepared = ready(STANDING, ["instances/build"]);
    const dry = await runPurge(prepared, COPY, sql.environment, "--dry-run");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain("5 items, 3000 bytes would be deleted");
    expect(sql.deleted).toEqual([]);

    // Killed after the replica is gone, and before anybody is told.
    sql.silentFrom = 1;
    const first = startPurge(prepared, COPY, sql.environment);
    while (sql.deleted.length === 0) await sleep(50);
    first.child.kill("SIGKILL");
    expect((await first.said).code).toBeNull();
    sql.silentFrom = Infinity;
    const said = await runPurge(prepared, COPY, sql.environment);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain("5 items deleted: 1 database replica, 1 database instance, 3 database backups");
    expect(sql.deleted).toEqual(["reader", "app-profiles", "final-1"]);
    expect([[...sql.instances.keys()], [...sql.backups.keys()]]).toEqual([["build"], ["build-1"]]);
    expect(recordOf(prepared).flatMap(({ file }) => file ?? [])).toEqual(["before-1.jsonl", "before-2.jsonl", "after-1.jsonl"]);

    const destruction = JSON.parse(readFileSync(join(prepared.into, "destruction.json"), "utf8")) as Predicate<"destruction">;
    expect(destruction).toMatchObject({ objects: 5, store: { kind: "google-sql", name: PROJECT }, method: "logical deletion" });
    const certificate = certified(prepared, destruction);
    const after = (days: number) => dayAfter(destruction.deletedAt, days);
    expect(certificate.copies[0]?.dates.map(({ at }) => at)).toEqual([destruction.deletedAt, after(4), after(60), after(180)]);
    expect(certificate.copies[0]?.notClaimed.join(" ")).not.toContain("AWS");
    const page = renderCertificate(certificate);
    for (const name of STANDING) expect(page).toContain(full(name));
    const stray = { kind: "database-backup" as const, arn: full("backups/build-1"), created: CREATED };
    expect(() => certified(prepared, { ...destruction, backups: [stray] })).toThrow("CERTIFICATE-EVIDENCE");

    const again = await runPurge(prepared, COPY, sql.environment);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(sql.deleted).toHaveLength(3);
  }, 180_000);

  test("of two copies in one instance, the second's destruction is written from the first's, once both signed that", async () => {
    const first = ready();
    const program = JSON.parse(readFileSync(first.program, "utf8")) as Loose;
    const profiles = program.datasets[PROFILES];
    const copy = { ...profiles.legacy[0], database: "messages", evidence: ["second.dsse.json", "second.list.dsse.json"] };
    const second = { ...profiles, name: "messages", legacy: [copy] };
    program.datasets.push(second);
    const write = (...more: string[]) => {
      second.legacy = [{ ...copy, evidence: [...copy.evidence, ...more] }];
      writeFileSync(first.program, JSON.stringify(program));
    };
    write();
    const beside = (file: string) => join(first.program, "..", file);
    const digest = scopeDigest(Program.of(JSON.parse(readFileSync(first.program, "utf8")) as never, first.program), "messages", COPY);
    const about = { dataset: "messages", copy: COPY, program: digest };
    const payload = (file: string): object =>
      (
        JSON.parse(Buffer.from((JSON.parse(readFileSync(beside(file), "utf8")) as { payload: string }).payload, "base64").toString()) as {
          predicate: object;
        }
      ).predicate;
    for (const [kind, from, to] of [
      ["reconciliation", "reconciliation.dsse.json", "second.dsse.json"],
      ["purge-list", "list.dsse.json", "second.list.dsse.json"],
    ] as const)
      writeFileSync(beside(to), signed(kind, { ...payload(from), ...about } as never, gatekeeper, auditor));
    sql.databases.set("app-profiles", ["app", "messages"]);
    const dry = await runPurge(first, COPY, sql.environment, "--dry-run");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain("5 items");
    expect(await runPurge(first, COPY, sql.environment)).toMatchObject({ code: 0, err: "" });

    const going = { ...first, dataset: "messages", evidence: beside("second.dsse.json"), into: beside("second") };
    const alone = await runPurge(going, COPY, sql.environment);
    expect([alone.out, alone.err].join("")).toContain("nothing was deleted by this command");
    expect(existsSync(join(going.into, "destruction.json"))).toBe(false);

    const of = JSON.parse(readFileSync(join(first.into, "destruction.json"), "utf8")) as Predicate<"destruction">;
    writeFileSync(beside("first.destruction.dsse.json"), signed("destruction", of, gatekeeper, auditor));
    write("first.destruction.dsse.json");
    const said = await runPurge(going, COPY, sql.environment);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain("Have gatekeeper and auditor sign");
    const written = JSON.parse(readFileSync(join(going.into, "destruction.json"), "utf8")) as Predicate<"destruction">;
    expect(written).toMatchObject({
      ...about,
      objects: 5,
      bytes: of.bytes,
      deletedAt: of.deletedAt,
      goneWith: { dataset: "profiles", copy: COPY, record: of.proof?.record },
    });
    expect(written.backups).toHaveLength(5);
    expect(sql.deleted).toEqual(["reader", "app-profiles", "final-1"]);
  }, 180_000);

  test("credentials that are not the purge account's are refused before anything is asked", async () => {
    const prepared = ready();
    const said = await runPurge(prepared, COPY, ownCredentials(folder));
    expect(said.code).toBe(2);
    expect(said.err).toContain("PURGE-IDENTITY");
    expect(existsSync(prepared.into)).toBe(false);
  });
});
