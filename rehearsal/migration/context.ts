import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clouds } from "./clouds";
import { ended, type Commands } from "./command";
import type { MovedDatabase } from "./database";
import type { Estate } from "./estate";
import type { Fault } from "./faults";
import { listDatabase, listFolder, listGoogle, listS3, type Listing } from "./inventories";
import type { Notary } from "./notary";
import { DATABASE, DATASET, writeProgram, type CopyName, type Proof, type Standing } from "./program";
import type { Rclone } from "./rclone";
import { reconcileWith, type Compared } from "./reconciling";
import type { Amounts } from "./seeds";

/** What the steps of one rehearsal share. */
export interface Rehearsal {
  readonly clouds: Clouds;
  readonly commands: Commands;
  readonly estate: Estate;
  readonly database: MovedDatabase;
  readonly rclone: Rclone;
  readonly notary: Notary;
  /** Where program, inventories and evidence lie. */
  readonly folder: string;
  readonly fault: Fault | undefined;
  readonly amounts: Amounts;
}

/** Writes the program as it stands now and synthesizes its stacks; answers where both lie. */
export async function synthesized({ folder, commands }: Rehearsal, standing: Standing): Promise<{ program: string; outdir: string }> {
  const program = writeProgram(folder, standing);
  const outdir = join(folder, `cdktf.out.${standing.phase}`);
  ended(await commands.ringfence("synth", "--program", program, "--out", outdir), 0, "synth");
  return { program, outdir };
}

/** What `migrate status` says of the dataset's copies; throws unless every one of them is in this phase. */
export async function statusIs({ commands }: Rehearsal, program: string, phase: string): Promise<string> {
  const ran = await commands.ringfence("migrate", "status", "--program", program, "--format", "json");
  const { copies } = JSON.parse(ran.out) as {
    readonly copies: readonly { dataset: string; copy: string; phase: string; waits: string[] }[];
  };
  const own = copies.filter(({ dataset }) => dataset === DATASET);
  const other = own.find((copy) => copy.phase !== phase);
  if (own.length !== 3 || other)
    throw new Error(`migrate status says ${other ? `${other.copy} is in ${other.phase}` : `${own.length} copies`}, not ${phase}`);
  return own.flatMap(({ copy, waits }) => waits.map((wait) => `${copy} waits for ${wait}`))[0] ?? "nothing is waited for";
}

/** Inventories of both sides, and the comparison of each copy with home. */
export interface Round {
  readonly home: Listing;
  readonly legacy: Readonly<Record<CopyName, Listing>>;
  readonly compared: Readonly<Record<CopyName, Compared>>;
}

/** Lists every place and compares; `meanwhile` is what happens while the old Google bucket is listed. */
export async function round(of: Rehearsal, name: string, program: string, meanwhile?: () => Promise<void>): Promise<Round> {
  const { estate, clouds, folder, commands } = of;
  const file = (side: string) => join(folder, `${name}.${side}.jsonl`);
  const legacy = {
    "former-cloud": await listGoogle(estate.google, file("former-cloud"), meanwhile),
    "overseas-backup": await listS3(clouds.aws.endpoint, estate.singapore, file("overseas-backup")),
    virginia: await listFolder(commands, estate.dataCentre, file("virginia")),
  };
  const home = await listS3(clouds.aws.endpoint, estate.home, file("home"));
  const compare = (copy: CopyName) =>
    reconcileWith(commands, folder, { name: `${name}.${copy}.result`, dataset: DATASET, copy, program }, legacy[copy], home);
  const compared = {
    "former-cloud": await compare("former-cloud"),
    "overseas-backup": await compare("overseas-backup"),
    virginia: await compare("virginia"),
  };
  return { home, legacy, compared };
}

/** Both databases' counts and digests, compared. */
export async function compareDatabases(of: Rehearsal, name: string, program: string): Promise<Compared> {
  const { clouds, commands, database, folder } = of;
  const list = (side: "legacy" | "home") =>
    listDatabase(
      commands.with({ PGPASSWORD: clouds.databases[side].password }),
      database.url(side),
      join(folder, `${name}.db-${side}.jsonl`),
    );
  const [legacy, home] = [await list("legacy"), await list("home")];
  return reconcileWith(commands, folder, { name: `${name}.db.result`, dataset: DATABASE, copy: "former-cloud", program }, legacy, home);
}

/** The files of one copy's evidence, as the program names them. */
export const proofOf = ({ home, legacy, compared }: Round, copy: CopyName, evidence: readonly string[]): Proof => ({
  evidence,
  rows: compared[copy].rowsFile,
  inventories: { legacy: [legacy[copy].file], home: [home.file] },
});

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
