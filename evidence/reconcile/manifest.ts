import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";

/** What an inventory's manifest says of its files; S3 Inventory and Storage Insights write one each. */
export interface Manifest {
  readonly of: "s3-inventory" | "storage-insights";
  readonly format: "csv" | "parquet";
  readonly files: readonly { readonly key: string; readonly md5: string | null }[];
  /** The column names, where the files have no header. */
  readonly columns: readonly string[] | null;
  /** The instant at which the listing began. */
  readonly taken: string | null;
  /** The bucket that was listed; Google's manifest does not name it. */
  readonly bucket: string | null;
}

/** S3 adds fields now and then, and nothing in here is trusted for more than it is checked against: not strict. */
const s3Manifest = z.object({
  sourceBucket: z.string(),
  creationTimestamp: z.string().regex(/^\d+$/),
  fileFormat: z.string(),
  fileSchema: z.string(),
  files: z.array(z.object({ key: z.string().min(1), MD5checksum: z.string().regex(/^[0-9a-f]{32}$/) })),
});

const googleManifest = z.object({
  snapshot_time: z.string(),
  report_shards_file_names: z.array(z.string().min(1)),
});

/** Reads a manifest.json; `file` is its name in messages. */
export function parseManifest(json: unknown, file: string): Manifest {
  const s3 = s3Manifest.safeParse(json);
  if (s3.success) return fromS3(s3.data, file);
  const google = googleManifest.safeParse(json);
  if (google.success) return fromGoogle(google.data, file);
  throw refuse(file, "JSON that is no manifest", "the manifest.json of an S3 Inventory or of a Google inventory report");
}

function fromS3(data: z.infer<typeof s3Manifest>, file: string): Manifest {
  const format = data.fileFormat.toLowerCase();
  if (format !== "csv" && format !== "parquet") throw refuse(file, `files in ${data.fileFormat}`, "an inventory in Parquet or CSV");
  return {
    of: "s3-inventory",
    format,
    files: data.files.map(({ key, MD5checksum }) => ({ key, md5: MD5checksum })),
    columns: format === "csv" ? data.fileSchema.split(",").map((name) => name.trim()) : null,
    taken: new Date(Number(data.creationTimestamp)).toISOString(),
    bucket: data.sourceBucket,
  };
}

function fromGoogle(data: z.infer<typeof googleManifest>, file: string): Manifest {
  const files = data.report_shards_file_names;
  const format = files.every((name) => name.endsWith(".parquet")) ? "parquet" : "csv";
  if (Number.isNaN(Date.parse(data.snapshot_time))) throw refuse(file, `snapshot_time ${data.snapshot_time}`, "an instant");
  return {
    of: "storage-insights",
    format,
    files: files.map((key) => ({ key, md5: null })),
    columns: null,
    taken: new Date(data.snapshot_time).toISOString(),
    bucket: null,
  };
}

/** Where a file of a manifest lies on disk: as S3 lays out inventories and reports, or beside the manifest. */
export function localFile(manifest: string, key: string): string {
  const [folder, name] = [dirname(manifest), basename(key)];
  const candidates = [".", "data", "results", "../data"].map((below) => join(folder, below, name));
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new RingfenceError(EVIDENCE_PAGES.read, {
    at: manifest,
    given: `no file ${name}`,
    expected: `it at one of ${candidates.join(", ")}`,
    fix: "Download every file that the manifest names, or name the manifest as s3://bucket/key.",
  });
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.format, { at, given, expected, fix: "Have the inventory written in Parquet or CSV." });
}
