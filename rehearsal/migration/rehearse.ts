import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startClouds } from "./clouds";
import { Commands } from "./command";
import { synthesized, statusIs, type Rehearsal } from "./context";
import { copy, copyAgain, findPlanted, firstLook, moveDatabase } from "./copying";
import { MovedDatabase } from "./database";
import { endDatabase } from "./database-end";
import { Estate } from "./estate";
import { Caught, FAULTS, type Fault } from "./faults";
import { Notary } from "./notary";
import { everythingHome, nothingLeft } from "./outside";
import { COPIES, placesOf, writeProgram, type CopyName } from "./program";
import { certify, enterPurge, freeze, proveAgain, sign } from "./proving";
import { purge } from "./purging";
import { Rclone } from "./rclone";
import { FULL, type Amounts } from "./seeds";
import { Teller, type Told } from "./teller";

export interface RehearseOptions {
  /** How `ringfence` is started, each word with its whole path. */
  readonly ringfence: readonly string[];
  readonly fault?: Fault;
  readonly keep?: boolean;
  readonly amounts?: Amounts;
  readonly say: (line: string) => void;
}

export interface Rehearsed {
  readonly steps: readonly Told[];
  /** Where the fault was caught; null where nothing stopped the move. */
  readonly caught: { readonly where: string; readonly by: string } | null;
  /** The folder of everything, when it was kept. */
  readonly folder: string | null;
}

/** A whole move on the local engines, from the first copy to the certificate. Throws where it goes otherwise than it should. */
export async function rehearse(options: RehearseOptions): Promise<Rehearsed> {
  const root = mkdtempSync(join(tmpdir(), "ringfence-rehearsal-"));
  const teller = new Teller(options.say);
  try {
    const caught = await withEngines(root, options, teller);
    const expected = options.fault && FAULTS[options.fault].caughtBy;
    if (expected && !caught) throw new Error(`${options.fault ?? ""} was not caught`);
    if (caught) options.say(`CAUGHT    ${caught.message}`);
    return { steps: teller.told, caught: caught ? { where: caught.where, by: caught.by } : null, folder: options.keep ? root : null };
  } finally {
    if (options.keep) options.say(`Kept: ${root}`);
    else rmSync(root, { recursive: true, force: true });
  }
}

async function withEngines(root: string, options: RehearseOptions, teller: Teller): Promise<Caught | undefined> {
  const folder = join(root, "program");
  mkdirSync(folder);
  const places = placesOf(writeProgram(folder, { phase: "prepare" }));
  const organizations = { [places.home.account]: places.organization, [places.custody]: places.organization };
  let clouds: Awaited<ReturnType<typeof startClouds>> | undefined;
  let estate: Estate | undefined;
  try {
    await teller.step("engines", async () => {
      clouds = await startClouds(organizations);
      return "Google by fake-gcs-server, AWS by ministack and moto, databases by PostgreSQL: all on loopback";
    });
    if (!clouds) return undefined;
    const commands = new Commands(options.ringfence, clouds.env, folder);
    estate = await Estate.make(clouds, places, join(root, "data-centre"));
    const database = new MovedDatabase(clouds.databases.legacy, clouds.databases.home);
    const of: Rehearsal = {
      ...{ clouds, commands, estate, database, folder, fault: options.fault },
      amounts: options.amounts ?? FULL,
      rclone: new Rclone(commands, root, { aws: clouds.aws.endpoint, google: clouds.google.endpoint }, [
        { name: "singapore", ...places.singapore },
        { name: "home", ...places.home },
      ]),
      notary: new Notary(commands, join(root, "keys"), join(folder, "evidence-log.jsonl")),
    };
    await story(of, places.custody, teller);
    return undefined;
  } catch (error) {
    if (error instanceof Caught) return error;
    throw error;
  } finally {
    estate?.close();
    await clouds?.stop();
  }
}

async function story(of: Rehearsal, custody: string, teller: Teller): Promise<void> {
  const { estate, clouds, rclone, database, folder } = of;
  await teller.step("the old side is filled", async () => {
    await Promise.all([estate.seed(of.amounts), database.seed()]);
    return `${estate.expected.size} live objects at three places, older versions, delete markers, an unfinished upload, a database`;
  });
  await copy(of, teller);
  const databases = (): Promise<void> => moveDatabase(of, writeProgram(folder, { phase: "reconcile" }), teller);
  if (of.fault === "lost-row") await databases();
  const first = of.fault ? await firstLook(of, teller) : await findPlanted(of, teller);
  await copyAgain(of, first, teller);
  const databaseEnds = !of.fault || of.fault === "altered-row";
  if (databaseEnds) await databases();
  const frozenAt = await freeze(of, teller);
  await database.stopReplicating();
  const ended = databaseEnds ? await endDatabase(of, frozenAt, teller) : undefined;
  const second = await proveAgain(of, frozenAt, teller);
  const evidence = await sign(of, second, teller);
  const entered = await enterPurge(of, { second, evidence, frozenAt, database: ended }, teller);
  const destroyed = await purge(of, { ...entered, evidence, second, custody }, teller);
  await teller.step("rclone and plain HTTP find nothing at the old side, versions included", async () => {
    await nothingLeft(clouds, estate, rclone);
    return "nothing";
  });
  await teller.step(
    "plain HTTP reads everything at home, bit for bit",
    async () => `${await everythingHome(clouds, estate, rclone)} objects by SHA-256`,
  );
  await certify(of, Object.values(destroyed), Object.values(evidence).flat(), teller);
  await teller.step("phase closed", async () => {
    const closed = ended && { ...ended, phase: "closed" as const };
    const withEnd = (name: CopyName) => ({ ...entered.proofs[name], evidence: [...entered.proofs[name].evidence, destroyed[name]] });
    const proofs = Object.fromEntries(COPIES.map((name) => [name, withEnd(name)]));
    const standing = { phase: "closed" as const, frozenAt, proofs, keys: of.notary.keys, database: closed };
    const { program } = await synthesized(of, standing);
    return statusIs(of, program, "closed");
  });
}
