import { RingfenceErrors, type RingfenceError } from "../config/errors";
import type { Program } from "../config/program";
import { phaseOf } from "../config/rules/phase";
import { proofOf } from "./program-proof";
import { PurgeProof } from "./purge-gate";

/** Leave to destroy, for each copy whose phase says that it goes or is gone, by `dataset/copy`. */
export type Proofs = ReadonlyMap<string, PurgeProof>;

export const proofKey = (dataset: string, copy: string): string => `${dataset}/${copy}`;

/**
 * Verifies the evidence of every copy in purge or closed, whatever cloud it lies on. Throws all that is missing.
 *
 * Every way to stacks leads through here, so that no flag, no environment and no edit of a program makes a purge without it.
 */
export function proofsOf(program: Program, asOf = new Date().toISOString().slice(0, 10)): Proofs {
  const proofs = new Map<string, PurgeProof>();
  const missing: RingfenceError[] = [];
  for (const dataset of program.data.datasets)
    for (const copy of dataset.legacy) {
      const phase = phaseOf(copy, dataset);
      if (phase !== "purge" && phase !== "closed") continue;
      const judged = proofOf(program, dataset, copy, asOf);
      if (judged instanceof PurgeProof) proofs.set(proofKey(dataset.name, copy.name), judged);
      else missing.push(...judged);
    }
  if (missing.length > 0) throw new RingfenceErrors(missing);
  return proofs;
}
