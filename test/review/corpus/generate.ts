import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES, planOf } from "./make";

/** Plans every case anew, or those that are named: `node bin/build.js test/review/corpus/generate.ts [CASE…]`. */
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : readdirSync(CASES).sort()) {
  try {
    writeFileSync(join(CASES, name, "plan.json"), `${JSON.stringify(planOf(name))}\n`);
    process.stdout.write(`${name}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${(error as Error).message}\n`);
  }
}
