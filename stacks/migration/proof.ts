import type { Program } from "../../config/program";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { PurgeProof } from "../../evidence/gate/purge-gate";
import { scopeDigest } from "../../evidence/gate/scope-digest";

type BucketCopy = Extract<CopyData, { kind: "aws-bucket" | "google-bucket" }>;

/** The copy's own proof, for this program, or a TypeError: whatever else was handed over lets nothing be destroyed. */
export function ownProof(program: Program, dataset: DatasetData, copy: CopyData, proof: PurgeProof | undefined): PurgeProof {
  if (
    PurgeProof.isPurgeProof(proof) &&
    proof.dataset === dataset.name &&
    proof.copy === copy.name &&
    proof.program === scopeDigest(program, dataset.name, copy.name)
  )
    return proof;
  throw new TypeError(`no proof for ${dataset.name} from ${copy.name}: nothing may destroy it`);
}

/** Do lifecycle rules empty the bucket? They take whatever lies there, so that only a proof with a dry run makes them. */
export function mayExpire(program: Program, dataset: DatasetData, copy: BucketCopy, proof: PurgeProof | undefined): boolean {
  if (copy.purgeBy === "deletion") return false;
  if (ownProof(program, dataset, copy, proof).dryRun === null) throw new TypeError(`no dry run of ${copy.name}: nothing may expire in it`);
  return true;
}
