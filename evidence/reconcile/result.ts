import { z } from "zod";

export const VERDICTS = ["match", "mismatch", "missing", "extra", "unproven", "stale"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Any of these keeps the legacy copy alive, unless a disposition signed by both names the object. */
export const BLOCKING = ["mismatch", "missing", "unproven", "stale"] as const satisfies readonly Verdict[];

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
/** Totals pass the 2^53 that JSON's readers keep. */
const total = z.string().regex(/^\d{1,38}$/);
const instant = z
  .string()
  .refine(
    (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
    "must be a UTC instant such as 2026-11-24T00:00:00.000Z",
  );

const side = z.strictObject({
  format: z.enum(["parquet", "csv", "json", "s3-inventory", "storage-insights"]),
  files: z.array(z.strictObject({ name: z.string(), bytes: count, sha256: digest })).min(1),
  /** The instant at which the listing began, where it is known. */
  taken: instant.nullable(),
  objects: count,
  bytes: total,
  noncurrent: count,
});

/** What `ringfence reconcile` writes, and what is signed. */
export const reconciliation = z.strictObject({
  schema: z.literal("ringfence.reconciliation/1"),
  tool: z.strictObject({ name: z.literal("ringfence"), version: z.string() }),
  dataset: z.string().min(1),
  /** The legacy copy's name in the program. */
  copy: z.string().min(1).nullable(),
  /** Digest of the program that names them. */
  program: digest.nullable(),
  engine: z.strictObject({ name: z.enum(["duckdb", "trino", "athena"]), version: z.string() }),
  query: z.strictObject({ sha256: digest, plan: z.enum(["buckets", "keys", "join"]), buckets: count, differing: count }),
  keys: z.strictObject({ prefixes: z.record(z.string(), z.string()), unicode: z.enum(["as-is", "nfc"]) }),
  legacy: side,
  home: side,
  /** Full-object digests that both sides have. */
  digests: z.array(z.enum(["sha256", "md5", "crc64nvme", "crc32c"])),
  counts: z.strictObject({ match: count, mismatch: count, missing: count, extra: count, unproven: count, stale: count }),
  /** Matches by the strongest digest in common. A CRC shows accidents; only SHA-256 of both sides shows tampering. */
  proof: z.strictObject({ sha256: count, md5: count, crc64nvme: count, crc32c: count }),
  /** The rows that do not match, sorted by key and version, as JSON lines. */
  rows: z.strictObject({ count, bytes: count, sha256: digest }),
  verdict: z.enum(["met", "breach", "unknown"]),
});

export type Reconciliation = z.infer<typeof reconciliation>;

/** One line of the rows file: an object that does not match, or a key that stands on one side only. */
export const differingRow = z.strictObject({
  key: z.string(),
  verdict: z.enum(["mismatch", "missing", "extra", "unproven", "stale"]),
  reason: z.enum(["size", "digest", "absent", "doubled", "size-unknown", "no-digest", "composite", "noncurrent", "changed"]),
  /** The key as the legacy store spells it; null for an extra. */
  legacyKey: z.string().nullable(),
  version: z.string().nullable(),
  legacyRows: count,
  homeRows: count,
  legacySize: total.nullable(),
  homeSize: total.nullable(),
});

export type DifferingRow = z.infer<typeof differingRow>;

/** Missing and mismatch are breaches; what could not be proved is unknown; both block. */
export function verdictOf(counts: Reconciliation["counts"]): Reconciliation["verdict"] {
  if (counts.missing > 0 || counts.mismatch > 0) return "breach";
  return counts.unproven > 0 || counts.stale > 0 ? "unknown" : "met";
}

/** A file that stands on both sides: what is compared with itself matches, whatever the other side holds. */
export function listedTwice({ legacy, home }: Reconciliation): Reconciliation["home"]["files"][number] | undefined {
  return home.files.find(({ sha256 }) => legacy.files.some((file) => file.sha256 === sha256));
}
