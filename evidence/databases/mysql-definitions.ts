import { literal } from "./mysql-text";

const OURS = "TABLE_SCHEMA = DATABASE()";
/** Its own database's name, out of a text: at home it may be another. */
const nameless = (text: string) => `REPLACE(${text}, CONCAT('\`', DATABASE(), '\`.'), '')`;
const joined = (text: string, order: string, where: string) =>
  `COALESCE((SELECT GROUP_CONCAT(${text} ORDER BY ${order} SEPARATOR '\n') FROM ${where}), '')`;
const words = (...parts: readonly string[]) => `CONCAT_WS(' ', ${parts.map((part) => `COALESCE(${part}, '-')`).join(", ")})`;

/**
 * What a database is beside its rows. A change capture carries none of it: an index, a constraint or a trigger that stayed
 * behind is missed when it is too late. Definers and grants are left out, since at home they must be others, and so is
 * whether an event is switched on, which at home it is not before the cutover. What MariaDB has not stands in comments
 * that MySQL alone reads.
 */
const KINDS: Readonly<Record<string, string>> = {
  table: `SELECT t.TABLE_NAME AS name, CONCAT(${words("t.TABLE_COLLATION")}, '\n', ${joined(
    words(
      ...["c.COLUMN_NAME", "c.COLUMN_TYPE", "c.CHARACTER_SET_NAME", "c.COLLATION_NAME", "c.IS_NULLABLE", "CONCAT('=', c.COLUMN_DEFAULT)"],
      ...["c.EXTRA", "c.GENERATION_EXPRESSION"],
    ),
    "CAST(c.COLUMN_NAME AS BINARY)",
    "information_schema.COLUMNS c WHERE c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME",
  )}, '\n', ${joined(
    words("p.PARTITION_NAME", "p.PARTITION_METHOD", "p.PARTITION_EXPRESSION", "p.PARTITION_DESCRIPTION"),
    "p.PARTITION_ORDINAL_POSITION",
    "information_schema.PARTITIONS p WHERE p.TABLE_SCHEMA = t.TABLE_SCHEMA AND p.TABLE_NAME = t.TABLE_NAME",
  )}) AS text FROM information_schema.TABLES t WHERE t.${OURS} AND t.TABLE_TYPE NOT LIKE '%VIEW'`,
  index: `SELECT CONCAT(TABLE_NAME, '.', INDEX_NAME) AS name, CONCAT(MIN(NON_UNIQUE), MIN(INDEX_TYPE), GROUP_CONCAT(${words(
    ...["COLUMN_NAME", "SUB_PART", "COLLATION"],
  )}/*!80013 , COALESCE(EXPRESSION, ''), IS_VISIBLE */ ORDER BY SEQ_IN_INDEX SEPARATOR '\n')) AS text
    FROM information_schema.STATISTICS WHERE ${OURS} GROUP BY TABLE_NAME, INDEX_NAME`,
  constraint: `SELECT CONCAT(r.TABLE_NAME, '.', r.CONSTRAINT_NAME) AS name, CONCAT(${words(
    ...["r.REFERENCED_TABLE_NAME", "r.UPDATE_RULE", "r.DELETE_RULE"],
  )}, ${joined(
    "CONCAT(k.COLUMN_NAME, ' ', k.REFERENCED_COLUMN_NAME)",
    "k.ORDINAL_POSITION",
    "information_schema.KEY_COLUMN_USAGE k WHERE k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.TABLE_NAME = r.TABLE_NAME AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME",
  )}) AS text FROM information_schema.REFERENTIAL_CONSTRAINTS r WHERE r.CONSTRAINT_SCHEMA = DATABASE()`,
  check: `SELECT CONCAT(t.TABLE_NAME, '.', t.CONSTRAINT_NAME) AS name, c.CHECK_CLAUSE AS text
    FROM information_schema.TABLE_CONSTRAINTS t JOIN information_schema.CHECK_CONSTRAINTS c
      ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME /*M! AND c.TABLE_NAME = t.TABLE_NAME */
    WHERE t.CONSTRAINT_SCHEMA = DATABASE() AND t.CONSTRAINT_TYPE = 'CHECK'`,
  view: `SELECT TABLE_NAME AS name, ${words(nameless("VIEW_DEFINITION"), "CHECK_OPTION", "SECURITY_TYPE")} AS text
    FROM information_schema.VIEWS WHERE ${OURS}`,
  routine: `SELECT CONCAT(LOWER(r.ROUTINE_TYPE), ' ', r.ROUTINE_NAME) AS name, CONCAT(${words(
    ...["r.DTD_IDENTIFIER", "r.IS_DETERMINISTIC", "r.SQL_DATA_ACCESS", "r.SECURITY_TYPE", "r.SQL_MODE", "r.ROUTINE_DEFINITION"],
  )}, '\n', ${joined(
    words("p.PARAMETER_MODE", "p.PARAMETER_NAME", "p.DTD_IDENTIFIER"),
    "p.ORDINAL_POSITION",
    "information_schema.PARAMETERS p WHERE p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA AND p.SPECIFIC_NAME = r.SPECIFIC_NAME AND p.ROUTINE_TYPE = r.ROUTINE_TYPE",
  )}) AS text FROM information_schema.ROUTINES r WHERE r.ROUTINE_SCHEMA = DATABASE()`,
  trigger: `SELECT CONCAT(EVENT_OBJECT_TABLE, '.', TRIGGER_NAME) AS name, ${words(
    ...["ACTION_TIMING", "EVENT_MANIPULATION", "ACTION_ORDER", "SQL_MODE", "ACTION_STATEMENT"],
  )} AS text FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()`,
  event: `SELECT EVENT_NAME AS name, ${words(
    ...["EVENT_TYPE", "EXECUTE_AT", "INTERVAL_VALUE", "INTERVAL_FIELD", "STARTS", "ENDS", "ON_COMPLETION", "TIME_ZONE", "SQL_MODE"],
    "EVENT_DEFINITION",
  )} AS text FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()`,
};

/** One answer for each definition, its length in characters for a size. */
const all = (kinds: readonly string[], where = "") =>
  kinds
    .map(
      (
        kind,
      ) => `SELECT CAST(CONCAT('definition/${kind}/', name) AS CHAR) AS \`key\`, CHAR_LENGTH(text) AS size, SHA2(CAST(text AS BINARY), 256) AS sha256
FROM (${KINDS[kind] ?? ""}) ${kind}_definitions${where}`,
    )
    .join("\nUNION ALL\n");

export const DEFINITIONS = `SELECT * FROM (${all(Object.keys(KINDS))}) every_definition ORDER BY CAST(\`key\` AS BINARY)`;

export const definitionOf = (table: string): string => all(["table"], ` WHERE CAST(name AS BINARY) = CAST(${literal(table)} AS BINARY)`);
