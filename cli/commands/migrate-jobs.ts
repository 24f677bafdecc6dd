import { setTimeout as sleep } from "node:timers/promises";
import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { loadModule } from "../modules";
import { movesPath } from "../moves";
import { isOver, type Mover } from "../movers/mover";
import { moverOf } from "../movers/movers";
import { JobRecord, type Recorded } from "../movers/record";
import { programFile } from "../program-file";
import { clean, complain, say } from "../terminal";
import { usage } from "../usage";

export interface JobsOptions {
  readonly dataset: string;
  /** One old copy; every copy of the dataset when it is absent. */
  readonly copy?: string;
  readonly program?: string;
  /** The old bucket's inventory of all versions, from which S3 Batch's manifests are made. */
  readonly inventory?: string;
  /** Look once, and do not wait. */
  readonly once?: boolean;
}

interface Moved {
  readonly label: string;
  readonly mover: Mover;
  readonly record: JobRecord;
}

const EVERY_MS = 30_000;

/** Submits what is due for each copy, unless something of it runs already. */
export async function migrateStart(options: JobsOptions): Promise<number> {
  for (const { label, mover, record } of await moved("start", options)) {
    await refresh(mover, record);
    const known = record.jobs();
    const running = known.filter(({ state }) => !isOver(state));
    if (running.length > 0) {
      for (const job of running) say(clean(`${label}: ${job.what} is ${job.state}; nothing was started`));
      continue;
    }
    const needed = await mover.prepare?.();
    if (needed !== undefined) {
      say(clean(`${label}: nothing was started; write into the program, apply the copy's stack, and start again: ${needed}`));
      continue;
    }
    const job = await mover.start(known);
    if (job) record.add(job, { state: "waiting", detail: "submitted" });
    say(clean(job ? `${label}: started ${job.what}, ${job.id}` : `${label}: every job has been run; reconcile says what is missing`));
    complain(`recorded in ${record.file}`);
  }
  return 0;
}

/** Says what each job's state is, whenever it changes and at the end, until all are over. Exit 1 when one failed or was stopped. */
export async function migrateWatch(options: JobsOptions, everyMs = EVERY_MS): Promise<number> {
  const all = await moved("watch", options);
  const told = new Set<string>();
  const tell = (label: string, job: Recorded | undefined) => {
    told.add(label);
    say(clean(`${label}: ${job ? `${job.what}: ${job.state} (${job.detail})` : "nothing was started"}`));
  };
  for (;;) {
    for (const { label, mover, record } of all) for (const job of await refresh(mover, record)) tell(label, job);
    const last = all.flatMap(({ record }) => record.jobs().slice(-1));
    if (options.once === true || last.every(({ state }) => isOver(state) || state === "following")) {
      for (const { label, record } of all.filter((each) => !told.has(each.label))) tell(label, record.jobs().at(-1));
      return last.some(({ state }) => state === "failed" || state === "stopped") ? 1 : 0;
    }
    await sleep(everyMs);
  }
}

/** Asks the cloud to stop what runs. What has arrived stays at home; the next start goes on from there. */
export async function migrateStop(options: JobsOptions): Promise<number> {
  for (const { label, mover, record } of await moved("stop", options)) {
    await refresh(mover, record);
    const running = record.jobs().filter(({ state }) => !isOver(state));
    for (const job of running) {
      await mover.stop(job);
      say(clean(`${label}: asked to stop ${job.what}; \`ringfence migrate watch\` says when it has`));
    }
    if (running.length === 0) say(clean(`${label}: nothing runs`));
  }
  return 0;
}

/** Looks at every job that is not over, and answers those whose state or count changed. */
async function refresh(mover: Mover, record: JobRecord): Promise<readonly Recorded[]> {
  const changed: Recorded[] = [];
  for (const job of record.jobs().filter(({ state }) => !isOver(state))) {
    const seen = await mover.look(job);
    if (seen.state === job.state && seen.detail === job.detail) continue;
    record.add(job, seen);
    changed.push({ ...job, ...seen });
  }
  return changed;
}

async function moved(command: string, options: JobsOptions): Promise<readonly Moved[]> {
  const program = loadProgram(programFile(options.program), loadModule);
  const { dataset, copies } = named(program, command, options);
  const all: Moved[] = [];
  for (const copy of copies) {
    const place = movesPath(program, dataset.name, copy.name);
    all.push({
      label: `${dataset.name} from ${copy.name}`,
      mover: await moverOf(program, dataset, copy, { folder: place, inventory: options.inventory }),
      record: new JobRecord(`${place}.jsonl`),
    });
  }
  return all;
}

export function named(
  program: Program,
  command: string,
  options: Pick<JobsOptions, "dataset" | "copy">,
): { readonly dataset: DatasetData; readonly copies: readonly CopyData[] } {
  const { datasets } = program.data;
  const dataset = datasets.find(({ name }) => name === options.dataset);
  if (!dataset) throw usage(`migrate ${command}`, "--dataset", options.dataset, `one of ${datasets.map(({ name }) => name).join(", ")}`);
  const copies = dataset.legacy.filter(({ name }) => options.copy === undefined || name === options.copy);
  const names = dataset.legacy.map(({ name }) => name).join(", ");
  if (copies.length === 0)
    throw usage(`migrate ${command}`, "--copy", options.copy ?? "none", names === "" ? "a dataset with an old copy" : `one of ${names}`);
  return { dataset, copies };
}
