import type { ErrorPage } from "../../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

/** What can be missing between a reconciliation and a purge. There is no flag that skips one of these. */
export const PURGE_PAGES = {
  keys: page(
    "PURGE-KEYS",
    "the keys on file are not two usable keys",
    "Gatekeeper and auditor sign each with a key of their own, or one person could empty a store alone.",
  ),
  envelope: page(
    "PURGE-ENVELOPE",
    "a piece of evidence does not verify",
    "One piece that was tampered with casts doubt on how the others came here.",
  ),
  reconciliation: page(
    "PURGE-RECONCILIATION",
    "no signed reconciliation of this copy",
    "Nothing else says that the home holds what would be destroyed.",
  ),
  program: page(
    "PURGE-PROGRAM",
    "the evidence is of another program",
    "A dataset of the same name, with another home or another legacy copy, is other data.",
  ),
  keyForm: page(
    "PURGE-KEY-FORM",
    "keys were compared in another form than the program's",
    "A prefix that is mapped to another one makes some other object the proof of this one.",
  ),
  inventory: page(
    "PURGE-INVENTORY",
    "the inventories are not those that were compared",
    "The objects that would be deleted are the ones in the inventory at hand; they must be the ones that were proved.",
  ),
  same: page(
    "PURGE-SAME-LISTING",
    "one listing stands on both sides",
    "A store that is compared with itself matches whole, whatever the home holds.",
  ),
  query: page(
    "PURGE-QUERY",
    "the comparison was made by another text",
    "A query that this release does not know may call anything a match.",
  ),
  engine: page(
    "PURGE-ENGINE",
    "the comparison was made by an engine that does not say what it read",
    "A cluster reads what lies in a folder when it runs and answers no digest of it: the inventories at hand may be others.",
  ),
  dated: page(
    "PURGE-UNDATED",
    "an inventory does not say when it was begun",
    "Without its instant nobody can tell whether something was written afterwards.",
  ),
  late: page(
    "PURGE-WRITTEN-SINCE",
    "the legacy copy was written to after it was listed",
    "What came later was never compared with anything.",
  ),
  future: page("PURGE-FUTURE", "evidence is dated later than today", "A date that has not come yet was not read from a clock."),
  empty: page(
    "PURGE-EMPTY",
    "the legacy inventory is empty",
    "An empty listing matches everything: more often it is a failed listing than an empty store.",
  ),
  rows: page(
    "PURGE-ROWS",
    "the rows that do not match are not at hand",
    "Each of them must be named by a disposition, so each must be seen.",
  ),
  sums: page(
    "PURGE-SUMS",
    "the reconciliation contradicts itself",
    "Counts and rows are of one comparison; where they disagree, one of them was altered.",
  ),
  open: page(
    "PURGE-UNPROVED",
    "an object is not proved",
    "Missing, differing, unproved and stale objects are lost for good unless a signed disposition names each by key and version.",
  ),
  doubled: page(
    "PURGE-DOUBLED",
    "a key stands more than once",
    "A disposition names one object; where a key stands twice nobody knows which one it names.",
  ),
  disposition: page(
    "PURGE-DISPOSITION",
    "a disposition names what the reconciliation does not",
    "A disposition was made for another comparison, or accepts the loss of what is not lost.",
  ),
  list: page(
    "PURGE-LIST",
    "the backups are not those of one signed list",
    "No inventory lists recovery points, snapshots and images: both sign them one by one, and nothing else is deleted.",
  ),
  dryRun: page(
    "PURGE-DRY-RUN",
    "no signed dry run of the last thirty days shows what lifecycle rules would take",
    "They ask no evidence: what came or changed after the inventory would expire unproved. A listing of the frozen store, held against the inventory, shows that nothing did.",
  ),
  destruction: page(
    "PURGE-DESTRUCTION",
    "nothing signed says that the old copy was destroyed",
    "A closed copy counts as gone: its store leaves the stacks, its owner may have it back, and the migration is called proved. A comparison shows what came home, and not what went.",
  ),
  sanitisation: page(
    "PURGE-SANITISATION",
    "the media's record is not one that both signed",
    "A copy in a data centre is closed by the digest of a record (NIST SP 800-88 Rev. 2). The destruction that gatekeeper and auditor signed has to name the same one, or anybody closes the copy by a digest of anything.",
  ),
  hold: page("PURGE-HOLD", "a legal hold stands", "An order to keep data outranks the order to destroy it until its release is signed."),
} as const satisfies Readonly<Record<string, ErrorPage>>;
