import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from "@aws-sdk/client-s3";
import { inParallel } from "./parallel";
import type { Seed } from "./seeds";

const PART = 8 * 2 ** 20;

/** One version or delete marker, as S3 lists it. */
export interface S3Listed {
  readonly key: string;
  readonly versionId: string;
  readonly size: number | null;
  readonly lastModified: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
}

/** A bucket of an account, through AWS's own SDK. */
export class S3Bucket {
  private readonly client: S3Client;

  constructor(
    endpoint: string,
    readonly name: string,
    readonly account: string,
    readonly region: string,
  ) {
    const credentials = { accessKeyId: account, secretAccessKey: "rehearsal" };
    this.client = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 2 });
  }

  async make(): Promise<void> {
    const elsewhere = this.region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: this.region as "EU" } };
    await this.client.send(new CreateBucketCommand({ Bucket: this.name, ...elsewhere }));
    await this.client.send(new PutBucketVersioningCommand({ Bucket: this.name, VersioningConfiguration: { Status: "Enabled" } }));
  }

  async setPolicy(policy: string): Promise<void> {
    await this.client.send(new PutBucketPolicyCommand({ Bucket: this.name, Policy: policy }));
  }

  async put(seeds: readonly Seed[]): Promise<void> {
    await inParallel(seeds, 6, ({ key, body }) => (body.length > PART ? this.putParts(key, body) : this.putWhole(key, body)));
  }

  private async putWhole(key: string, body: Buffer): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body: body, ChecksumAlgorithm: "SHA256" }));
  }

  private async putParts(key: string, body: Buffer): Promise<void> {
    const at = { Bucket: this.name, Key: key };
    const { UploadId } = await this.client.send(new CreateMultipartUploadCommand(at));
    const parts: CompletedPart[] = [];
    for (let from = 0; from < body.length; from += PART) {
      const PartNumber = parts.length + 1;
      const { ETag } = await this.client.send(
        new UploadPartCommand({ ...at, UploadId, PartNumber, Body: body.subarray(from, from + PART) }),
      );
      parts.push({ PartNumber, ETag });
    }
    await this.client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: parts } }));
  }

  /** An upload that somebody began and forgot: it is listed nowhere beside the objects, and costs and holds data all the same. */
  async beginUpload(key: string, body: Buffer): Promise<void> {
    const at = { Bucket: this.name, Key: key };
    const { UploadId } = await this.client.send(new CreateMultipartUploadCommand(at));
    await this.client.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: body }));
  }

  /** Leaves a delete marker; with a version, deletes that one for good. */
  async delete(key: string, version?: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key, VersionId: version }));
  }

  async read(key: string, version?: string): Promise<Buffer> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.name, Key: key, VersionId: version }));
    return Body ? Buffer.from(await Body.transformToByteArray()) : Buffer.alloc(0);
  }

  /** Every version and every delete marker. */
  async list(): Promise<readonly S3Listed[]> {
    const found: S3Listed[] = [];
    let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (next) {
      const input: ConstructorParameters<typeof ListObjectVersionsCommand>[0] = { Bucket: this.name, EncodingType: "url", ...next };
      const page = await this.client.send(new ListObjectVersionsCommand(input));
      const key = (text = "") => (page.EncodingType === "url" ? decodeURIComponent(text.replaceAll("+", " ")) : text);
      for (const [isDeleteMarker, items] of [
        [false, page.Versions ?? []],
        [true, page.DeleteMarkers ?? []],
      ] as const)
        for (const item of items)
          found.push({
            key: key(item.Key),
            versionId: item.VersionId ?? "null",
            size: "Size" in item ? (item.Size ?? 0) : null,
            lastModified: (item.LastModified ?? new Date(0)).toISOString(),
            isLatest: item.IsLatest ?? true,
            isDeleteMarker,
          });
      next = page.IsTruncated ? { KeyMarker: key(page.NextKeyMarker), VersionIdMarker: page.NextVersionIdMarker } : undefined;
    }
    return found;
  }

  close(): void {
    this.client.destroy();
  }
}
