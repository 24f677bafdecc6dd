import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startEmulators, type Emulators } from "../../rehearsal/engines/emulators";
import { describeWithEngines } from "../engines";
import { compareFiles, counted, scratch } from "./inventories";
import { s3Inventory, s3Line } from "./s3-inventory";

const folder = scratch();
const MINUTES = 60_000;
const MANIFEST = "inv/source/all/2026-11-24T00-00Z/manifest.json";

describeWithEngines(["ministack", "moto"], "an S3 Inventory in its bucket, fetched by the SDK", () => {
  let engines: Emulators;
  let s3: S3Client;
  const before = { ...process.env };

  beforeAll(async () => {
    engines = await startEmulators();
    const endpoint = `http://127.0.0.1:${engines.ports.ministack}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: "222222222222",
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      AWS_REGION: "us-east-1",
    });
    s3 = new S3Client({ forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "inventories" }));
  }, 2 * MINUTES);

  afterAll(async () => {
    s3.destroy();
    process.env = before;
    await engines.stop();
  });

  const put = (key: string, body: Buffer) => s3.send(new PutObjectCommand({ Bucket: "inventories", Key: key, Body: body }));
  const parts = ["one", "two"] as const;

  /** Two parts of one inventory under one manifest, as S3 writes them. */
  async function stored(): Promise<string> {
    const manifests = parts.map((name) => {
      const made = s3Inventory(folder, name, [s3Line(`${name}+a/%C3%A9`), s3Line(`${name}%2Bb`)]);
      return JSON.parse(readFileSync(made, "utf8")) as { files: object[] };
    });
    for (const name of parts) await put(`inv/source/all/data/${name}.csv.gz`, readFileSync(join(folder, name, "data", `${name}.csv.gz`)));
    await put(MANIFEST, Buffer.from(JSON.stringify({ ...manifests[0], files: manifests.flatMap(({ files }) => files) })));
    return `s3://inventories/${MANIFEST}`;
  }
  const sameAtHome = () =>
    s3Inventory(
      folder,
      "home",
      parts.flatMap((name) => [s3Line(`${name}+a/%C3%A9`), s3Line(`${name}%2Bb`)]),
    );

  test("is compared part by part, and named by the digests of what came", async () => {
    const { result } = await compareFiles(folder, await stored(), sameAtHome());
    expect(result.counts).toEqual(counted({ match: 4 }));
    expect(result.legacy.files.map(({ name }) => name)).toEqual([
      `s3://inventories/${MANIFEST}`,
      ...parts.map((name) => `s3://inventories/inv/source/all/data/${name}.csv.gz`),
    ]);
  });

  test.each<[string, () => Buffer]>([
    ["another row", () => gzipSync(`${s3Line("two+a/%C3%A9")}\n`)],
    ["one byte", () => flipped(readFileSync(join(folder, "two", "data", "two.csv.gz")))],
    ["nothing at all", () => Buffer.alloc(0)],
  ])("a part that was exchanged for %s is refused by the manifest's MD5", async (_, body) => {
    const manifest = await stored();
    await put("inv/source/all/data/two.csv.gz", body());
    await expect(compareFiles(folder, manifest, sameAtHome())).rejects.toMatchObject({
      code: "INVENTORY-CHECKSUM",
      details: { at: "s3://inventories/inv/source/all/data/two.csv.gz" },
    });
  });

  test("a part or a bucket that is not there is refused", async () => {
    await stored();
    for (const gone of [`s3://inventories/inv/gone/manifest.json`, "s3://nobody/manifest.json"])
      await expect(compareFiles(folder, gone, sameAtHome())).rejects.toMatchObject({ code: "INVENTORY-READ", details: { at: gone } });
  });
});

function flipped(content: Buffer): Buffer {
  content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1);
  return content;
}
