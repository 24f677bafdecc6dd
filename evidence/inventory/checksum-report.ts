import { readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { digestFile } from "../file";
import type { Engine } from "../reconcile/duckdb";
import { bring, isS3Uri, parts, type Fetcher } from "../reconcile/fetch";
import { localFile } from "../reconcile/manifest";
import { ALGORITHMS, literal, type Algorithm } from "../reconcile/side";
import { makeFolder } from "../../config/folder";

/** The manifest of a completion report of S3 Batch Operations (Amazon S3 user guide, Examples: completion reports). */
const manifest = z.object({
  Format: z.literal("Report_CSV_20180820"),
  Results: z.array(z.object({ TaskExecutionStatus: z.string(), Key: z.string().min(1), MD5Checksum: z.string().regex(/^[0-9a-f]{32}$/) })),
  ReportSchema: z.literal("Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage"),
});

/** Brings the CSV files of one report here, each held to the MD5 that its manifest names. */
export async function openReport(path: string, folder: string, fetcher: Fetcher): Promise<readonly string[]> {
  makeFolder(folder);
  const file = isS3Uri(path) ? await bring(path, join(folder, "manifest.json"), fetcher) : path;
  const { data } = manifest.safeParse(parse(file));
  if (!data)
    throw new RingfenceError(EVIDENCE_PAGES.format, {
      at: path,
      given: "no manifest of a completion report",
      expected: "the manifest.json of a job of S3 Batch Operations, in Report_CSV_20180820",
      fix: "Name the manifest.json that lies in the job's own folder.",
    });
  const files: string[] = [];
  for (const [index, { Key, MD5Checksum, TaskExecutionStatus }] of data.Results.entries()) {
    if (TaskExecutionStatus !== "succeeded") continue;
    const safe = join(folder, `${index}.csv`);
    if (isS3Uri(path)) await bring(`s3://${parts(path).bucket}/${Key}`, safe, fetcher);
    else symlinkSync(resolve(localFile(file, Key)), safe);
    const { md5 } = await digestFile(safe, true);
    if (md5 !== MD5Checksum)
      throw new RingfenceError(EVIDENCE_PAGES.checksum, {
        at: Key,
        given: `MD5 ${md5 ?? "none"}`,
        expected: `MD5 ${MD5Checksum}, as the report's manifest says`,
        fix: "Download the report again.",
      });
    files.push(safe);
  }
  return files;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The table `digests`: bucket, key, version, and each digest of the whole object that a job of Compute checksum reported
 * for exactly that version. Keys are written as in a URL; a composite digest says nothing of the whole.
 */
export async function readReports(engine: Engine, files: readonly string[], at: string): Promise<void> {
  const columns = ["bucket", "key", "version", "task", "code", "status", "message"].map((name) => `${literal(name)}: 'VARCHAR'`);
  const scan =
    files.length === 0
      ? `(SELECT ${["bucket", "key", "version", "task", "message"].map((name) => `CAST(NULL AS VARCHAR) AS ${name}`).join(", ")} WHERE false)`
      : `read_csv([${files.map(literal).join(", ")}], auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {${columns.join(", ")}}, max_line_size = 262144, strict_mode = true)`;
  const said = (field: string) => `json_extract_string(message, '$.${field}')`;
  await engine.run(`CREATE TABLE reported AS SELECT bucket, url_decode(replace(key, '+', ' ')) AS key, nullif(version, '') AS version,
    lower(${said("checksumAlgorithm")}) AS algorithm, ${said("checksum_base64")} AS digest
    FROM ${scan} WHERE task = 'succeeded' AND upper(${said("checksumType")}) = 'FULL_OBJECT'`);
  const [twice] = await engine.rows<{ key: string; algorithm: string }>(
    "SELECT key, algorithm FROM reported GROUP BY bucket, key, version, algorithm HAVING count(DISTINCT digest) > 1 LIMIT 1",
  );
  if (twice)
    throw new RingfenceError(EVIDENCE_PAGES.format, {
      at,
      given: `two digests by ${twice.algorithm} of ${JSON.stringify(twice.key)}`,
      expected: "one of each version",
      fix: "Name one report for each algorithm, of a job whose manifest has version ids.",
    });
  const digest = (name: Algorithm) => `max(digest) FILTER (WHERE algorithm = '${name}') AS ${name}`;
  await engine.run(
    `CREATE TABLE digests AS SELECT bucket, key, version, ${(Object.keys(ALGORITHMS) as Algorithm[]).map(digest).join(", ")} FROM reported GROUP BY bucket, key, version`,
  );
}
