import type { ErrorPage } from "../../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

/** What can stop a deletion that the evidence carries. */
export const PURGING_PAGES = {
  phase: page(
    "PURGE-PHASE",
    "the copy is not in the phase purge",
    "The phase decides which resources stand: before it no role may delete, and the old side may still be needed to go back.",
  ),
  named: page(
    "PURGE-EVIDENCE",
    "the evidence named is not the one that the program carries",
    "Stacks and deletions take the same evidence, or a role stands for one comparison and the deletion follows another.",
  ),
  kind: page(
    "PURGE-KIND",
    "the copy is of a kind that no command deletes",
    "The command deletes objects, backups, instances of Cloud SQL and datasets of BigQuery. What else there is leaves by its own record; see docs/migration.md.",
  ),
  version: page(
    "PURGE-VERSION",
    "the inventory does not say which version of an object it lists",
    "Without its generation a deletion would take whatever lies under the key by then.",
  ),
  doubled: page(
    "PURGE-LISTED-TWICE",
    "the inventory lists one version twice",
    "A count that holds a version twice is no count of what is deleted.",
  ),
  arrived: page(
    "PURGE-ARRIVED",
    "the store holds what the evidence does not list",
    "Something came, or was changed, after the listing that was compared: it was proved nowhere, and nothing is deleted beside it.",
  ),
  held: page(
    "PURGE-HELD",
    "a backup is held",
    "Each backup may hold the whole dataset, and a hold that the program does not know contradicts its evidence: nothing is deleted beside it.",
  ),
  record: page(
    "PURGE-RECORD",
    "the record belongs to another purge, or was altered",
    "A run that goes on from the wrong record counts what it never deleted.",
  ),
  refused: page(
    "PURGE-REFUSED",
    "the cloud refuses the call",
    "A listing that breaks off would look like an empty store; nothing is concluded from it. The next run goes on from the record.",
  ),
  identity: page(
    "PURGE-IDENTITY",
    "the credentials are not the purge identity's",
    "The old side's freeze spares one identity, so that its log shows one name for every deletion.",
  ),
} as const satisfies Readonly<Record<string, ErrorPage>>;
