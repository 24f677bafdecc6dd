import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import type { Dialect } from "./dialect";
import { readMysql } from "./mysql-connection";
import { DEFINITIONS, definitionOf } from "./mysql-definitions";
import { COLUMNS, rangesOf, SEQUENCES, shownName, spanOf, type Column, type Table } from "./mysql-text";
import { isSpelled } from "./mysql-values";

export const MYSQL: Dialect = {
  read: readMysql,
  tables: async (snapshot) =>
    tablesOf(await snapshot.rows<Column>(COLUMNS)).map((table) => ({
      name: shownName(table.name),
      span: (width) => spanOf(table, width),
      rows: (width) => rangesOf(table, width),
      definition: definitionOf(table.name),
    })),
  beside: () => Promise.resolve([SEQUENCES, DEFINITIONS]),
};

function tablesOf(columns: readonly Column[]): readonly Table[] {
  const tables = new Map<string, Column[]>();
  for (const column of columns) {
    refuseUntold(column);
    tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  }
  return [...tables].map(([name, of]) => ({ name, columns: of, key: of.filter(({ inKey }) => inKey === "1") }));
}

/** What a snapshot does not hold still, and what has no text that two servers are sure to share, is named rather than left out. */
function refuseUntold({ table, column, kind, engine, type }: Column): void {
  const refuse = (at: string, given: string, expected: string, fix: string) =>
    new RingfenceError(EVIDENCE_PAGES.database, { at, given, expected, fix });
  if (kind !== "BASE TABLE" || engine !== "InnoDB")
    throw refuse(
      shownName(table),
      `${kind}, engine ${engine}`,
      "a base table of InnoDB, which a snapshot holds still",
      "Make it one on a restored copy (ALTER TABLE … ENGINE = InnoDB), and list that.",
    );
  if (!isSpelled(type))
    throw refuse(
      `${shownName(table)}.${column}`,
      `a column of type ${type}`,
      "a type of MySQL 8.0, whose values have one text on every server",
      "Give it another type on both sides, or drop it where it can be computed again.",
    );
}
