import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { RingfenceError } from "../../config/errors";
import { keyFormOf } from "../../config/migration/key-form";
import { backupsOf } from "../../config/migration/legacy-copies";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { EVIDENCE_PAGES } from "../errors";
import { sha256OfFile } from "../file";
import { purgeGate, type PurgeProof } from "./purge-gate";
import { KNOWN_QUERIES } from "../reconcile/query";
import { scopeDigest } from "./scope-digest";

/** Leave to destroy one copy, by the files that the program names, or what is missing. */
export function proofOf(program: Program, dataset: DatasetData, copy: CopyData, asOf: string): PurgeProof | readonly RingfenceError[] {
  const folder = dirname(resolve(program.file));
  const { gatekeeper, auditor } = program.data.parties;
  const from = <T>(file: string, take: (path: string) => T): T => {
    try {
      return take(resolve(folder, file));
    } catch (error) {
      throw new RingfenceError(EVIDENCE_PAGES.read, {
        at: `${program.file} ${dataset.name}, legacy copy ${copy.name}`,
        given: `${file}: ${(error as NodeJS.ErrnoException).code ?? "not readable"}`,
        expected: "a file beside the program",
        fix: "Put the evidence where the program says, or correct the name.",
      });
    }
  };
  const read = (file: string): string => from(file, (path) => readFileSync(path, "utf8"));
  const digests = (files: readonly string[] = []) => files.map((file) => from(file, sha256OfFile));
  const envelopes = [...copy.evidence, ...(dataset.legalHold?.release ? [dataset.legalHold.release] : [])];
  try {
    return purgeGate({
      dataset: dataset.name,
      copy: copy.name,
      program: scopeDigest(program, dataset.name, copy.name),
      keyForm: keyFormOf(copy),
      evidence: envelopes.map((name) => ({ name, content: read(name) })),
      rows: copy.rows === undefined ? "" : read(copy.rows),
      inventories: { legacy: digests(copy.inventories?.legacy), home: digests(copy.inventories?.home) },
      backups: backupsOf(copy) ?? null,
      by: "purgeBy" in copy ? copy.purgeBy : "deletion",
      queries: KNOWN_QUERIES,
      keys: { gatekeeper: gatekeeper.evidenceKey ?? "", auditor: auditor.evidenceKey ?? "" },
      closed: phaseOf(copy, dataset) === "closed",
      dataCentre: copy.kind === "data-centre" ? { export: copy.export, sanitisation: copy.sanitisation } : null,
      hold: dataset.legalHold ? { reference: dataset.legalHold.reference, since: dataset.legalHold.since } : null,
      asOf,
      lastWrite: copy.frozenAt ?? null,
    });
  } catch (error) {
    if (error instanceof RingfenceError) return [error];
    throw error;
  }
}
