/**
 * What engines have no common name for: five functions, and nothing else may differ. DuckDB's are the only ones so far:
 * another engine's are added, and known to the purge gate, when its rows have been compared with these.
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
