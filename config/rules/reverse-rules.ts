import type { CopyData, DatasetData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import { phaseOf } from "./phase";
import type { RuleContext } from "./rules";

const DAY = 86_400_000;
/** What is longer is no exception any more. */
const MOST_DAYS = 31;

/** Why the other old copies have none. */
const WITHOUT: Readonly<Record<Exclude<CopyData["kind"], "aws-bucket">, string>> = {
  "google-bucket": "a deny policy of Google's asks neither for the hour nor for the object, so that its exception would be no box",
  "google-sql": "nothing of the program's freezes an old database",
  "google-bigquery": "nothing of the program's freezes an old dataset",
  "data-centre": "nothing of the program's freezes a data centre",
  "aws-backup-vault": "recovery points are of a moment, and nothing written at home belongs into an old one",
  "aws-snapshots": "snapshots are of a moment, and nothing written at home belongs into an old one",
};

/** A reverse leg: of a frozen bucket, in the soak, for days and not for months, and never beside a purge. */
export function reverseRules({ data, complaints }: RuleContext, dataset: DatasetData, copy: CopyData, copyAt: string): void {
  const { reverse } = copy;
  if (reverse === undefined) return;
  const at = `${copyAt}.reverse`;
  const complain = (where: string, given: string, expected: string, fix: string) => complaints.add(P.reverse, where, given, expected, fix);
  if (copy.kind !== "aws-bucket")
    return complain(at, `a ${copy.kind}`, `an aws-bucket: ${WITHOUT[copy.kind]}`, "Go back by way of a store beside the old one.");
  const phase = phaseOf(copy, dataset);
  if (phase !== "soak")
    complain(
      at,
      `a reverse leg in ${phase}`,
      "one in soak, or none",
      "Take the reverse leg out: it ends with the soak, whichever way the copy goes.",
    );
  const going = dataset.legacy.find((other) => phaseOf(other, dataset) === "purge");
  if (going)
    complain(
      at,
      `a reverse leg, while ${going.name} is in purge`,
      "no copy of the dataset in purge",
      "End the one before the other begins.",
    );
  const [from, until, end] = [Date.parse(reverse.from), Date.parse(reverse.until), Date.parse(`${data.deadline}T23:59:59Z`)];
  if (copy.frozenAt !== undefined && from < Date.parse(copy.frozenAt))
    complain(
      `${at}.from`,
      reverse.from,
      `${copy.frozenAt} or later: until then the old side took its own writes`,
      "Let it begin after the freeze.",
    );
  if (until <= from || until - from > MOST_DAYS * DAY)
    complain(
      `${at}.until`,
      `${reverse.from} to ${reverse.until}`,
      `at most ${MOST_DAYS} days, the end after the beginning`,
      "Give it the days that it takes.",
    );
  if (until > end)
    complain(`${at}.until`, reverse.until, `${data.deadline} or before: every mover ends with the window`, "Let it end sooner.");
}
