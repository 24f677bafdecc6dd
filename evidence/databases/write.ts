import { writeRows } from "../inventory/rows";
import { listDatabase, type DatabaseOptions, type DatabaseRow } from "./list";

export interface ListedDatabase {
  readonly lines: number;
  /** Rows of tables, and large objects. */
  readonly rows: bigint;
  /** When the listing began. */
  readonly begun: string;
  /** Host and database. */
  readonly database: string;
}

/** A line, and when the listing began: of two databases that hold the same, no two listings have the same bytes. */
type DatedRow = Omit<DatabaseRow, "sha256"> & { readonly sha256: string | null; readonly listed: string };

/** What a listing of single tables says of the rest: without a digest it is proved by nothing, and a purge takes the whole database. */
const REST = { key: "not listed/every other table, sequence and definition", size: 0, sha256: null } as const;

/** Lists a database into a file, or line by line to `say`, in the form that `reconcile` reads. */
export function writeDatabase(options: DatabaseOptions, file: string | undefined, say: (line: string) => void): Promise<ListedDatabase> {
  return writeRows<DatedRow, ListedDatabase>(
    { key: "VARCHAR", size: "BIGINT", sha256: "VARCHAR", listed: "VARCHAR" },
    file,
    say,
    async (each) => {
      const begun = new Date().toISOString();
      let [lines, rows] = [0, 0n];
      const { shown } = await listDatabase(options, async (row) => {
        lines++;
        if (/^(rows|large-objects)\//.test(row.key)) rows += BigInt(row.size);
        // Counts come as text, since they may be longer than a number holds exactly; in JSON a size is a number all the same.
        await each({ ...row, size: Number(row.size), listed: begun });
      });
      if (options.tables.length > 0) await each({ ...REST, listed: begun });
      return { lines, rows, begun, database: shown };
    },
  );
}
