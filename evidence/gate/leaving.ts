import type { Freed, LedgerEntry } from "../../config/migration/freed";
import { legacyId, legacyStackName } from "../../config/migration/purge-names";
import type { JudgedCopies } from "./judged-copies";
import { PurgeProof } from "./purge-gate";

const TYPES = { "aws-bucket": "aws_s3_bucket", "google-bucket": "google_storage_bucket" } as const;

/**
 * The buckets that the ledger may see destroyed: of copies that are closed, that the program wants destroyed, and whose
 * evidence verifies by the purge's own gate. Nothing else of the ledger ever may.
 */
export function leavingOf({ program, copies }: JudgedCopies): readonly LedgerEntry[] {
  return copies.flatMap(({ dataset, copy, phase, judged }): LedgerEntry[] => {
    if (copy.kind !== "aws-bucket" && copy.kind !== "google-bucket") return [];
    if (phase !== "closed" || copy.atClose !== "destroy" || !PurgeProof.isPurgeProof(judged)) return [];
    const stack = legacyStackName(program.legacyPlace(copy));
    return [{ stack, address: `${TYPES[copy.kind]}.${legacyId(dataset.name, copy.name)}`, dataset: dataset.name }];
  });
}

/** The old buckets that lifecycle rules may empty: of copies in the purge, by expiration, whose evidence verifies with its dry run. */
function expiringOf({ copies }: JudgedCopies): readonly string[] {
  return copies.flatMap(({ copy, phase, judged }) =>
    "purgeBy" in copy && copy.purgeBy === "expiration" && phase === "purge" && PurgeProof.isPurgeProof(judged) && judged.dryRun !== null
      ? [copy.bucket]
      : [],
  );
}

/** What verified evidence lets go, for the review to know. */
export const freedOf = (judged: JudgedCopies): Freed => ({ leaving: leavingOf(judged), expiring: expiringOf(judged) });
