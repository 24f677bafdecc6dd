import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { RingfenceError, RingfenceErrors } from "../config/errors";
import type { Program } from "../config/program";
import { phaseOf } from "../config/rules/phase";
import type { CopyData, DatasetData } from "../config/schema/schema";
import { EVIDENCE_PAGES } from "../evidence/errors";
import { sha256 } from "../evidence/file";
import { PurgeProof, purgeGate } from "../evidence/purge-gate";
import { KNOWN_QUERIES } from "../evidence/reconcile/query";
import { scopeDigest } from "../evidence/scope-digest";

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

function proofOf(program: Program, dataset: DatasetData, copy: CopyData, asOf: string): PurgeProof | readonly RingfenceError[] {
  const folder = dirname(resolve(program.file));
  const { gatekeeper, auditor } = program.data.parties;
  const read = (file: string): Buffer => {
    try {
      return readFileSync(resolve(folder, file));
    } catch (error) {
      throw new RingfenceError(EVIDENCE_PAGES.read, {
        at: `${program.file} ${dataset.name}, legacy copy ${copy.name}`,
        given: `${file}: ${(error as NodeJS.ErrnoException).code ?? "not readable"}`,
        expected: "a file beside the program",
        fix: "Put the evidence where the program says, or correct the name.",
      });
    }
  };
  const digests = (files: readonly string[] = []) => files.map((file) => sha256(read(file)));
  const envelopes = [...copy.evidence, ...(dataset.legalHold?.release ? [dataset.legalHold.release] : [])];
  try {
    return purgeGate({
      dataset: dataset.name,
      copy: copy.name,
      program: scopeDigest(program, dataset.name, copy.name),
      evidence: envelopes.map((name) => ({ name, content: read(name).toString("utf8") })),
      rows: copy.rows === undefined ? "" : read(copy.rows).toString("utf8"),
      inventories: { legacy: digests(copy.inventories?.legacy), home: digests(copy.inventories?.home) },
      queries: KNOWN_QUERIES,
      keys: { gatekeeper: gatekeeper.evidenceKey ?? "", auditor: auditor.evidenceKey ?? "" },
      hold: dataset.legalHold ? { reference: dataset.legalHold.reference, since: dataset.legalHold.since } : null,
      asOf,
      lastWrite: copy.frozenAt ?? null,
    });
  } catch (error) {
    if (error instanceof RingfenceError) return [error];
    throw error;
  }
}
