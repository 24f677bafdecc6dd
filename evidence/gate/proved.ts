import type { RingfenceError } from "../../config/errors";
import type { Program } from "../../config/program";
import type { Proved } from "../../config/migration/progress";
import type { CopyData } from "../../config/schema/schema";
import type { Phase } from "../../config/scope";
import type { JudgedCopies } from "./judged-copies";
import { PurgeProof } from "./purge-gate";
import { PURGE_PAGES } from "./purge-pages";
import { BLOCKING, type Reconciliation } from "../reconcile/result";
import { signedComparison } from "./signed-comparison";

/** What the named evidence of one copy is worth, as the purge's own gate judges it. */
export interface Standing {
  /** What has arrived; null where the comparison itself does not hold. */
  readonly proved: Proved | null;
  /** What the gate has against the copy's next phase, one sentence each. */
  readonly against: readonly string[];
}

const codes = (...pages: readonly { readonly code: string }[]): ReadonlySet<string> => new Set(pages.map(({ code }) => code));
/** What only the purge waits for, and no comparison is the worse for. */
const OF_THE_PURGE = codes(PURGE_PAGES.hold, PURGE_PAGES.list, PURGE_PAGES.dryRun);
/** What leaves a comparison true of its own day: it says itself what is open. */
const STILL_TRUE = new Set([
  ...OF_THE_PURGE,
  ...codes(PURGE_PAGES.open, PURGE_PAGES.late, PURGE_PAGES.destruction, PURGE_PAGES.sanitisation),
]);
/** In these, the next phase or the present one rests on the evidence. */
const RESTS_ON_EVIDENCE: readonly Phase[] = ["reconcile", "soak", "purge", "closed"];
/** A gate has a sentence for every object that is not proved. */
const MOST = 5;

export function standingOf({ program, copies }: JudgedCopies, copy: CopyData): Standing {
  const found = copies.find((each) => each.copy === copy);
  if (!found?.judged || copy.evidence.length === 0) return { proved: null, against: [] };
  const { dataset, phase, judged } = found;
  const missing = PurgeProof.isPurgeProof(judged) ? [] : judged;
  const holds = missing.every(({ code }) => STILL_TRUE.has(code));
  const open = missing.filter(({ code }) => code === PURGE_PAGES.open.code).length;
  return { proved: holds ? provedOf(program, dataset.name, copy, open) : null, against: against(missing, phase, copy) };
}

function against(missing: readonly RingfenceError[], phase: Phase, copy: CopyData): readonly string[] {
  if (!RESTS_ON_EVIDENCE.includes(phase)) return [];
  const early = phase === "reconcile";
  const now = missing.filter(
    ({ code }) => !early || !(OF_THE_PURGE.has(code) || (code === PURGE_PAGES.late.code && copy.frozenAt === undefined)),
  );
  return [
    ...now
      .slice(0, MOST)
      .map(({ code, details }) => `evidence that verifies: ${code} ${details.at}: ${details.given}, expected ${details.expected}`),
    ...(now.length > MOST ? [`evidence that verifies: ${now.length - MOST} more of what the gate refuses`] : []),
  ];
}

/** The copy's one comparison, in numbers; `open` is what the gate found in no disposition. */
function provedOf(program: Program, dataset: string, copy: CopyData, open: number): Proved | null {
  const all = copy.evidence.map((file) => signedComparison(program, file));
  const found = all.find((each): each is Reconciliation => !("kind" in each) && each.dataset === dataset && each.copy === copy.name);
  if (!found) return null;
  const { counts, legacy } = found;
  return {
    objects: counts.match,
    of: legacy.objects,
    bytes: legacy.bytes,
    open,
    givenUp: BLOCKING.reduce((sum, verdict) => sum + counts[verdict], 0) - open,
    taken: legacy.taken,
  };
}
