/** A value's text for a column, by the column's type in `information_schema`. */
type Spelling = (column: string) => string;

const number: Spelling = (column) => `CAST(${column} AS CHAR)`;
/** Shortest text that reads back as the same number. A FLOAT alone would be cut to six digits; as a DOUBLE it is exact. */
const floating: Spelling = (column) => `CAST(${column} + 0e0 AS CHAR)`;
/** The bytes as they are stored: neither case, accents nor trailing blanks are one, whatever the collation says. */
const bytes: Spelling = (column) => `CAST(${column} AS BINARY)`;
/** By its digest: some large values in one row are together more than the server lets one text be. */
const large =
  (spelling: Spelling): Spelling =>
  (column) =>
    `SHA2(${spelling(column)}, 256)`;
/** The label, and whether it is the number nought, which stands for a value that was none and reads as '' too. */
const label: Spelling = (column) => `CONCAT(${column} + 0 = 0, CAST(${column} AS BINARY))`;
/** A document's text as MySQL writes it: keys in its own order, each once. MariaDB keeps what was written. */
const document: Spelling = (column) => `CAST(${column} AS CHAR CHARACTER SET utf8mb4)`;
/** Its reference system and its well-known binary, as it is stored (MySQL manual, Internal geometry storage format). */
const shape: Spelling = (column) => `HEX(${column})`;

const of = (spelling: Spelling, ...types: readonly string[]): readonly (readonly [string, Spelling])[] =>
  types.map((type) => [type, spelling] as const);

/** Every type that MySQL 8.0 has. One that is not here is refused. */
const SPELLINGS: ReadonlyMap<string, Spelling> = new Map([
  ...of(number, "tinyint", "smallint", "mediumint", "int", "bigint", "decimal"),
  ...of(number, "date", "time", "datetime", "timestamp", "year"),
  ...of(floating, "float", "double"),
  ...of((column: string) => `CAST(${column} AS UNSIGNED)`, "bit"),
  ...of(bytes, "char", "varchar", "binary", "varbinary", "set"),
  ...of(label, "enum"),
  ...of(large(bytes), "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob"),
  ...of(large(document), "json"),
  ...of(large(shape), "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"),
  ...of(large(shape), "geomcollection", "geometrycollection"),
]);

export const isSpelled = (type: string): boolean => SPELLINGS.has(type);

export const WHOLE_NUMBERS: readonly string[] = ["tinyint", "smallint", "mediumint", "int", "bigint"];

/** With its length before it: ('a', 'bc') and ('ab', 'c') must not be one text, nor NULL and ''. NULL stays NULL nowhere else. */
export function valueText(column: string, type: string): string {
  const text = SPELLINGS.get(type)?.(column) ?? "";
  return `IF(${column} IS NULL, '-', CONCAT(OCTET_LENGTH(${text}), ':', ${text}))`;
}
