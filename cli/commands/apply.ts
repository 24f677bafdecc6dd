import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RingfenceError, type ErrorPage } from "../../config/errors";
import { loadProgram } from "../../config/load";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { refuseGoingBack, writeLedger } from "../ledger";
import { stacksInOrder } from "../manifest";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { refuseUnproved } from "../proved-stacks";
import { terraformOrThrow } from "../terraform";
import { complain, say, today } from "../terminal";
import { digestOf, plansFile, type PlansRecord } from "./plan";

export const APPLY_PAGES = {
  none: {
    code: "APPLY-NO-PLAN",
    title: "no reviewed plans",
    why: "What is applied is what was judged: without a reviewed plan there is nothing to apply.",
  },
  changed: {
    code: "APPLY-CHANGED",
    title: "a plan is not the one that was reviewed",
    why: "A plan file that changed after its review was judged by nobody.",
  },
  example: {
    code: "APPLY-EXAMPLE",
    title: "an EXAMPLE program deploys to the loopback only",
    why: "Its account ids are placeholders and belong to others, if to anybody.",
  },
} as const satisfies Record<string, ErrorPage>;

/** The override file that points a stack at local engines. */
const LOOPBACK = "loopback_override.tf.json";

/** Checks every digest and every proof before the first stack is touched, enters into the ledger what will stand, then applies the plan files in order. */
export function apply(options: { program?: string; out: string }): number {
  const program = loadProgram(programFile(options.program), loadModule);
  const file = plansFile(options.out);
  if (!existsSync(file))
    throw new RingfenceError(APPLY_PAGES.none, {
      at: file,
      given: "nothing",
      expected: "plans that were reviewed and not blocked",
      fix: "Run `ringfence plan` first.",
    });
  const record = JSON.parse(readFileSync(file, "utf8")) as PlansRecord;
  const changed = (at: string, given: string, expected: string) =>
    new RingfenceError(APPLY_PAGES.changed, { at, given, expected, fix: "Plan and review again." });
  if (record.program !== program.digest) throw changed(program.file, program.digest, record.program);
  const stacks = stacksInOrder(
    options.out,
    record.plans.map((plan) => plan.stack),
  );
  // Plans may be days old: what let them be made has to hold still.
  refuseGoingBack(program);
  refuseUnproved(judgedCopies(program, today()), stacks);
  const steps = stacks.flatMap((stack) => {
    const plan = record.plans.find((known) => known.stack === stack.name);
    if (!plan) return [];
    const planFile = resolve(dirname(file), plan.file);
    const source = join(stack.folder, "cdk.tf.json");
    for (const [path, digest] of [
      [planFile, plan.digest],
      [source, plan.configuration],
    ] as const) {
      const now = existsSync(path) ? digestOf(path) : "no file";
      if (now !== digest) throw changed(path, now, digest);
    }
    if (program.headline === "EXAMPLE" && !existsSync(join(stack.folder, LOOPBACK)))
      throw new RingfenceError(APPLY_PAGES.example, {
        at: stack.folder,
        given: "placeholder accounts",
        expected: "your own accounts, or local engines",
        fix: "Put your accounts into the program.",
      });
    return { stack, planFile };
  });
  // Before the first stack: what an apply that is killed has begun is remembered too.
  writeLedger(program, options.out);
  for (const { stack, planFile } of steps) {
    complain(`${stack.name}: applying`);
    terraformOrThrow(stack.folder, ["apply", "-input=false", "-no-color", "-lock-timeout=60s", planFile]);
  }
  say(
    `Applied ${steps.length} reviewed ${steps.length === 1 ? "plan" : "plans"}.${record.waiting.length > 0 ? ` Plan again for: ${record.waiting.join(", ")}` : ""}`,
  );
  return 0;
}
