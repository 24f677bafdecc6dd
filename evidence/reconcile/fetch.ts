import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";

/** Downloads one object to a file. Tests give another than S3's. */
export type Fetcher = (bucket: string, key: string, file: string) => Promise<void>;

/** Hears how far a step is, from 0 to 1. */
export type Told = (share: number, what: string) => void;

export interface Bringing {
  readonly fetcher?: Fetcher;
  /** A folder in which the parts that an S3 Inventory names are kept for the next run. */
  readonly keep?: string;
  readonly told?: Told;
}

export const isS3Uri = (path: string): boolean => path.startsWith("s3://");

/** Downloads with the caller's own AWS credentials; the client is loaded only when somebody names an s3:// path. */
export const fetchFromS3: Fetcher = async (bucket, key, file) => {
  const { S3Client, GetObjectCommand } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ followRegionRedirects: true });
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    await pipeline(Body as Readable, createWriteStream(file));
  } finally {
    client.destroy();
  }
};

/** Brings an s3:// object to a file, and says where it lies. */
export async function bring(uri: string, file: string, fetcher: Fetcher): Promise<string> {
  const { bucket, key } = parts(uri);
  try {
    await fetcher(bucket, key, file);
  } catch (error) {
    throw new RingfenceError(EVIDENCE_PAGES.read, {
      at: uri,
      given: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      expected: "an object that these credentials may read",
      fix: "Check the name, the region and the role; the role needs s3:GetObject and, under a customer key, kms:Decrypt.",
    });
  }
  return file;
}

export function parts(uri: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (bucket && key) return { bucket, key };
  throw new RingfenceError(EVIDENCE_PAGES.read, {
    at: uri,
    given: "no object's name",
    expected: "s3://bucket/key",
    fix: "Name the manifest.json or the file itself.",
  });
}
