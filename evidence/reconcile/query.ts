import { createHash } from "node:crypto";
import { DUCKDB_PRELUDE, TRINO_PRELUDE } from "./prelude";

/**
 * The reconciliation, as one text for every engine. It reads two relations, `legacy` and `home`, in the normalised
 * form of side.ts, a one-row relation `settings`, and the functions of prelude.ts.
 *
 * Four steps, so that 50 million objects fit into a small machine: a digest of each of 4,096 buckets of keys; the
 * buckets that differ; in those, the hashes of keys whose rows differ; and, for these keys alone, a verdict each.
 *
 * - Sums, not xor: a row that stands twice cancels itself in an xor.
 * - NULL digests on both sides make equal buckets. A row that nothing proves is counted as weak, and its bucket is
 *   always drilled.
 * - A key that stands more than once on a side matches only when the other side holds the very same rows.
 */
export const QUERY = `
CREATE VIEW live_rows AS
SELECT side, hashed, bucket_of(hashed) AS bucket, size,
  row_hash(hashed, size, sha256, md5, crc64nvme, crc32c) AS fingerprint, strength,
  CASE WHEN key_missing OR stale OR size IS NULL OR strength = 0 THEN 1 ELSE 0 END AS weak
FROM (
  SELECT side, key_hash(coalesce(key, '')) AS hashed, key IS NULL AS key_missing, size, stale, sha256, md5, crc64nvme, crc32c,
    CASE WHEN sha256 IS NOT NULL THEN 4 WHEN md5 IS NOT NULL THEN 3
         WHEN crc64nvme IS NOT NULL THEN 2 WHEN crc32c IS NOT NULL THEN 1 ELSE 0 END AS strength
  FROM (
    SELECT 0 AS side, key, size, stale, sha256, md5, crc64nvme, crc32c FROM legacy WHERE state = 'live'
    UNION ALL
    SELECT 1, key, size, stale, sha256, md5, crc64nvme, crc32c FROM home WHERE state = 'live'
  ) both_sides
) hashed_rows;

CREATE TABLE buckets AS
SELECT side, bucket,
  count(*) AS objects,
  sum(CAST(size AS DECIMAL(38, 0))) AS bytes,
  sum(fingerprint) AS fingerprint,
  sum(weak) AS weak,
  sum(CASE WHEN strength = 4 THEN 1 ELSE 0 END) AS by_sha256,
  sum(CASE WHEN strength = 3 THEN 1 ELSE 0 END) AS by_md5,
  sum(CASE WHEN strength = 2 THEN 1 ELSE 0 END) AS by_crc64nvme,
  sum(CASE WHEN strength = 1 THEN 1 ELSE 0 END) AS by_crc32c
FROM live_rows
GROUP BY side, bucket;

CREATE TABLE compared AS
SELECT bucket,
  count(*) < 2 OR min(objects) <> max(objects) OR coalesce(min(bytes) <> max(bytes), true)
    OR min(fingerprint) <> max(fingerprint) OR sum(weak) > 0 AS differs
FROM buckets
GROUP BY bucket;

CREATE TABLE drilled AS
SELECT bucket FROM compared
WHERE differs OR (SELECT count(*) FROM compared WHERE differs) > (SELECT drill_at_most FROM settings);

CREATE TABLE suspects AS
SELECT hashed
FROM live_rows
WHERE bucket IN (SELECT bucket FROM drilled)
GROUP BY hashed
HAVING sum(CASE WHEN side = 0 THEN 1 ELSE -1 END) <> 0 OR sum(weak) > 0
  OR sum(CASE WHEN side = 0 THEN fingerprint END) <> sum(CASE WHEN side = 1 THEN fingerprint END)
  OR (SELECT every_key FROM settings);

CREATE TABLE suspected AS
SELECT count(*) AS objects,
  sum(CASE WHEN strength = 4 THEN 1 ELSE 0 END) AS by_sha256,
  sum(CASE WHEN strength = 3 THEN 1 ELSE 0 END) AS by_md5,
  sum(CASE WHEN strength = 2 THEN 1 ELSE 0 END) AS by_crc64nvme,
  sum(CASE WHEN strength = 1 THEN 1 ELSE 0 END) AS by_crc32c
FROM live_rows
WHERE side = 0 AND hashed IN (SELECT hashed FROM suspects);

CREATE TABLE outcome AS
WITH drilled_rows AS (
  SELECT 0 AS side, key, legacy_key, version, size, stale, composite, sha256, md5, crc64nvme, crc32c
  FROM legacy WHERE state = 'live' AND key_hash(coalesce(key, '')) IN (SELECT hashed FROM suspects)
  UNION ALL
  SELECT 1, key, NULL, NULL, size, stale, composite, sha256, md5, crc64nvme, crc32c
  FROM home WHERE state = 'live' AND key_hash(coalesce(key, '')) IN (SELECT hashed FROM suspects)
),
pairs AS (
  SELECT key,
    min(legacy_key) AS legacy_key,
    min(version) AS version,
    sum(CASE WHEN side = 0 THEN 1 ELSE 0 END) AS legacy_rows,
    sum(CASE WHEN side = 1 THEN 1 ELSE 0 END) AS home_rows,
    min(CASE WHEN side = 0 THEN size END) AS legacy_size,
    min(CASE WHEN side = 1 THEN size END) AS home_size,
    max(CASE WHEN stale THEN 1 ELSE 0 END) AS stale,
    max(CASE WHEN composite THEN 1 ELSE 0 END) AS composite,
    min(CASE WHEN size IS NULL OR coalesce(sha256, md5, crc64nvme, crc32c) IS NULL THEN 0 ELSE 1 END) AS strong,
    coalesce(sum(CASE WHEN side = 0 THEN row_hash(key_hash(coalesce(key, '')), size, sha256, md5, crc64nvme, crc32c) END)
      = sum(CASE WHEN side = 1 THEN row_hash(key_hash(coalesce(key, '')), size, sha256, md5, crc64nvme, crc32c) END), false) AS same_rows,
    min(CASE WHEN side = 0 THEN sha256 END) AS legacy_sha256, min(CASE WHEN side = 1 THEN sha256 END) AS home_sha256,
    min(CASE WHEN side = 0 THEN md5 END) AS legacy_md5, min(CASE WHEN side = 1 THEN md5 END) AS home_md5,
    min(CASE WHEN side = 0 THEN crc64nvme END) AS legacy_crc64nvme, min(CASE WHEN side = 1 THEN crc64nvme END) AS home_crc64nvme,
    min(CASE WHEN side = 0 THEN crc32c END) AS legacy_crc32c, min(CASE WHEN side = 1 THEN crc32c END) AS home_crc32c,
    sum(CASE WHEN side = 0 AND sha256 IS NOT NULL THEN 1 ELSE 0 END) AS rows_sha256,
    sum(CASE WHEN side = 0 AND sha256 IS NULL AND md5 IS NOT NULL THEN 1 ELSE 0 END) AS rows_md5,
    sum(CASE WHEN side = 0 AND coalesce(sha256, md5) IS NULL AND crc64nvme IS NOT NULL THEN 1 ELSE 0 END) AS rows_crc64nvme,
    sum(CASE WHEN side = 0 AND coalesce(sha256, md5, crc64nvme) IS NULL AND crc32c IS NOT NULL THEN 1 ELSE 0 END) AS rows_crc32c
  FROM drilled_rows
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
        CASE WHEN legacy_rows = home_rows AND strong = 1 AND same_rows THEN 'match doubled' ELSE 'unproven doubled' END
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
GROUP BY judgement, key;

INSERT INTO outcome
SELECT 'unproven noncurrent', key, legacy_key, version, 1, 0, size, NULL, 0, 0, 0, 0
FROM legacy WHERE state = 'noncurrent';
`;

/** One statement after the other; no statement of the text holds a semicolon of its own. */
export const STATEMENTS: readonly string[] = QUERY.split(";")
  .map((statement) => statement.trim())
  .filter((statement) => statement !== "");

/** What goes into the evidence: the text that judged, together with the functions that it called. */
export function queryDigest(prelude: string): string {
  return `sha256:${createHash("sha256").update(`${prelude}\n${QUERY}`).digest("hex")}`;
}

/** The texts of this release, one for each engine's functions: a purge takes evidence of these alone. */
export const KNOWN_QUERIES: readonly string[] = [queryDigest(DUCKDB_PRELUDE), queryDigest(TRINO_PRELUDE)];
