/** A function by its parameters and its body, an expression. */
export interface PreludeFunction {
  readonly name: "key_hash" | "bucket_of" | "row_hash" | "digest_of" | "nfc";
  readonly parameters: readonly string[];
  readonly body: string;
}

/** As many as five strengths of each leave in a number of 16 bits. */
export const BUCKETS = 13_107;

/**
 * What engines have no common name for: five functions for each, and nothing else may differ.
 *
 * `key_hash` and `row_hash` only find differences. They are not cryptographic, DuckDB's changes between versions,
 * and so they never leave the engine: evidence is counts, rows, and SHA-256 of files.
 *
 * `digest_of` takes hexadecimal or base64, and nothing for what is neither: two digests are equal when what they stand
 * for is. Base64 of 4, 8, 16 and 32 bytes ends in an equals sign, which no hexadecimal does.
 */
export const DUCKDB: readonly PreludeFunction[] = [
  { name: "key_hash", parameters: ["k"], body: "hash(k)" },
  { name: "bucket_of", parameters: ["h"], body: `CAST(h % ${BUCKETS} AS INTEGER)` },
  {
    name: "row_hash",
    parameters: ["h", "size", "sha256", "md5", "crc64nvme", "crc32c"],
    body: "hash(h, size, sha256, md5, crc64nvme, crc32c)",
  },
  {
    name: "digest_of",
    parameters: ["x", "bytes"],
    // TRY is slow for what fails, and quick for what does not: a length that fits comes first. Of a column that is
    // nothing but NULL the first branch leaves nothing to work out.
    body: `CASE WHEN x IS NULL THEN NULL
  WHEN suffix(x, '=')
  THEN CASE WHEN regexp_full_match(x, '[A-Za-z0-9+/]{' || ((8 * bytes + 5) // 6) || '}={' || ((3 - bytes % 3) % 3) || '}') THEN from_base64(x) END
  WHEN strlen(x) = 2 * bytes THEN TRY(unhex(x)) END`,
  },
  { name: "nfc", parameters: ["x"], body: "nfc_normalize(x)" },
];

/** The functions as DuckDB defines them. */
export const DUCKDB_PRELUDE = DUCKDB.map(({ name, parameters, body }) => `CREATE MACRO ${name}(${parameters.join(", ")}) AS ${body};`).join(
  "\n",
);
