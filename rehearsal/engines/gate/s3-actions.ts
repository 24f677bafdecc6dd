import type { Call } from "../call";

interface Needs {
  /** The IAM action; `Version` is appended where a version is named. */
  readonly action: string;
  readonly on: "bucket" | "object";
  readonly versioned?: boolean;
}

const object = (action: string, versioned = false): Needs => ({ action: `s3:${action}`, on: "object", versioned });
const bucket = (action: string): Needs => ({ action: `s3:${action}`, on: "bucket" });

/**
 * The IAM action that each S3 data call needs. Calls that configure a bucket are not here: they are the deployer's.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const NEEDS: Readonly<Record<string, Needs>> = {
  GetObject: object("GetObject", true),
  HeadObject: object("GetObject", true),
  GetObjectAttributes: object("GetObject", true),
  PutObject: object("PutObject"),
  CopyObject: object("PutObject"),
  CreateMultipartUpload: object("PutObject"),
  UploadPart: object("PutObject"),
  UploadPartCopy: object("PutObject"),
  CompleteMultipartUpload: object("PutObject"),
  AbortMultipartUpload: object("AbortMultipartUpload"),
  ListParts: object("ListMultipartUploadParts"),
  DeleteObject: object("DeleteObject", true),
  RestoreObject: object("RestoreObject"),
  GetObjectAcl: object("GetObjectAcl", true),
  PutObjectAcl: object("PutObjectAcl", true),
  GetObjectTagging: object("GetObjectTagging", true),
  PutObjectTagging: object("PutObjectTagging", true),
  DeleteObjectTagging: object("DeleteObjectTagging", true),
  GetObjectRetention: object("GetObjectRetention"),
  PutObjectRetention: object("PutObjectRetention"),
  GetObjectLegalHold: object("GetObjectLegalHold"),
  PutObjectLegalHold: object("PutObjectLegalHold"),
  SelectObjectContent: object("GetObject"),
  ListObjects: bucket("ListBucket"),
  ListObjectsV2: bucket("ListBucket"),
  ListObjectVersions: bucket("ListBucketVersions"),
  ListMultipartUploads: bucket("ListBucketMultipartUploads"),
  HeadBucket: bucket("ListBucket"),
};

export interface Need {
  readonly action: string;
  readonly bucket: string;
  readonly key?: string;
}

/**
 * Judged and recorded, but never refused. AWS does refuse a HeadBucket without s3:ListBucket, and terraform asks one
 * of every bucket it reads; but the provider then retries for half an hour in silence. Read the record's decision.
 */
export const isAdvisory = (operation: string): boolean => operation === "HeadBucket";

export const isS3Data = (operation: string): boolean => operation in NEEDS || operation === "DeleteObjects";

/** Everything a data call must be allowed to do. */
export function needsOf(call: Call, target: { bucket: string; key: string }): Need[] {
  if (call.operation === "DeleteObjects") return inBatch(call, target.bucket);
  const needs = NEEDS[call.operation];
  if (needs === undefined) return [];
  const version = needs.versioned && call.url.searchParams.has("versionId") ? versionOf(needs.action) : needs.action;
  const on = needs.on === "object" ? target.key : undefined;
  const found: Need[] = [{ action: version, bucket: target.bucket, key: on }];
  if (call.headers["x-amz-bypass-governance-retention"] === "true")
    found.push({ action: "s3:BypassGovernanceRetention", bucket: target.bucket, key: on });
  if (call.headers["x-amz-object-lock-mode"]) found.push({ action: "s3:PutObjectRetention", bucket: target.bucket, key: on });
  if (call.headers["x-amz-object-lock-legal-hold"]) found.push({ action: "s3:PutObjectLegalHold", bucket: target.bucket, key: on });
  const source = copySource(call);
  if (source) found.push({ action: source.versionId ? "s3:GetObjectVersion" : "s3:GetObject", bucket: source.bucket, key: source.key });
  return found;
}

/** `s3:GetObjectTagging` of a version is `s3:GetObjectVersionTagging`. */
const versionOf = (action: string): string => action.replace(/^(s3:[A-Z][a-z]+Object)/, "$1Version");

export function copySource(call: Call): { bucket: string; key: string; versionId?: string } | undefined {
  const header = call.headers["x-amz-copy-source"];
  if (typeof header !== "string") return undefined;
  const [, bucket, key, versionId] = /^\/?([^/]+)\/([^?]*)(?:\?versionId=(.*))?$/.exec(header) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key: decodeURIComponent(key), versionId };
}

/** S3 answers a batch key by key; here one refused key refuses the whole batch, which no honest caller relies on. */
function inBatch(call: Call, bucket: string): Need[] {
  return [...call.body.toString("utf8").matchAll(/<Object>(.*?)<\/Object>/gs)].map((found) => ({
    action: found[1]?.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
    bucket,
    key: /<Key>([^<]*)<\/Key>/.exec(found[1] ?? "")?.[1] ?? "",
  }));
}
