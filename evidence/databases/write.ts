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
type DatedRow = DatabaseRow & { readonly listed: string };

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
      return { lines, rows, begun, database: shown };
    },
  );
}
