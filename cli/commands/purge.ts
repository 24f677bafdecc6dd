import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RingfenceError, RingfenceErrors } from "../../config/errors";
import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { sha256, unreadable } from "../../evidence/file";
import { goneWith } from "../../evidence/gate/gone-with";
import { proofOf } from "../../evidence/gate/program-proof";
import { PurgeProof } from "../../evidence/gate/purge-gate";
import { BACKUP_KINDS } from "../../evidence/sign/predicates";
import { refuseGoingBack } from "../ledger";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { openStore } from "../purge/open-store";
import { PURGING_PAGES } from "../purge/pages";
import type { Plan, PurgeRun } from "../purge/plan";
import { rehearsePurge } from "../purge/dry-run";
import { purge, type Purged } from "../purge/run";
import type { Kept } from "../purge/store";
import { clean, complain, say, today } from "../terminal";
import { usage } from "../usage";

export interface PurgeOptions {
  readonly dataset: string;
  readonly copy?: string;
  readonly evidence: string;
  readonly program?: string;
  readonly into?: string;
  readonly dryRun?: boolean;
}

/**
 * Deletes one old copy, as far as verified evidence lists it. Exit 0 when nothing stands any more (of a dry run: when it could
 * begin), 1 when something was held or is left, 2 when it was refused.
 */
export async function purgeCommand(options: PurgeOptions): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  refuseGoingBack(program);
  const { dataset, copy } = which(program, options);
  const proof = prove(program, dataset, copy);
  const evidence = named(options.evidence, proof, copy);
  const store = await openStore(program, dataset.name, copy, proof.list);
  try {
    const run: PurgeRun = {
      store,
      about: {
        schema: "ringfence.purge-record/1",
        dataset: dataset.name,
        copy: copy.name,
        program: proof.program,
        store: store.name,
        evidence,
        inventories: [...digestsOf(proof)],
        ...(proof.list ? { list: sha256(JSON.stringify(proof.list)) } : {}),
      },
      kind: { kind: copy.kind, name: store.name.replace(/^[\w-]+:\/\//, "") },
      plan: planOf(program, copy, proof),
      goneWith: goneWith(program, copy),
      by: "purgeBy" in copy ? copy.purgeBy : "deletion",
      folder: options.into ?? `${resolve(options.evidence).replace(/(\.dsse)?\.json$/, "")}.purge`,
      progress: (deleted) => void (process.stderr.isTTY && process.stderr.write(`\r${deleted.toLocaleString("en")} deleted`)),
    };
    return await (options.dryRun ? dryRun(run) : inEarnest(run));
  } finally {
    store.close();
  }
}

const digestsOf = ({ reconciliation }: PurgeProof): readonly string[] => reconciliation.legacy.files.map((file) => file.sha256);

function planOf(program: Program, copy: CopyData, proof: PurgeProof): Plan {
  const { list, reconciliation } = proof;
  if (list) return { from: "list", list, taken: list.taken };
  return {
    from: "inventory",
    file: resolve(dirname(resolve(program.file)), copy.inventories?.legacy[0] ?? ""),
    digests: digestsOf(proof),
    versionless: copy.kind === "aws-bucket" ? "null" : "refused",
    taken: reconciliation.legacy.taken ?? "",
  };
}

function which(program: Program, { dataset: name, copy: wanted }: PurgeOptions): { dataset: DatasetData; copy: CopyData } {
  const { datasets } = program.data;
  const dataset = datasets.find((each) => each.name === name);
  if (!dataset) throw usage("purge", "--dataset", name, `one of ${datasets.map((each) => each.name).join(", ")}`);
  const names = dataset.legacy.map((each) => each.name).join(", ") || "no legacy copy";
  const going = dataset.legacy.filter((each) => (wanted === undefined ? phaseOf(each, dataset) === "purge" : each.name === wanted));
  const [copy] = going;
  if (!copy && wanted !== undefined) throw usage("purge", "--copy", wanted, `one of ${names}`);
  if (copy && going.length > 1) throw usage("purge", "--copy", "nothing", `one of ${going.map((each) => each.name).join(", ")}`);
  if (copy && phaseOf(copy, dataset) === "purge") return { dataset, copy };
  throw new RingfenceError(PURGING_PAGES.phase, {
    at: `${program.file} ${name}${copy ? `, legacy copy ${copy.name}` : ""}`,
    given: copy ? phaseOf(copy, dataset) : dataset.legacy.map((each) => `${each.name} in ${phaseOf(each, dataset)}`).join(", ") || names,
    expected: "purge",
    fix: "Let the copy reach the phase purge, with its evidence, and apply that first.",
  });
}

/** The gate that stacks pass through, and no other. */
function prove(program: Program, dataset: DatasetData, copy: CopyData): PurgeProof {
  const judged = proofOf(program, dataset, copy, today());
  if (PurgeProof.isPurgeProof(judged)) return judged;
  throw new RingfenceErrors(judged);
}

/** The digest of the file named, which must be evidence that the gate just verified. */
function named(file: string, proof: PurgeProof, copy: CopyData): string {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
  const digest = sha256(content);
  if (proof.evidence.some((each) => each.sha256 === digest)) return digest;
  throw new RingfenceError(PURGING_PAGES.named, {
    at: file,
    given: digest,
    expected: `one of ${copy.evidence.join(", ")}`,
    fix: "Name the envelope that stands under the copy's evidence in the program.",
  });
}

async function dryRun(run: PurgeRun): Promise<number> {
  const { going, held, statement, unfrozen } = await rehearsePurge(run);
  say(`${run.store.name}: ${count(going.count, "item")}, ${going.bytes} bytes would be deleted.`);
  if (going.first !== null) say(`  first  ${clean(going.first)}\n  last   ${clean(going.last ?? "")}`);
  if (statement !== null) say(`  for lifecycle rules, gatekeeper and auditor sign ${statement}`);
  if (unfrozen) say("  no statement for lifecycle rules: the bucket takes writes still. Apply its legacy stack, then run this again.");
  sayKept(held);
  return held.length > 0 ? 1 : 0;
}

async function inEarnest(run: PurgeRun): Promise<number> {
  const purged = await purge(run);
  if (process.stderr.isTTY) complain("");
  const { counted, kept, left, softDeleted, destruction, vanished } = purged;
  const { objects, versions, markers, uploads, backups } = counted;
  const all = objects + versions + markers + uploads + backups.length;
  const parts =
    run.plan.from === "list"
      ? BACKUP_KINDS.map((kind) => ({ kind, n: backups.filter((each) => each.kind === kind).length }))
          .filter(({ n }) => n > 0)
          .map(({ kind, n }) => count(n, kind.replace("-", " ")))
      : [
          count(objects, "object"),
          count(versions, "further version"),
          count(markers, "delete marker"),
          count(uploads, "incomplete upload"),
        ];
  say(`${run.store.name}: ${count(all, "item")} deleted: ${parts.join(", ")}; ${counted.bytes} bytes.`);
  sayKept(kept);
  if (vanished > 0)
    say(
      `${count(vanished, run.plan.from === "list" ? "backup" : "version")} of the evidence had gone before; this command did not delete them.`,
    );
  if (softDeleted.last !== null)
    say(`${count(softDeleted.count, "soft-deleted item")}; T1, when the last is gone for good: ${softDeleted.last}`);
  if (left.count > 0) say(`${count(left.count, "item")}, ${left.bytes} bytes still stand. Run the command again when they may go.`);
  else if (destruction !== null) say(`Nothing is left. Have gatekeeper and auditor sign ${destruction}`);
  else say("Nothing is left, and nothing was deleted by this command.");
  say(`  record and listings  ${join(run.folder, "record.jsonl")}`);
  return exitOf(purged);
}

const exitOf = ({ left, kept }: Purged): number => (left.count > 0 || kept.length > 0 ? 1 : 0);

const count = (number: number, what: string) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

/** Each with what holds it; of very many, the first hundred. */
function sayKept(kept: readonly Kept[]): void {
  for (const { item, why } of kept.slice(0, 100)) say(`  kept  ${clean(JSON.stringify(item.key))} ${item.kind} ${item.id}: ${clean(why)}`);
  if (kept.length > 100) say(`  and ${kept.length - 100} more; the record has them all`);
}
