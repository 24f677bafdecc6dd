import type { Call } from "../call";
import type { Forwarder } from "../forward";
import type { BucketOwner, World } from "../world";
import { copySource } from "./s3-actions";
import { s3Target } from "./s3-operation";

/** One use of a key that S3 makes for a call. */
export interface KeyUse {
  readonly action: "kms:GenerateDataKey" | "kms:Decrypt";
  readonly keyId: string;
  /** The ARN in the encryption context: the object's, or the bucket's when a bucket key stands between. */
  readonly encryptedArn: string;
}

/** Finds the keys that S3 uses for a call: of the object it reads, of the header or the bucket's default when it writes. */
export class Encryption {
  constructor(
    private readonly forwarder: Forwarder,
    private readonly world: World,
  ) {}

  async usesOf(call: Call): Promise<KeyUse[]> {
    const { bucket, key } = s3Target(call.url);
    const arn = `arn:aws:s3:::${bucket}/${key}`;
    const version = call.url.searchParams.get("versionId");
    switch (call.operation) {
      case "GetObject":
      case "SelectObjectContent":
        return this.#read(bucket, key, version);
      case "HeadObject":
        // A HEAD needs the key only to show checksums.
        return String(call.headers["x-amz-checksum-mode"]).toLowerCase() === "enabled" ? this.#read(bucket, key, version) : [];
      case "PutObject":
      case "CreateMultipartUpload":
        return this.#write(call, bucket, arn, "kms:GenerateDataKey");
      case "UploadPart":
      case "CompleteMultipartUpload":
        // The upload's own key was judged when it began; the bucket's default is judged again here.
        return this.#write(call, bucket, arn, "kms:Decrypt");
      case "CopyObject":
      case "UploadPartCopy": {
        const source = copySource(call);
        return [
          ...(source ? await this.#read(source.bucket, source.key, source.versionId ?? null) : []),
          ...(await this.#write(call, bucket, arn, "kms:GenerateDataKey")),
        ];
      }
      default:
        return [];
    }
  }

  async #read(bucket: string, key: string, version: string | null): Promise<KeyUse[]> {
    const owner = this.world.buckets.get(bucket);
    if (owner === undefined) return [];
    const path = `/${[bucket, ...key.split("/")].map(encodeURIComponent).join("/")}${version ? `?versionId=${encodeURIComponent(version)}` : ""}`;
    const { headers } = await this.forwarder.ask("ministack", owner.account, owner.region, "s3", "HEAD", path);
    const keyId = headers["x-amz-server-side-encryption-aws-kms-key-id"];
    if (typeof keyId !== "string") return [];
    const bucketKey = headers["x-amz-server-side-encryption-bucket-key-enabled"] === "true";
    return [{ action: "kms:Decrypt", keyId, encryptedArn: `arn:aws:s3:::${bucket}${bucketKey ? "" : `/${key}`}` }];
  }

  async #write(call: Call, bucket: string, arn: string, action: KeyUse["action"]): Promise<KeyUse[]> {
    const owner = this.world.buckets.get(bucket);
    const algorithm = call.headers["x-amz-server-side-encryption"];
    if (owner === undefined || algorithm === "AES256" || call.headers["x-amz-server-side-encryption-customer-algorithm"]) return [];
    const byDefault = await this.#defaultOf(bucket, owner);
    const named = call.headers["x-amz-server-side-encryption-aws-kms-key-id"];
    // Without a key of its own the object is under AWS's key, which has no policy that anybody wrote.
    const keyId = typeof named === "string" ? named : byDefault.keyId;
    if (keyId === undefined) return [];
    const header = call.headers["x-amz-server-side-encryption-bucket-key-enabled"];
    const bucketKey = header === undefined ? byDefault.bucketKey : header === "true";
    return [{ action, keyId, encryptedArn: bucketKey ? `arn:aws:s3:::${bucket}` : arn }];
  }

  async #defaultOf(bucket: string, owner: BucketOwner): Promise<{ keyId?: string; bucketKey: boolean }> {
    const reply = await this.forwarder.ask(
      "ministack",
      owner.account,
      owner.region,
      "s3",
      "GET",
      `/${encodeURIComponent(bucket)}?encryption`,
    );
    const text = reply.body.toString("utf8");
    return { keyId: /<KMSMasterKeyID>([^<]+)</.exec(text)?.[1], bucketKey: /<BucketKeyEnabled>true</.test(text) };
  }
}
