import { createHash } from "node:crypto";
import { writeLines } from "../lines";
import type { Engine } from "./duckdb";
import type { DifferingRow } from "./result";

/** The rows that do not match, in the order of their keys' bytes. */
export const DIFFERING = `
SELECT split_part(judgement, ' ', 1) AS verdict, split_part(judgement, ' ', 2) AS reason, key, legacy_key, version,
  CAST(legacy_rows AS BIGINT) AS legacy_rows, CAST(home_rows AS BIGINT) AS home_rows, legacy_size, home_size
FROM outcome WHERE judgement NOT LIKE 'match%'
ORDER BY key, version NULLS FIRST, legacy_key NULLS FIRST, judgement`;

interface Stored {
  readonly verdict: DifferingRow["verdict"];
  readonly reason: DifferingRow["reason"];
  readonly key: string;
  readonly legacy_key: string | null;
  readonly version: string | null;
  readonly legacy_rows: bigint;
  readonly home_rows: bigint;
  readonly legacy_size: bigint | null;
  readonly home_size: bigint | null;
}

/** The one spelling of a row; its bytes are what the evidence's digest covers. */
export function rowLine(row: DifferingRow): string {
  const { key, verdict, reason, legacyKey, version, legacyRows, homeRows, legacySize, homeSize } = row;
  return `${JSON.stringify({ key, verdict, reason, legacyKey, version, legacyRows, homeRows, legacySize, homeSize })}\n`;
}

/** Streams the rows through the digest, and into a draft file if one is wanted. */
export async function writeRows(
  engine: Engine,
  draft: string | undefined,
): Promise<{ readonly count: number; readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let [count, bytes] = [0, 0];
  const into = async (put?: (line: string) => Promise<void>) => {
    for await (const stored of engine.stream<Stored>(DIFFERING)) {
      const line = rowLine(asRow(stored));
      hash.update(line);
      count++;
      bytes += Buffer.byteLength(line);
      await put?.(line);
    }
  };
  await (draft ? writeLines(draft, into) : into());
  return { count, bytes, sha256: `sha256:${hash.digest("hex")}` };
}

function asRow(stored: Stored): DifferingRow {
  const text = (value: bigint | null) => (value === null ? null : value.toString());
  return {
    key: stored.key,
    verdict: stored.verdict,
    reason: stored.reason,
    legacyKey: stored.legacy_key,
    version: stored.version,
    legacyRows: Number(stored.legacy_rows),
    homeRows: Number(stored.home_rows),
    legacySize: text(stored.legacy_size),
    homeSize: text(stored.home_size),
  };
}
