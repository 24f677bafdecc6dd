import { renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AS_IS } from "../../config/migration/key-form";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { draftName, inTemporaryFolder } from "../file";
import { columnsOf } from "../reconcile/columns";
import { Engine, scanOf } from "../reconcile/duckdb";
import { fetchFromS3, type Fetcher } from "../reconcile/fetch";
import { literal, sideQuery } from "../reconcile/side";
import { openSource } from "../reconcile/source";
import { openReport, readReports } from "./checksum-report";
import { readable } from "./versions";
import { makeFolder } from "../../config/folder";

export interface CheckedOptions {
  /** The manifest.json of an S3 Inventory, a path or s3://bucket/key. */
  readonly inventory: string;
  /** The manifests of Compute checksum's reports, likewise. */
  readonly reports: readonly string[];
  readonly file: string;
  readonly fetcher?: Fetcher;
}

export interface CheckedInventory {
  readonly bucket: string;
  readonly begun: string;
  readonly versions: number;
  /** Live objects without a digest of their whole: nothing will prove them. */
  readonly without: number;
}

/**
 * An S3 Inventory with the digests that S3 computed at rest, since an inventory itself carries none: each version takes
 * those that a report names for this bucket, key and version id.
 */
export async function writeChecked({ inventory, reports, file, fetcher = fetchFromS3 }: CheckedOptions): Promise<CheckedInventory> {
  const draft = draftName(resolve(file));
  makeFolder(dirname(draft));
  const checked = async (folder: string): Promise<CheckedInventory> => {
    const source = await openSource(inventory, "home", folder, { fetcher });
    const { bucket, taken } = source;
    if (bucket === null || taken === null) throw notS3(inventory);
    const files: string[] = [];
    for (const [index, report] of reports.entries()) files.push(...(await openReport(report, join(folder, `report-${index}`), fetcher)));
    const engine = await Engine.open({ threads: 2, memory: "1500MB" }, folder);
    try {
      return await readable(inventory, async () => {
        const scan = scanOf(source);
        const described = await engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${scan}`);
        const columns = columnsOf(
          described.map(({ column_name }) => column_name),
          inventory,
          false,
        );
        // As an old side's, so that what was written after the listing began is told.
        const options = { side: "legacy", scan, columns, urlEncoded: source.urlEncoded, taken, algorithms: ["md5"], keys: AS_IS } as const;
        await engine.run(`CREATE VIEW listed AS ${sideQuery(options)}`);
        await readReports(engine, files, reports.join(" and "));
        await engine.run(`CREATE TABLE checked AS SELECT ${literal(bucket)} AS bucket, l.key, l.version, l.size, l.state, l.stale AS changed,
          d.sha256, coalesce(d.md5, l.md5) AS md5, d.crc64nvme, d.crc32c, ${literal(taken)} AS listed
          FROM listed l LEFT JOIN digests d ON d.bucket = ${literal(bucket)} AND d.key = l.key AND d.version IS NOT DISTINCT FROM l.version`);
        const format = file.endsWith(".parquet") ? "parquet, COMPRESSION zstd" : file.endsWith(".csv") ? "csv, HEADER true" : "json";
        await engine.run(`COPY (SELECT * FROM checked ORDER BY key, version) TO ${literal(draft)} (FORMAT ${format})`);
        const [counted] = await engine.rows<{ n: bigint; without: bigint }>(
          "SELECT count(*) AS n, count(*) FILTER (WHERE state = 'live' AND coalesce(sha256, md5, crc64nvme, crc32c) IS NULL) AS without FROM checked",
        );
        source.unchanged();
        renameSync(draft, file);
        return { bucket, begun: taken, versions: Number(counted?.n ?? 0), without: Number(counted?.without ?? 0) };
      });
    } finally {
      engine.close();
    }
  };
  return inTemporaryFolder("checked", checked, [draft]);
}

function notS3(at: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.format, {
    at,
    given: "no manifest of an S3 Inventory",
    expected: "the manifest.json that S3 wrote, which says what was listed and when",
    fix: "Name the manifest.json of the inventory.",
  });
}
