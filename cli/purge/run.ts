import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RingfenceError } from "../../config/errors";
import { digestFile } from "../../evidence/file";
import type { Predicate } from "../../evidence/sign/predicates";
import type { Books, Counted, Glance } from "./books";
import { writeDestruction } from "./destruction";
import { writeListing, type Listing } from "./listing";
import { PURGING_PAGES } from "./pages";
import { withBooks, type PurgeRun } from "./plan";
import { readRecord, RecordWriter, type Batch, type Told } from "./record";
import type { Kept } from "./store";

export interface Purged {
  readonly counted: Counted;
  /** What the store would not let go. */
  readonly kept: readonly Kept[];
  /** What still stands. */
  readonly left: Glance;
  readonly vanished: number;
  readonly softDeleted: Listing["softDeleted"];
  /** The statement to sign; null while something stands, or when nothing was deleted here. */
  readonly destruction: string | null;
}

/** What would be deleted. Throws when the store holds what the evidence does not. */
export async function rehearsePurge(run: PurgeRun): Promise<{ readonly going: Glance; readonly held: readonly Kept[] }> {
  return withBooks(run.plan, async (books, folder) => {
    await books.list((await writeListing(run.store, join(folder, "listing.jsonl"))).file);
    await refuseArrived(books, run);
    await refuseHeld(books, run);
    const held = await books.held();
    return { going: await books.glance("listed"), held: held.map((item) => ({ item, why: item.held ?? "" })) };
  });
}

/**
 * Deletes what the evidence lists, and nothing else: lists, refuses what came later, deletes, and lists again. A run that
 * was killed is gone on with from its record.
 */
export async function purge(run: PurgeRun): Promise<Purged> {
  mkdirSync(run.folder, { recursive: true });
  return withBooks(run.plan, async (books, scratch) => {
    const record = join(run.folder, "record.jsonl");
    const done = await finished(run, record);
    const told: Told = { runs: 0, before: null, lastDeletion: null };
    // What is already finished is looked at again, and nothing is written beside what has been signed.
    const first = await writeListing(run.store, done ? join(scratch, "listing.jsonl") : nextListing(run.folder, "before"));
    await books.list(first.file);
    const unsettled = await readInto(books, run, record, told);
    await refuseArrived(books, run);
    await refuseHeld(books, run);
    if (done) return summary(books, { kept: [], last: first, destruction: done });
    const writer = new RecordWriter(record, run.about, told.runs + 1);
    let ended;
    try {
      writer.listed("before", basename(first.file), first.sha256);
      ended = await goOn(run, books, writer, unsettled);
    } finally {
      writer.close();
    }
    const after: Told = { runs: 0, before: null, lastDeletion: null };
    await books.forget();
    await readInto(books, run, record, after);
    await books.list(ended.last.file);
    const destruction = await writeDestruction(run, books, record, { last: ended.last, told: after });
    return summary(books, { ...ended, destruction });
  });
}

/** Settles what an earlier run left open, deletes, and lists again. */
async function goOn(
  run: PurgeRun,
  books: Books,
  writer: RecordWriter,
  unsettled: readonly Batch[],
): Promise<{ readonly kept: readonly Kept[]; readonly last: Listing }> {
  for (const { name, items } of unsettled) {
    const still = await books.stillListed(items);
    writer.end(
      name,
      still.map((index) => [index, "listed again"]),
    );
  }
  const held = (await books.held()).map((item) => ({ item, why: item.held ?? "" }));
  const refused = await deleteAll(run, books, writer);
  const last = await writeListing(run.store, nextListing(run.folder, "after"));
  writer.listed("after", basename(last.file), last.sha256);
  return { kept: [...held, ...refused], last };
}

/** A purge that ended: its statement, when it is of this record. */
async function finished(run: PurgeRun, record: string): Promise<string | null> {
  const file = join(run.folder, "destruction.json");
  if (!existsSync(file) || !existsSync(record)) return null;
  const { proof } = JSON.parse(readFileSync(file, "utf8")) as Partial<Predicate<"destruction">>;
  return proof?.record === (await digestFile(record)).sha256 ? file : null;
}

/** Each run keeps its own. */
function nextListing(folder: string, which: "before" | "after"): string {
  for (let number = 1; ; number++) {
    const file = join(folder, `${which}-${number}.jsonl`);
    if (!existsSync(file)) return file;
  }
}

/** The record into the books; answers the batches that nobody knows the outcome of. */
async function readInto(books: Books, run: PurgeRun, record: string, told: Told): Promise<readonly Batch[]> {
  const unsettled: Batch[] = [];
  for await (const batch of readRecord(record, run.about, told)) {
    if (!batch.outcome) {
      unsettled.push(batch);
      continue;
    }
    const kept = new Set(batch.outcome.kept.map(([index]) => index));
    await books.note(batch.items.map((item, index) => ({ ...item, deleted: !kept.has(index) })));
  }
  return unsettled;
}

async function refuseArrived(books: Books, run: PurgeRun): Promise<void> {
  const { glance, some } = await books.arrived(run.plan.taken, run.by === "expiration" ? "markers" : "nothing");
  if (glance.count === 0) return;
  const named = some.map(({ key, id, kind }) => `${JSON.stringify(key)} ${kind} ${id}`).join(", ");
  throw new RingfenceError(PURGING_PAGES.arrived, {
    at: run.about.store,
    given: `${glance.count}: ${named}${glance.count > some.length ? ", …" : ""}`,
    expected: `nothing but what was listed at ${run.plan.taken}`,
    fix: "Find out who wrote it, list the store again, and reconcile again.",
  });
}

/** Where nothing goes while something is held. */
async function refuseHeld(books: Books, run: PurgeRun): Promise<void> {
  if (run.store.whenHeld === "the rest goes") return;
  const held = await books.held();
  if (held.length === 0) return;
  const named = held.slice(0, 10).map(({ key, held: why }) => `${key}: ${why}`);
  throw new RingfenceError(PURGING_PAGES.held, {
    at: run.about.store,
    given: `${held.length}: ${named.join("; ")}${held.length > named.length ? "; …" : ""}`,
    expected: "backups that nothing holds",
    fix: "Wait for the date, or have whoever holds it release it; what cannot be released stays on the certificate with its date.",
  });
}

/** Some batches at once; each begins on disk before its call, and ends there after it. */
async function deleteAll(run: PurgeRun, books: Books, writer: RecordWriter): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  const batches = books.going(run.store.batch);
  let deleted = 0;
  const worker = async () => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      const items = next.value;
      const name = writer.begin(items);
      if (run.by === "expiration") continue; // the next run's listing tells what is gone
      const failed = await run.store.delete(items);
      const position = new Map(items.map((item, index) => [JSON.stringify([item.kind, item.key, item.id]), index]));
      writer.end(
        name,
        failed.map(({ item, why }) => [position.get(JSON.stringify([item.kind, item.key, item.id])) ?? -1, why]),
      );
      kept.push(...failed);
      deleted += items.length - failed.length;
      run.progress(deleted);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: run.store.parallel }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return kept;
}

async function summary(
  books: Books,
  { kept, last, destruction }: { readonly kept: readonly Kept[]; readonly last: Listing; readonly destruction: string | null },
): Promise<Purged> {
  return {
    counted: await books.deleted(),
    kept,
    left: await books.glance("listed"),
    vanished: await books.vanished(),
    softDeleted: last.softDeleted,
    destruction,
  };
}
