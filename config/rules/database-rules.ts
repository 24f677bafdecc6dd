import { engineOf } from "../engines";
import { oldDatabaseOf } from "../migration/legacy-copies";
import type { CopyData, DatasetData } from "../schema/schema";
import { secretAtHome } from "./mover-secret";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** MySQL's longest user name (MySQL reference manual, Account User Names and Passwords); IAM's users in the database are called after the dataset. */
const LONGEST_USER = 32;
const USER = "ringfence_write_";

/** The engine of a store: databases have one, MySQL stands on AWS, and its users' names fit. */
export function engineRules({ data, complaints }: RuleContext, { name, store, engine, home }: DatasetData, at: string): void {
  if (engine === undefined) return;
  if (store !== "relational")
    complaints.add(P.store, `${at}.engine`, `${engine} for a ${store}`, "nothing", "Leave the engine out, or make the store relational.");
  if (engine !== "mysql") return;
  const cloud = Object.hasOwn(data.accounts, home.account) ? data.accounts[home.account]?.cloud : undefined;
  if (cloud === "google")
    complaints.add(
      P.store,
      `${at}.engine`,
      "mysql on google",
      "postgres",
      "Home it on AWS: Cloud SQL for MySQL needs an audit plugin that no terraform resource sets up, so that nobody would see who read what.",
    );
  if (`${USER}${name}`.length > LONGEST_USER)
    complaints.add(
      P.store,
      `${at}.name`,
      `${name}, whose user in MySQL would be ${USER}${name.replaceAll("-", "_")}`,
      `at most ${LONGEST_USER - USER.length} letters`,
      "Give the dataset a shorter name.",
    );
}

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
  if (!old || dataset.store !== "relational") return;
  if (old.engine !== engineOf(dataset))
    complaints.add(
      P.leg,
      `${at}.${copy.kind === "data-centre" ? "export" : "engine"}`,
      `${old.engine} into a home of ${engineOf(dataset)}`,
      "one engine on both sides: no digest proves rows that became another engine's",
      `Give the dataset \`engine: "${old.engine}"\`; convert it at home, once the move is closed.`,
    );
  const authorities = { certificateAuthority: "old", homeCertificateAuthority: "home" } as const;
  for (const [key, side] of Object.entries(authorities))
    if (old.engine === "mysql" && old[key as keyof typeof authorities] === undefined)
      complaints.add(
        P.leg,
        `${at}.${key}`,
        "nothing",
        `the PEM of the authority that signed the ${side} database's certificate`,
        "Write it down: DMS encrypts its way to MySQL only where it can check the certificate.",
      );
  if (!old.secrets) return;
  for (const side of ["legacy", "home"] as const) secretAtHome(context, dataset, `${at}.secrets.${side}`, old.secrets[side]);
}
