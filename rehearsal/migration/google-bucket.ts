import { Storage, type Bucket } from "@google-cloud/storage";
import { inParallel } from "./parallel";
import type { Seed } from "./seeds";

/** The old Google bucket, through Google's own SDK. */
export class GoogleBucket {
  private readonly bucket: Bucket;

  private constructor(
    readonly name: string,
    storage: Storage,
  ) {
    this.bucket = storage.bucket(name);
  }

  static async make(endpoint: string, project: string, name: string): Promise<GoogleBucket> {
    const storage = new Storage({ apiEndpoint: endpoint, projectId: project });
    await storage.createBucket(name, { versioning: { enabled: true } });
    return new GoogleBucket(name, storage);
  }

  async put(seeds: readonly Seed[]): Promise<void> {
    await inParallel(seeds, 8, ({ key, body }) => this.bucket.file(key).save(body, { resumable: false, validation: false }));
  }

  /** Leaves the object as a noncurrent version. */
  async delete(key: string): Promise<void> {
    await this.bucket.file(key).delete();
  }

  /** As the cloud lists it, each generation with the digests that the cloud keeps. */
  async list(): Promise<readonly GoogleListed[]> {
    const [files] = await this.bucket.getFiles({ versions: true });
    return files.map(({ name, metadata }) => ({
      key: name,
      generation: String(metadata.generation),
      size: Number(metadata.size ?? 0),
      md5Hash: metadata.md5Hash ?? null,
      crc32c: metadata.crc32c ?? null,
      updated: metadata.updated ?? metadata.timeCreated ?? null,
      timeDeleted: metadata.timeDeleted ?? null,
    }));
  }

  async read(key: string): Promise<Buffer> {
    const [body] = await this.bucket.file(key).download({ validation: false });
    return body;
  }
}

/** Names as the cloud gives them: `reconcile` knows them. */
export interface GoogleListed {
  readonly key: string;
  readonly generation: string;
  readonly size: number;
  readonly md5Hash: string | null;
  readonly crc32c: string | null;
  readonly updated: string | null;
  readonly timeDeleted: string | null;
}
