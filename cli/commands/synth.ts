import { loadProgram } from "../../config/load";
import { refuseGoingBack } from "../ledger";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { complain } from "../terminal";

/** Stacks only; nothing is judged, which the last line says. */
export async function synth(options: { program?: string; out: string }): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  refuseGoingBack(program);
  const { synthesize } = await import("../../stacks/program-stacks");
  synthesize(program, options.out);
  complain(`${options.out}/ holds the stacks of ${program.name}, not yet judged: ringfence review ${options.out}`);
  return 0;
}
