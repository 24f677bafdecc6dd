import { oldDatabaseOf } from "../legacy-copies";
import type { CopyData, DatasetData } from "../schema/schema";
import { secretAtHome } from "./mover-secret";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** What a database's move needs beside what every move does: a database at both ends, TLS that is checked, secrets at home. */
export function databaseRules(context: RuleContext, dataset: DatasetData, copy: CopyData, at: string): void {
  const { complaints } = context;
  const old = oldDatabaseOf(copy);
  if (copy.kind === "data-centre" && (old !== undefined) !== (dataset.store === "relational"))
    complaints.add(
      P.leg,
      `${at}.export`,
      `${copy.export} into a ${dataset.store}`,
      dataset.store === "relational" ? "postgres or mysql" : "nfs or object",
      "Move files and objects into buckets and file systems, and databases into databases.",
    );
  if (!old) return;
  if (old.engine === "mysql" && old.certificateAuthority === undefined)
    complaints.add(
      P.leg,
      `${at}.certificateAuthority`,
      "nothing",
      "the PEM of the authority that signed the old database's certificate",
      "Write it down: DMS encrypts its way to MySQL only where it can check the certificate.",
    );
  if (!old.secrets) return;
  for (const side of ["legacy", "home"] as const) secretAtHome(context, dataset, `${at}.secrets.${side}`, old.secrets[side]);
}
