import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { addressOf, type Address } from "./address";
import type { AskedTable, Dialect, Snapshot } from "./dialect";

/** One line of a database's inventory: a range of a table's rows with their count and digest, a sequence, a definition. */
export interface DatabaseRow {
  readonly key: string;
  readonly size: number | string;
  readonly sha256: string;
}

export interface DatabaseOptions {
  readonly address: string;
  /** Only these tables and their definitions; else everything. Named as `schema.table`. */
  readonly tables: readonly string[];
  /** How many values of a key one range covers; the same for both sides. */
  readonly range: number;
  /** What is being read, for whoever waits. */
  readonly progress?: (done: number, of: number, table: string) => void;
}

/** More ranges than this are a mistake: a key with gaps would make a line of nearly every row. */
const MOST_RANGES = 200_000;

/** Lists a database in one snapshot: what two servers hold alike has the same lines. */
export async function listDatabase(options: DatabaseOptions, each: (row: DatabaseRow) => Promise<void>): Promise<Address> {
  const address = addressOf(options.address);
  const dialect = await dialectOf(address);
  await dialect.read(address, async (snapshot) => {
    const put = async (sql: string) => {
      for (const row of await snapshot.rows<DatabaseRow>(sql)) await each(whole(row, address));
    };
    const tables = chosen(await dialect.tables(snapshot), options.tables, address);
    for (const [index, table] of tables.entries()) {
      options.progress?.(index, tables.length, table.name);
      await narrowEnough(snapshot, table, options.range, address);
      await put(table.rows(options.range));
      if (options.tables.length > 0) await put(table.definition);
    }
    options.progress?.(tables.length, tables.length, "");
    if (options.tables.length > 0) return;
    for (const sql of await dialect.beside(snapshot, options.range)) await put(sql);
  });
  return address;
}

/** Loaded when asked for: who lists one kind of database needs nothing of the other. */
async function dialectOf({ engine }: Address): Promise<Dialect> {
  return engine === "postgres" ? (await import("./postgres")).POSTGRES : (await import("./mysql")).MYSQL;
}

/** A server that cuts what does not fit answers something else than a digest. */
function whole(row: DatabaseRow, address: Address): DatabaseRow {
  if (/^[0-9a-f]{64}$/.test(row.sha256)) return row;
  throw new RingfenceError(EVIDENCE_PAGES.database, {
    at: `${address.shown} ${row.key}`,
    given: `a digest that the server ${row.sha256}`,
    expected: "one over every row of the range",
    fix: "Raise the server's max_allowed_packet above 32 bytes for each row of a range and above the longest row, or give both sides a smaller --range.",
  });
}

function chosen(all: readonly AskedTable[], named: readonly string[], address: Address): readonly AskedTable[] {
  const unknown = named.find((name) => !all.some((table) => table.name === name));
  if (unknown === undefined) return named.length === 0 ? all : all.filter(({ name }) => named.includes(name));
  throw new RingfenceError(EVIDENCE_PAGES.database, {
    at: address.shown,
    given: `no table ${unknown}`,
    expected: `one of ${all
      .slice(0, 20)
      .map(({ name }) => name)
      .join(", ")}`,
    fix: {
      postgres: 'Name the table with its schema, as SQL would: public.users, or public."Users".',
      mysql: "Name the table without its database, as SQL would: users, or `odd name`.",
    }[address.engine],
  });
}

async function narrowEnough(snapshot: Snapshot, table: AskedTable, width: number, address: Address): Promise<void> {
  const sql = table.span(width);
  if (sql === null) return;
  const [span] = await snapshot.rows<{ ranges: string }>(sql);
  const ranges = Number(span?.ranges ?? 0);
  if (ranges <= MOST_RANGES) return;
  throw new RingfenceError(EVIDENCE_PAGES.database, {
    at: `${address.shown} ${table.name}`,
    given: `keys that span ${Math.ceil(ranges)} ranges of ${width}`,
    expected: `at most ${MOST_RANGES}`,
    fix: `Give both sides the same --range, at least ${Math.ceil((ranges * width) / MOST_RANGES)}.`,
  });
}
