import type { RingfenceError } from "../../config/errors";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import type { Phase } from "../../config/scope";
import { proofOf } from "./program-proof";
import type { PurgeProof } from "./purge-gate";

/** One legacy copy, with what the gate says of the evidence that the program names. */
export interface JudgedCopy {
  readonly dataset: DatasetData;
  readonly copy: CopyData;
  readonly phase: Phase;
  /** Leave to destroy it, or what is missing; null where no evidence is named, nor asked for by the phase. */
  readonly judged: PurgeProof | readonly RingfenceError[] | null;
}

/** A program's copies on one day. */
export interface JudgedCopies {
  readonly program: Program;
  readonly asOf: string;
  readonly copies: readonly JudgedCopy[];
}

const DESTROYING: readonly Phase[] = ["purge", "closed"];
export const isDestroying = (phase: Phase): boolean => DESTROYING.includes(phase);

/** Reads and verifies the evidence of every copy, once for whatever a command asks of it: an inventory may have gigabytes. */
export function judgedCopies(program: Program, asOf = new Date().toISOString().slice(0, 10)): JudgedCopies {
  const copies = program.data.datasets.flatMap((dataset) =>
    dataset.legacy.map((copy): JudgedCopy => {
      const phase = phaseOf(copy, dataset);
      const asked = copy.evidence.length > 0 || isDestroying(phase);
      return { dataset, copy, phase, judged: asked ? proofOf(program, dataset, copy, asOf) : null };
    }),
  );
  return { program, asOf, copies };
}
