import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apply } from "../../cli/commands/apply";
import { digestOf, plan, plansFile } from "../../cli/commands/plan";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { changed, CONTENT, type Change } from "../config/refused";
import { purging } from "../purging";

const STACK = "purge-user-content-overseas-backup";
let folder: string;
let out: string;
let file: string;

/** The program as it is now, beside stacks and plans that were made while its evidence verified. */
const saying = (change: Change = () => undefined): Program => {
  const program = Program.of(changed(purging(folder).data, change), file);
  writeFileSync(file, JSON.stringify(program.data));
  return program;
};
const planned = (program: Program) => {
  const configuration = join(out, "stacks", STACK, "cdk.tf.json");
  const planFile = join(out, "plans", `${STACK}.tfplan`);
  writeFileSync(planFile, "a plan");
  const plans = [{ stack: STACK, file: `${STACK}.tfplan`, digest: digestOf(planFile), configuration: digestOf(configuration) }];
  writeFileSync(plansFile(out), JSON.stringify({ schema: "ringfence.plans/1", program: program.digest, plans, waiting: [] }));
};
const codes = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "went on";
  } catch (error) {
    return [...new Set((userErrors(error) ?? []).map(({ code }) => code))].join(" ") || String(error);
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringfence-proved-"));
  file = join(folder, "program.json");
  out = join(folder, "cdktf.out");
  for (const each of ["plans", join("stacks", STACK)]) mkdirSync(join(out, each), { recursive: true });
  writeFileSync(join(out, "stacks", STACK, "cdk.tf.json"), "{}");
  writeFileSync(
    join(out, "manifest.json"),
    JSON.stringify({ stacks: { [STACK]: { workingDirectory: `stacks/${STACK}`, dependencies: [] } } }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const applying = () => codes(() => apply({ program: file, out }));
const planning = () => codes(() => plan([], { program: file, out }));

test("evidence that was withdrawn, or altered, after the plan: nothing is applied", async () => {
  planned(saying());
  // Placeholder accounts go no further than this, so that no engine is needed to see that nothing else stands against it.
  expect(await applying()).toBe("APPLY-EXAMPLE");
  appendFileSync(join(folder, "user-content-overseas-backup.dsse.json"), " ");
  expect(await applying()).toContain("PURGE-ENVELOPE");
  rmSync(join(folder, "user-content-overseas-backup.dsse.json"));
  expect(await applying()).toContain("INVENTORY-READ");
  expect(await planning()).toContain("INVENTORY-READ");
});

test("a hold that came after the build, with the phase taken back: what was built of the proof is neither planned nor applied", async () => {
  const held = saying((p) => {
    p.datasets[CONTENT].legalHold = { reference: "No. 21-1", since: "2026-11-23" };
    for (const copy of p.datasets[CONTENT].legacy) copy.phase = "soak";
  });
  planned(held);
  expect(await planning()).toBe("PLAN-UNPROVED");
  expect(await applying()).toBe("PLAN-UNPROVED");
});
