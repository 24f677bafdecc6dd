/**
 * What the engines have no common name for: five functions each, and nothing else differs.
 *
 * `key_hash` and `row_hash` only find differences. They are not cryptographic, DuckDB's changes between versions,
 * and so they never leave the engine: evidence is counts, rows, and SHA-256 of files.
 */
export const DUCKDB_PRELUDE = `
CREATE MACRO key_hash(k) AS hash(k);
CREATE MACRO bucket_of(h) AS CAST(h & 4095 AS INTEGER);
CREATE MACRO row_hash(h, size, sha256, md5, crc64nvme, crc32c) AS hash(h, size, sha256, md5, crc64nvme, crc32c);
CREATE MACRO digest_hex(x, bytes) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN regexp_full_match(x, '[0-9a-f]{' || (2 * bytes) || '}') THEN x
  WHEN regexp_full_match(x, '[0-9a-fA-F]{' || (2 * bytes) || '}') THEN lower(x)
  WHEN length(x) = 4 * ((bytes + 2) // 3)
   AND regexp_full_match(x, '[A-Za-z0-9+/]{' || ((8 * bytes + 5) // 6) || '}={' || ((3 - bytes % 3) % 3) || '}') THEN lower(hex(from_base64(x)))
END;
CREATE MACRO nfc(x) AS nfc_normalize(x);
`;

/** Athena's engine version 3 is Trino, but takes no SQL functions: there the five are written into the text. */
export const TRINO_PRELUDE = `
CREATE FUNCTION key_hash(k varchar) RETURNS bigint
  RETURN from_big_endian_64(xxhash64(to_utf8(k)));
CREATE FUNCTION bucket_of(h bigint) RETURNS integer
  RETURN CAST(bitwise_and(h, 4095) AS integer);
CREATE FUNCTION row_hash(h bigint, size bigint, sha256 varchar, md5 varchar, crc64nvme varchar, crc32c varchar) RETURNS decimal(38, 0)
  RETURN CAST(from_big_endian_64(xxhash64(to_utf8(concat_ws('/', CAST(h AS varchar), coalesce(CAST(size AS varchar), '-'),
    coalesce(sha256, '-'), coalesce(md5, '-'), coalesce(crc64nvme, '-'), coalesce(crc32c, '-'))))) AS decimal(38, 0));
CREATE FUNCTION digest_hex(x varchar, bytes integer) RETURNS varchar
  RETURN CASE
    WHEN regexp_like(x, '^[0-9a-fA-F]+$') AND length(x) = 2 * bytes THEN lower(x)
    WHEN regexp_like(x, '^[A-Za-z0-9+/]+={0,2}$') AND length(x) = 4 * ((bytes + 2) / 3)
     AND length(from_base64(x)) = bytes THEN lower(to_hex(from_base64(x)))
  END;
CREATE FUNCTION nfc(x varchar) RETURNS varchar
  RETURN normalize(x, NFC);
`;
