import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DifferingRow, Reconciliation, Verdict } from "../../evidence/reconcile/result";
import { reconcile, type ReconcileOptions } from "../../evidence/reconcile/reconcile";

/** One row of a small inventory; what is left out is not in the file. */
export interface Row {
  readonly key: string;
  readonly size?: number | null;
  readonly version?: string;
  readonly md5?: string;
  readonly crc32c?: string;
  readonly crc64nvme?: string;
  readonly sha256?: string;
  readonly composite?: boolean;
  readonly changed?: boolean;
  readonly modified?: string;
  readonly state?: string;
}

/** A folder that goes when the tests of a file are done. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-evidence-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const FIELDS = ["key", "size", "version", "md5", "crc32c", "crc64nvme", "sha256", "composite", "changed", "modified", "state"] as const;

export function jsonLines(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

export function csv(rows: readonly Row[]): string {
  const cell = (value: unknown) => (value === undefined || value === null ? "" : `"${String(value).replaceAll('"', '""')}"`);
  return [FIELDS.join(","), ...rows.map((row) => FIELDS.map((field) => cell(row[field])).join(","))].map((line) => `${line}\n`).join("");
}

export async function parquet(rows: readonly Row[], file: string): Promise<void> {
  writeFileSync(`${file}.jsonl`, jsonLines(rows));
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const types = { size: "BIGINT", composite: "BOOLEAN", changed: "BOOLEAN", modified: "TIMESTAMP" } as Readonly<Record<string, string>>;
  const columns = FIELDS.map((field) => `${field}: '${types[field] ?? "VARCHAR"}'`).join(", ");
  await connection.run(
    `COPY (SELECT * FROM read_json('${file}.jsonl', format = 'newline_delimited', columns = {${columns}})) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
}

let runs = 0;

export interface Compared {
  readonly result: Reconciliation;
  readonly rows: readonly DifferingRow[];
  readonly text: string;
  /** `key verdict reason` of each row. */
  readonly said: readonly string[];
}

export const optionsOf = (legacy: string, home: string): ReconcileOptions => ({
  dataset: "profiles",
  copy: null,
  program: null,
  legacy,
  home,
  taken: { legacy: null, home: null },
  keys: { prefixes: {}, unicode: "as-is" },
  plan: "auto",
  limits: { threads: 1, memory: "500MB" },
  version: "test",
});

/** Compares two files. */
export async function compareFiles(folder: string, legacy: string, home: string, more: Partial<ReconcileOptions> = {}): Promise<Compared> {
  const rowsFile = join(folder, `rows-${runs++}.jsonl`);
  const result = await reconcile({ ...optionsOf(legacy, home), rowsFile, ...more });
  const text = readFileSync(rowsFile, "utf8");
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as DifferingRow);
  return { result, rows, text, said: rows.map(({ key, verdict, reason }) => `${key} ${verdict} ${reason}`) };
}

/** Compares rows by way of JSON lines. */
export function compare(
  folder: string,
  legacy: readonly Row[],
  home: readonly Row[],
  more: Partial<ReconcileOptions> = {},
): Promise<Compared> {
  const at = (side: string) => join(folder, `${side}-${runs}.jsonl`);
  writeFileSync(at("legacy"), jsonLines(legacy));
  writeFileSync(at("home"), jsonLines(home));
  return compareFiles(folder, at("legacy"), at("home"), more);
}

export const counted = (counts: Partial<Record<Verdict, number>>) => ({
  match: 0,
  mismatch: 0,
  missing: 0,
  extra: 0,
  unproven: 0,
  stale: 0,
  ...counts,
});
