import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../evidence/file";
import type { DryRun } from "../../evidence/gate/dry-run";
import { writeListing } from "./listing";
import { withBooks, type PurgeRun } from "./plan";
import { refuseArrived, refuseHeld } from "./refusals";
import type { Glance } from "./books";
import type { Kept } from "./store";
import { makeFolder } from "../../config/folder";

export interface Rehearsed {
  readonly going: Glance;
  readonly held: readonly Kept[];
  /** The statement to sign, by which lifecycle rules may empty a bucket. */
  readonly statement: string | null;
  /** There is none, since somebody may write to the bucket still. */
  readonly unfrozen: boolean;
}

/** What would be deleted. Throws when the store holds what the evidence does not. */
export async function rehearsePurge(run: PurgeRun): Promise<Rehearsed> {
  return withBooks(run.plan, async (books, scratch) => {
    // Once rules are at work their markers lie among what was listed, and a listing shows no more what they would take.
    const mayState = run.plan.from === "inventory" && run.by === "deletion";
    const file = join(run.folder, "dry-run.json");
    if (mayState) {
      makeFolder(run.folder);
      rmSync(file, { force: true }); // it spoke of a listing that goes now
    }
    // Before the listing: rules would take what is written after it.
    const unfrozen = mayState && (await run.store.frozen?.()) === false;
    const states = mayState && !unfrozen;
    const listing = await writeListing(run.store, join(states ? run.folder : scratch, "dry-run.jsonl"));
    await books.list(listing.file);
    await refuseArrived(books, run);
    await refuseHeld(books, run);
    const held = await books.held();
    const going = await books.glance("listed");
    const { dataset, copy, program, store, inventories } = run.about;
    const statement: DryRun = {
      schema: "ringfence.dry-run/1",
      dataset,
      copy,
      program,
      store,
      inventories: [...inventories],
      begun: listing.begun,
      listing: listing.sha256,
      items: listing.items,
      bytes: going.bytes,
    };
    if (states) writeWhole(file, `${JSON.stringify(statement, null, 2)}\n`);
    return { going, held: held.map((item) => ({ item, why: item.held ?? "" })), statement: states ? file : null, unfrozen };
  });
}
