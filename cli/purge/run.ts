import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { digestFile } from "../../evidence/file";
import type { Predicate } from "../../evidence/sign/predicates";
import type { Books, Counted, Glance } from "./books";
import { writeDestruction } from "./destruction";
import { writeListing, type Listing } from "./listing";
import { withBooks, type PurgeRun } from "./plan";
import { refuseArrived, refuseHeld } from "./refusals";
import { readRecord, RecordWriter, type Batch, type Told } from "./record";
import type { Kept } from "./store";
import { makeFolder } from "../../config/folder";

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

/**
 * Deletes what the evidence lists, and nothing else: lists, refuses what came later, deletes, and lists again. A run that
 * was killed is gone on with from its record.
 */
export async function purge(run: PurgeRun): Promise<Purged> {
  makeFolder(run.folder);
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
