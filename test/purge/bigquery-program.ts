import { CONTENT } from "../config/refused";
import { purgingByList } from "./listed-program";
import type { Prepared } from "./prepared";

export const [COPY, PROJECT] = ["former-tables", "example-app-legacy"] as const;
export const full = (name: string) => `//bigquery.googleapis.com/projects/${PROJECT}/datasets/${name}`;
/** A dataset with one of each, a table whose name needs another alphabet, and a snapshot of a clone elsewhere. */
export const STANDING: readonly string[] = [
  "events",
  "events/tables/likes",
  "events/tables/좋아요",
  "events/tables/likes_view",
  "events/tables/likes_daily",
  "events/tables/likes_outside",
  "events/routines/score",
  "events/models/taste",
  "backup/tables/likes_clone",
  "archive/tables/likes_snapshot",
];

/** The example program with a dataset of BigQuery as its old copy, in the purge. */
export const purgingBigQuery = (folder: string, standing = STANDING, others: readonly string[] = []): Prepared =>
  purgingByList(folder, {
    at: CONTENT,
    copy: {
      ...{ kind: "google-bigquery", name: COPY, account: "legacy-google", region: "us-east4" },
      ...{ dataset: "events", exportBucket: "app-events-export" },
    },
    standing: standing.map(full),
    others: others.map(full),
  });
