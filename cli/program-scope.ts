import type { Program } from "../config/program";
import type { Scope } from "../config/scope";
import { freedOf } from "../evidence/leaving";
import { readLedger } from "./ledger";

/** By what a program's stacks are judged as they stand: its scope, its ledger, and what verified evidence lets go. */
export const scopeOfProgram = (program: Program, asOf: string): Scope => ({
  ...program.scope(),
  ledger: readLedger(program),
  ...freedOf(program, asOf),
});
