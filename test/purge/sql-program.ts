import { PROFILES } from "../config/refused";
import { purgingByList } from "./listed-program";
import type { Prepared } from "./prepared";

export const [COPY, PROJECT] = ["former-cloud", "example-app-legacy"] as const;
export const full = (name: string) => `//sqladmin.googleapis.com/projects/${PROJECT}/${name}`;
/** An instance, its replica, and a backup of each type. */
export const STANDING: readonly string[] = [
  "instances/app-profiles",
  "instances/reader",
  "backups/auto-1",
  "backups/asked-1",
  "backups/final-1",
];

/** The example program with its Cloud SQL copy in the purge. */
export const purgingSql = (folder: string, standing = STANDING, others: readonly string[] = []): Prepared =>
  purgingByList(folder, { at: PROFILES, standing: standing.map(full), others: others.map(full) });
