import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareDatabases, proofOf, round, statusIs, synthesized, type Rehearsal, type Round } from "./context";
import { codesIn } from "./command";
import { Caught } from "./faults";
import { COPIES, DATASET, writeProgram, type CopyName, type Proof } from "./program";
import { keysOf, sameKeys } from "./reconciling";
import { bodyOf, unsafeForMovers } from "./seeds";
import { readBatchLeg, readTask } from "./task";
import type { Teller } from "./teller";

/** What is planted into the first copy, by key. */
const LOST = { "former-cloud": "users/1/1.json", virginia: "media/users/1/1.json" } as const;
const ALTERED = { "former-cloud": "users/2/2.json", "overseas-backup": "backup/users/2/2.json" } as const;
const LATE = "users/3/3.json";

/** From the first task to databases that follow each other: movers that are not ours copy what they can. */
export async function copy(of: Rehearsal, teller: Teller): Promise<void> {
  const { estate, rclone, database } = of;
  let outdir = "";
  await teller.step("phase copy", async () => {
    const made = await synthesized(of, { phase: "copy" });
    outdir = made.outdir;
    return statusIs(of, made.program, "copy");
  });
  await teller.step("rclone copies in DataSync's place, as the synthesized task says", async () => {
    const [google, disk] = [readTask(outdir, "former-cloud"), readTask(outdir, "virginia")];
    for (const task of [google, disk])
      if (task.target.bucket !== estate.home.name || !task.overwrites || !task.keepsDeleted)
        throw new Error(`the task says ${JSON.stringify(task)}`);
    const target = `home:${google.target.bucket}${google.target.folder}`;
    const [objects, files] = [
      await rclone.copy(google.source.replace("gs://", "google:"), target),
      await rclone.copy(estate.dataCentre, target),
    ];
    return `${objects} objects from ${google.source}, ${files} files from ${disk.source}, and no word of what was passed over`;
  });
  await teller.step("rclone copies in S3 Batch Operations' place, by the mover's role", async () => {
    const leg = readBatchLeg(outdir, "overseas-backup");
    const copied = await rclone.copy(`singapore:${leg.source}`, `home:${leg.target}`);
    return `${copied} objects from s3://${leg.source}`;
  });
  await teller.step("PostgreSQL replicates in DMS's place", async () => {
    await database.replicate();
    await database.change();
    return "full load, and changes that came later";
  });
}

/** The first comparison finds what was planted, key by key, and no purge comes of it. */
export async function findPlanted(of: Rehearsal, teller: Teller): Promise<Round> {
  const { estate, folder, notary } = of;
  await teller.step("planted at home: objects lost, and altered at equal size", async () => {
    for (const key of Object.values(LOST)) await estate.home.delete(key);
    for (const key of Object.values(ALTERED)) {
      const body = await estate.home.read(key);
      await estate.home.put([{ key, body: Buffer.alloc(body.length, "altered") }]);
    }
    return `${Object.values(LOST).length} and ${Object.values(ALTERED).length}`;
  });
  let first: Round | undefined;
  await teller.step("phase reconcile: inventories from the clouds' own listings, and one object written meanwhile", async () => {
    const program = writeProgram(folder, { phase: "reconcile" });
    first = await round(of, "first", program, () => estate.write("former-cloud", { key: LATE, body: bodyOf(LATE, "late", 333) }));
    const passedOver = [...estate.expected.keys()].filter(unsafeForMovers);
    const within = (copyName: CopyName) => passedOver.filter((key) => copyOf(key) === copyName);
    const { compared } = first;
    const [google, singapore, disk] = [compared["former-cloud"], compared["overseas-backup"], compared.virginia];
    sameKeys("lost from Google", keysOf(google, "missing"), [LOST["former-cloud"], ...within("former-cloud")]);
    sameKeys("altered of Google's", keysOf(google, "mismatch"), [ALTERED["former-cloud"]]);
    sameKeys("late at Google", keysOf(google, "stale"), [LATE]);
    sameKeys("lost from Singapore", keysOf(singapore, "missing"), within("overseas-backup"));
    sameKeys("altered of Singapore's", keysOf(singapore, "mismatch"), [ALTERED["overseas-backup"]]);
    sameKeys("lost from the data centre", keysOf(disk, "missing"), [LOST.virginia]);
    for (const each of Object.values(compared)) sameKeys("unproven", keysOf(each, "unproven"), []);
    await statusIs(of, program, "reconcile");
    return `${2 + passedOver.length} missing (${passedOver.length} that the mover passed over), 2 altered, 1 late: each named`;
  });
  if (!first) throw new Error("no first comparison");
  const found = first;
  await teller.step("purge is refused: synth and the command, with this result signed by both", async () => {
    const proofs: Partial<Record<CopyName, Proof>> = {};
    for (const name of COPIES) proofs[name] = proofOf(found, name, [await notary.sign(found.compared[name].file)]);
    const program = writeProgram(folder, { phase: "purge", frozenAt: new Date(0).toISOString(), proofs, keys: notary.keys });
    const before = (await estate.google.list()).length;
    const evidence = found.compared["former-cloud"].file.replace(/\.json$/, ".dsse.json");
    const ways = [
      await of.commands.ringfence("synth", "--program", program, "--out", join(folder, "cdktf.out.refused")),
      await of.commands.ringfence("purge", "--program", program, "--dataset", DATASET, "--copy", "former-cloud", "--evidence", evidence),
    ];
    for (const { code, err } of ways) if (code !== 2) throw new Error(`purge was not refused: exit ${code}\n${err}`);
    if ((await estate.google.list()).length !== before) throw new Error("a refused purge deleted something");
    for (const ran of ways)
      for (const key of [LOST["former-cloud"], ALTERED["former-cloud"], LATE])
        if (!ran.err.includes(`"${key}" version`)) throw new Error(`the refusal does not name ${key}:\n${ran.err.slice(0, 2000)}`);
    return [...new Set(ways.flatMap(codesIn))].join(", ");
  });
  return first;
}

/** The first comparison alone, for rehearsals whose subject is another fault. */
export async function firstLook(of: Rehearsal, teller: Teller): Promise<Round> {
  let first: Round | undefined;
  await teller.step("both sides are listed and compared", async () => {
    first = await round(of, "first", writeProgram(of.folder, { phase: "reconcile" }));
    return `${COPIES.reduce((sum, name) => sum + (first ? keysOf(first.compared[name], "missing").length : 0), 0)} missing`;
  });
  if (!first) throw new Error("no first comparison");
  return first;
}

const copyOf = (key: string): CopyName =>
  key.startsWith("backup/") ? "overseas-backup" : key.startsWith("media/") ? "virginia" : "former-cloud";

/** An S3 client copies again exactly what the comparison names. */
export async function copyAgain({ estate }: Rehearsal, { compared }: Round, teller: Teller): Promise<void> {
  await teller.step("an S3 client copies again what was named", async () => {
    let copied = 0;
    for (const name of COPIES)
      for (const verdict of ["missing", "mismatch", "stale"] as const)
        for (const key of keysOf(compared[name], verdict)) {
          await estate.home.put([{ key, body: await estate.readOld(name, key) }]);
          copied++;
        }
    return `${copied} objects`;
  });
}

/** The database's own proof: sequences, which nobody replicates, stand out until they are set. */
export async function moveDatabase(of: Rehearsal, program: string, teller: Teller): Promise<void> {
  await teller.step("the databases are compared by counts and digests", async () => {
    const before = await compareDatabases(of, "first", program);
    const open = before.rows.filter(({ verdict }) => verdict !== "extra").map(({ key }) => key);
    if (open.length !== 1 || !open[0]?.includes("tickets")) throw new Error(`the databases differ in ${JSON.stringify(open)}`);
    await of.database.setSequences();
    if (of.fault === "lost-row") await of.database.loseRow();
    const after = await compareDatabases(of, "second", program);
    if (of.fault === "lost-row" && keysOf(after, "mismatch").some((key) => key.includes("profiles")))
      throw new Caught(of.fault, "reconcile of the databases", "mismatch");
    if (after.result.verdict !== "met") throw new Error(`the databases differ in ${JSON.stringify(after.rows)}`);
    return `${open[0]} was not replicated and is set by hand; then ${after.result.counts.match} ranges match`;
  });
}

/** Takes the last line out of a file. */
export function cutOff(file: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(/[^\n]*\n$/, ""));
}
