import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { addressOf, Snapshot, type Address } from "./connection";
import { DEFINITIONS, definitionOf } from "./postgres-definitions";
import { largeObjectsText, rangesOf, SEQUENCES, sequenceText, spanOf, TABLES, type Table } from "./postgres-text";

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
  await Snapshot.read(address, async (snapshot) => {
    const put = async (sql: string) => {
      for (const row of await snapshot.rows<DatabaseRow>(sql)) await each(row);
    };
    const tables = chosen(await snapshot.rows<Table>(TABLES), options.tables, address);
    for (const [index, table] of tables.entries()) {
      options.progress?.(index, tables.length, table.name);
      await narrowEnough(snapshot, table, options.range);
      await put(rangesOf(table, options.range));
      if (options.tables.length > 0) await put(definitionOf(table));
    }
    options.progress?.(tables.length, tables.length, "");
    if (options.tables.length > 0) return;
    for (const { name } of await snapshot.rows<{ name: string }>(SEQUENCES)) await put(sequenceText(name));
    await put(largeObjectsText(options.range));
    await put(DEFINITIONS);
  });
  return address;
}

function chosen(all: readonly Table[], named: readonly string[], address: Address): readonly Table[] {
  const unknown = named.find((name) => !all.some((table) => table.name === name));
  if (unknown === undefined) return named.length === 0 ? all : all.filter(({ name }) => named.includes(name));
  throw new RingfenceError(EVIDENCE_PAGES.database, {
    at: address.shown,
    given: `no table ${unknown}`,
    expected: `one of ${all
      .slice(0, 20)
      .map(({ name }) => name)
      .join(", ")}`,
    fix: 'Name the table with its schema, as SQL would: public.users, or public."Users".',
  });
}

async function narrowEnough(snapshot: Snapshot, table: Table, width: number): Promise<void> {
  if (!table.wholeNumber) return;
  const [span] = await snapshot.rows<{ ranges: string }>(spanOf(table, width));
  const ranges = Number(span?.ranges ?? 0);
  if (ranges <= MOST_RANGES) return;
  throw new RingfenceError(EVIDENCE_PAGES.database, {
    at: `${snapshot.address.shown} ${table.name}`,
    given: `keys that span ${Math.ceil(ranges)} ranges of ${width}`,
    expected: `at most ${MOST_RANGES}`,
    fix: `Give both sides the same --range, at least ${Math.ceil((ranges * width) / MOST_RANGES)}.`,
  });
}
