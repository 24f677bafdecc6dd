import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { program as example } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { review } from "../../review/review";
import type { Finding, Report } from "../../review/report/report";
import { synthesize } from "../../stacks/program-stacks";
import { snapshotting } from "../snapshotting";
import type { Edit, Estate, Harmful, StackJson } from "./edit";
import { accessEdits } from "./edits/access";
import { auditEdits } from "./edits/audit";
import { custodyEdits } from "./edits/custody";
import { locationEdits } from "./edits/location";
import { migrationEdits } from "./edits/migration";
import { GOOGLE_HARMLESS, googleEdits } from "./edits/google";
import { networkEdits } from "./edits/network";
import { SNAPSHOTS_HARMLESS, snapshotEdits } from "./edits/snapshots";
import { HARMLESS } from "./harmless";

/**
 * Edits the synthesized example in each of many single ways, and reviews it each time as a reviewer would who got the
 * folder: what harms must be found under its claim and at its address, what does not must raise nothing.
 */
const AS_OF = "2026-11-24";
const root = mkdtempSync(join(tmpdir(), "ringfence-mutations-"));

/** An example, synthesized into a folder of its own. */
interface Example {
  readonly program: Program;
  readonly out: string;
}

function fileOf({ out }: Example, stack: string): string {
  return join(out, "stacks", stack, "cdk.tf.json");
}

async function findingsAfter(edit: Edit, of: Example): Promise<readonly Finding[]> {
  const file = fileOf(of, edit.stack);
  const intact = readFileSync(file, "utf8");
  const stack = JSON.parse(intact) as StackJson;
  edit.change(stack);
  const edited = JSON.stringify(stack);
  if (edited === JSON.stringify(JSON.parse(intact))) throw new Error(`${edit.of}: the edit changes nothing`);
  writeFileSync(file, edited);
  try {
    return blocking(await review([of.out], of.program.scope(), { asOf: AS_OF }));
  } finally {
    writeFileSync(file, intact);
  }
}

const blocking = (report: Report): readonly Finding[] => report.findings.filter(({ acknowledged }) => acknowledged === null);

interface Tally {
  readonly caught: number;
  readonly harmful: number;
  readonly alarms: number;
  readonly harmless: number;
  readonly before: number;
}

async function tally(input: ProgramInput, editsOf: (estate: Estate) => readonly Harmful[], harmless: readonly Edit[]): Promise<Tally> {
  const of: Example = { program: Program.of(input), out: join(mkdtempSync(join(root, "estate-")), "cdktf.out") };
  synthesize(of.program, of.out);
  // The ledger and earlier reports stay out of it: every edit is judged by itself.
  rmSync(join(of.out, "review"), { recursive: true, force: true });
  const stacks = Object.fromEntries(
    readdirSync(join(of.out, "stacks")).map((name) => [name, JSON.parse(readFileSync(fileOf(of, name), "utf8")) as StackJson]),
  );
  const before = blocking(await review([of.out], of.program.scope(), { asOf: AS_OF }));
  for (const { rule, address, message } of before) say(`before any edit: ${rule} ${address}: ${message}`);
  const harmful = editsOf({ stacks });
  let caught = 0;
  for (const edit of harmful) {
    const found = await findingsAfter(edit, of);
    const hit = found.some(
      ({ claim, address, stack }) =>
        claim === edit.claim && (stack === edit.stack || edit.anywhere === true || stack === "") && edit.at.test(address),
    );
    if (hit) caught += 1;
    else say(`missed: ${edit.of} (${edit.stack}, ${edit.claim}); found ${summary(found)}`);
  }
  let alarms = 0;
  for (const edit of harmless) {
    const found = await findingsAfter(edit, of);
    if (found.length === 0) continue;
    alarms += 1;
    say(`false alarm: ${edit.of} (${edit.stack}); found ${summary(found)}`);
  }
  return { caught, harmful: harmful.length, alarms, harmless: harmless.length, before: before.length };
}

async function main(): Promise<number> {
  const all = [
    await tally(europe, () => googleEdits, GOOGLE_HARMLESS),
    await tally(
      example,
      (estate) => [...locationEdits(estate), ...custodyEdits, ...networkEdits, ...accessEdits, ...auditEdits, ...migrationEdits],
      HARMLESS,
    ),
    await tally(snapshotting("copy"), () => snapshotEdits, SNAPSHOTS_HARMLESS),
  ];
  const sum = (count: keyof Tally) => all.reduce((total, each) => total + each[count], 0);
  say(`harmless edits: ${sum("harmless")}`);
  say(`caught ${sum("caught")} of ${sum("harmful")}, false alarms ${sum("alarms")}`);
  return sum("caught") === sum("harmful") && sum("alarms") === 0 && sum("before") === 0 ? 0 : 1;
}

const summary = (found: readonly Finding[]): string =>
  found.length === 0 ? "nothing" : found.map(({ rule, stack, address }) => `${rule} ${stack} ${address}`).join("; ");

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main()
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 2;
  })
  .finally(() => rmSync(root, { recursive: true, force: true }));
