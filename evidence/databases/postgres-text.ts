/**
 * What PostgreSQL is asked, so that two servers say the same of the same rows, whatever their settings, versions from
 * 12 on, and order of columns. Each answer is (key, size, sha256): an inventory, judged as one of objects is.
 */

/** Values become text by these. A server's own settings would make equal rows different, or different ones equal. */
export const SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: "UTC",
  DateStyle: "ISO, YMD",
  IntervalStyle: "iso_8601",
  extra_float_digits: "3",
  bytea_output: "hex",
  xmlbinary: "base64",
  lc_monetary: "C",
  // Names in definitions and in values of the reg* types then carry their schema.
  search_path: "pg_catalog",
  // A policy that hides rows from this role must be an error: with rows left out in silence, less would look equal.
  row_security: "off",
  statement_timeout: "0",
  idle_in_transaction_session_timeout: "0",
};

export interface Table {
  /** As SQL writes it: schema and name, quoted where they must be. */
  readonly name: string;
  /** Rows of a partitioned table lie in its partitions; those of children that inherit are counted with the child. */
  readonly partitioned: boolean;
  /** In the order of their names: a copy may have another order. */
  readonly columns: readonly string[];
  /** The primary key's columns, none when there is no key. */
  readonly key: readonly string[];
  /** The key is one whole number, so that ranges of it can be named. */
  readonly wholeNumber: boolean;
}

/** PostgreSQL's own, and what an extension brings with it: both are there before any row is copied. */
const ours = (schema: string, catalog: string, oid: string) =>
  `${schema} NOT IN ('pg_catalog', 'information_schema') AND ${schema} NOT LIKE 'pg\\_toast%' AND ${schema} NOT LIKE 'pg\\_temp\\_%'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** Every table with rows of its own; a partition is read with the table that it is part of. */
export const TABLES = `
SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relkind = 'p' AS partitioned,
  (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attname::text COLLATE "C"), '{}') FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attname::text COLLATE "C"), '{}') FROM pg_index i
   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
  (SELECT count(*) = 1 AND bool_and(a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)) FROM pg_index i
   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = c.oid AND i.indisprimary) AS "wholeNumber"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${ours("n.nspname", "pg_class", "c.oid")}
ORDER BY 1`;

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const from = ({ name, partitioned }: Table) => `${partitioned ? "" : "ONLY "}${name}`;

/** Each value with its length before it: ('a', 'bc') and ('ab', 'c') must not be one text, nor NULL and ''. */
const rowText = (columns: readonly string[]) =>
  columns.length === 0
    ? "''"
    : columns
        .map(identifier)
        .map((column) => `coalesce(octet_length(${column}::text) || ':' || ${column}::text, '-')`)
        .join(" || ");

const bytes = (text: string) => `convert_to(${text}, 'UTF8')`;

/** SHA-256 of the sorted SHA-256s: the rows' order does not matter, and a row that stands twice counts twice. */
const digest = (each: string) => `encode(sha256(string_agg(${each}, ''::bytea ORDER BY ${each})), 'hex')`;

/** How many ranges the keys of a table may span. Absent rows make no range, and no row here either. */
export const spanOf = (table: Table, width: number): string =>
  `SELECT coalesce(max(${identifier(table.key[0] ?? "")})::numeric - min(${identifier(table.key[0] ?? "")}), 0) / ${width} AS ranges FROM ${from(table)}`;

/**
 * The rows of a table, one answer for each range of its key that holds any. Ranges are named by the key alone, so that
 * both servers have the same ones. Where the key is no whole number, or there is none, 256 parts by a digest of it.
 */
export function rangesOf(table: Table, width: number): string {
  const first = identifier(table.key[0] ?? "");
  const place = table.wholeNumber
    ? `floor(${first}::numeric / ${width})`
    : `encode(substr(sha256(${bytes(rowText(table.key.length > 0 ? table.key : table.columns))}), 1, 1), 'hex')`;
  const label = table.wholeNumber
    ? `'keys ' || (place * ${width})::text || ' to ' || (place * ${width} + ${width - 1})::text`
    : `'part ' || place`;
  return `SELECT ${literal(`rows/${table.name}/`)} || ${label} AS key, count(*) AS size, ${digest("row")} AS sha256
FROM (SELECT ${place} AS place, sha256(${bytes(rowText(table.columns))}) AS row FROM ${from(table)}) rows_of_table
GROUP BY place ORDER BY place`;
}

export const SEQUENCES = `
SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND ${ours("n.nspname", "pg_class", "c.oid")} ORDER BY 1`;

/** Where a sequence stands: one that stays behind gives out numbers a second time. */
export const sequenceText = (name: string): string =>
  `SELECT ${literal(`sequence/${name}`)} AS key, 1 AS size,
  encode(sha256(${bytes("last_value::text || ' ' || is_called::text")}), 'hex') AS sha256 FROM ${name}`;

/** Large objects, in ranges of their numbers. Their bytes are read whole: pages may be laid out otherwise in a copy. */
export const largeObjectsText = (width: number): string => `
SELECT 'large-objects/' || (place * ${width})::text || ' to ' || (place * ${width} + ${width - 1})::text AS key, count(*) AS size,
  ${digest("object")} AS sha256
FROM (SELECT floor(oid::text::numeric / ${width}) AS place,
        sha256(${bytes("oid::text || ':'")} || sha256(lo_get(oid))) AS object
      FROM pg_largeobject_metadata) objects
GROUP BY place ORDER BY place`;
