import { program } from "../../config/programs/united-states";
import { synthesized } from "../synth";
import { policiesOf } from "./documents";
import { killed, mutantsOf } from "./mutants";

/** `npm run test:policies`: would a case notice, if a policy of the united-states program lost any part of itself? */
const survivors: string[] = [];
let mutants = 0;
for (const policy of policiesOf(synthesized(program)))
  for (const mutant of mutantsOf(policy)) {
    mutants += 1;
    if (!killed(policy, mutant)) survivors.push(`${policy.name} ${mutant.at}`);
  }
for (const survivor of survivors) console.log(survivor);
console.log(`mutants: ${mutants}`);
console.log(`survivors: ${survivors.length}`);
process.exitCode = survivors.length > 0 ? 1 : 0;
