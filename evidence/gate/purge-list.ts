import type { NamedBackups } from "../../config/migration/legacy-copies";
import { PURGE_PAGES } from "./purge-pages";
import type { Complain } from "./purge-rows";
import type { Predicate } from "../sign/predicates";

export type PurgeList = Predicate<"purge-list">;

/** What goes, of whatever kind. */
export const goingOf = ({ recoveryPoints, snapshots, resources = [] }: PurgeList): PurgeList["snapshots"] => [
  ...recoveryPoints,
  ...snapshots,
  ...resources,
];

interface Asked {
  readonly dataset: string;
  readonly copy: string;
  readonly program: string;
  /** What the program names; null where an inventory lists the copy. */
  readonly backups: NamedBackups | null;
  readonly lastWrite: string | null;
  readonly asOf: string;
}

/** The one signed list of a copy's backups, when it names what the program names, and was made after the last write. */
export function checkList(
  lists: readonly { readonly name: string; readonly predicate: PurgeList }[],
  asked: Asked,
  complain: Complain,
): PurgeList | null {
  const { dataset, copy, program, backups, lastWrite, asOf } = asked;
  if (!backups) return null;
  const own = lists.filter(({ predicate }) => predicate.dataset === dataset && predicate.copy === copy);
  const [found] = own;
  if (!found || own.length > 1) {
    complain(
      PURGE_PAGES.list,
      `${dataset}, legacy copy ${copy}`,
      own.length === 0 ? "none" : `${own.length}: ${own.map(({ name }) => name).join(", ")}`,
      "exactly one signed list of its backups",
      "List what stands (recovery points, snapshots, images; instances and backups of Cloud SQL; datasets of BigQuery and what is in them), and have gatekeeper and auditor sign the list.",
    );
    return null;
  }
  const { name, predicate: list } = found;
  const again = "List them again, and have both sign.";
  if (list.program !== program) complain(PURGE_PAGES.program, name, list.program, program, again);
  for (const field of ["recoveryPoints", "snapshots", "resources"] as const) {
    const [signed, named] = [new Set((list[field] ?? []).map(({ arn }) => arn)), new Set(backups[field])];
    const [only, lacking] = [[...signed].filter((arn) => !named.has(arn)), [...named].filter((arn) => !signed.has(arn))];
    if (only.length + lacking.length > 0)
      complain(
        PURGE_PAGES.list,
        `${name}, ${field}`,
        [...only.map((arn) => `${arn}, which the program does not name`), ...lacking.map((arn) => `no ${arn}`)].slice(0, 10).join("; "),
        `the ${backups[field].length} that the program names`,
        `Correct ${field} in the program, or have both sign another list.`,
      );
  }
  if (goingOf(list).length === 0)
    complain(PURGE_PAGES.empty, name, "no backup", "at least one", "List the account again; what is empty needs no purge.");
  if (list.taken.slice(0, 10) > asOf) complain(PURGE_PAGES.future, name, list.taken, `not after ${asOf}`, "Check the clocks.");
  if (lastWrite !== null && Date.parse(list.taken) <= Date.parse(lastWrite))
    complain(PURGE_PAGES.late, name, `begun at ${list.taken}`, `after the last write at ${lastWrite}`, again);
  return list;
}
