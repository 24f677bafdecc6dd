import { RingfenceErrors, type RingfenceError } from "../config/errors";
import type { Program } from "../config/program";
import { phaseOf } from "../config/rules/phase";
import type { CopyData } from "../config/schema/schema";
import { proofOf } from "../evidence/program-proof";
import { PurgeProof } from "../evidence/purge-gate";

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

/** Do lifecycle rules empty the bucket? They take whatever lies there, so that only a proof with a dry run makes them. */
export function mayExpire(copy: Extract<CopyData, { kind: "aws-bucket" | "google-bucket" }>, proof: PurgeProof | undefined): boolean {
  if (copy.purgeBy === "deletion") return false;
  if (!PurgeProof.isPurgeProof(proof) || proof.dryRun === null || proof.copy !== copy.name)
    throw new TypeError(`no dry run of ${copy.name}: nothing may expire in it`);
  return true;
}
