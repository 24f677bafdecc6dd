import type { ErrorPage } from "../../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

/** What goes wrong when jobs are started and followed. */
export const MOVE_PAGES = {
  phase: page(
    "MOVE-PHASE",
    "nothing moves this copy in its phase",
    "Movers stand from copy until soak. Before, there is no leg; after, there is nothing that may still be brought.",
  ),
  leg: page(
    "MOVE-LEG",
    "what the leg needs is not there",
    "Stacks make the legs, and jobs run on them: a task, a role or a location that is missing was not applied yet.",
  ),
  inventory: page(
    "MOVE-INVENTORY",
    "no manifest can be made of this inventory",
    "A job of S3 Batch copies exactly the versions that its manifest lists, and the manifest comes from the old side's inventory.",
  ),
  record: page(
    "MOVE-RECORD",
    "the record of jobs cannot be read",
    "It says which jobs run already; without it the same objects would be copied twice at once.",
  ),
  refused: page(
    "MOVE-REFUSED",
    "AWS refused a step of the move",
    "The call is made as the migrator of the home account, by parts as the mover of the leg; its policies, and the window of the order, say what it may do.",
  ),
} as const;
