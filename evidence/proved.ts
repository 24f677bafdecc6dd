import type { Program } from "../config/program";
import type { Proved } from "../config/progress";
import type { CopyData } from "../config/schema/schema";
import { BLOCKING, type Reconciliation } from "./reconcile/result";
import { signedComparison } from "./signed-comparison";

/**
 * What the signed comparison of one copy says has arrived: the last of its envelopes that gatekeeper and auditor signed.
 * For people: whether it suffices to destroy anything is the purge gate's to say, which asks much more.
 */
export function provedOf(program: Program, dataset: string, copy: CopyData): Proved | null {
  const { gatekeeper, auditor } = program.data.parties;
  if (!gatekeeper.evidenceKey || !auditor.evidenceKey) return null;
  let found: Reconciliation | undefined;
  for (const file of copy.evidence) {
    try {
      const result = signedComparison(program, file);
      if (!("kind" in result) && result.dataset === dataset && result.copy === copy.name) found = result;
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
    open: BLOCKING.reduce((sum, verdict) => sum + counts[verdict], 0),
    taken: legacy.taken,
  };
}
