import type { Address } from "./address";

/** One read-only transaction over one snapshot, in which every value has the same text everywhere. */
export interface Snapshot {
  rows<Row extends object>(sql: string): Promise<readonly Row[]>;
}

/** A table, with what is asked about it. */
export interface AskedTable {
  /** As it is named in an inventory. */
  readonly name: string;
  /** One answer, `ranges`: how many ranges its keys span. Null where the number of parts is fixed. */
  span(width: number): string | null;
  /** One answer for each range of its rows: `key`, `size` and `sha256`. */
  rows(width: number): string;
  /** One answer: the table's own definition. */
  readonly definition: string;
}

/** How one kind of database is read. */
export interface Dialect {
  /** Connects, and ends the connection whatever happens. */
  read<T>(address: Address, work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  tables(snapshot: Snapshot): Promise<readonly AskedTable[]>;
  /** What it holds beside the rows of tables, as texts that answer `key`, `size` and `sha256`. */
  beside(snapshot: Snapshot, width: number): Promise<readonly string[]>;
}
