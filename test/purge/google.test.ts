import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Storage } from "@google-cloud/storage";
import { datesOf } from "../../evidence/certificate/dates";
import type { Predicate } from "../../evidence/sign/predicates";
import { startGoogleStorage, type GoogleStorage } from "../../rehearsal/engines/google-storage";
import { CONTENT } from "../config/refused";
import type { Row } from "../evidence/inventories";
import { describeWithEngines } from "../engines";
import { prepare, runPurge, type Prepared } from "./prepared";

const COPY = "former-cloud";
const MINUTES = 60_000;

describeWithEngines(["fake-gcs-server"], "the purge of a Google bucket", () => {
  let folder: string;
  let google: GoogleStorage;
  let client: Storage;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ringfence-purge-google-"));
    google = await startGoogleStorage();
    client = new Storage({ projectId: "example-app-legacy", apiEndpoint: google.endpoint });
  }, 2 * MINUTES);
  afterAll(async () => {
    await google.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const env = () => ({ STORAGE_EMULATOR_HOST: google.endpoint });
  const purge = (prepared: Prepared, ...more: string[]) => runPurge(prepared, COPY, env(), ...more);
  const put = (bucket: string, key: string, body: string) => client.bucket(bucket).file(key).save(body, { resumable: false });
  const everything = async (bucket: string) =>
    (await client.bucket(bucket).getFiles({ versions: true }))[0].map(({ name, metadata }) => ({ name, ...metadata }));
  const destruction = ({ into }: Prepared) => JSON.parse(readFileSync(join(into, "destruction.json"), "utf8")) as Predicate<"destruction">;

  let buckets = 0;
  async function bucket(): Promise<string> {
    const name = `former-content-${++buckets}`;
    await client.createBucket(name, { versioning: { enabled: true } });
    return name;
  }
  async function ready(name: string, without: (row: Row) => Row = (row) => row): Promise<Prepared> {
    const rows = (await everything(name)).map(({ name: key, generation, size, crc32c, timeDeleted }) =>
      without({
        key,
        version: String(generation),
        size: Number(size),
        crc32c: Buffer.from(String(crc32c), "base64").toString("hex"),
        state: timeDeleted === undefined ? "live" : "noncurrent",
      }),
    );
    const taken = new Date(Date.now() + 500).toISOString();
    return prepare(join(folder, name), COPY, { rows, taken, frozenAt: new Date(Date.now() - 1000).toISOString() }, (p) => {
      p.datasets[CONTENT].legacy[0].bucket = name;
    });
  }

  test("every generation goes, and what the provider keeps has its last day", async () => {
    const name = await bucket();
    for (const key of ["a b+c/ü", "odd/./x", "odd/trail/", "q?#%41&"]) await put(name, key, key);
    await put(name, "odd/./x", "a newer generation");
    await client.bucket(name).file("odd/trail/").delete();
    const prepared = await ready(name);
    google.softDelete(7 * 86_400);
    const dry = await purge(prepared, "--dry-run");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain(`gs://${name}: 5 items`);
    expect(await everything(name)).toHaveLength(5);

    const said = await purge(prepared);
    google.softDelete(0);
    expect(said.err).toBe("");
    expect(said.out).toContain("5 items deleted: 3 objects, 2 further versions");
    expect(said.code).toBe(0);
    expect(await everything(name)).toEqual([]);
    const written = destruction(prepared);
    expect(written).toMatchObject({ objects: 3, versions: 2, store: { kind: "google-bucket", name } });
    expect(written.proof?.redirected).toContainEqual(expect.stringMatching(/^STORAGE_EMULATOR_HOST=http:\/\/127\.0\.0\.1:\d+/));
    expect(Date.parse(written.hardDeleteTime ?? "") - Date.parse(written.deletedAt)).toBeCloseTo(7 * 86_400_000, -4);
    expect(said.out).toContain(`T1, when the last is gone for good: ${written.hardDeleteTime}`);
    expect(datesOf(written).map(({ at }) => at)).toContain(written.hardDeleteTime);
  });

  test("what came later refuses it", async () => {
    const name = await bucket();
    await put(name, "a", "1");
    const prepared = await ready(name);
    await put(name, "a", "changed");
    const said = await purge(prepared);
    expect(said.code).toBe(2);
    expect(said.err).toContain('"a" version');
    expect(said.err).toContain("PURGE-ARRIVED");
    expect(await everything(name)).toHaveLength(2);
    expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);
  });

  test("an inventory without generations refuses it", async () => {
    const name = await bucket();
    await put(name, "a", "1");
    const said = await purge(await ready(name, (row) => ({ ...row, version: undefined })));
    expect(said.err).toContain("PURGE-VERSION");
    expect(await everything(name)).toHaveLength(1);
  });

  test("a held object is named and left; once it is free, the next run takes it", async () => {
    const name = await bucket();
    await put(name, "free", "1");
    await put(name, "held", "2");
    const generation = String((await everything(name)).find((each) => each.name === "held")?.generation);
    const release = google.hold(name, "held", generation);
    const prepared = await ready(name);
    const said = await purge(prepared);
    expect(said.code).toBe(1);
    expect(said.out).toContain(`kept  "held" version ${generation}: temporary hold, without a date`);
    expect((await everything(name)).map((each) => each.name)).toEqual(["held"]);
    release();
    expect((await purge(prepared)).code).toBe(0);
    expect(await everything(name)).toEqual([]);
    expect(destruction(prepared)).toMatchObject({ objects: 2 });
  });
});
