import { killed, mutantsOf } from "./mutants";
import { everyPolicy } from "./programs";

/** `npm run test:policies`: would a case notice, if a policy of the united-states program, in any custody mode, lost any part of itself? */
const survivors: string[] = [];
let mutants = 0;
/** What the names must hold, such as `purge/`; all of them when nothing is said. */
const [, , only = ""] = process.argv;
const policies = everyPolicy().filter(({ name }) => name.includes(only));
// Cases that the policy itself does not pass would kill every mutant.
const wrong = policies.filter((policy) => killed(policy, policy)).map(({ name }) => name);
for (const name of wrong) console.log(`${name} does not decide its own cases as it must; see npx jest test/policies`);
for (const policy of policies.filter(({ name }) => !wrong.includes(name)))
  for (const mutant of mutantsOf(policy)) {
    mutants += 1;
    if (!killed(policy, mutant)) survivors.push(`${policy.name} ${mutant.at}`);
  }
for (const survivor of survivors) console.log(survivor);
console.log(`mutants: ${mutants}`);
console.log(`survivors: ${survivors.length}`);
process.exitCode = survivors.length > 0 || wrong.length > 0 ? 1 : 0;
