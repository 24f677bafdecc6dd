import type { IncomingHttpHeaders } from "node:http";

/** Bucket and key of a path-style URL. */
export function s3Target(url: URL): { bucket: string; key: string } {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(url.pathname) ?? [];
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}

const BUCKET_PARTS: readonly (readonly [string, string])[] = [
  ["policy", "BucketPolicy"],
  ["policyStatus", "BucketPolicyStatus"],
  ["encryption", "BucketEncryption"],
  ["versioning", "BucketVersioning"],
  ["replication", "BucketReplication"],
  ["lifecycle", "BucketLifecycleConfiguration"],
  ["publicAccessBlock", "PublicAccessBlock"],
  ["ownershipControls", "BucketOwnershipControls"],
  ["object-lock", "ObjectLockConfiguration"],
  ["inventory", "BucketInventoryConfiguration"],
  ["logging", "BucketLogging"],
  ["tagging", "BucketTagging"],
  ["acl", "BucketAcl"],
  ["location", "BucketLocation"],
  ["notification", "BucketNotification"],
  ["cors", "BucketCors"],
  ["website", "BucketWebsite"],
  ["accelerate", "BucketAccelerateConfiguration"],
  ["requestPayment", "BucketRequestPayment"],
];
const OBJECT_PARTS: readonly (readonly [string, string])[] = [
  ["acl", "ObjectAcl"],
  ["tagging", "ObjectTagging"],
  ["retention", "ObjectRetention"],
  ["legal-hold", "ObjectLegalHold"],
  ["attributes", "ObjectAttributes"],
];
const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete", HEAD: "Head", POST: "Post" };

/** The name of an S3 call, which only its method, path, query and headers tell. */
export function s3Operation(method: string, url: URL, headers: IncomingHttpHeaders): string {
  const { bucket, key } = s3Target(url);
  const has = (name: string): boolean => url.searchParams.has(name);
  const verb = VERBS[method] ?? method;
  if (bucket === "") return "ListBuckets";
  const part = (key === "" ? BUCKET_PARTS : OBJECT_PARTS).find(([name]) => has(name));
  if (part) return `${verb}${part[1]}`;
  return key === "" ? onBucket(method, has) : onObject(method, has, headers);
}

function onBucket(method: string, has: (name: string) => boolean): string {
  if (method === "GET")
    return has("versions")
      ? "ListObjectVersions"
      : has("uploads")
        ? "ListMultipartUploads"
        : has("list-type")
          ? "ListObjectsV2"
          : "ListObjects";
  if (method === "POST" && has("delete")) return "DeleteObjects";
  return { PUT: "CreateBucket", DELETE: "DeleteBucket", HEAD: "HeadBucket" }[method] ?? `${method} bucket`;
}

function onObject(method: string, has: (name: string) => boolean, headers: IncomingHttpHeaders): string {
  if (method === "POST")
    return has("uploads")
      ? "CreateMultipartUpload"
      : has("restore")
        ? "RestoreObject"
        : has("select")
          ? "SelectObjectContent"
          : "CompleteMultipartUpload";
  if (has("uploadId"))
    return method === "PUT"
      ? headers["x-amz-copy-source"]
        ? "UploadPartCopy"
        : "UploadPart"
      : method === "GET"
        ? "ListParts"
        : "AbortMultipartUpload";
  if (method === "PUT") return headers["x-amz-copy-source"] ? "CopyObject" : "PutObject";
  return { GET: "GetObject", HEAD: "HeadObject", DELETE: "DeleteObject" }[method] ?? `${method} object`;
}
