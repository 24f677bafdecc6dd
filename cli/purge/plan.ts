import { RingfenceError } from "../../config/errors";
import { inTemporaryFolder } from "../../evidence/file";
import type { PurgeList } from "../../evidence/gate/purge-list";
import { openSource } from "../../evidence/reconcile/source";
import type { Predicate } from "../../evidence/sign/predicates";
import { Books } from "./books";
import { PURGING_PAGES } from "./pages";
import type { About } from "./record";
import type { OldStore } from "./store";

/** What may go, and when it was listed: a bucket's verified inventory, by the first of its files and the digests of all; or a signed list. */
export type Plan =
  | {
      readonly from: "inventory";
      readonly file: string;
      readonly digests: readonly string[];
      readonly versionless: "null" | "refused";
      readonly taken: string;
    }
  | { readonly from: "list"; readonly list: PurgeList; readonly taken: string };

/** One purge, as the command was asked for it. */
export interface PurgeRun {
  readonly store: OldStore;
  readonly about: About;
  readonly kind: Predicate<"destruction">["store"];
  readonly plan: Plan;
  /** `deletion` here and now, or `expiration` by the store's own lifecycle rules, which this only watches. */
  readonly by: "deletion" | "expiration";
  /** The signed destruction that took this copy's store along, where another copy's purge did. */
  readonly goneWith: Predicate<"destruction"> | null;
  /** Where record, listings and the statement of destruction go. */
  readonly folder: string;
  /** Told of each batch. */
  readonly progress: (deleted: number) => void;
}

/** Works on books that the plan is entered in, in a folder of their own. */
export async function withBooks<T>(plan: Plan, work: (books: Books, folder: string) => Promise<T>): Promise<T> {
  return inTemporaryFolder("purge", async (folder) => {
    const books = await Books.open(folder);
    try {
      if (plan.from === "list") await books.planBackups(plan.list);
      else await planInventory(plan, books, folder);
      return await work(books, folder);
    } finally {
      books.close();
    }
  });
}

async function planInventory(
  { file, digests, versionless }: Extract<Plan, { from: "inventory" }>,
  books: Books,
  folder: string,
): Promise<void> {
  const source = await openSource(file, "legacy", folder);
  const given = source.files.map(({ sha256 }) => sha256).sort();
  if (given.join(" ") !== [...digests].sort().join(" "))
    throw new RingfenceError(PURGING_PAGES.named, {
      at: file,
      given: given.join(" "),
      expected: digests.join(" "),
      fix: "Name the inventory's manifest, or its one file, first under inventories.legacy.",
    });
  await books.planInventory(source, file, versionless);
  source.unchanged();
}
