import { join, relative } from "node:path";
import { loadProgram } from "../config/load";
import { judgedCopies, type JudgedCopies } from "../evidence/gate/judged-copies";
import { proofsOf } from "../evidence/gate/proofs";
import { render } from "../review/report/formats";
import { review } from "../review/review";
import { refuseGoingBack, writeLedger } from "./ledger";
import { loadModule } from "./modules";
import { migrationOf } from "./moves";
import { JudgedOutdir } from "./outdir";
import { scopeOfProgram } from "./program-scope";
import { writeReport } from "./report-files";
import { IN_COLOR, say, sayErrors, today } from "./terminal";

/**
 * Builds a program's stacks, judges them, and leaves something deployable only when nothing blocks.
 * Answers the exit code: 0, or 1 when the program is refused or the review blocks.
 */
export async function buildProgram(file: string, outdir: string): Promise<number> {
  const asOf = today();
  const folder = new JudgedOutdir(outdir);
  let judged: JudgedCopies;
  try {
    const program = loadProgram(file, loadModule);
    refuseGoingBack(program);
    judged = judgedCopies(program, asOf);
    const { synthesize } = await import("../stacks/program-stacks");
    synthesize(program, folder.draft, proofsOf(judged));
  } catch (error) {
    folder.block();
    return sayErrors(error, 1);
  }
  const report = await review([folder.draft], scopeOfProgram(judged), { asOf, migration: migrationOf(judged) });
  await writeReport(report, join(folder.draft, "review"));
  if (report.blocks) {
    folder.block();
    say(await render(report, "terminal", IN_COLOR));
    say(`Blocked: nothing is left to deploy. The stacks and the report are kept for reading in ${shown(folder.blocked)}/`);
    return 1;
  }
  folder.accept();
  writeLedger(judged.program, outdir);
  say(await render(report, "terminal", IN_COLOR));
  say(`Stacks   ${shown(outdir)}/stacks/   (cdktf deploy, or plain terraform in each folder)`);
  say(`Report   ${shown(join(outdir, "review", "report.html"))}   and report.json beside it`);
  say(`Program  ${judged.program.file}`);
  return 0;
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
