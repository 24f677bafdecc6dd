import type { Scope } from "../config/scope";
import type { JudgedCopies } from "../evidence/gate/judged-copies";
import { freedOf } from "../evidence/gate/leaving";
import { readLedger } from "./ledger";

/** By what a program's stacks are judged as they stand: its scope, its ledger, and what verified evidence lets go. */
export const scopeOfProgram = (judged: JudgedCopies): Scope => ({
  ...judged.program.scope(),
  ledger: readLedger(judged.program),
  ...freedOf(judged),
});
