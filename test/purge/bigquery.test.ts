import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BigQueryTable } from "../../cli/purge/bigquery-api";
import { renderCertificate } from "../../evidence/certificate/html";
import type { Predicate } from "../../evidence/sign/predicates";
import { BigQuery } from "../../rehearsal/engines/google-bigquery";
import { COPY, full, PROJECT, purgingBigQuery, STANDING } from "./bigquery-program";
import { certified, CREATED, dayAfter, ownCredentials, TAKEN } from "./listed-program";
import { recordOf, runPurge, startPurge, type Prepared } from "./prepared";

const milliseconds = (instant: string) => String(Date.parse(instant));

describe("the purge of a dataset of BigQuery, against the API as it is documented", () => {
  let folder: string;
  let bigquery: BigQuery;
  let number = 0;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "ringfence-purge-bigquery-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    bigquery = await BigQuery.start(PROJECT);
    for (const id of ["events", "backup", "archive"]) dataset(id);
    table("events/tables/likes");
    table("events/tables/좋아요");
    table("events/tables/likes_view", { type: "VIEW", numBytes: undefined });
    table("events/tables/likes_daily", { type: "MATERIALIZED_VIEW", lastModifiedTime: milliseconds("2026-11-27T00:00:00Z") });
    table("events/tables/likes_outside", { type: "EXTERNAL", numBytes: undefined });
    part("events/routines/score");
    part("events/models/taste");
    table("backup/tables/likes_clone", { cloneDefinition: { baseTableReference: of("events", "likes") } });
    table("archive/tables/likes_snapshot", { type: "SNAPSHOT", snapshotDefinition: { baseTableReference: of("backup", "likes_clone") } });
    // Another's, of which this purge says nothing.
    table("backup/tables/prices");
    table("archive/tables/prices_snapshot", { type: "SNAPSHOT", snapshotDefinition: { baseTableReference: of("backup", "prices") } });
  });
  afterEach(() => bigquery.stop());

  const of = (datasetId: string, tableId: string) => ({ projectId: PROJECT, datasetId, tableId });
  const part = (name: string, more: object = {}) =>
    void bigquery.standing.set(`datasets/${name}`, { creationTime: milliseconds(CREATED), ...more });
  const dataset = (id: string, type = "DEFAULT") => part(id, { type });
  const table = (name: string, more: Partial<BigQueryTable> = {}) =>
    part(name, { type: "TABLE", lastModifiedTime: milliseconds(CREATED), numBytes: "1000", ...more });

  const ready = (standing = STANDING, others: readonly string[] = []): Prepared =>
    purgingBigQuery(join(folder, String(++number)), standing, others);

  async function refused(prepared: Prepared, code: string, ...says: readonly string[]): Promise<void> {
    const said = await runPurge(prepared, COPY, bigquery.environment);
    for (const each of [code, ...says]) expect(said.err).toContain(each);
    expect(said.code).toBe(2);
    expect(bigquery.deleted).toEqual([]);
  }

  test.each<[string, () => void, string, string]>([
    ["a table that came since", () => table("events/tables/shares"), "PURGE-ARRIVED", full("events/tables/shares")],
    ["a routine that nobody listed", () => part("events/routines/rank"), "PURGE-ARRIVED", full("events/routines/rank")],
    ["a model that nobody listed", () => part("events/models/rank"), "PURGE-ARRIVED", full("events/models/rank")],
    [
      "a table made anew under its name",
      () => table("events/tables/likes", { creationTime: milliseconds("2026-11-25T00:00:00Z") }),
      "PURGE-ARRIVED",
      full("events/tables/likes"),
    ],
    [
      "a snapshot in another dataset",
      () => table("archive/tables/old", { type: "SNAPSHOT", snapshotDefinition: { baseTableReference: of("events", "gone") } }),
      "PURGE-ARRIVED",
      full("archive/tables/old"),
    ],
    [
      "a clone of a clone",
      () => table("archive/tables/again", { cloneDefinition: { baseTableReference: of("backup", "likes_clone") } }),
      "PURGE-ARRIVED",
      full("archive/tables/again"),
    ],
    [
      "a table that was written to after the list",
      () => table("events/tables/likes", { lastModifiedTime: String(Date.parse(TAKEN) + 1) }),
      "PURGE-HELD",
      "likes: altered at 2026-11-20T06:00:00.001Z, after the list",
    ],
    [
      "rows that stream in",
      () => table("events/tables/likes", { streamingBuffer: { estimatedRows: "1" } }),
      "PURGE-HELD",
      "likes: rows stream into it",
    ],
    ["a link to another's dataset", () => dataset("events", "LINKED"), "PURGE-HELD", "of type LINKED: its data lie elsewhere"],
    ["another service's catalogue", () => dataset("events", "EXTERNAL"), "PURGE-HELD", "of type EXTERNAL: its data lie elsewhere"],
    ["a location that does not answer", () => void (bigquery.unreachable = ["us-east4"]), "PURGE-REFUSED", "unreachable: us-east4"],
  ])("%s refuses it, and nothing goes", async (_, change, code, says) => {
    change();
    await refused(ready(), code, says);
  });

  test("a table that stays refuses it; so does a project that is not this one's to see", async () => {
    const [stays] = ["events/tables/likes_view"];
    await refused(
      ready(
        STANDING.filter((name) => name !== stays),
        [stays],
      ),
      "PURGE-HELD",
      `events: holds ${full(stays)}, which stays`,
    );
    await bigquery.stop();
    bigquery = await BigQuery.start("another");
    await refused(ready(), "PURGE-REFUSED", "403: Access Denied");
  });

  test("a table that arrives while the others go keeps its dataset, and is not touched", async () => {
    bigquery.onDelete = (name) => name === "datasets/events/tables/likes" && table("events/tables/late");
    const prepared = ready();
    const said = await runPurge(prepared, COPY, bigquery.environment);
    expect(said.code).toBe(1);
    expect(said.out).toContain("is still in use");
    expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);
    expect([...bigquery.standing.keys()].filter((name) => name.includes("events"))).toEqual([
      "datasets/events",
      "datasets/events/tables/late",
    ]);
  }, 180_000);

  test("killed, it goes on; the dataset goes last, nothing of others', and the certificate names each with the provider's days", async () => {
    // More than go along in one batch.
    const days = Array.from({ length: 50 }, (_, day) => `events/tables/day_${day}`);
    for (const each of days) table(each);
    const standing = [...STANDING, ...days];
    const stays = ["backup/tables/kept_clone"];
    table("backup/tables/kept_clone", { cloneDefinition: { baseTableReference: of("events", "likes") } });
    const prepared = ready(standing, stays);
    const dry = await runPurge(prepared, COPY, bigquery.environment, "--dry-run");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain("60 items, 55000 bytes would be deleted");
    expect(bigquery.deleted).toEqual([]);

    // Killed after the first is gone, and before anybody is told.
    bigquery.silentFrom = 1;
    const first = startPurge(prepared, COPY, bigquery.environment);
    while (bigquery.deleted.length === 0) await sleep(50);
    first.child.kill("SIGKILL");
    expect((await first.said).code).toBeNull();
    bigquery.silentFrom = Infinity;
    const said = await runPurge(prepared, COPY, bigquery.environment);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain("60 items deleted: 57 warehouse tables, 1 warehouse routine, 1 warehouse model, 1 warehouse dataset");
    expect([...bigquery.deleted].sort()).toEqual(standing.map((name) => `datasets/${name}`).sort());
    expect(bigquery.deleted.at(-1)).toBe("datasets/events");
    expect([...bigquery.standing.keys()].filter((name) => name.includes("/tables/"))).toEqual(
      ["backup/tables/prices", "archive/tables/prices_snapshot", ...stays].map((name) => `datasets/${name}`),
    );
    expect(recordOf(prepared).flatMap(({ file }) => file ?? [])).toEqual(["before-1.jsonl", "before-2.jsonl", "after-1.jsonl"]);

    const destruction = JSON.parse(readFileSync(join(prepared.into, "destruction.json"), "utf8")) as Predicate<"destruction">;
    expect(destruction).toMatchObject({ objects: 60, store: { kind: "google-bigquery", name: `${PROJECT}/events` } });
    const certificate = certified(prepared, destruction);
    const after = (days: number) => dayAfter(destruction.deletedAt, days);
    expect(certificate.copies[0]?.dates.map(({ at }) => at)).toEqual([destruction.deletedAt, after(7), after(14), after(74), after(194)]);
    const page = renderCertificate(certificate);
    for (const name of standing) expect(page).toContain(full(name));

    const again = await runPurge(prepared, COPY, bigquery.environment);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(bigquery.deleted).toHaveLength(60);
  }, 180_000);

  test("credentials that are not the purge account's are refused before anything is asked", async () => {
    const prepared = ready();
    const said = await runPurge(prepared, COPY, ownCredentials(folder));
    expect(said.code).toBe(2);
    expect(said.err).toContain("PURGE-IDENTITY");
    expect(existsSync(prepared.into)).toBe(false);
  });
});
