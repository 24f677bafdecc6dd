import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const MD5 = "0123456789abcdef0123456789abcdef";
const SCHEMA = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, IsMultipartUploaded, EncryptionStatus";

/** An S3 Inventory in CSV, laid out as S3 lays it out; answers the manifest's path. */
export function s3Inventory(folder: string, name: string, lines: readonly string[], more: Readonly<Record<string, unknown>> = {}): string {
  const content = gzipSync(lines.map((line) => `${line}\n`).join(""));
  const key = `inv/source/all/data/${name}.csv.gz`;
  const manifest = join(folder, name, "2026-11-24T00-00Z", "manifest.json");
  for (const file of [manifest, join(folder, name, "data", `${name}.csv.gz`)]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(folder, name, "data", `${name}.csv.gz`), content);
  writeFileSync(
    manifest,
    JSON.stringify({
      sourceBucket: "source",
      destinationBucket: "arn:aws:s3:::inventories",
      version: "2016-11-30",
      creationTimestamp: String(Date.parse("2026-11-24T00:00:00Z")),
      fileFormat: "CSV",
      fileSchema: SCHEMA,
      files: [{ key, size: content.length, MD5checksum: createHash("md5").update(content).digest("hex") }],
      ...more,
    }),
  );
  return manifest;
}

/** One line of it. */
export const s3Line = (
  key: string,
  {
    bucket = "source",
    version = "",
    latest = true,
    marker = false,
    etag = MD5,
    multipart = false,
    encryption = "SSE-S3",
    modified = "2026-11-01T00:00:00.000Z",
  } = {},
) =>
  [bucket, key, version, latest, marker, marker ? "" : 5, modified, marker ? "" : etag, multipart, encryption]
    .map((cell) => `"${cell}"`)
    .join(",");
