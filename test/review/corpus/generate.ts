import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES, planOf } from "./make";

/** Plans every case anew, or those that are named: `node bin/build.js test/review/corpus/generate.ts [CASE…]`. */
async function generate(named: readonly string[]): Promise<void> {
  for (const name of named.length > 0 ? named : planned()) {
    try {
      writeFileSync(join(CASES, name, "plan.json"), `${JSON.stringify(await planOf(name))}\n`);
      process.stdout.write(`${name}\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${(error as Error).message}\n`);
    }
  }
}

/** Plans that no released terraform writes were made by hand, and their sources say so. */
const planned = () =>
  readdirSync(CASES)
    .filter((name) => !name.startsWith("handmade-"))
    .sort();

void generate(process.argv.slice(2));
