import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder } from "../../config/folder";
import { loadProgram } from "../../config/load";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { render } from "../../review/report/formats";
import { review } from "../../review/review";
import { writeReport } from "../report-files";
import { refuseGoingBack } from "../ledger";
import { stacksInOrder, type StackFolder } from "../manifest";
import { loadModule } from "../modules";
import { migrationOf } from "../moves";
import { programFile } from "../program-file";
import { scopeOfProgram } from "../program-scope";
import { refuseUnproved } from "../proved-stacks";
import { terraform, terraformError, terraformOrThrow } from "../terraform";
import { complain, IN_COLOR, say, today } from "../terminal";

/** A plan file that was reviewed; `apply` takes these and nothing else. */
export interface ReviewedPlan {
  readonly stack: string;
  readonly file: string;
  /** `sha256:` of the plan file's bytes. */
  readonly digest: string;
  /** `sha256:` of the configuration it was made from. */
  readonly configuration: string;
}

export interface PlansRecord {
  readonly schema: "ringfence.plans/1";
  readonly program: string;
  readonly plans: readonly ReviewedPlan[];
  readonly waiting: readonly string[];
}

export function plansFile(outdir: string): string {
  return join(outdir, "plans", "plans.json");
}

export function digestOf(file: string): string {
  return `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
}

/** Plans each stack in order, reviews all plans together with their sources, and records the digests when nothing blocks. */
export async function plan(named: readonly string[], options: { program?: string; out: string }): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  // The stacks were built of what the program said then: what it says now is noted in the ledger once it is applied.
  refuseGoingBack(program);
  // Before any folder is made: without stacks there is nothing to make one for.
  const stacks = stacksInOrder(options.out, named);
  const asOf = today();
  const judged = judgedCopies(program, asOf);
  refuseUnproved(judged, stacks);
  const folder = join(options.out, "plans");
  rmSync(folder, { recursive: true, force: true });
  // A plan file holds the variables that it was made with, a key store's credential too.
  makeFolder(folder, 0o700);
  const plans: ReviewedPlan[] = [];
  const waiting: string[] = [];
  const inputs: string[] = [];
  for (const stack of stacks) {
    const made = planStack(stack, folder);
    if (!made) waiting.push(stack.name);
    else {
      plans.push(made.plan);
      inputs.push(made.json, join(stack.folder, "cdk.tf.json"));
    }
    complain(`${stack.name}: ${made ? "planned" : "waits for an upstream stack's first apply, or for `ringfence custody connect`"}`);
  }
  if (inputs.length === 0) {
    say("No stack could be planned.");
    return 1;
  }
  const report = await review(inputs, scopeOfProgram(judged), { asOf, migration: migrationOf(judged) });
  await writeReport(report, join(options.out, "review"));
  say(await render(report, "terminal", IN_COLOR));
  if (waiting.length > 0) say(`Waiting for an upstream's first apply: ${waiting.join(", ")}`);
  if (report.blocks) return 1;
  const record: PlansRecord = { schema: "ringfence.plans/1", program: program.digest, plans, waiting };
  writeFileSync(plansFile(options.out), `${JSON.stringify(record, null, 2)}\n`);
  say(`Reviewed ${plans.length} ${plans.length === 1 ? "plan" : "plans"}; \`ringfence apply\` applies exactly what was reviewed.`);
  return 0;
}

/** An upstream has no state yet; or the keys' store is not there, or not connected (CUSTODY-CONNECT). */
const WAITS = /Unable to find remote state|CUSTODY-CONNECT|KMS Custom Key Store/;

function planStack(stack: StackFolder, folder: string): { plan: ReviewedPlan; json: string } | undefined {
  terraformOrThrow(stack.folder, ["init", "-input=false", "-no-color"]);
  const file = resolve(folder, `${stack.name}.tfplan`);
  const args = ["plan", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${file}`];
  const run = terraform(stack.folder, args);
  if (run.status !== 0) {
    if (WAITS.test(run.stderr)) return undefined;
    throw terraformError(stack.folder, args, run);
  }
  const json = join(folder, `${stack.name}.json`);
  writeFileSync(json, terraformOrThrow(stack.folder, ["show", "-json", "-no-color", file]));
  return {
    json,
    plan: {
      stack: stack.name,
      file: `${stack.name}.tfplan`,
      digest: digestOf(file),
      configuration: digestOf(join(stack.folder, "cdk.tf.json")),
    },
  };
}
