import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Crc32c } from "../../evidence/inventory/crc32c";
import { ended, type Commands } from "./command";
import type { GoogleBucket } from "./google-bucket";
import { inParallel } from "./parallel";
import { askS3, s3Path } from "./raw";
import type { S3Bucket } from "./s3-bucket";

/** One line of an inventory, in words that `reconcile` knows. */
export interface Line {
  readonly key: string;
  readonly version: string;
  readonly size: number | null;
  readonly md5: string | null;
  readonly crc32c: string | null;
  readonly sha256: string | null;
  readonly modified: string | null;
  readonly state: "live" | "noncurrent" | "deleted";
}

/** A listing on disk, and when it began. */
export interface Listing {
  readonly file: string;
  readonly taken: string;
}

/** The moment before a listing: later than every write that was answered. */
async function begin(): Promise<string> {
  await sleep(5);
  return new Date().toISOString();
}

/** Google's own listing, with the digests that Google keeps; `meanwhile` happens after it began. */
export async function listGoogle(bucket: GoogleBucket, file: string, meanwhile?: () => Promise<void>): Promise<Listing> {
  const taken = await begin();
  await sleep(5);
  await meanwhile?.();
  const lines = (await bucket.list()).map(({ key, generation, size, md5Hash, crc32c, updated, timeDeleted }): Line => ({
    ...{ key, version: generation, size, md5: md5Hash, crc32c, sha256: null, modified: updated },
    state: timeDeleted === null ? "live" : "noncurrent",
  }));
  return write(file, taken, lines);
}

/**
 * S3's own listing of versions. It has no checksums that prove a whole object: on AWS, S3 Batch Operations' Compute checksum
 * reads each object for them, which no engine here has. Plain HTTP reads them in its place.
 */
export async function listS3(endpoint: string, bucket: S3Bucket, file: string): Promise<Listing> {
  const taken = await begin();
  const listed = await bucket.list();
  const lines: Line[] = [];
  await inParallel(listed, 8, async ({ key, versionId, size, lastModified, isLatest, isDeleteMarker }) => {
    const state = isDeleteMarker ? "deleted" : isLatest ? "live" : "noncurrent";
    const digests = state === "live" ? await digestsOf(endpoint, bucket, key) : { md5: null, crc32c: null, sha256: null };
    lines.push({ key, version: versionId, size, ...digests, modified: lastModified, state });
  });
  return write(file, taken, lines);
}

async function digestsOf(endpoint: string, { name, account, region }: S3Bucket, key: string) {
  const { status, body } = await askS3(endpoint, account, region, s3Path(name, key));
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(key)} cannot be read: ${status}`);
  const crc = new Crc32c();
  crc.update(body);
  const digest = (of: string) => createHash(of).update(body).digest("hex");
  return { md5: digest("md5"), crc32c: crc.hex(), sha256: digest("sha256") };
}

/** The data centre's, by our own lister. */
export async function listFolder(commands: Commands, folder: string, file: string): Promise<Listing> {
  const ran = ended(await commands.ringfence("inventory", folder, "--out", file), 0, "inventory");
  const taken = /begun at (\S+)/.exec(ran.err)?.[1];
  if (taken === undefined) throw new Error(`inventory says no moment: ${ran.err}`);
  return { file, taken };
}

/** A database's counts and digests. */
export async function listDatabase(commands: Commands, url: string, file: string): Promise<Listing> {
  const ran = ended(await commands.ringfence("inventory", "--database", url, "--range", "500", "--out", file), 0, "inventory --database");
  const taken = /begun at (\S+)/.exec(ran.err)?.[1];
  if (taken === undefined) throw new Error(`inventory says no moment: ${ran.err}`);
  return { file, taken };
}

function write(file: string, taken: string, lines: readonly Line[]): Listing {
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return { file, taken };
}
