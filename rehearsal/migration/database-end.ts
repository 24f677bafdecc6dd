import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { CloudSql } from "../engines/google-sql";
import { codesIn, ended } from "./command";
import { compareDatabases, readJson, type Rehearsal } from "./context";
import { Caught, FAULTS } from "./faults";
import { listDatabase } from "./inventories";
import { DATABASE, placesOf, writeProgram, type Proof, type Standing } from "./program";
import { keysOf, sameKeys } from "./reconciling";
import type { Teller } from "./teller";

/** Of the old database, as the program names it. */
const COPY = "former-cloud";

/** Its instance at Google. */
const INSTANCE = "app-profiles";

/** What stands in the program of the database from its purge on. */
type Ended = NonNullable<Standing["database"]>;

/** The old database's last way: compared after the last write, listed, signed by both, refused without that, destroyed, certified. */
export async function endDatabase(of: Rehearsal, frozenAt: string, teller: Teller): Promise<Ended> {
  const { result, proof: compared } = await proveDatabase(of, frozenAt, teller);
  const sql = await oldInstance(of);
  try {
    const standing: Standing = { phase: "soak", frozenAt, keys: of.notary.keys };
    await refuseUnproved(of, standing, sql.resources, teller);
    const proof = { ...compared, evidence: [...compared.evidence, await sql.list(result)] };
    const database: Ended = { phase: "purge", proof, resources: sql.resources };
    const program = await enterPurge(of, { ...standing, database }, teller);
    const destruction = await destroy(of, { sql: sql.cloud, program, proof }, teller);
    await certifyDatabase(of, [destruction, ...proof.evidence], sql.resources.length, teller);
    return { ...database, proof: { ...proof, evidence: [...proof.evidence, destruction] } };
  } finally {
    await sql.cloud.stop();
  }
}

/** Cloud SQL's API in front of the old server, which goes with its instance; one backup outlives it. */
async function oldInstance({ database, folder, notary }: Rehearsal) {
  const { google } = placesOf(join(folder, "program.json"));
  const cloud = await CloudSql.start(google.project);
  const created = "2026-01-01T00:00:00.000Z";
  cloud.instances.set(INSTANCE, { name: INSTANCE, createTime: created });
  cloud.backups.set("last", {
    ...{ name: `projects/${google.project}/backups/last`, instance: INSTANCE, type: "FINAL", maxChargeableBytes: "1000000" },
    backupInterval: { startTime: created },
  });
  cloud.onDelete = () => database.destroyLegacy();
  const resources = [`instances/${INSTANCE}`, "backups/last"].map((name) => `//sqladmin.googleapis.com/projects/${google.project}/${name}`);
  const list = ({ program }: Reconciliation) => {
    const file = join(folder, "database.list.json");
    const going = { recoveryPoints: [], snapshots: [], resources: resources.map((arn) => ({ arn, created })), others: [] };
    const about = { dataset: DATABASE, copy: COPY, program, taken: new Date().toISOString() };
    writeFileSync(file, JSON.stringify({ schema: "ringfence.purge-list/1", ...about, ...going }));
    return notary.sign(file);
  };
  return { cloud, resources, list };
}

/** What the fault plants comes after the databases matched; both sign whatever the comparison says. */
async function proveDatabase(of: Rehearsal, frozenAt: string, teller: Teller): Promise<{ result: Reconciliation; proof: Proof }> {
  const { database, fault, folder, notary } = of;
  let proved: { result: Reconciliation; proof: Proof } | undefined;
  await teller.step("the databases are compared after the last write, and gatekeeper and auditor sign", async () => {
    if (fault === "altered-row") await database.alterRow();
    const compared = await compareDatabases(of, "last", writeProgram(folder, { phase: "soak", frozenAt }));
    const open = (["missing", "mismatch", "unproven", "stale"] as const).flatMap((verdict) => keysOf(compared, verdict));
    // Row 1234 lies in the third range of five hundred keys.
    sameKeys("open of the database", open, fault === "altered-row" ? ["rows/public.profiles/keys 1000 to 1499"] : []);
    const inventories = { legacy: [join(folder, "last.db-legacy.jsonl")], home: [join(folder, "last.db-home.jsonl")] };
    const envelope = await notary.sign(compared.file);
    ended(await notary.verify(envelope), 0, "evidence verify");
    proved = { result: compared.result, proof: { evidence: [envelope], rows: compared.rowsFile, inventories } };
    return `${compared.result.counts.match} ranges match${open.length > 0 ? `, and ${String(open[0])} does not` : ""}`;
  });
  if (!proved) throw new Error("no comparison of the databases");
  return proved;
}

/** Without evidence there is no purge of the database either. */
async function refuseUnproved(of: Rehearsal, standing: Standing, resources: readonly string[], teller: Teller): Promise<void> {
  await teller.step("purge of the database is refused without evidence", async () => {
    const program = writeProgram(of.folder, { ...standing, database: { phase: "purge", resources } });
    const ran = await of.commands.ringfence("synth", "--program", program, "--out", join(of.folder, "cdktf.out.database-refused"));
    ended(ran, 2, "synth without evidence of the database");
    if (!codesIn(ran).includes("PROGRAM-EVIDENCE")) throw new Error(`purge without evidence says ${ran.err}`);
    return codesIn(ran).join(", ");
  });
}

/** Proved, its identity that deletes is synthesized. A fault that this gate is for ends the rehearsal here. */
async function enterPurge(of: Rehearsal, standing: Standing, teller: Teller): Promise<string> {
  const { commands, fault, folder } = of;
  const program = writeProgram(folder, standing);
  await teller.step("phase purge, of the database", async () => {
    const ran = await commands.ringfence("synth", "--program", program, "--out", join(folder, "cdktf.out.database"));
    if (fault === "altered-row" && codesIn(ran).includes(FAULTS[fault].caughtBy))
      throw new Caught(fault, "synth of the database's purge", FAULTS[fault].caughtBy);
    ended(ran, 0, "synth");
    return "purge stack synthesized";
  });
  return program;
}

/** Instance and backup go by the command, and the server with the instance; the home still holds, range by range, what was compared. */
async function destroy(
  of: Rehearsal,
  { sql, program, proof }: { readonly sql: CloudSql; readonly program: string; readonly proof: Proof },
  teller: Teller,
): Promise<string> {
  const { clouds, commands, database, folder, notary } = of;
  let envelope = "";
  await teller.step("the old database is purged, and the record of it signed", async () => {
    const into = join(folder, "database.purge");
    const words = ["--program", program, "--dataset", DATABASE, "--copy", COPY, "--evidence", proof.evidence[0] ?? "", "--into", into];
    ended(await commands.with(sql.environment).ringfence("purge", ...words), 0, "purge of the database");
    if (sql.deleted.join(" ") !== `${INSTANCE} last`) throw new Error(`the purge deleted ${sql.deleted.join(", ")}`);
    const reader = commands.with({ PGPASSWORD: clouds.databases.home.password });
    const after = await listDatabase(reader, database.url("home"), join(folder, "after.db-home.jsonl"));
    if (undated(after.file) !== undated(proof.inventories.home[0] ?? ""))
      throw new Error("the database at home is no longer what was compared");
    envelope = await notary.sign(join(into, "destruction.json"));
    return "instance and backup are gone, nothing answers at its address; home is what it was";
  });
  return envelope;
}

async function certifyDatabase(of: Rehearsal, evidence: readonly string[], destroyed: number, teller: Teller): Promise<void> {
  const { commands, notary, folder } = of;
  await teller.step("the database's certificate is written, and checks", async () => {
    const out = join(folder, "database.certificate.json");
    const words = evidence.flatMap((file) => ["--evidence", file]);
    ended(await commands.ringfence("certificate", DATABASE, ...words, ...notary.trust(), "--out", out), 0, "certificate");
    const { copies } = readJson(out) as {
      copies: { copy: string; destruction: { store: { kind: string; name: string }; objects: number } }[];
    };
    const [copy, ...others] = copies;
    if (!copy || others.length > 0 || copy.copy !== COPY || copy.destruction.objects !== destroyed)
      throw new Error(`the certificate of the database says ${JSON.stringify(copies)}`);
    return `${copy.destruction.store.kind} ${copy.destruction.store.name}, ${copy.destruction.objects} of its resources`;
  });
}

/** A listing without the moment of it, by which no two are the same. */
const undated = (file: string): string => readFileSync(file, "utf8").replaceAll(/"listed":"[^"]*"/g, "");
