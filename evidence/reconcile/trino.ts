import { BUCKETS, type PreludeFunction } from "./prelude";

/**
 * The five functions as Trino has them, whose engine Athena runs. Athena lets nobody define a function in SQL, so that
 * they are put into the text where they are called.
 */
export const TRINO: readonly PreludeFunction[] = [
  { name: "key_hash", parameters: ["k"], body: "from_big_endian_64(xxhash64(to_utf8(k)))" },
  { name: "bucket_of", parameters: ["h"], body: `CAST(bitwise_and(h, 9223372036854775807) % ${BUCKETS} AS INTEGER)` },
  {
    name: "row_hash",
    parameters: ["h", "size", "sha256", "md5", "crc64nvme", "crc32c"],
    // As a decimal: the sum of some rows' hashes does not fit into 64 bits.
    // Each text goes with its length, since a text that is no digest may hold anything.
    body: `CAST(from_big_endian_64(xxhash64(to_utf8(concat_ws('|', CAST(h AS VARCHAR), coalesce(CAST(size AS VARCHAR), '-'),
  ${["sha256", "md5", "crc64nvme", "crc32c"].map((name) => `coalesce(concat(CAST(length(${name}) AS VARCHAR), ':', ${name}), '-')`).join(", ")})))) AS DECIMAL(38, 0))`,
  },
  {
    name: "digest_of",
    parameters: ["x", "bytes"],
    body: `CASE WHEN x LIKE '%='
  THEN CASE WHEN regexp_like(x, '\\A[A-Za-z0-9+/]{' || CAST((8 * bytes + 5) / 6 AS VARCHAR) || '}={' || CAST((3 - bytes % 3) % 3 AS VARCHAR) || '}\\z') THEN from_base64(x) END
  WHEN length(x) = 2 * bytes AND regexp_like(x, '\\A[0-9a-fA-F]*\\z') THEN from_hex(x) END`,
  },
  { name: "nfc", parameters: ["x"], body: "normalize(x, NFC)" },
];

/** The text with each call of a function replaced by the function's body. */
export function inlined(sql: string, functions: readonly PreludeFunction[] = TRINO): string {
  let out = "";
  for (let at = 0; at < sql.length;) {
    const rest = sql.slice(at);
    const token = /^'(?:[^']|'')*'|^[A-Za-z_]\w*/.exec(rest)?.[0] ?? (rest[0] as string);
    const called = functions.find(({ name }) => name === token && rest[token.length] === "(");
    if (called === undefined) {
      out += token;
      at += token.length;
      continue;
    }
    const { words, length } = argumentsOf(rest.slice(token.length));
    const values = new Map(called.parameters.map((parameter, index) => [parameter, inlined(words[index] ?? "", functions)]));
    out += `(${called.body.replaceAll(/'(?:[^']|'')*'|[A-Za-z_]\w*/g, (word) => values.get(word) ?? word)})`;
    at += token.length + length;
  }
  return out;
}

/** What stands between a parenthesis and the one that closes it, at its commas. */
function argumentsOf(text: string): { readonly words: readonly string[]; readonly length: number } {
  const words = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|[^']/gs)) {
    if (token === ")" && --depth === 0) break;
    if (token === "," && depth === 1) words.push("");
    else if (depth > 0) words[words.length - 1] += token;
    if (token === "(") depth++;
  }
  return { words: words.map((word) => word.trim()), length: words.join(",").length + 2 };
}
