import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { JSON_NAMES } from "./columns";
import { DUCKDB_PRELUDE } from "./prelude";
import { literal } from "./side";
import type { Told } from "./fetch";
import type { Source } from "./source";

export interface Limits {
  readonly threads: number;
  /** Such as `1500MB`. What does not fit is spilled into the work folder. */
  readonly memory: string;
}

/** DuckDB in memory, under the caller's limits, that reads the work folder and installs nothing. */
export class Engine {
  static async open(limits: Limits, folder: string): Promise<Engine> {
    const { DuckDBInstance, version } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(limits.threads),
      memory_limit: limits.memory,
      temp_directory: folder,
      preserve_insertion_order: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      perfect_ht_threshold: "17", // a group of a small number is an index into an array
    });
    const connection = await instance.connect();
    const engine = new Engine(instance, connection, version());
    await engine.run(`SET TimeZone = 'UTC'; ${DUCKDB_PRELUDE}`);
    return engine;
  }

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    readonly version: string,
  ) {}

  /** What is being done, for whoever watches. */
  step = "columns";

  /** Says how far DuckDB is with the statement that runs, where it knows; its own bar would be drawn by itself. */
  async watch(told: Told): Promise<void> {
    for (const setting of ["enable_progress_bar = true", "enable_progress_bar_print = false"]) await this.run(`SET ${setting}`);
    const look = () => told(Math.max(0, this.connection.progress.percentage) / 100, this.step);
    this.watching = setInterval(look, 250).unref();
  }

  private watching: NodeJS.Timeout | undefined;

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async rows<Row>(sql: string): Promise<readonly Row[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjects() as unknown as readonly Row[];
  }

  /** Row after row, a chunk at a time. */
  async *stream<Row>(sql: string): AsyncGenerator<Row> {
    const result = await this.connection.stream(sql);
    const names = result.columnNames();
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      for (const values of chunk.getRows()) yield toObject(names, values) as Row;
    }
  }

  /** Adds rows to a table. */
  async append(table: string, rows: readonly (readonly (string | boolean | null)[])[]): Promise<void> {
    const appender = await this.connection.createAppender(table);
    for (const row of rows) {
      for (const value of row)
        if (value === null) appender.appendNull();
        else if (typeof value === "boolean") appender.appendBoolean(value);
        else appender.appendVarchar(value);
      appender.endRow();
    }
    appender.closeSync();
  }

  close(): void {
    clearInterval(this.watching);
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

const toObject = (names: readonly string[], values: readonly DuckDBValue[]) =>
  Object.fromEntries(names.map((name, index) => [name, values[index]]));

/** DuckDB's words for reading a source. Everything is text first: a guessed type would turn a digest into a number. */
export function scanOf({ form, paths, header }: Source): string {
  const files = `[${paths.map(literal).join(", ")}]`;
  if (form === "parquet") return paths.length === 0 ? nothing([]) : `read_parquet(${files}, union_by_name = true)`;
  if (paths.length === 0) return nothing(header ?? []);
  if (form === "json")
    return `read_json(${files}, format = 'newline_delimited', maximum_object_size = 1048576, columns = {${JSON_NAMES.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ")}})`;
  // Quoted keys may hold line breaks, and several threads might start in the middle of one.
  const named = header
    ? `header = false, columns = {${header.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ")}}`
    : "header = true, all_varchar = true, parallel = false";
  return `read_csv(${files}, auto_detect = ${header ? "false" : "true"}, delim = ',', quote = '"', escape = '"', ${named}, max_line_size = 262144, strict_mode = true, null_padding = false)`;
}

const nothing = (names: readonly string[]) =>
  `(SELECT ${["key", "size", ...names].map((name) => `CAST(NULL AS VARCHAR) AS ${JSON.stringify(name)}`).join(", ")} WHERE false)`;

/** DuckDB's own complaint about an inventory, as an error of the user's. It quotes lines of the file: shortened. */
export function refusedByEngine(inventory: string, error: unknown): RingfenceError {
  const first = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return new RingfenceError(EVIDENCE_PAGES.read, {
    at: inventory,
    given: first.slice(0, 300),
    expected: "an inventory that reads to its end",
    fix: "Write the inventory again; sizes are whole numbers, keys are UTF-8, and CSV quotes keys that hold commas, quotes or line breaks.",
  });
}
