import type { Table } from "./postgres-text";

/** Not of PostgreSQL itself, and not of an extension, which is one definition by its name and version. */
const ours = (namespace: string, catalog: string, oid: string) =>
  `${namespace} IN (SELECT oid FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')
     AND nspname NOT LIKE 'pg\\_toast%' AND nspname NOT LIKE 'pg\\_temp\\_%')
   AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

const relation = (oid: string) =>
  `(SELECT format('%I.%I', its_schema.nspname, it.relname) FROM pg_class it
     JOIN pg_namespace its_schema ON its_schema.oid = it.relnamespace WHERE it.oid = ${oid})`;

/**
 * What a database is beside its rows. Logical replication carries none of it, and a change capture only some: an index,
 * a constraint or a policy that stayed behind is missed when it is too late. Owners and grants are left out, since at
 * home they must be others.
 */
const KINDS: Readonly<Record<string, string>> = {
  table: `SELECT ${relation("c.oid")} AS name, c.relkind::text || c.relpersistence::text || c.relrowsecurity::text || c.relforcerowsecurity::text
      || coalesce(pg_get_partkeydef(c.oid), '') || coalesce((
      SELECT string_agg(format('%I %s %s %s %s %s %s', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, a.attgenerated, coalesce(a.attcollation::regcollation::text, ''), coalesce(pg_get_expr(d.adbin, d.adrelid), '')),
        E'\\n' ORDER BY a.attname::text COLLATE "C")
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') AS text
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${ours("c.relnamespace", "pg_class", "c.oid")}`,
  index: `SELECT ${relation("i.indexrelid")} AS name, pg_get_indexdef(i.indexrelid) || i.indisvalid::text AS text
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT c.relispartition AND ${ours("c.relnamespace", "pg_class", "i.indrelid")}`,
  constraint: `SELECT ${relation("c.conrelid")} || '.' || quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) || c.convalidated::text AS text
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE NOT t.relispartition AND ${ours("c.connamespace", "pg_class", "c.conrelid")}`,
  view: `SELECT ${relation("c.oid")} AS name, pg_get_viewdef(c.oid) AS text
    FROM pg_class c WHERE c.relkind IN ('v', 'm') AND ${ours("c.relnamespace", "pg_class", "c.oid")}`,
  routine: `SELECT p.oid::regprocedure::text AS name, CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END AS text
    FROM pg_proc p WHERE ${ours("p.pronamespace", "pg_proc", "p.oid")}`,
  trigger: `SELECT ${relation("t.tgrelid")} || '.' || quote_ident(t.tgname) AS name, pg_get_triggerdef(t.oid) || t.tgenabled::text AS text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${ours("c.relnamespace", "pg_class", "c.oid")}`,
  policy: `SELECT ${relation("p.polrelid")} || '.' || quote_ident(p.polname) AS name, p.polcmd::text || p.polpermissive::text || ' '
      || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') AS text
    FROM pg_policy p`,
  sequence: `SELECT ${relation("s.seqrelid")} AS name, format('%s %s %s %s %s %s', format_type(s.seqtypid, NULL), s.seqstart,
      s.seqincrement, s.seqmin, s.seqmax, s.seqcycle) AS text
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE ${ours("c.relnamespace", "pg_class", "c.oid")}`,
  type: `SELECT t.oid::regtype::text AS name, t.typtype::text || ' ' || format_type(t.typbasetype, t.typtypmod) || ' ' || t.typnotnull::text || ' '
      || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
      || coalesce((SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY pg_get_constraintdef(k.oid) COLLATE "C") FROM pg_constraint k WHERE k.contypid = t.oid), '') AS text
    FROM pg_type t WHERE t.typtype IN ('e', 'd', 'r') AND ${ours("t.typnamespace", "pg_type", "t.oid")}`,
  extension: `SELECT quote_ident(x.extname) AS name, x.extversion AS text FROM pg_extension x`,
};

/** One answer for each definition, its length in characters for a size. */
const all = (kinds: readonly string[], where = "") =>
  kinds
    .map(
      (
        kind,
      ) => `SELECT 'definition/${kind}/' || name AS key, length(text) AS size, encode(sha256(convert_to(text, 'UTF8')), 'hex') AS sha256
FROM (${KINDS[kind] ?? ""}) definitions${where}`,
    )
    .join("\nUNION ALL\n");

export const DEFINITIONS = `SELECT * FROM (${all(Object.keys(KINDS))}) every ORDER BY key COLLATE "C"`;

export const definitionOf = ({ name }: Table): string => all(["table"], ` WHERE name = '${name.replaceAll("'", "''")}'`);
