import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { codesIn, ended } from "./command";
import { compareDatabases, readJson, type Rehearsal } from "./context";
import { Caught, FAULTS } from "./faults";
import { listDatabase } from "./inventories";
import { DATABASE, writeProgram, type Proof, type Standing } from "./program";
import { keysOf, sameKeys } from "./reconciling";
import type { Teller } from "./teller";

/** Of the old database, as the program names it. */
const COPY = "former-cloud";

/** What stands in the program of the database from its purge on. */
type Ended = NonNullable<Standing["database"]>;

/** The old database's last way: compared after the last write, signed by both, refused without that, destroyed, certified. */
export async function endDatabase(of: Rehearsal, frozenAt: string, teller: Teller): Promise<Ended> {
  const { result, proof } = await proveDatabase(of, frozenAt, teller);
  const standing: Standing = { phase: "soak", frozenAt, keys: of.notary.keys };
  await refuseUnproved(of, standing, teller);
  const database: Ended = { phase: "purge", proof };
  await enterPurge(of, { ...standing, database }, teller);
  const destruction = await destroy(of, result, proof, teller);
  await certifyDatabase(of, [destruction, ...proof.evidence], result, teller);
  return database;
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
async function refuseUnproved(of: Rehearsal, standing: Standing, teller: Teller): Promise<void> {
  await teller.step("purge of the database is refused without evidence", async () => {
    const program = writeProgram(of.folder, { ...standing, database: { phase: "purge" } });
    const ran = await of.commands.ringfence("synth", "--program", program, "--out", join(of.folder, "cdktf.out.database-refused"));
    ended(ran, 2, "synth without evidence of the database");
    if (!codesIn(ran).includes("PROGRAM-EVIDENCE")) throw new Error(`purge without evidence says ${ran.err}`);
    return codesIn(ran).join(", ");
  });
}

/** Proved, its identity that deletes is synthesized. A fault that this gate is for ends the rehearsal here. */
async function enterPurge(of: Rehearsal, standing: Standing, teller: Teller): Promise<void> {
  const { commands, fault, folder } = of;
  await teller.step("phase purge, of the database", async () => {
    const program = writeProgram(folder, standing);
    const ran = await commands.ringfence("synth", "--program", program, "--out", join(folder, "cdktf.out.database"));
    if (fault === "altered-row" && codesIn(ran).includes(FAULTS[fault].caughtBy))
      throw new Caught(fault, "synth of the database's purge", FAULTS[fault].caughtBy);
    ended(ran, 0, "synth");
    // No command deletes a server: whoever may delete the instance does, and writes down that it is gone.
    const [envelope = ""] = standing.database?.proof?.evidence ?? [];
    const words = ["--program", program, "--dataset", DATABASE, "--copy", COPY, "--evidence", envelope];
    const purge = ended(await commands.ringfence("purge", ...words), 2, "purge of a database");
    if (!codesIn(purge).includes("PURGE-KIND")) throw new Error(`purge of a database says ${purge.err}`);
    return "purge stack synthesized; the instance is deleted by hand, as the runbook says";
  });
}

/** The server and its data go; the home still holds, range by range, what was compared. */
async function destroy(of: Rehearsal, { program, legacy }: Reconciliation, proof: Proof, teller: Teller): Promise<string> {
  const { clouds, commands, database, folder, notary } = of;
  let envelope = "";
  await teller.step("the old database is destroyed, and the record of it signed", async () => {
    await database.destroyLegacy();
    const deletedAt = new Date().toISOString();
    const reader = commands.with({ PGPASSWORD: clouds.databases.home.password });
    const after = await listDatabase(reader, database.url("home"), join(folder, "after.db-home.jsonl"));
    if (readFileSync(after.file, "utf8") !== readFileSync(proof.inventories.home[0] ?? "", "utf8"))
      throw new Error("the database at home is no longer what was compared");
    const file = join(folder, "database.destruction.json");
    const document = {
      schema: "ringfence.destruction/1",
      ...{ dataset: DATABASE, copy: COPY, program },
      store: { kind: "google-sql", name: "app-profiles" },
      method: "logical deletion",
      ...{ objects: legacy.objects, versions: 0, bytes: legacy.bytes, deletedAt, hardDeleteTime: null, keys: [], remaining: [] },
    };
    writeFileSync(file, JSON.stringify(document));
    envelope = await notary.sign(file);
    return `nothing answers at its address; at home ${legacy.objects} ranges are what they were`;
  });
  return envelope;
}

async function certifyDatabase(of: Rehearsal, evidence: readonly string[], result: Reconciliation, teller: Teller): Promise<void> {
  const { commands, notary, folder } = of;
  await teller.step("the database's certificate is written, and checks", async () => {
    const out = join(folder, "database.certificate.json");
    const words = evidence.flatMap((file) => ["--evidence", file]);
    ended(await commands.ringfence("certificate", DATABASE, ...words, ...notary.trust(), "--out", out), 0, "certificate");
    const { copies } = readJson(out) as {
      copies: { copy: string; destruction: { store: { kind: string; name: string }; objects: number } }[];
    };
    const [copy, ...others] = copies;
    if (!copy || others.length > 0 || copy.copy !== COPY || copy.destruction.objects !== result.legacy.objects)
      throw new Error(`the certificate of the database says ${JSON.stringify(copies)}`);
    return `${copy.destruction.store.kind} ${copy.destruction.store.name}, ${copy.destruction.objects} ranges`;
  });
}
