import type { CopyData } from "../config/schema/schema";
import { PurgeProof } from "../evidence/purge-gate";

/** Do lifecycle rules empty the bucket? They take whatever lies there, so that only a proof with a dry run makes them. */
export function mayExpire(copy: Extract<CopyData, { kind: "aws-bucket" | "google-bucket" }>, proof: PurgeProof | undefined): boolean {
  if (copy.purgeBy === "deletion") return false;
  if (!PurgeProof.isPurgeProof(proof) || proof.dryRun === null || proof.copy !== copy.name)
    throw new TypeError(`no dry run of ${copy.name}: nothing may expire in it`);
  return true;
}
