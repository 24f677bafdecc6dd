import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { certificate as certificateCommand } from "../../cli/commands/certificate";
import { certify } from "../../evidence/certificate/certificate";
import { legacyBucketStatements } from "../../constructs/migration/legacy-bucket";
import type { Statement } from "../../constructs/policy/document";
import { sha256 } from "../../evidence/file";
import type { Predicate } from "../../evidence/sign/predicates";
import { startEmulators, type Emulators } from "../../rehearsal/engines/emulators";
import type { Row } from "../evidence/inventories";
import { signed, trust } from "../evidence/signed";
import { describeWithEngines } from "../engines";
import { changed, CONTENT } from "../config/refused";
import { auditor, gatekeeper, prepare, recordOf, runPurge, startPurge, type Prepared, type Stood } from "./prepared";

const COPY = "overseas-backup";
const MINUTES = 60_000;

describeWithEngines(["ministack", "moto"], "the purge of an S3 bucket", () => {
  let folder: string;
  let engines: Emulators;
  let s3: S3Client;
  let door: Door;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ringfence-purge-s3-"));
    engines = await startEmulators();
    s3 = new S3Client({
      endpoint: `http://127.0.0.1:${engines.ports.ministack}`,
      region: "ap-southeast-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "888888888888", secretAccessKey: "rehearsal" },
    });
    door = await openDoor(engines.ports.ministack);
  }, 2 * MINUTES);

  afterAll(async () => {
    s3.destroy();
    door.close();
    await engines.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A purge officer's environment; the role is assumed from it. */
  const officer = (port = engines.ports.ministack) => ({
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${engines.ports.ministack}`,
    AWS_ACCESS_KEY_ID: "222222222222",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
  });

  let buckets = 0;
  async function bucket(): Promise<string> {
    const name = `old-content-${++buckets}`;
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: "ap-southeast-1" },
      }),
    );
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: "Enabled" } }));
    return name;
  }
  /** As its legacy stack freezes it, in the purge; the engine enforces no policy. */
  const freeze = (Bucket: string, change: (statement: Statement) => Statement = (same) => same) => {
    const props = {
      phase: "purge",
      mover: { arn: "arn:aws:iam::333333333333:role/m", accountId: "333333333333" },
      until: "2027-06-30T23:59:59Z",
    } as const;
    const Statement = legacyBucketStatements(`arn:aws:s3:::${Bucket}`, props).map(change);
    return s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
  };
  const put = async (Bucket: string, Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));

  async function everything(Bucket: string) {
    const found: { Key?: string; VersionId?: string; Size?: number; IsLatest?: boolean; marker: boolean }[] = [];
    let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (next) {
      const page: Awaited<ReturnType<typeof send>> = await send(next);
      found.push(...(page.Versions ?? []).map((each) => ({ ...each, marker: false })));
      found.push(...(page.DeleteMarkers ?? []).map((each) => ({ ...each, marker: true })));
      next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
    }
    return found;
    function send(after: object) {
      return s3.send(new ListObjectVersionsCommand({ Bucket, ...after }));
    }
  }

  /** The bucket's own listing as an inventory, taken a moment from now. */
  async function standing(Bucket: string): Promise<Stood> {
    const rows = (await everything(Bucket)).map(({ Key = "", VersionId, Size, IsLatest, marker }): Row => ({
      key: Key,
      version: VersionId,
      size: marker ? 0 : (Size ?? 0),
      state: marker ? "deleted" : IsLatest ? "live" : "noncurrent",
      sha256: sha256(Key).slice(7),
    }));
    return { rows, frozenAt: new Date(Date.now() - 1000).toISOString(), taken: new Date(Date.now() + 500).toISOString() };
  }
  const ready = async (Bucket: string, change: Parameters<typeof prepare>[3] = () => undefined) =>
    prepare(join(folder, Bucket), COPY, await standing(Bucket), (p) => {
      p.datasets[CONTENT].legacy[1].bucket = Bucket;
      change(p);
    });

  const destruction = ({ into }: Prepared) => JSON.parse(readFileSync(join(into, "destruction.json"), "utf8")) as Predicate<"destruction">;

  test("every version, marker and upload goes, and what is written about it holds together", async () => {
    const name = await bucket();
    for (const key of ["a b+c", "odd/./x", "odd/trail/", "line\nbreak", "ümlaut %41&<>"]) await put(name, key, key);
    await put(name, "a b+c", "a newer version");
    await s3.send(new DeleteObjectCommand({ Bucket: name, Key: "odd/./x" }));
    await s3.send(new CreateMultipartUploadCommand({ Bucket: name, Key: "never finished" }));
    const prepared = await ready(name);
    await freeze(name);
    const dry = await runPurge(prepared, COPY, officer(), "--dry-run");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain(`s3://${name}: 8 items, `);
    expect(dry.out).toContain("first  a b+c");
    expect(readdirSync(prepared.into).sort()).toEqual(["dry-run.json", "dry-run.jsonl"]);
    expect(await everything(name)).toHaveLength(7);

    const said = await runPurge(prepared, COPY, officer());
    expect(said.err).toBe("");
    expect(said.out).toContain("8 items deleted: 4 objects, 2 further versions, 1 delete marker, 1 incomplete upload");
    expect(said.code).toBe(0);
    expect(await everything(name)).toEqual([]);
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket: name }))).Uploads ?? []).toEqual([]);

    const written = destruction(prepared);
    expect(written).toMatchObject({ objects: 4, versions: 2, copy: COPY, store: { kind: "aws-bucket", name }, hardDeleteTime: null });
    const digest = (file: string) => sha256(readFileSync(join(prepared.into, file)));
    expect({ ...written.proof, redirected: undefined }).toEqual({
      record: digest("record.jsonl"),
      before: digest("before-1.jsonl"),
      after: digest("after-1.jsonl"),
      markers: 1,
      uploads: 1,
    });
    // Signed by both, it carries a certificate that claims no less.
    const keys = trust({ gatekeeper, auditor });
    const certificate = certify({
      dataset: "user-content",
      evidence: [
        { name: "reconciliation", content: readFileSync(prepared.evidence, "utf8") },
        { name: "disposition", content: readFileSync(join(folder, name, "disposition.dsse.json"), "utf8") },
        { name: "destruction", content: signed("destruction", written, gatekeeper, auditor) },
      ],
      rows: [readFileSync(join(folder, name, "rows.jsonl"), "utf8")],
      trusted: keys,
      needed: ["gatekeeper", "auditor"],
      asOf: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      version: "test",
    });
    expect(certificate.copies[0]?.notClaimed.join("\n")).not.toContain("were listed before");

    const signedFile = join(folder, name, "destruction.dsse.json");
    writeFileSync(signedFile, signed("destruction", written, gatekeeper, auditor));
    const [one, two] = [join(folder, name, "gatekeeper.pem"), join(folder, name, "auditor.pem")];
    writeFileSync(one, gatekeeper.pem);
    writeFileSync(two, auditor.pem);
    const certificateOf = (...record: string[]) =>
      certificateCommand("user-content", {
        evidence: [prepared.evidence, join(folder, name, "disposition.dsse.json"), signedFile],
        trust: [`gatekeeper=${one}`, `auditor=${two}`],
        out: join(folder, name, "certificate.html"),
        rows: [join(folder, name, "rows.jsonl")],
        record: record.map((file) => join(prepared.into, file)),
      });
    expect(certificateOf("record.jsonl", "before-1.jsonl", "after-1.jsonl")).toBe(0);
    expect(readFileSync(join(folder, name, "certificate.html"), "utf8")).toContain(written.proof?.after);
    expect(() => certificateOf("destruction.json")).toThrow("CERTIFICATE-EVIDENCE");

    // Once more: nothing happens, and what was to be signed stays as it was.
    const again = await runPurge(prepared, COPY, officer());
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(destruction(prepared)).toEqual(written);
    expect(digest("record.jsonl")).toBe(written.proof?.record);
  });

  test(
    "killed after S3 deleted and before it answered, it goes on and counts each version once",
    async () => {
      const name = await bucket();
      for (let index = 0; index < 2400; index += 100)
        await Promise.all(Array.from({ length: 100 }, (_, each) => put(name, `object/${index + each}`, "0123456789")));
      const prepared = await ready(name);
      const silenced = door.silenceAfterDeletes(2);
      const first = startPurge(prepared, COPY, officer(door.port));
      await silenced;
      first.child.kill("SIGKILL");
      expect((await first.said).code).toBeNull();
      door.speak();
      // A line that was being written when it died.
      appendFileSync(join(prepared.into, "record.jsonl"), `{"batch":"1-9","deletes":[["obj`);
      const standing = (await everything(name)).length;
      expect(standing).toBeLessThan(2400);
      expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);

      door.owners.clear();
      const said = await runPurge(prepared, COPY, officer(door.port));
      expect(said).toMatchObject({ code: 0, err: "" });
      expect(said.out).toContain("2,400 items deleted: 2,400 objects, 0 further versions");
      expect(destruction(prepared)).toMatchObject({ objects: 2400, versions: 0, bytes: "24000" });
      expect(await everything(name)).toEqual([]);
      // Every call was for a bucket of the old account's: a name that was given up is another's.
      expect([...door.owners]).toEqual(["888888888888"]);
      const lines = recordOf(prepared);
      expect(lines.flatMap(({ listing, file }) => (listing ? [file] : []))).toEqual(["before-1.jsonl", "before-2.jsonl", "after-1.jsonl"]);
      // By hand: what has an outcome without it, once each.
      const kept = new Map(
        lines.flatMap(({ batch, kept: each }) => (each ? [[batch, new Set(each.map(([index]) => index))] as const] : [])),
      );
      const gone = lines.flatMap(({ batch, deletes = [] }) => deletes.filter((_, index) => kept.get(batch)?.has(index) === false));
      expect(gone).toHaveLength(2400);
      expect(new Set(gone.map(([key, id]) => `${key} ${id}`)).size).toBe(2400);
    },
    5 * MINUTES,
  );

  describe("refused, and nothing is deleted", () => {
    let name: string;
    let prepared: Prepared;
    beforeEach(async () => {
      name = await bucket();
      await put(name, "a", "1");
      await put(name, "b", "22");
      prepared = await ready(name);
    });
    const refused = async (code: string, ...more: string[]) => {
      const before = await everything(name);
      for (const extra of [[], ["--dry-run"]]) {
        const said = await runPurge(prepared, COPY, officer(), ...more, ...extra);
        expect(said.err).toContain(code);
        expect(said.code).toBe(2);
      }
      expect(await everything(name)).toEqual(before);
    };

    test("an object that came after the listing, which is named", async () => {
      await put(name, "late arrival", "x");
      await refused("PURGE-ARRIVED");
      expect((await runPurge(prepared, COPY, officer(), "--dry-run")).err).toContain('"late arrival" version');
    });
    test("a newer version, and a marker", async () => {
      await put(name, "a", "changed");
      await s3.send(new DeleteObjectCommand({ Bucket: name, Key: "b" }));
      await refused("PURGE-ARRIVED");
    });
    test("an upload begun after the listing", async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await s3.send(new CreateMultipartUploadCommand({ Bucket: name, Key: "late upload" }));
      await refused("PURGE-ARRIVED");
    });
    test("a version that the inventory calls a delete marker, and so was compared with nothing", async () => {
      const stood = await standing(name);
      const rows = stood.rows.map((row) => (row.key === "b" ? { ...row, state: "deleted" } : row));
      prepared = await prepare(join(folder, name), COPY, { ...stood, rows }, (p) => {
        p.datasets[CONTENT].legacy[1].bucket = name;
      });
      await refused("PURGE-ARRIVED");
    });
    test("evidence with another byte", async () => {
      appendFileSync(prepared.evidence, " ");
      await refused("PURGE-ENVELOPE");
    });
    test("an inventory with another byte", async () => {
      appendFileSync(prepared.inventory, " ");
      await refused("PURGE-INVENTORY");
    });
    test("evidence that the program does not name", async () => {
      const other = join(folder, name, "other.json");
      writeFileSync(other, "{}");
      prepared = { ...prepared, evidence: other };
      await refused("PURGE-EVIDENCE");
    });
    test("no evidence file at all", async () => {
      rmSync(prepared.evidence);
      await refused("INVENTORY-READ");
    });
    test("a legal hold", async () => {
      prepared = await ready(
        name,
        (p) => (p.datasets[CONTENT].legalHold = { reference: "No. 21-1", since: "2026-01-01", release: "disposition.dsse.json" }),
      );
      writeFileSync(join(folder, name, "disposition.dsse.json"), readFileSync(prepared.evidence));
      await refused("PURGE-HOLD");
    });
    test("a copy that soaks", async () => {
      prepared = await ready(name, (p) => (p.datasets[CONTENT].phase = "soak"));
      await refused("PURGE-PHASE");
    });
    test("the record of another purge", async () => {
      const said = await runPurge(prepared, COPY, officer());
      expect(said).toMatchObject({ code: 0, err: "" });
      const { into } = prepared;
      name = await bucket();
      await put(name, "c", "3");
      prepared = { ...(await ready(name)), into };
      expect((await runPurge(prepared, COPY, officer())).err).toContain("PURGE-RECORD");
      expect(await everything(name)).toHaveLength(1);
    });
  });

  test("by expiration it deletes nothing itself, and counts what S3's lifecycle took once all is gone", async () => {
    const name = await bucket();
    await put(name, "a", "1");
    await put(name, "a", "22");
    await put(name, "b", "333");
    // Deletion's dry run of the frozen bucket, signed, is what lets the rules take over.
    const prepared = await ready(name);
    const unfrozen: readonly ((statement: Statement) => Statement)[] = [
      (each) => (each.Sid === "Frozen" ? { ...each, Effect: "Allow" } : each),
      (each) => (each.Sid === "Frozen" ? { ...each, Condition: { StringNotEquals: { "aws:PrincipalAccount": "888888888888" } } } : each),
      (each) => (each.Sid === "Frozen" ? { ...each, Resource: `arn:aws:s3:::${name}/uploads/*` } : each),
      (each) => (each.Sid === "Frozen" ? { ...each, Action: ["s3:PutObjectAcl"] } : each),
      (each) => (each.Sid === "Frozen" ? { ...each, Principal: { AWS: "arn:aws:iam::888888888888:root" } } : each),
    ];
    for (const open of [undefined, ...unfrozen]) {
      if (open) await freeze(name, open);
      const dry = await runPurge(prepared, COPY, officer(), "--dry-run");
      expect(dry).toMatchObject({ code: 0, err: "", out: expect.stringContaining("the bucket takes writes still") as string });
      expect(existsSync(join(prepared.into, "dry-run.json"))).toBe(false);
    }
    await freeze(name);
    expect((await runPurge(prepared, COPY, officer(), "--dry-run")).out).toContain("gatekeeper and auditor sign");
    const ran = JSON.parse(readFileSync(join(prepared.into, "dry-run.json"), "utf8")) as Predicate<"dry-run">;
    expect(ran).toMatchObject({ items: 3, bytes: "6", listing: sha256(readFileSync(join(prepared.into, "dry-run.jsonl"))) });
    const program = JSON.parse(readFileSync(prepared.program, "utf8")) as Parameters<typeof changed>[0];
    const expire = (evidence: readonly string[]) =>
      writeFileSync(
        prepared.program,
        JSON.stringify(
          changed(program, (p) => {
            const copy = p.datasets[CONTENT].legacy[1];
            Object.assign(copy, { purgeBy: "expiration", evidence: [...copy.evidence, ...evidence] });
          }),
        ),
      );
    expire([]);
    expect((await runPurge(prepared, COPY, officer())).err).toContain("PURGE-DRY-RUN");
    writeFileSync(join(prepared.program, "..", "dry-run.dsse.json"), signed("dry-run", ran, gatekeeper, auditor));
    expire(["dry-run.dsse.json"]);
    const waits = await runPurge(prepared, COPY, officer());
    expect(waits).toMatchObject({ code: 1, err: "" });
    expect(waits.out).toContain("0 items deleted");
    expect(waits.out).toContain("3 items, 6 bytes still stand");
    expect(await everything(name)).toHaveLength(3);
    // A day later: what was live has a marker of the lifecycle's own over it, an old version is gone.
    const [first] = (await everything(name)).filter(({ IsLatest }) => !IsLatest);
    await s3.send(new DeleteObjectCommand({ Bucket: name, Key: "a", VersionId: first?.VersionId }));
    await s3.send(new DeleteObjectCommand({ Bucket: name, Key: "b" }));
    expect((await runPurge(prepared, COPY, officer())).out).toContain("1 item deleted: 0 objects, 1 further version");
    expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);
    // And at the end.
    for (const { Key, VersionId } of await everything(name)) await s3.send(new DeleteObjectCommand({ Bucket: name, Key, VersionId }));
    const done = await runPurge(prepared, COPY, officer());
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(destruction(prepared)).toMatchObject({ objects: 2, versions: 1, bytes: "6", proof: { markers: 1, uploads: 0 } });
    // What came by another hand is refused here too.
    await put(name, "late", "x");
    expect((await runPurge(prepared, COPY, officer())).err).toContain("PURGE-ARRIVED");
  });

  test("a locked version is named with its date and not forced; the rest goes", async () => {
    const name = await bucket();
    await put(name, "free", "1");
    await put(name, "locked", "2");
    await s3.send(
      new PutObjectRetentionCommand({
        Bucket: name,
        Key: "locked",
        Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date("2031-05-06T00:00:00Z") },
      }),
    );
    const prepared = await ready(name);
    const said = await runPurge(prepared, COPY, officer());
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/kept {2}"locked" version \S+: retention \(GOVERNANCE\) until 2031-05-06T00:00:00\.000Z/);
    expect(said.out).toContain("1 item deleted: 1 object");
    expect((await everything(name)).map(({ Key }) => Key)).toEqual(["locked"]);
    expect(existsSync(join(prepared.into, "destruction.json"))).toBe(false);
  });
});

/** A door before the engine that lets calls through, and at one deletion keeps the engine's answer to itself. */
interface Door {
  readonly port: number;
  readonly owners: Set<string>;
  silenceAfterDeletes(answers: number): Promise<void>;
  speak(): void;
  close(): void;
}

async function openDoor(engine: number): Promise<Door> {
  let left = Infinity;
  let silenced: () => void = () => undefined;
  const owners = new Set<string>();
  const server: Server = createServer((incoming, outgoing) => {
    owners.add(String(incoming.headers["x-amz-expected-bucket-owner"]));
    const deletes = incoming.method === "POST" && /[?&]delete\b/.test(incoming.url ?? "");
    const onward = request(
      { host: "127.0.0.1", port: engine, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        if (deletes && left-- <= 0) {
          answer.resume().on("end", silenced);
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    owners,
    silenceAfterDeletes: (answers) => {
      left = answers;
      return new Promise((resolve) => (silenced = resolve));
    },
    speak: () => void (left = Infinity),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
