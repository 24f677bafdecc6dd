import { closeSync, createReadStream, existsSync, fsyncSync, ftruncateSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { BACKUP_KINDS } from "../../evidence/sign/predicates";
import { PURGING_PAGES } from "./pages";
import type { Item } from "./store";

/** What a record is about; a run goes on from a record only when all of it is equal. */
const about = z.strictObject({
  schema: z.literal("ringfence.purge-record/1"),
  dataset: z.string(),
  copy: z.string(),
  program: z.string(),
  store: z.string(),
  evidence: z.string(),
  inventories: z.array(z.string()),
  /** Of the signed list, where the store holds backups. */
  list: z.string().optional(),
});
export type About = z.infer<typeof about>;

const instant = z.iso.datetime({ precision: 3 });
/** Key, id, kind, size, live. */
const item = z.tuple([
  z.string(),
  z.string(),
  z.enum(["version", "marker", "upload", ...BACKUP_KINDS]),
  z.string().nullable(),
  z.boolean(),
]);
/** Written before the call. */
const intent = z.strictObject({ batch: z.string(), deletes: z.array(item) });
/** Written after it: what the store kept, by its position in the batch, and why. */
const outcome = z.strictObject({ batch: z.string(), at: instant, kept: z.array(z.tuple([z.number().int(), z.string()])) });
/** One run's listing, and the digest of its file. */
const listing = z.strictObject({ listing: z.enum(["before", "after"]), at: instant, file: z.string(), sha256: z.string() });
const line = z.union([intent, outcome, listing]);
type Line = z.infer<typeof line>;

export interface Recorded extends Item {
  readonly size: string | null;
  /** Was it what a plain read answered with, when the evidence was made? */
  readonly live: boolean;
}

/** One batch: its outcome is null where a run ended between the call and the answer. */
export interface Batch {
  readonly name: string;
  readonly items: readonly Recorded[];
  readonly outcome: { readonly at: string; readonly kept: readonly (readonly [number, string])[] } | null;
}

/** What a record tells beside its batches. */
export interface Told {
  /** How many runs it holds. */
  runs: number;
  /** The digest of the first listing before, whatever ran since. */
  before: string | null;
  lastDeletion: string | null;
}

/**
 * Reads a record's batches one by one, and fills `told`. Nothing when there is no record yet. A last line that was cut off
 * in the writing is taken away: an intent on disk precedes each call, so that what a cut-off line would have said is known.
 */
export async function* readRecord(file: string, expected: About, told: Told): AsyncGenerator<Batch> {
  if (!existsSync(file)) return;
  dropTorn(file);
  const open = new Map<string, readonly Recorded[]>();
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number++;
    const json = parse(text, file, number);
    if (number === 1) {
      const { data } = about.safeParse(json);
      if (JSON.stringify(data) !== JSON.stringify(expected))
        throw altered(file, "the record of another purge", `one of ${expected.copy}, ${expected.store} and this evidence`);
      continue;
    }
    const { data: each } = line.safeParse(json);
    if (!each) throw altered(file, `line ${number} of another form`, "lines as the command wrote them");
    if ("listing" in each) {
      if (each.listing === "before") {
        told.runs++;
        told.before ??= each.sha256;
      }
    } else if ("deletes" in each)
      open.set(
        each.batch,
        each.deletes.map(([key, id, kind, size, live]) => ({ key, id, kind, size, live })),
      );
    else {
      const items = open.get(each.batch);
      if (!items) throw altered(file, `line ${number}: an outcome of no batch`, "a batch before its outcome");
      open.delete(each.batch);
      if (each.kept.length < items.length) told.lastDeletion = each.at;
      yield { name: each.batch, items, outcome: { at: each.at, kept: each.kept } };
    }
  }
  for (const [name, items] of open) yield { name, items, outcome: null };
}

/** Adds lines to a record; each is on disk before the caller goes on. */
export class RecordWriter {
  private readonly handle: number;
  private batches = 0;

  constructor(
    file: string,
    header: About,
    /** The run's number, so that no two runs name a batch alike. */
    private readonly run: number,
  ) {
    const fresh = !existsSync(file) || statSync(file).size === 0;
    this.handle = openSync(file, "a", 0o600);
    if (fresh) this.append(header);
  }

  begin(items: readonly Recorded[]): string {
    const batch = `${this.run}-${++this.batches}`;
    this.append({ batch, deletes: items.map(({ key, id, kind, size, live }) => [key, id, kind, size, live]) });
    return batch;
  }

  end(batch: string, kept: readonly (readonly [number, string])[]): void {
    this.append({ batch, at: new Date().toISOString(), kept: kept.map(([index, why]) => [index, why]) });
  }

  listed(which: "before" | "after", file: string, sha256: string): void {
    this.append({ listing: which, at: new Date().toISOString(), file, sha256 });
  }

  close(): void {
    closeSync(this.handle);
  }

  private append(each: Line | About): void {
    writeSync(this.handle, `${JSON.stringify(each)}\n`);
    fsyncSync(this.handle);
  }
}

function dropTorn(file: string): void {
  const handle = openSync(file, "r+");
  try {
    let { size } = statSync(file);
    const byte = Buffer.alloc(1);
    const ends = () => readSync(handle, byte, 0, 1, size - 1) === 1 && byte[0] === 0x0a;
    while (size > 0 && !ends()) size--;
    ftruncateSync(handle, size);
  } finally {
    closeSync(handle);
  }
}

function parse(text: string, file: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw altered(file, `line ${number}: no JSON`, "lines as the command wrote them");
  }
}

function altered(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(PURGING_PAGES.record, {
    at,
    given,
    expected,
    fix: "Keep the record, and name another folder with --into for this purge.",
  });
}
