import type { KeyForm } from "../../config/migration/key-form";
import type { Columns, Field } from "./columns";

/** The digests that can prove a whole object, strongest first, with their length in bytes. */
export const ALGORITHMS = { sha256: 32, md5: 16, crc64nvme: 8, crc32c: 4 } as const;
export type Algorithm = keyof typeof ALGORITHMS;

export interface SideOptions {
  readonly side: "legacy" | "home";
  /** The engine's words for reading the files. */
  readonly scan: string;
  readonly columns: Columns;
  /** S3 Inventory's CSV files hold keys as a URL does. */
  readonly urlEncoded: boolean;
  /** The instant at which the listing began: what changed later is stale. */
  readonly taken: string | null;
  /** The test of a row's own instant, for an engine that is given `taken` only when it runs. */
  readonly changedSince?: (modified: string) => string;
  readonly keys: KeyForm;
  /** Digests that both sides have; the others are not even read. */
  readonly algorithms: readonly Algorithm[];
  /** Those of them that the two sides write in different ways, to be brought to one: equal digests are then equal texts. */
  readonly respelt?: readonly Algorithm[];
}

export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * The rows of one side: key, legacy_key (as the store spells it), version, state, size, the digests as they are
 * written, composite (they are not of the whole object) and stale.
 */
export function sideQuery(options: SideOptions): string {
  const { columns, side } = options;
  const raw = (field: Field) => text(columns, field);
  const composite = `coalesce(${truth(raw("composite"))}, false) OR coalesce(upper(${raw("checksumType")}) = 'COMPOSITE', false)`;
  const hasComposite = columns.composite || columns.checksumType;
  const digest = (algorithm: Algorithm) => {
    if (!options.algorithms.includes(algorithm)) return "CAST(NULL AS VARCHAR)";
    const written = algorithm === "md5" ? md5(columns) : raw(algorithm);
    return options.respelt?.includes(algorithm) ? `to_hex(digest_of(${written}, ${ALGORITHMS[algorithm]}))` : written;
  };
  const stored = storedKey(options);
  return `SELECT ${normalisedKey(stored, options)} AS key,
  ${side === "legacy" ? stored : "CAST(NULL AS VARCHAR)"} AS legacy_key,
  ${raw("version")} AS version,
  ${state(columns)} AS state,
  CAST(${columns.size ? one(columns.size) : "NULL"} AS BIGINT) AS size,
  ${(Object.keys(ALGORITHMS) as Algorithm[]).map((algorithm) => `${digest(algorithm)} AS ${algorithm}`).join(",\n  ")},
  ${hasComposite ? composite : "false"} AS composite,
  ${stale(options)} AS stale
FROM ${options.scan}`;
}

const one = (names: readonly string[]) =>
  names.length === 1 ? identifier(names[0] ?? "") : `coalesce(${names.map(identifier).join(", ")})`;

/** A field as text, empty text as nothing. */
function text(columns: Columns, field: Field): string {
  const names = columns[field];
  return names ? `nullif(CAST(${one(names)} AS VARCHAR), '')` : "CAST(NULL AS VARCHAR)";
}

const truth = (value: string) => `lower(${value}) = 'true'`;

/** An ETag is the MD5 of the body only for a single upload without KMS or customer-supplied keys (S3 API reference, Object). */
function md5(columns: Columns): string {
  const { etag, isMultipart, encryption } = columns;
  if (columns.md5 || !etag || !isMultipart || !encryption) return text(columns, "md5");
  return `CASE WHEN lower(${text(columns, "isMultipart")}) = 'false' AND ${text(columns, "encryption")} IN ('SSE-S3', 'NOT-SSE') THEN ${text(columns, "etag")} END`;
}

/** A word that is not known counts as live, so that no row is left out. JSON lines have every column, and fill some. */
function state(columns: Columns): string {
  const cases = [
    ...(columns.state ? [`WHEN lower(${text(columns, "state")}) IN ('noncurrent', 'deleted') THEN lower(${text(columns, "state")})`] : []),
    ...(columns.isDeleteMarker ? [`WHEN ${truth(text(columns, "isDeleteMarker"))} THEN 'deleted'`] : []),
    ...(columns.isLatest ? [`WHEN lower(${text(columns, "isLatest")}) = 'false' THEN 'noncurrent'`] : []),
    ...(columns.timeDeleted ? [`WHEN ${text(columns, "timeDeleted")} IS NOT NULL THEN 'noncurrent'`] : []),
  ];
  return cases.length > 0 ? `CASE ${cases.join(" ")} ELSE 'live' END` : "'live'";
}

/** Changed while it was read, or written after the listing began. */
function stale({ columns, taken, side, changedSince }: SideOptions): string {
  const since =
    changedSince ??
    (taken === null
      ? undefined
      : (modified: string) => `CAST(${modified} AS TIMESTAMP WITH TIME ZONE) > TIMESTAMPTZ ${literal(sqlInstant(taken))}`);
  const tests = [
    ...(columns.changed ? [`coalesce(${truth(text(columns, "changed"))}, false)`] : []),
    ...(columns.modified && since && side === "legacy" ? [`coalesce(${since(text(columns, "modified"))}, false)`] : []),
  ];
  return tests.length > 0 ? tests.join(" OR ") : "false";
}

const sqlInstant = (instant: string) => new Date(instant).toISOString().replace("T", " ").replace("Z", "+00");

/** A plus in such a key is a space: a plus of the key itself is written %2B. */
function storedKey({ columns, urlEncoded }: SideOptions): string {
  const key = text(columns, "key");
  return urlEncoded ? `url_decode(replace(${key}, '+', ' '))` : key;
}

function normalisedKey(stored: string, { keys, side }: SideOptions): string {
  const prefixes = side === "legacy" ? Object.entries(keys.prefixes).sort(([left], [right]) => right.length - left.length) : [];
  const cases = prefixes.map(
    ([from, to]) =>
      `WHEN starts_with(${stored}, ${literal(from)}) THEN concat(${literal(to)}, substr(${stored}, length(${literal(from)}) + 1))`,
  );
  const moved = cases.length > 0 ? `CASE ${cases.join(" ")} ELSE ${stored} END` : stored;
  return keys.unicode === "nfc" ? `nfc(${moved})` : moved;
}
