import { isEngine } from "../../config/engines";
import { ofKind, type Named, type PurgeGateInput } from "./purge-evidence";
import { PURGE_PAGES } from "./purge-pages";
import type { Complain } from "./purge-rows";
import type { Reconciliation } from "../reconcile/result";
import type { Predicate } from "../sign/predicates";

/** A closed copy was destroyed after it was listed: gatekeeper and auditor say so, and of a data centre's with the program's own record. */
export function checkDestruction(
  verified: readonly Named[],
  found: Reconciliation | undefined,
  { closed, dataset, copy, program, asOf, dataCentre }: PurgeGateInput,
  complain: Complain,
): void {
  if (!closed) return;
  const records = ofKind(verified, "destruction").map(({ predicate }) => predicate);
  const gone = records.filter(
    (each) =>
      each.dataset === dataset &&
      each.copy === copy &&
      each.program === program &&
      Date.parse(each.deletedAt) > Date.parse(found?.legacy.taken ?? "") &&
      each.deletedAt.slice(0, 10) <= asOf,
  );
  if (gone.length === 0)
    complain(
      PURGE_PAGES.destruction,
      `${dataset}, legacy copy ${copy}`,
      records.map((each) => `one of ${each.dataset}, ${each.copy} at ${each.deletedAt}, program ${each.program}`).join("; ") || "none",
      `the destruction of this copy after its listing, for program ${program}`,
      "Purge the copy, have both sign its destruction, and name that under the copy's evidence.",
    );
  else if (dataCentre) checkDataCentre(gone, dataCentre, `${dataset}, legacy copy ${copy}`, complain);
}

/** No command deletes there: what a person wrote down agrees with the program in what was destroyed, and by which record. */
function checkDataCentre(
  gone: readonly Predicate<"destruction">[],
  { export: spoken, sanitisation }: NonNullable<PurgeGateInput["dataCentre"]>,
  at: string,
  complain: Complain,
): void {
  const otherwise = gone.find(({ store }) => (isEngine(spoken) || isEngine(store.export)) && store.export !== spoken);
  if (otherwise)
    complain(
      PURGE_PAGES.destruction,
      at,
      `a destruction of the store ${JSON.stringify(otherwise.store)}`,
      `the export ${spoken}`,
      "A database is counted otherwise than files are: have both sign the destruction with store.export as the program has it.",
    );
  const records = gone.flatMap((each) => (each.sanitisation ?? []).map(({ record }) => record));
  if (!records.some((record) => record === sanitisation))
    complain(
      PURGE_PAGES.sanitisation,
      at,
      sanitisation ?? "no record",
      records.join(" or ") || "one that the signed destruction names: it names none",
      "Write the record's digest into the program, and have both sign the destruction that names it under sanitisation.",
    );
}
