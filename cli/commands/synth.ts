import { loadProgram } from "../../config/load";
import { synthesize } from "../../stacks/program-stacks";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { complain } from "../terminal";

/** Stacks only; nothing is judged, which the last line says. */
export function synth(options: { program?: string; out: string }): number {
  const program = loadProgram(programFile(options.program), loadModule);
  synthesize(program, options.out);
  complain(`${options.out}/ holds the stacks of ${program.name}, not yet judged: ringfence review ${options.out}`);
  return 0;
}
