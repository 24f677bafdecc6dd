import { RingfenceError } from "../../config/errors";
import type { Books } from "./books";
import { PURGING_PAGES } from "./pages";
import type { PurgeRun } from "./plan";

/** What stands in the store and in no evidence. */
export async function refuseArrived(books: Books, run: PurgeRun): Promise<void> {
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
export async function refuseHeld(books: Books, run: PurgeRun): Promise<void> {
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
