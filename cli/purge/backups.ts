import { setTimeout as sleep } from "node:timers/promises";
import type { Item, Kept, Listed, SoftDeleted } from "./store";

/** One service's part of a copy that consists of backups. */
export interface Backups {
  list(): AsyncIterable<Listed>;
  /** Asks for one to go; null, or why it does not. What is gone already is on its way like the others. */
  ask(item: Item): Promise<string | null>;
  /** How one that was asked for stands: null once it is gone. Nothing more comes of `stays`. */
  standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null>;
  softDeleted(): Promise<SoftDeleted>;
  close(): void;
}

export const NOTHING_SOFT_DELETED: SoftDeleted = { count: 0, last: null };

/** Seconds between two looks; AWS Backup deletes within minutes as a rule, and says nothing when it is done. */
const LOOKS = [0, 1, 2, 4, 8, ...Array<number>(20).fill(15)];

/** Asks for each to go, and waits until it is gone: an accepted call is no deletion yet. */
export async function deleteAndWait(items: readonly Item[], partOf: (item: Item) => Backups): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  let going: Item[] = [];
  for (const item of items) {
    const why = await partOf(item).ask(item);
    if (why === null) going.push(item);
    else kept.push({ item, why });
  }
  let last = new Map<Item, string>();
  for (const pause of LOOKS) {
    if (going.length === 0) break;
    await sleep(pause * 1000);
    const left: Item[] = [];
    last = new Map();
    for (const item of going) {
      const stands = await partOf(item).standing(item);
      if (stands?.stays) kept.push({ item, why: stands.why });
      else if (stands) {
        left.push(item);
        last.set(item, stands.why);
      }
    }
    going = left;
  }
  return [...kept, ...going.map((item) => ({ item, why: `asked for, and still there: ${last.get(item) ?? ""}` }))];
}

export const said = (error: unknown): string => `${(error as Error).name}: ${(error as Error).message}`;

/** The instant by which a backup is known, to the millisecond. */
export const instant = (date: Date | string | undefined): string => new Date(date ?? 0).toISOString();

/** The last of some instants, as ISO text; null when there is none. */
export function latest(dates: readonly (Date | undefined)[]): string | null {
  const known = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return known.length > 0 ? new Date(Math.max(...known)).toISOString() : null;
}
