import { valueText, WHOLE_NUMBERS } from "./mysql-values";

/**
 * What MySQL is asked, so that two servers say the same of the same rows, whatever their settings and order of columns.
 * Each answer is (key, size, sha256): an inventory, judged as one of objects is. Databases are named nowhere in them,
 * since at home theirs may be another name.
 */

/** Values become text by these, and texts are not cut. A server's own settings would make equal rows different, or different ones equal. */
export const SETTINGS: readonly string[] = [
  "NAMES utf8mb4",
  "time_zone = '+00:00'",
  // No PAD_CHAR_TO_FULL_LENGTH, no other quotes or operators; a backslash in a literal is a backslash.
  "sql_mode = 'NO_BACKSLASH_ESCAPES'",
  // A limit that the server gives every session would leave answers out in silence.
  "sql_select_limit = 18446744073709551615",
  // As long as the longest packet, which is the limit that counts. MySQL alone reads the comment: where an AUTO_INCREMENT
  // stands is otherwise what it remembers of the last day.
  "group_concat_max_len = 1073741823 /*!80000 , information_schema_stats_expiry = 0 */",
  "SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
];

export interface Column {
  readonly table: string;
  readonly column: string;
  readonly kind: string;
  readonly engine: string;
  readonly type: string;
  /** `1` where the column is of the primary key. */
  readonly inKey: string;
}

export interface Table {
  readonly name: string;
  /** In the order of their names: a copy may have another order. */
  readonly columns: readonly Column[];
  readonly key: readonly Column[];
}

export const COLUMNS = `
SELECT c.TABLE_NAME AS \`table\`, c.COLUMN_NAME AS \`column\`, t.TABLE_TYPE AS kind, COALESCE(t.ENGINE, 'none') AS engine,
  LOWER(c.DATA_TYPE) AS type, c.COLUMN_KEY = 'PRI' AS inKey
FROM information_schema.COLUMNS c JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE NOT LIKE '%VIEW'
ORDER BY CAST(c.TABLE_NAME AS BINARY), CAST(c.COLUMN_NAME AS BINARY)`;

const identifier = (name: string) => `\`${name.replaceAll("`", "``")}\``;
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
/** As SQL writes it, quoted where it must be. */
export const shownName = (name: string) => (/^\w+$/.test(name) ? name : identifier(name));

const rowText = (columns: readonly Column[]) =>
  `CONCAT(${columns.map(({ column, type }) => valueText(identifier(column), type)).join(", ")})`;

/** The key, where it is one whole number, so that ranges of it can be named. */
function rangedBy({ key: [first, ...others] }: Table): string | null {
  return first && others.length === 0 && WHOLE_NUMBERS.includes(first.type) ? identifier(first.column) : null;
}

const exact = (number: string) => `CAST(${number} AS DECIMAL(40, 0))`;

/** How many ranges the keys of a table may span. Absent rows make no range, and no row here either. */
export function spanOf(table: Table, width: number): string | null {
  const key = rangedBy(table);
  return key && `SELECT COALESCE(${exact(`MAX(${key})`)} - ${exact(`MIN(${key})`)}, 0) / ${width} AS ranges FROM ${identifier(table.name)}`;
}

/**
 * The rows of a table, one answer for each range of its key that holds any. Ranges are named by the key alone, so that
 * both servers have the same ones. Where the key is no whole number, or there is none, 256 parts by a digest of it.
 *
 * The digest is the SHA-256 of the sorted SHA-256s: the rows' order does not matter, and a row that stands twice counts
 * twice. What does not fit into the server's max_allowed_packet MySQL cuts, or makes NULL, and only warns: then the
 * digests are not 32 bytes for each row, and the answer is none.
 */
export function rangesOf(table: Table, width: number): string {
  const key = rangedBy(table);
  // DIV cuts towards nought; a range below it begins at its lower end, like every other.
  const place = key
    ? `${key} DIV ${width} - (${key} MOD ${width} < 0)`
    : `LEFT(SHA2(${rowText(table.key.length > 0 ? table.key : table.columns)}, 256), 2)`;
  const label = key ? `'keys ', ${exact("place")} * ${width}, ' to ', ${exact("place")} * ${width} + ${width - 1}` : `'part ', place`;
  return `SELECT CONCAT(${literal(`rows/${shownName(table.name)}/`)}, ${label}) AS \`key\`, n AS size,
  IF(OCTET_LENGTH(digests) = 32 * n, SHA2(digests, 256), 'cut off') AS sha256
FROM (SELECT place, COUNT(*) AS n, GROUP_CONCAT(digest ORDER BY digest SEPARATOR '') AS digests
      FROM (SELECT ${place} AS place, UNHEX(SHA2(${rowText(table.columns)}, 256)) AS digest FROM ${identifier(table.name)}) every_row
      GROUP BY place) every_range
ORDER BY place`;
}

/** Where the AUTO_INCREMENT of each table stands: one that stays behind gives out numbers a second time. */
export const SEQUENCES = `
SELECT CONCAT('sequence/', TABLE_NAME) AS \`key\`, 1 AS size, SHA2(AUTO_INCREMENT, 256) AS sha256 FROM information_schema.TABLES
WHERE TABLE_SCHEMA = DATABASE() AND AUTO_INCREMENT IS NOT NULL ORDER BY CAST(TABLE_NAME AS BINARY)`;
