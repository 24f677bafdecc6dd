import { existsSync } from "node:fs";
import { buildProgram } from "./cli/gate";

/**
 * Program -> stacks -> review. Point it at your own program with a `program.ts` beside cdktf.json,
 * or with RINGFENCE_PROGRAM; without either it builds the example of the story.
 */
const program = process.env.RINGFENCE_PROGRAM ?? (existsSync("program.ts") ? "program.ts" : "config/programs/united-states.ts");

void buildProgram(program, process.env.CDKTF_OUTDIR ?? "cdktf.out").then((exit) => {
  process.exitCode = exit;
});
