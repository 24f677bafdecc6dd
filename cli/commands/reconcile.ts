import { statSync } from "node:fs";
import pc from "picocolors";
import { version } from "../../package.json";
import { keyFormBack, keyFormOf, sameKeyForm, type KeyForm } from "../../config/migration/key-form";
import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import { writeWhole } from "../../evidence/file";
import { backOf } from "../../evidence/back/going-back";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { reconcile, type ReconcileOptions } from "../../evidence/reconcile/reconcile";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { loadModule } from "../modules";
import { Progress } from "../progress";
import { programFile } from "../program-file";
import { complain, IN_COLOR, say } from "../terminal";
import { oneOf, usage } from "../usage";

export interface ReconcileCommandOptions {
  readonly dataset: string;
  readonly copy?: string;
  /** The other way: home is the first inventory, the old copy the second. */
  readonly back?: boolean;
  readonly program?: string;
  readonly out?: string;
  readonly rows?: string;
  readonly format?: string;
  readonly map: readonly string[];
  readonly unicode?: string;
  readonly legacyTaken?: string;
  readonly homeTaken?: string;
  /** A folder for the parts of inventories that are fetched. */
  readonly keep?: string;
  readonly plan: string;
  readonly threads: string;
  readonly memory: string;
}

/** Compares two inventories: exit 0 when all match or are extra, 1 when anything else, 2 when it cannot judge. */
export async function reconcileCommand(legacy: string, home: string, options: ReconcileCommandOptions): Promise<number> {
  const format = oneOf("reconcile", options.format ?? (process.stdout.isTTY ? "terminal" : "json"), ["terminal", "json"], "--format");
  const program = findProgram(options.program);
  if (program) checkNames(program, options.dataset, options.copy);
  const rowsFile = options.rows ?? (options.out === undefined ? undefined : `${options.out.replace(/\.json$/, "")}.rows.jsonl`);
  const progress = new Progress("reconcile");
  const result = await reconcile({
    dataset: options.dataset,
    copy: options.copy === undefined ? null : options.back === true ? backOf(options.copy) : options.copy,
    program: program && options.copy !== undefined ? scopeDigest(program, options.dataset, options.copy) : null,
    legacy,
    home,
    taken: { legacy: instant(options.legacyTaken, "--legacy-taken"), home: instant(options.homeTaken, "--home-taken") },
    buckets: await buckets(options, program),
    keys: keyForm(options, program),
    plan: oneOf("reconcile", options.plan, ["auto", "buckets", "keys", "join"], "--plan"),
    limits: { threads: threads(options.threads), memory: memory(options.memory) },
    rowsFile,
    version,
    keep: options.keep,
    told: progress.shown ? progress.bar : undefined,
  }).finally(() => progress.done());
  const json = `${JSON.stringify(result, null, 2)}\n`;
  if (options.out !== undefined) writeWhole(options.out, json);
  if (format === "terminal") say(inTerminal(result, rowsFile));
  else if (options.out === undefined) say(json);
  else complain(`${summary(result)}; ${options.out}`);
  return result.verdict === "met" ? 0 : 1;
}

/** The program belongs into the evidence; without one the comparison holds all the same, but carries no purge. */
function findProgram(named: string | undefined): Program | undefined {
  if (named === undefined && process.env["RINGFENCE_PROGRAM"] === undefined) {
    const usual = ["program.ts", "program.json", "program.yaml"].some((file) => statSync(file, { throwIfNoEntry: false }));
    if (!usual) return undefined;
  }
  return loadProgram(programFile(named), loadModule);
}

function checkNames(program: Program, dataset: string, copy: string | undefined): void {
  const { datasets } = program.data;
  const found = datasets.find(({ name }) => name === dataset);
  if (!found) throw usage("reconcile", "--dataset", dataset, `one of ${datasets.map(({ name }) => name).join(", ")}`);
  if (copy !== undefined && !found.legacy.some(({ name }) => name === copy))
    throw usage("reconcile", "--copy", copy, `one of ${found.legacy.map(({ name }) => name).join(", ") || "no legacy copy"}`);
}

/** The buckets that are compared, where the program says which. What went back may lie beside the old bucket. */
async function buckets(
  { dataset: name, copy, back }: ReconcileCommandOptions,
  program: Program | undefined,
): Promise<ReconcileOptions["buckets"]> {
  const dataset = program?.data.datasets.find((each) => each.name === name);
  const old = dataset?.legacy.find((each) => each.name === copy);
  if (!program || !dataset || !old) return {};
  const { bucketName } = await import("../../constructs/place/names");
  const home = dataset.store === "bucket" ? bucketName(program.homeOf(dataset), name) : undefined;
  return back === true ? { legacy: home } : { legacy: "bucket" in old ? old.bucket : undefined, home };
}

/** The program's word where it speaks of this copy; an option may repeat it, and never contradict it. */
function keyForm(options: ReconcileCommandOptions, program: Program | undefined): KeyForm {
  const asked = {
    prefixes: prefixes(options.map),
    unicode: oneOf("reconcile", options.unicode ?? "as-is", ["as-is", "nfc"], "--unicode"),
  };
  const copy = program?.data.datasets.find(({ name }) => name === options.dataset)?.legacy.find(({ name }) => name === options.copy);
  if (!copy) return asked;
  const said = options.back === true ? keyFormBack(keyFormOf(copy)) : keyFormOf(copy);
  const form = {
    prefixes: options.map.length > 0 ? asked.prefixes : said.prefixes,
    unicode: options.unicode === undefined ? said.unicode : asked.unicode,
  };
  if (sameKeyForm(form, said)) return said;
  throw usage(
    "reconcile",
    options.unicode !== undefined && asked.unicode !== said.unicode ? "--unicode" : "--map",
    JSON.stringify(form),
    `${JSON.stringify(said)}, as the program says of ${copy.name} under keys`,
  );
}

function prefixes(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [, from, to] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
      if (from === undefined || to === undefined) throw usage("reconcile", "--map", word, "OLD-PREFIX=NEW-PREFIX");
      return [from, to];
    }),
  );
}

function instant(word: string | undefined, option: string): string | null {
  if (word === undefined) return null;
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(word) || Number.isNaN(Date.parse(word)))
    throw usage("reconcile", option, word, "an instant such as 2026-11-24T06:00:00Z");
  return new Date(word).toISOString();
}

function threads(word: string): number {
  if (/^[1-9]\d{0,2}$/.test(word)) return Number(word);
  throw usage("reconcile", "--threads", word, "a number from 1 to 999");
}

function memory(word: string): string {
  if (/^[1-9]\d*(MB|GB)$/.test(word)) return word;
  throw usage("reconcile", "--memory", word, "an amount such as 1500MB or 4GB");
}

const summary = ({ counts }: Reconciliation) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ") || "nothing on either side";

function inTerminal(result: Reconciliation, rowsFile: string | undefined): string {
  const paint = pc.createColors(IN_COLOR);
  const colour = { met: paint.green, breach: paint.red, unknown: paint.yellow }[result.verdict];
  const shown = {
    met: "every object is proved",
    breach: "objects are missing or differ",
    unknown: "not determined: objects are not proved",
  };
  const proved = Object.entries(result.proof).filter(([, count]) => count > 0);
  return [
    `${paint.bold(result.dataset)}: ${colour(shown[result.verdict])}`,
    `  legacy  ${result.legacy.objects} objects, ${result.legacy.bytes} bytes, ${result.legacy.noncurrent} noncurrent versions`,
    `  home    ${result.home.objects} objects, ${result.home.bytes} bytes`,
    ...Object.entries(result.counts).map(([verdict, count]) => `  ${verdict.padEnd(9)} ${count}`),
    `  proved by ${proved.map(([name, count]) => `${name} ${count}`).join(", ") || "nothing"}${proved.length > 0 && result.proof.sha256 < result.counts.match ? "; only SHA-256 shows tampering, the others show accidents" : ""}`,
    ...(rowsFile === undefined ? [] : [`  rows that do not match: ${rowsFile}`]),
  ].join("\n");
}
