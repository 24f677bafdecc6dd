import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { program as example } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { Facts } from "../../review/facts/facts";
import { findingsOf } from "../../review/findings";
import { judge } from "../../review/judge";
import { RULES } from "../../review/rules/rules";
import { decode, parseJson } from "../../review/read/json";
import { read, type Inputs } from "../../review/read/read";
import { recognise } from "../../review/read/recognise";
import type { Finding } from "../../review/report/report";
import { synthesize } from "../../stacks/program-stacks";
import { reversing } from "../reversing";
import { snapshotting } from "../snapshotting";
import type { Edit, Estate, Harmful, StackJson } from "./edit";
import { ADDED_HARMLESS, addedEdits } from "./edits/added";
import { accessEdits } from "./edits/access";
import { auditEdits } from "./edits/audit";
import { custodyEdits } from "./edits/custody";
import { LINE_HARMLESS, lineEdits } from "./edits/line";
import { locationEdits } from "./edits/location";
import { migrationEdits } from "./edits/migration";
import { GOOGLE_HARMLESS, googleEdits } from "./edits/google";
import { googleGuardrailEdits } from "./edits/google-guardrails";
import { googleAroundEdits } from "./edits/google-around";
import { GOOGLE_BEYOND_HARMLESS, googleBesideEdits, googleBeyondEdits, legacyEdits } from "./edits/google-beyond";
import { GOOGLE_GROWN_HARMLESS } from "./edits/google-harmless";
import { googleRightsEdits } from "./edits/google-rights";
import { FROZEN_HARMLESS, frozenEdits } from "./edits/frozen";
import { guardrailEdits } from "./edits/guardrails";
import { googleUnseenEdits, leftOutEdits } from "./edits/left-out";
import { networkEdits } from "./edits/network";
import { ownGuardEdits } from "./edits/own-guards";
import { movingEdits, SPARED_HARMLESS, sparedEdits } from "./edits/spared";
import { unseenEdits } from "./edits/unseen";
import { watcherEdits } from "./edits/watchers";
import { patternEdits } from "./edits/patterns";
import { allowEdits } from "./edits/allows";
import { googleSettingEdits, settingEdits, SETTINGS_HARMLESS } from "./edits/settings";
import { moving } from "../moving";
import { SNAPSHOTS_HARMLESS, snapshotEdits } from "./edits/snapshots";
import { HARMLESS } from "./harmless";

/**
 * Edits the synthesized example in each of many single ways, and reviews it each time as a reviewer would who got the
 * folder: what harms must be found under its claim and at its address, what does not must raise nothing.
 */
const AS_OF = "2026-11-24";
const root = mkdtempSync(join(tmpdir(), "ringfence-mutations-"));

/** An example as it was synthesized, read once. */
interface Example {
  readonly program: Program;
  readonly inputs: Inputs;
}

/** What the review finds once the text of one stack is another; none is its own folder's. */
function findingsAfter(edit: Edit, of: Example, rules = RULES): readonly Finding[] {
  const intact = of.inputs.documents.find(({ name }) => name === edit.stack);
  if (!intact) throw new Error(`${edit.of}: there is no stack ${edit.stack}`);
  const stack = textOf(intact.path);
  const before = JSON.stringify(stack);
  edit.change(stack);
  const after = JSON.stringify(stack);
  if (after === before) throw new Error(`${edit.of}: the edit changes nothing`);
  const { json } = recognise(parseJson(after, intact.path), intact.path);
  const documents = of.inputs.documents.map((each) => (each === intact ? { ...each, json } : each));
  return findings({ ...of, inputs: { ...of.inputs, documents } }, rules);
}

/** The report's findings without the rest of the report, which takes as long again. */
function findings({ program, inputs }: Example, rules = RULES): readonly Finding[] {
  const facts = Facts.of(inputs, program.scope());
  return findingsOf(judge(facts, rules).told, facts, { asOf: AS_OF }).filter(({ acknowledged }) => acknowledged === null);
}

const textOf = (path: string) => JSON.parse(decode(readFileSync(path), path)) as StackJson;

interface Tally {
  readonly caught: number;
  readonly harmful: number;
  readonly alarms: number;
  readonly harmless: number;
  readonly before: number;
}

function tally(input: ProgramInput, editsOf: (estate: Estate) => readonly Harmful[], harmless: readonly Edit[]): Tally {
  const program = Program.of(input);
  const out = join(mkdtempSync(join(root, "estate-")), "cdktf.out");
  synthesize(program, out);
  // The ledger and earlier reports stay out of it: every edit is judged by itself.
  rmSync(join(out, "review"), { recursive: true, force: true });
  const of: Example = { program, inputs: read([out]) };
  const stacks = Object.fromEntries(of.inputs.documents.map(({ name, path }) => [name, textOf(path)]));
  const before = findings(of);
  for (const { rule, address, message } of before) say(`before any edit: ${rule} ${address}: ${message}`);
  const harmful = editsOf({ stacks });
  let caught = 0;
  for (const edit of harmful) {
    // A rule judges for one claim and knows no other rule: what the others would find is asked only where these miss.
    const ofClaim = RULES.filter(({ claim }) => claim === edit.claim);
    const hit = findingsAfter(edit, of, ofClaim).some(
      ({ address, stack }) => (stack === edit.stack || edit.anywhere === true || stack === "") && edit.at.test(address),
    );
    if (hit) caught += 1;
    else say(`missed: ${edit.of} (${edit.stack}, ${edit.claim}); found ${summary(findingsAfter(edit, of))}`);
  }
  let alarms = 0;
  for (const edit of harmless) {
    const found = findingsAfter(edit, of);
    if (found.length === 0) continue;
    alarms += 1;
    say(`false alarm: ${edit.of} (${edit.stack}); found ${summary(found)}`);
  }
  return { caught, harmful: harmful.length, alarms, harmless: harmless.length, before: before.length };
}

function main(): number {
  const all = [
    tally(
      europe,
      () => [
        ...googleEdits,
        ...googleGuardrailEdits,
        ...googleUnseenEdits,
        ...googleRightsEdits,
        ...googleAroundEdits,
        ...googleBeyondEdits,
        ...googleSettingEdits,
      ],
      [...GOOGLE_HARMLESS, ...GOOGLE_GROWN_HARMLESS, ...GOOGLE_BEYOND_HARMLESS],
    ),
    tally(moving("copy"), () => [...lineEdits, ...legacyEdits, ...movingEdits], LINE_HARMLESS),
    tally(
      example,
      (estate) => [
        ...locationEdits(estate),
        ...custodyEdits,
        ...networkEdits,
        ...accessEdits,
        ...auditEdits,
        ...migrationEdits,
        ...guardrailEdits,
        ...unseenEdits,
        ...leftOutEdits,
        ...ownGuardEdits,
        ...allowEdits,
        ...watcherEdits,
        ...addedEdits,
        ...patternEdits,
        ...googleBesideEdits,
        ...settingEdits,
        ...sparedEdits,
      ],
      [...HARMLESS, ...ADDED_HARMLESS, ...SETTINGS_HARMLESS, ...SPARED_HARMLESS],
    ),
    tally(reversing(), () => frozenEdits, FROZEN_HARMLESS),
    tally(snapshotting("copy"), () => snapshotEdits, SNAPSHOTS_HARMLESS),
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

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 2;
} finally {
  rmSync(root, { recursive: true, force: true });
}
