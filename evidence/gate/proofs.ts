import { RingfenceErrors, type RingfenceError } from "../../config/errors";
import { isDestroying, type JudgedCopies } from "./judged-copies";
import { PurgeProof } from "./purge-gate";

/** Leave to destroy, for each copy whose phase says that it goes or is gone, by `dataset/copy`. */
export type Proofs = ReadonlyMap<string, PurgeProof>;

export const proofKey = (dataset: string, copy: string): string => `${dataset}/${copy}`;

/**
 * The proof of every copy in purge or closed, whatever cloud it lies on. Throws all that is missing.
 *
 * Every way to stacks leads through here, so that no flag, no environment and no edit of a program makes a purge without it.
 */
export function proofsOf({ copies }: JudgedCopies): Proofs {
  const proofs = new Map<string, PurgeProof>();
  const missing: RingfenceError[] = [];
  for (const { dataset, copy, judged } of copies.filter(({ phase }) => isDestroying(phase)))
    if (PurgeProof.isPurgeProof(judged)) proofs.set(proofKey(dataset.name, copy.name), judged);
    else missing.push(...(judged ?? []));
  if (missing.length > 0) throw new RingfenceErrors(missing);
  return proofs;
}
