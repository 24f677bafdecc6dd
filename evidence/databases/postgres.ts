import type { Dialect } from "./dialect";
import { readPostgres } from "./postgres-connection";
import { DEFINITIONS, definitionOf } from "./postgres-definitions";
import { largeObjectsText, rangesOf, SEQUENCES, sequenceText, spanOf, TABLES, type Table } from "./postgres-text";

export const POSTGRES: Dialect = {
  read: readPostgres,
  tables: async (snapshot) =>
    (await snapshot.rows<Table>(TABLES)).map((table) => ({
      name: table.name,
      span: (width) => (table.wholeNumber ? spanOf(table, width) : null),
      rows: (width) => rangesOf(table, width),
      definition: definitionOf(table),
    })),
  beside: async (snapshot, width) => [
    ...(await snapshot.rows<{ name: string }>(SEQUENCES)).map(({ name }) => sequenceText(name)),
    largeObjectsText(width),
    DEFINITIONS,
  ],
};
