import { createHash } from "node:crypto";
import { AS_IS, sameKeyForm, type KeyForm } from "../../config/migration/key-form";
import { BUCKETS, DUCKDB_PRELUDE } from "./prelude";
import { ALGORITHMS, type Algorithm } from "./side";

/**
 * The reconciliation, as one text for every engine. It reads two relations, `legacy` and `home`, in the normalised
 * form of side.ts, and the functions of prelude.ts.
 *
 * In steps, so that 50 million objects fit into a small machine: a digest of each of some thousand buckets of keys; then
 * the rows of the buckets that differ; of these the keys whose own rows differ; and for those keys alone, a verdict
 * each. Where many buckets differ, every key's rows are looked at.
 *
 * - Sums, not xor: a row that stands twice cancels itself in an xor.
 * - NULL digests on both sides make equal buckets. A row that nothing proves has strength 0, and its key is
 *   always looked at.
 * - A strength and a bucket are one small number, a slot: one group of one small number is what engines do best. The
 *   strength comes first, so that the slots of one strength lie together in the processor's cache.
 * - Each side is brought to a slot by itself: behind a UNION no engine knows which columns are nothing but NULL.
 * - Buckets compare digests as they are written. Where the same is written on both sides, it is enough that the
 *   legacy side's text is found to be a digest: that is the dearest step, and the home side is spared it.
 * - Rows are picked by their keys alone before any digest is read, which an engine would otherwise do for every row.
 * - A key that stands more than once on a side matches only when the other side holds the very same rows.
 * - Where the form of keys may make one of two old ones (a prefix that is mapped, characters that are composed), such
 *   keys are always looked at: the home holds one object under that key, and the other is lost whatever its rows say.
 */
/** How much a row proves by itself: the number of its strongest digest, from 4 down to 1, and 0 for nothing. */
const strengthOf = (digest: (name: Algorithm) => string) => `CASE WHEN key IS NULL OR stale OR size IS NULL OR composite THEN 0
       WHEN ${digest("sha256")} IS NOT NULL THEN 4 WHEN ${digest("md5")} IS NOT NULL THEN 3
       WHEN ${digest("crc64nvme")} IS NOT NULL THEN 2 WHEN ${digest("crc32c")} IS NOT NULL THEN 1 ELSE 0 END`;

const weighed = (rows: "legacy_raw" | "home_raw" | "picked", digest: (name: Algorithm) => string) => `SELECT side, hashed, size,
  row_hash(hashed, size, sha256, md5, crc64nvme, crc32c) AS fingerprint,
  ${strengthOf(digest)} AS strength
FROM ${rows}`;

const slotsOf = (
  side: "legacy" | "home",
) => `SELECT ${side === "legacy" ? 0 : 1} AS side, slot, count(*) AS objects, CAST(sum(size) AS DECIMAL(38, 0)) AS bytes, sum(fingerprint) AS fingerprint
FROM (
  SELECT CAST(strength * ${BUCKETS} + bucket_of(hashed) - 32768 AS SMALLINT) AS slot, size, fingerprint
  FROM ${side}_rows
) slotted
GROUP BY slot`;

export const QUERY = `
CREATE VIEW legacy_raw AS
SELECT 0 AS side, key, legacy_key, version, size, stale, composite, sha256, md5, crc64nvme, crc32c, key_hash(coalesce(key, '')) AS hashed
FROM legacy WHERE state = 'live';

CREATE VIEW home_raw AS
SELECT 1 AS side, key, legacy_key, version, size, stale, composite, sha256, md5, crc64nvme, crc32c, key_hash(coalesce(key, '')) AS hashed
FROM home WHERE state = 'live';

CREATE VIEW legacy_rows AS
${weighed("legacy_raw", (name) => `digest_of(${name}, ${ALGORITHMS[name]})`)};

CREATE VIEW home_rows AS
${weighed("home_raw", (name) => name)};

CREATE TABLE slots AS
${slotsOf("legacy")}
UNION ALL
${slotsOf("home")};

CREATE TABLE tallies AS
SELECT side, number % ${BUCKETS} AS bucket, CAST((number - number % ${BUCKETS}) / ${BUCKETS} AS INTEGER) AS strength, objects, bytes, fingerprint
FROM (SELECT side, slot + 32768 AS number, objects, bytes, fingerprint FROM slots) numbered;

/* as-is */
CREATE TABLE doubled AS
SELECT hashed FROM legacy_raw WHERE false;

/* changed */
CREATE TABLE doubled AS
SELECT hashed FROM legacy_raw GROUP BY hashed HAVING count(*) > 1;

CREATE TABLE compared AS
SELECT bucket,
  sum(CASE WHEN side = 0 THEN objects ELSE -objects END) <> 0
    OR coalesce(sum(CASE WHEN side = 0 THEN bytes ELSE -bytes END) <> 0, true)
    OR coalesce(sum(CASE WHEN side = 0 THEN fingerprint END) <> sum(CASE WHEN side = 1 THEN fingerprint END), true)
    OR min(strength) = 0 OR bucket IN (SELECT bucket_of(hashed) FROM doubled) AS differs
FROM tallies
GROUP BY bucket;

/* buckets */
CREATE TABLE picked AS
SELECT * FROM legacy_raw WHERE bucket_of(hashed) IN (SELECT bucket FROM compared WHERE differs)
UNION ALL
SELECT * FROM home_raw WHERE bucket_of(hashed) IN (SELECT bucket FROM compared WHERE differs);

/* buckets */
CREATE VIEW picked_rows AS
${weighed("picked", (name) => `digest_of(${name}, ${ALGORITHMS[name]})`)};

/* keys */
CREATE VIEW picked AS
SELECT * FROM legacy_raw
UNION ALL
SELECT * FROM home_raw;

/* keys */
CREATE VIEW picked_rows AS
SELECT * FROM legacy_rows
UNION ALL
SELECT * FROM home_rows;

/* buckets, keys */
CREATE TABLE suspects AS
SELECT hashed
FROM picked_rows
GROUP BY hashed
HAVING sum(CASE WHEN side = 0 THEN 1 ELSE -1 END) <> 0 OR min(strength) = 0
  OR sum(CASE WHEN side = 0 THEN fingerprint END) <> sum(CASE WHEN side = 1 THEN fingerprint END)
UNION
SELECT hashed FROM doubled;

/* buckets, keys */
CREATE TABLE suspect_raw AS
SELECT * FROM picked WHERE hashed IN (SELECT hashed FROM suspects);

/* join */
CREATE VIEW suspect_raw AS
SELECT * FROM legacy_raw
UNION ALL
SELECT * FROM home_raw;

CREATE VIEW suspect_rows AS
SELECT digested.*,
  row_hash(hashed, size, to_hex(sha256), to_hex(md5), to_hex(crc64nvme), to_hex(crc32c)) AS fingerprint,
  ${strengthOf((name) => name)} AS strength
FROM (
  SELECT side, key, legacy_key, version, size, stale, composite, hashed,
    CASE WHEN NOT composite THEN digest_of(sha256, 32) END AS sha256,
    CASE WHEN NOT composite THEN digest_of(md5, 16) END AS md5,
    CASE WHEN NOT composite THEN digest_of(crc64nvme, 8) END AS crc64nvme,
    CASE WHEN NOT composite THEN digest_of(crc32c, 4) END AS crc32c
  FROM suspect_raw
) digested;

CREATE TABLE suspected AS
SELECT strength, count(*) AS objects
FROM suspect_rows
WHERE side = 0
GROUP BY strength;

CREATE TABLE outcome AS
WITH pairs AS (
  SELECT key,
    min(legacy_key) AS legacy_key,
    coalesce(min(legacy_key) <> max(legacy_key), false) AS joined,
    min(version) AS version,
    sum(CASE WHEN side = 0 THEN 1 ELSE 0 END) AS legacy_rows,
    sum(CASE WHEN side = 1 THEN 1 ELSE 0 END) AS home_rows,
    min(CASE WHEN side = 0 THEN size END) AS legacy_size,
    min(CASE WHEN side = 1 THEN size END) AS home_size,
    max(CASE WHEN stale THEN 1 ELSE 0 END) AS stale,
    max(CASE WHEN composite THEN 1 ELSE 0 END) AS composite,
    min(CASE WHEN size IS NULL OR coalesce(sha256, md5, crc64nvme, crc32c) IS NULL THEN 0 ELSE 1 END) AS strong,
    coalesce(sum(CASE WHEN side = 0 THEN fingerprint END)
      = sum(CASE WHEN side = 1 THEN fingerprint END), false) AS same_rows,
    min(CASE WHEN side = 0 THEN sha256 END) AS legacy_sha256, min(CASE WHEN side = 1 THEN sha256 END) AS home_sha256,
    min(CASE WHEN side = 0 THEN md5 END) AS legacy_md5, min(CASE WHEN side = 1 THEN md5 END) AS home_md5,
    min(CASE WHEN side = 0 THEN crc64nvme END) AS legacy_crc64nvme, min(CASE WHEN side = 1 THEN crc64nvme END) AS home_crc64nvme,
    min(CASE WHEN side = 0 THEN crc32c END) AS legacy_crc32c, min(CASE WHEN side = 1 THEN crc32c END) AS home_crc32c,
    sum(CASE WHEN side = 0 AND sha256 IS NOT NULL THEN 1 ELSE 0 END) AS rows_sha256,
    sum(CASE WHEN side = 0 AND sha256 IS NULL AND md5 IS NOT NULL THEN 1 ELSE 0 END) AS rows_md5,
    sum(CASE WHEN side = 0 AND coalesce(sha256, md5) IS NULL AND crc64nvme IS NOT NULL THEN 1 ELSE 0 END) AS rows_crc64nvme,
    sum(CASE WHEN side = 0 AND coalesce(sha256, md5, crc64nvme) IS NULL AND crc32c IS NOT NULL THEN 1 ELSE 0 END) AS rows_crc32c
  FROM suspect_rows
  GROUP BY key
),
compared_pairs AS (
  SELECT pairs.*,
    coalesce(legacy_sha256 <> home_sha256, false) OR coalesce(legacy_md5 <> home_md5, false)
      OR coalesce(legacy_crc64nvme <> home_crc64nvme, false) OR coalesce(legacy_crc32c <> home_crc32c, false) AS digest_differs,
    CASE WHEN legacy_sha256 = home_sha256 THEN 4 WHEN legacy_md5 = home_md5 THEN 3
         WHEN legacy_crc64nvme = home_crc64nvme THEN 2 WHEN legacy_crc32c = home_crc32c THEN 1 ELSE 0 END AS strength
  FROM pairs
),
judged AS (
  SELECT compared_pairs.*,
    CASE
      WHEN legacy_rows = 0 THEN 'extra absent'
      WHEN home_rows = 0 THEN 'missing absent'
      WHEN stale = 1 THEN 'stale changed'
      WHEN legacy_rows > 1 OR home_rows > 1 THEN
        CASE WHEN legacy_rows = home_rows AND strong = 1 AND same_rows AND NOT joined THEN 'match doubled' ELSE 'unproven doubled' END
      WHEN legacy_size IS NULL OR home_size IS NULL THEN 'unproven size-unknown'
      WHEN legacy_size <> home_size THEN 'mismatch size'
      WHEN digest_differs THEN 'mismatch digest'
      WHEN strength = 0 AND composite = 1 THEN 'unproven composite'
      WHEN strength = 0 THEN 'unproven no-digest'
      ELSE 'match single'
    END AS judgement
  FROM compared_pairs
),
named AS (
  SELECT judgement, CASE WHEN judgement LIKE 'match%' THEN NULL ELSE key END AS key,
    legacy_key, version, legacy_rows, home_rows, legacy_size, home_size,
    CASE WHEN judgement = 'match doubled' THEN rows_sha256 WHEN judgement = 'match single' AND strength = 4 THEN 1 ELSE 0 END AS by_sha256,
    CASE WHEN judgement = 'match doubled' THEN rows_md5 WHEN judgement = 'match single' AND strength = 3 THEN 1 ELSE 0 END AS by_md5,
    CASE WHEN judgement = 'match doubled' THEN rows_crc64nvme WHEN judgement = 'match single' AND strength = 2 THEN 1 ELSE 0 END AS by_crc64nvme,
    CASE WHEN judgement = 'match doubled' THEN rows_crc32c WHEN judgement = 'match single' AND strength = 1 THEN 1 ELSE 0 END AS by_crc32c
  FROM judged
)
SELECT judgement, key,
  min(legacy_key) AS legacy_key, min(version) AS version,
  sum(legacy_rows) AS legacy_rows, sum(home_rows) AS home_rows,
  min(legacy_size) AS legacy_size, min(home_size) AS home_size,
  sum(by_sha256) AS by_sha256, sum(by_md5) AS by_md5, sum(by_crc64nvme) AS by_crc64nvme, sum(by_crc32c) AS by_crc32c
FROM named
GROUP BY judgement, key
UNION ALL
SELECT 'unproven noncurrent', key, legacy_key, version, 1, 0, size, NULL, 0, 0, 0, 0
FROM legacy WHERE state = 'noncurrent';
`;

/** How the rows to look at are found; `auto` chooses between buckets and keys. */
export type Plan = "buckets" | "keys" | "join";

const STATEMENTS = QUERY.split(";") // no statement holds one of its own
  .map((statement) => statement.trim())
  .filter((statement) => statement !== "");
/** The cases that a statement belongs to, a plan's or a form of keys'; undefined for all. */
const casesOf = (statement: string) => /^\/\* ([\w, -]+) \*\//.exec(statement)?.[1]?.split(", ");
const inCase = (name: string) => (statement: string) => casesOf(statement)?.includes(name) ?? true;
const choice = STATEMENTS.findIndex((statement) => casesOf(statement)?.includes("buckets"));

/** The statements up to `compared`, by which the plan is chosen. */
export const compareBuckets = (keys: KeyForm): readonly string[] =>
  STATEMENTS.slice(0, choice).filter(inCase(sameKeyForm(keys, AS_IS) ? "as-is" : "changed"));

/** The statements after it, of one plan. */
export const judgeRows = (plan: Plan): readonly string[] => STATEMENTS.slice(choice).filter(inCase(plan));

/** What goes into the evidence: the text that judged, together with the functions that it called. */
export function queryDigest(prelude: string): string {
  return `sha256:${createHash("sha256").update(`${prelude}\n${QUERY}`).digest("hex")}`;
}

/** The text of this release, as the engine has it whose answer is evidence: a purge takes evidence of this alone. */
export const KNOWN_QUERIES: readonly string[] = [queryDigest(DUCKDB_PRELUDE)];
