import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Clouds } from "./clouds";
import { GoogleBucket } from "./google-bucket";
import type { CopyName } from "./program";
import { S3Bucket } from "./s3-bucket";
import { awkwardKeys, awkwardPaths, bodyOf, seedsOf, sha256Of, type Amounts, type Seed } from "./seeds";

export interface Places {
  readonly google: { readonly project: string; readonly bucket: string };
  readonly singapore: { readonly account: string; readonly region: string; readonly bucket: string };
  readonly home: { readonly account: string; readonly region: string; readonly bucket: string };
}

/** The three old places and the home, and what must be at home in the end. */
export class Estate {
  /** SHA-256 and size of each live object of the old side, from when it was written. */
  readonly expected = new Map<string, { readonly sha256: string; readonly size: number }>();

  private constructor(
    readonly google: GoogleBucket,
    readonly singapore: S3Bucket,
    readonly home: S3Bucket,
    /** The data centre's file tree. */
    readonly dataCentre: string,
  ) {}

  static async make(clouds: Clouds, places: Places, dataCentre: string): Promise<Estate> {
    const { endpoint } = clouds.aws;
    const singapore = new S3Bucket(endpoint, places.singapore.bucket, places.singapore.account, places.singapore.region);
    const home = new S3Bucket(endpoint, places.home.bucket, places.home.account, places.home.region);
    const google = await GoogleBucket.make(clouds.google.endpoint, places.google.project, places.google.bucket);
    await Promise.all([singapore.make(), home.make()]);
    return new Estate(google, singapore, home, dataCentre);
  }

  /** Fills the old places: objects, older versions, deleted ones, and an upload that nobody finished. */
  async seed(amounts: Amounts): Promise<void> {
    const { google, singapore } = this;
    await this.fill(google, seedsOf(awkwardKeys(""), "", amounts.google, amounts.largeBytes));
    await this.fill(singapore, seedsOf(awkwardKeys("backup/"), "backup/", amounts.singapore, amounts.largeBytes));
    await singapore.beginUpload("backup/unfinished.bin", bodyOf("backup/unfinished.bin", "first", 6 * 2 ** 20));
    for (const seed of seedsOf(awkwardPaths("media/"), "media/", amounts.dataCentre, amounts.largeBytes)) this.writeFile(seed);
  }

  /** Every tenth ordinary object gets a second version; five more are deleted, and live on as versions only. */
  private async fill(store: Pick<S3Bucket, "put" | "delete">, seeds: readonly Seed[]): Promise<void> {
    await store.put(seeds);
    const ordinary = seeds.filter(({ key }) => key.endsWith(".json"));
    const again = ordinary
      .filter((_, index) => index % 10 === 0)
      .map(({ key, body }) => ({ key, body: bodyOf(key, "second", body.length + 7) }));
    await store.put(again);
    const gone = ordinary.slice(-5).map(({ key }) => key);
    for (const key of gone) await store.delete(key);
    for (const seed of [...seeds, ...again]) this.expect(seed);
    for (const key of gone) this.expected.delete(key);
  }

  private expect({ key, body }: Seed): void {
    this.expected.set(key, { sha256: sha256Of(body), size: body.length });
  }

  private writeFile(seed: Seed): void {
    const path = join(this.dataCentre, seed.key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, seed.body);
    this.expect(seed);
  }

  /** The app writes to an old place. */
  async write(copy: Exclude<CopyName, "virginia">, seed: Seed): Promise<void> {
    await (copy === "former-cloud" ? this.google : this.singapore).put([seed]);
    this.expect(seed);
  }

  /** Reads an object of an old place. */
  async readOld(copy: CopyName, key: string): Promise<Buffer> {
    if (copy === "virginia") return readFileSync(join(this.dataCentre, key));
    return copy === "former-cloud" ? this.google.read(key) : this.singapore.read(key);
  }

  close(): void {
    this.singapore.close();
    this.home.close();
  }
}
