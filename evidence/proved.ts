import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Program } from "../config/program";
import type { Proved } from "../config/progress";
import type { CopyData } from "../config/schema/schema";
import { trustedKey, verifyEnvelope } from "./sign/envelope";
import type { Reconciliation } from "./reconcile/result";

/**
 * What the signed comparison of one copy says has arrived: the last of its envelopes that gatekeeper and auditor signed.
 * For people: whether it suffices to destroy anything is the purge gate's to say, which asks much more.
 */
export function provedOf(program: Program, dataset: string, copy: CopyData): Proved | null {
  const { gatekeeper, auditor } = program.data.parties;
  if (!gatekeeper.evidenceKey || !auditor.evidenceKey) return null;
  const trusted = [trustedKey("gatekeeper", gatekeeper.evidenceKey), trustedKey("auditor", auditor.evidenceKey)];
  let found: Reconciliation | undefined;
  for (const file of copy.evidence) {
    try {
      const content = readFileSync(resolve(dirname(resolve(program.file)), file), "utf8");
      const { statement } = verifyEnvelope(content, file, trusted, ["gatekeeper", "auditor"]);
      if (statement.kind !== "reconciliation") continue;
      const result = statement.predicate as Reconciliation;
      if (result.dataset === dataset && result.copy === copy.name) found = result;
    } catch {
      // What does not verify proves nothing; synth and `evidence verify` say why.
    }
  }
  if (!found) return null;
  const { counts, legacy } = found;
  return {
    objects: counts.match,
    of: legacy.objects,
    bytes: legacy.bytes,
    open: counts.mismatch + counts.missing + counts.unproven + counts.stale,
    taken: legacy.taken,
  };
}
