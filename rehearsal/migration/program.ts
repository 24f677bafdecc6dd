import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { sha256 } from "../../evidence/file";
import { bucketName } from "../../constructs/place/names";
import type { ProgramInput } from "../../config/schema/schema";
import type { Phase } from "../../config/scope";

/** The dataset of objects that moves, and the copies that it moves from. */
export const DATASET = "user-content";
export const COPIES = ["former-cloud", "overseas-backup", "virginia"] as const;
export type CopyName = (typeof COPIES)[number];
/** The one whose database moves. */
export const DATABASE = "profiles";

/** Where a real move has the record of its media's sanitisation: of this text. */
export const NO_MEDIUM = sha256("A rehearsal removes a folder. No medium was sanitised.");

/** What changes in the program from step to step. */
export interface Standing {
  readonly phase: Phase;
  readonly frozenAt?: string;
  /** Evidence of each copy that has any. */
  readonly proofs?: Readonly<Partial<Record<CopyName, Proof>>>;
  readonly keys?: { readonly gatekeeper: string; readonly auditor: string };
  /** Where the database stands, once it goes its own way. */
  readonly database?: { readonly phase: Phase; readonly proof?: Proof; readonly resources?: readonly string[] };
  readonly hold?: { readonly reference: string; readonly since: string };
}

/** The files of one copy's evidence, beside the program. */
export interface Proof {
  readonly evidence: readonly string[];
  readonly rows: string;
  readonly inventories: { readonly legacy: readonly string[]; readonly home: readonly string[] };
}

/**
 * The example program as it stands at one step: one dataset of objects with an old copy at each of the three places, and one
 * database. Written as JSON, since a program that a person moves from phase to phase is a file too.
 */
export function writeProgram(folder: string, standing: Standing): string {
  const input = structuredClone(unitedStates) as Mutable<ProgramInput>;
  const [content, profiles] = [DATASET, DATABASE].map((name) => input.datasets.find((dataset) => dataset.name === name));
  if (!content?.legacy || !profiles?.legacy) throw new Error("the example program has lost its datasets");
  input.datasets = [content, profiles];
  content.phase = standing.phase;
  profiles.phase = standing.database?.phase ?? (standing.phase === "purge" || standing.phase === "closed" ? "soak" : standing.phase);
  content.legacy.push({
    kind: "data-centre",
    name: "virginia",
    country: "US",
    site: "Ashburn, Virginia",
    export: "nfs",
    host: "nfs.virginia.app.example",
    path: "/export/content",
    agents: ["arn:aws:datasync:us-east-1:333333333333:agent/agent-0123456789abcdef0"],
    line: { kind: "direct-connect", megabitsPerSecond: 100_000 },
  });
  for (const copy of content.legacy) {
    if (standing.phase === "closed" && copy.kind === "google-bucket") copy.hmacKeys = [];
    if (standing.phase === "closed" && copy.kind === "data-centre") copy.sanitisation = NO_MEDIUM;
    if (copy.kind === "google-bucket") copy.location = "arn:aws:datasync:us-east-1:333333333333:location/loc-0123456789abcdef0";
    Object.assign(copy, { frozenAt: standing.frozenAt }, standing.proofs?.[copy.name as CopyName]);
  }
  // What of Cloud SQL goes, instance and backups, stands in the program by name, and in a signed list.
  const resources = standing.database?.resources ? { resources: standing.database.resources } : {};
  for (const copy of profiles.legacy) Object.assign(copy, { frozenAt: standing.frozenAt, ...resources }, standing.database?.proof);
  if (standing.hold) content.legalHold = { ...standing.hold };
  if (standing.keys) {
    Object.assign(input.parties.gatekeeper, { evidenceKey: standing.keys.gatekeeper });
    Object.assign(input.parties.auditor, { evidenceKey: standing.keys.auditor });
  }
  const file = join(folder, "program.json");
  writeFileSync(file, `${JSON.stringify(input, null, 2)}\n`);
  return file;
}

/** Accounts and regions of the program's own, for the engines. */
export function placesOf(file: string) {
  const program = Program.of(JSON.parse(readFileSync(file, "utf8")) as ProgramInput, file);
  const dataset = program.data.datasets.find(({ name }) => name === DATASET);
  const google = dataset?.legacy.find((copy) => copy.kind === "google-bucket");
  const singapore = dataset?.legacy.find((copy) => copy.kind === "aws-bucket");
  if (!dataset || !google || !singapore) throw new Error("the example program has lost its old copies");
  const [home, old] = [program.homeOf(dataset), program.legacyPlace(singapore)];
  return {
    google: { project: program.legacyPlace(google).accountId, bucket: google.bucket },
    singapore: { account: old.accountId, region: old.region.name, bucket: singapore.bucket },
    home: { account: home.accountId, region: home.region.name, bucket: bucketName(home, DATASET) },
    custody: program.account(program.data.custody.aws ?? "").id,
    organization: program.data.parties.custodian.aws?.organization ?? "",
  };
}

type Mutable<T> = T extends (...args: never[]) => unknown ? T : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
