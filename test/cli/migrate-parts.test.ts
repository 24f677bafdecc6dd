import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { migrateParts } from "../../cli/commands/migrate-parts";
import { PartsCopier } from "../../cli/movers/parts";
import { startEmulators, type Emulators } from "../../rehearsal/engines/emulators";
import { changed, CONTENT } from "../config/refused";
import { describeWithEngines } from "../engines";
import { migrating } from "../migrating";

const HOME = "333333333333";
const OLD = "app-user-content-backup";
const NEW = `user-content-${HOME}-us-east-1`;
const PART = 1_000;
const KEY = "films/a b+ü, 100%.mov";

const root = mkdtempSync(join(tmpdir(), "ringfence-parts-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};
const programOf = (phase: "prepare" | "copy", byParts: boolean) =>
  file(
    `${phase}-${byParts}.json`,
    JSON.stringify(changed(migrating(phase), (p) => Object.assign(p.datasets[CONTENT].legacy[1], byParts ? { byParts } : {}))),
  );
const program = programOf("copy", true);
const options = { dataset: "user-content", copy: "overseas-backup", program };

test.each([
  ["a copy that does not say byParts", programOf("copy", false), "overseas-backup", "MOVE-LEG"],
  ["a copy of another kind", program, "former-cloud", "MOVE-LEG"],
  ["a copy in prepare", programOf("prepare", true), "overseas-backup", "MOVE-PHASE"],
  ["no inventory", program, "overseas-backup", "MOVE-INVENTORY"],
])("%s is refused", async (_of, from, copy, code) => {
  await expect(migrateParts({ ...options, program: from, copy })).rejects.toMatchObject({ code });
});

test.each([
  [{ ChecksumType: "FULL_OBJECT", ChecksumCRC32C: "yZRlqg==" }, "CRC32C", "yZRlqg=="],
  [{ ChecksumType: "COMPOSITE", ChecksumCRC32C: "yZRlqg==-3" }, "CRC64NVME", undefined],
  [{}, "CRC64NVME", undefined],
])("a copy has one digest of the whole object, the old one's where that is one: %j", async (told, algorithm, digest) => {
  const sent: { name: string; input: object }[] = [];
  const client = {
    send: (command: { input: object; constructor: { name: string } }) => {
      sent.push({ name: command.constructor.name, input: command.input });
      if (command instanceof HeadObjectCommand) return Promise.resolve({ ContentLength: 2 * PART, ...told });
      if (command instanceof GetObjectTaggingCommand) return Promise.resolve({ TagSet: [{ Key: "who", Value: "a&b" }] });
      return Promise.resolve({ UploadId: "u", VersionId: "new", CopyPartResult: { ETag: '"e"' } });
    },
  } as unknown as S3Client;
  await new PartsCopier({ old: client, home: client, bucket: NEW, partSize: PART }).copy({ bucket: OLD, key: "a", version: "v" }, () => {});
  const input = (command: { name: string }) => sent.find(({ name }) => name === command.name)?.input;
  expect(input(CreateMultipartUploadCommand)).toMatchObject({
    ChecksumAlgorithm: algorithm,
    ChecksumType: "FULL_OBJECT",
    Tagging: "who=a%26b",
  });
  expect(input(CompleteMultipartUploadCommand)).toMatchObject({ ChecksumType: "FULL_OBJECT", MpuObjectSize: 2 * PART });
  expect((input(CompleteMultipartUploadCommand) as Record<string, unknown>)[`Checksum${algorithm}`]).toBe(digest);
});

// ministack copies real bytes by parts; it computes no digest of parts that are copied and forgets tags, which the test above stands in for.
describeWithEngines(["ministack", "moto"], "copies by parts", () => {
  let engines: Emulators;
  let s3: S3Client;
  const versions: { key: string; version: string; latest: boolean }[] = [];
  const bodies = ["old", "new"].map((text) => text.repeat(900));

  beforeAll(async () => {
    engines = await startEmulators();
    const endpoint = `http://127.0.0.1:${engines.ports.ministack}`;
    Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: HOME, AWS_SECRET_ACCESS_KEY: "rehearsal" });
    await new IAMClient({ region: "us-east-1" }).send(
      new CreateRoleCommand({ RoleName: "ringfence-mover-user-content-overseas-backup", AssumeRolePolicyDocument: "{}" }),
    );
    s3 = new S3Client({ region: "us-east-1", forcePathStyle: true });
    for (const Bucket of [OLD, NEW]) {
      const region = Bucket === OLD ? { CreateBucketConfiguration: { LocationConstraint: "ap-southeast-1" as const } } : {};
      const client = Bucket === OLD ? abroad() : s3;
      await client.send(new CreateBucketCommand({ Bucket, ...region }));
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
      if (Bucket === NEW) continue;
      for (const [index, Body] of bodies.entries()) {
        const about = { ContentType: "video/quicktime", Metadata: { taken: "2019" } };
        const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: KEY, Body, ...about }));
        versions.push({ key: KEY, version: VersionId ?? "", latest: index === 1 });
      }
    }
    for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, "write").mockReturnValue(true);
  }, 120_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) Reflect.deleteProperty(process.env, name);
    await engines.stop();
  });

  /** Writes without a digest of the SDK's own: ministack could not hold a copy by parts to it. */
  const abroad = () => new S3Client({ region: "ap-southeast-1", forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });

  /** What the old side lists: more than one call copies, whatever really lies there. */
  const inventory = () =>
    file(
      "versions.jsonl",
      versions
        .map(({ key, version, latest }) => JSON.stringify({ key, versionId: version, size: String(6 * 2 ** 30), isLatest: String(latest) }))
        .join("\n"),
    );
  const copyAll = () => migrateParts({ ...options, inventory: inventory() }, PART);
  const states = () =>
    readFileSync(join(root, "moves", "user-content-overseas-backup.parts.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { state: string }).state);
  const uploads = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket: NEW }))).Uploads ?? [];
  const home = async () => (await s3.send(new ListObjectVersionsCommand({ Bucket: NEW }))).Versions ?? [];

  /** Counts the parts that are copied, and refuses all after some. */
  async function counted(run: () => Promise<unknown>, most = Infinity): Promise<number> {
    let count = 0;
    const send = S3Client.prototype.send as (...all: unknown[]) => unknown;
    const spy = jest.spyOn(S3Client.prototype, "send").mockImplementation(function (this: S3Client, ...all: unknown[]) {
      if (all[0] instanceof UploadPartCopyCommand && ++count > most) return Promise.reject(new Error("the line broke"));
      return send.apply(this, all);
    } as never);
    try {
      await run();
    } finally {
      spy.mockRestore();
    }
    return count;
  }

  test("what was interrupted is begun and recorded, and a stop throws it away", async () => {
    await expect(counted(copyAll, 1)).rejects.toMatchObject({ code: "MOVE-REFUSED" });
    expect(states()).toEqual(["running"]);
    expect(await uploads()).toHaveLength(1);
    expect(await migrateParts({ ...options, stop: true })).toBe(0);
    expect(states()).toEqual(["running", "stopped"]);
    expect(await uploads()).toEqual([]);
    expect(await home()).toEqual([]);
  });

  test("an interrupted copy goes on with the parts that are missing, noncurrent versions before current ones", async () => {
    await expect(counted(copyAll, 2)).rejects.toMatchObject({ code: "MOVE-REFUSED" });
    expect(await counted(copyAll)).toBe(1 + 3);
    const found = await home();
    expect(found).toHaveLength(2);
    for (const { VersionId, IsLatest } of found) {
      const at = { Bucket: NEW, Key: KEY, VersionId };
      const { Body, ContentType, Metadata } = await s3.send(new GetObjectCommand(at));
      expect(await Body?.transformToString()).toBe(bodies[IsLatest ? 1 : 0]);
      expect({ ContentType, Metadata }).toEqual({ ContentType: "video/quicktime", Metadata: { taken: "2019" } });
    }
    expect(await uploads()).toEqual([]);
  });

  test("what is at home is not copied again", async () => {
    expect(await counted(copyAll)).toBe(0);
    expect(await home()).toHaveLength(2);
  });

  test("an upload that is gone is begun anew", async () => {
    const { VersionId } = await abroad().send(new PutObjectCommand({ Bucket: OLD, Key: "another", Body: "x".repeat(1_500) }));
    versions.push({ key: "another", version: VersionId ?? "", latest: true });
    await expect(counted(copyAll, 1)).rejects.toMatchObject({ code: "MOVE-REFUSED" });
    const [begun] = await uploads();
    await s3.send(new AbortMultipartUploadCommand({ Bucket: NEW, Key: "another", UploadId: begun?.UploadId }));
    expect(await counted(copyAll)).toBe(2);
    expect(states().slice(-4)).toEqual(["running", "stopped", "running", "done"]);
  });
});
