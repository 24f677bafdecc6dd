import { once } from "node:events";
import { createWriteStream, mkdirSync, renameSync, type WriteStream } from "node:fs";
import { dirname, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { andRemove, draftName } from "../file";
import { literal } from "../reconcile/side";
import { walk, type LeftOut, type ListedFile } from "./walk";

export interface Listed {
  readonly files: number;
  readonly bytes: number;
  /** When the listing began; `reconcile --legacy-taken` wants it. */
  readonly begun: string;
  readonly changed: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

const COLUMNS = ["key", "size", "modified", "md5", "crc32c", "sha256", "inode", "changed"] as const satisfies readonly (keyof ListedFile)[];

const asJson = (file: ListedFile) => `${JSON.stringify(file)}\n`;
const asCsv = (file: ListedFile) => `${COLUMNS.map((name) => `"${String(file[name]).replaceAll('"', '""')}"`).join(",")}\n`;

/** Lists a folder into a file, CSV or Parquet by its ending and else JSON lines; without a file, line by line to `say`. */
export async function writeInventory(folder: string, file: string | undefined, say: (line: string) => void): Promise<Listed> {
  if (file === undefined) return collect(folder, (listed) => Promise.resolve(say(asJson(listed))));
  const draft = draftName(resolve(file));
  const parquet = file.endsWith(".parquet");
  mkdirSync(dirname(draft), { recursive: true });
  return andRemove([draft, `${draft}.parquet`], async () => {
    const out = createWriteStream(draft);
    const line = file.endsWith(".csv") ? asCsv : asJson;
    if (file.endsWith(".csv")) await put(out, `${COLUMNS.join(",")}\n`);
    const listed = await collect(folder, (each) => put(out, line(each)));
    out.end();
    await finished(out);
    if (parquet) await toParquet(draft);
    renameSync(parquet ? `${draft}.parquet` : draft, file);
    return listed;
  });
}

async function put(out: WriteStream, line: string): Promise<void> {
  if (!out.write(line)) await once(out, "drain");
}

async function collect(folder: string, each: (file: ListedFile) => Promise<void>): Promise<Listed> {
  const begun = new Date().toISOString();
  const [changed, leftOut]: [string[], LeftOut[]] = [[], []];
  let [files, bytes] = [0, 0];
  for await (const found of walk(folder)) {
    if ("leftOut" in found) {
      leftOut.push(found);
      continue;
    }
    await each(found);
    files++;
    bytes += found.size;
    if (found.changed) changed.push(found.key);
  }
  return { files, bytes, begun, changed, leftOut };
}

async function toParquet(draft: string): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const type = (name: string) => (name === "size" ? "BIGINT" : name === "changed" ? "BOOLEAN" : "VARCHAR");
    const columns = COLUMNS.map((name) => `${name}: '${type(name)}'`).join(", ");
    await connection.run(
      `COPY (SELECT * FROM read_json(${literal(draft)}, format = 'newline_delimited', columns = {${columns}})) TO ${literal(`${draft}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
