import type { Freed, LedgerEntry } from "../config/freed";
import type { Place } from "../config/place";
import type { Program } from "../config/program";
import { legacyId, legacyStackName } from "../config/purge-names";
import { phaseOf } from "../config/rules/phase";
import { PurgeProof } from "./purge-gate";
import { proofOf } from "./program-proof";

const TYPES = { "aws-bucket": "aws_s3_bucket", "google-bucket": "google_storage_bucket" } as const;

/**
 * The buckets that the ledger may see destroyed: of copies that are closed, that the program wants destroyed, and whose
 * evidence verifies by the purge's own gate. Nothing else of the ledger ever may.
 */
export function leavingOf(program: Program, asOf: string): readonly LedgerEntry[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy): LedgerEntry[] => {
      if (copy.kind !== "aws-bucket" && copy.kind !== "google-bucket") return [];
      if (phaseOf(copy, dataset) !== "closed" || copy.atClose !== "destroy") return [];
      if (!PurgeProof.isPurgeProof(proofOf(program, dataset, copy, asOf))) return [];
      const place: Place = program.legacyPlace(copy);
      return [
        { stack: legacyStackName(place), address: `${TYPES[copy.kind]}.${legacyId(dataset.name, copy.name)}`, dataset: dataset.name },
      ];
    }),
  );
}

/** The old buckets that lifecycle rules may empty: of copies in the purge, by expiration, whose evidence verifies with its dry run. */
function expiringOf(program: Program, asOf: string): readonly string[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      if (!("purgeBy" in copy) || copy.purgeBy !== "expiration" || phaseOf(copy, dataset) !== "purge") return [];
      const proof = proofOf(program, dataset, copy, asOf);
      return PurgeProof.isPurgeProof(proof) && proof.dryRun !== null ? [copy.bucket] : [];
    }),
  );
}

/** What verified evidence lets go, for the review to know. */
export const freedOf = (program: Program, asOf: string): Freed => ({
  leaving: leavingOf(program, asOf),
  expiring: expiringOf(program, asOf),
});
