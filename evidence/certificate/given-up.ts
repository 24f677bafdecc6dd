import { sha256 } from "../file";
import { checkRows, readRows, type Complain } from "../gate/purge-rows";
import { BLOCKING, type DifferingRow, type Reconciliation } from "../reconcile/result";
import type { Disposed } from "../sign/predicates";

/** One object that was given up, with what the comparison said of it. */
export interface GivenUp extends Disposed {
  readonly verdict: DifferingRow["verdict"];
}

/**
 * Each object that was not proved, by the key and version under which the signed comparison's own rows have it: as many
 * dispositions as open objects may still be dispositions of others. `rows` are the contents of the rows' files at hand.
 */
export function givenUp(
  found: Reconciliation,
  disposed: readonly Disposed[],
  rows: readonly string[],
  complain: Complain,
): readonly GivenUp[] {
  const open = BLOCKING.reduce((total, verdict) => total + found.counts[verdict], 0);
  if (open === 0 && disposed.length === 0) return [];
  const parsed = readRows(found, rows.find((content) => sha256(content) === found.rows.sha256) ?? rows[0] ?? "", complain);
  checkRows(parsed, disposed, complain);
  const verdicts = new Map(parsed.map(({ legacyKey, version, verdict }) => [JSON.stringify([legacyKey, version]), verdict]));
  return disposed.map((each) => ({ ...each, verdict: verdicts.get(JSON.stringify([each.key, each.version])) ?? "unproven" }));
}
