import { renameSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { makeFolder } from "../../config/folder";
import { andRemove, draftName } from "../file";
import { writeLines } from "../lines";
import { literal } from "../reconcile/side";

/** An inventory's columns, with their types in Parquet. */
export type Columns<Row> = Readonly<Partial<Record<keyof Row & string, "VARCHAR" | "BIGINT" | "BOOLEAN">>>;

/**
 * Writes what `list` hands over, row by row: CSV or Parquet by the file's ending and else JSON lines; without a file,
 * JSON lines to `say`. The file is there when the last row is, and not before.
 */
export async function writeRows<Row extends object, T>(
  columns: Columns<Row>,
  file: string | undefined,
  say: (line: string) => void,
  list: (each: (row: Row) => Promise<void>) => Promise<T>,
): Promise<T> {
  const asJson = (row: Row) => `${JSON.stringify(row)}\n`;
  if (file === undefined) return list((row) => Promise.resolve(say(asJson(row))));
  const names = Object.keys(columns) as (keyof Row & string)[];
  const asCsv = (row: Row) => `${names.map((name) => `"${String(row[name] ?? "").replaceAll('"', '""')}"`).join(",")}\n`;
  const draft = draftName(resolve(file));
  const parquet = file.endsWith(".parquet");
  const line = file.endsWith(".csv") ? asCsv : asJson;
  makeFolder(dirname(draft));
  return andRemove([draft, `${draft}.parquet`], async () => {
    const result = await writeLines(draft, async (put) => {
      if (file.endsWith(".csv")) await put(`${names.join(",")}\n`);
      return list((row) => put(line(row)));
    });
    if (parquet) await toParquet(draft, columns);
    renameSync(parquet ? `${draft}.parquet` : draft, file);
    return result;
  });
}

async function toParquet(draft: string, columns: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const types = Object.entries(columns).map(([name, type]) => `${name}: '${type ?? ""}'`);
    await connection.run(
      `COPY (SELECT * FROM read_json(${literal(draft)}, format = 'newline_delimited', columns = {${types.join(", ")}})) TO ${literal(`${draft}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
