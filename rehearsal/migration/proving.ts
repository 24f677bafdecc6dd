import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ended, codesIn } from "./command";
import { proofOf, readJson, round, statusIs, synthesized, type Rehearsal, type Round } from "./context";
import { cutOff } from "./copying";
import { Caught, FAULTS, type Fault } from "./faults";
import { COPIES, DATASET, writeProgram, type CopyName, type Proof, type Standing } from "./program";
import { keysOf } from "./reconciling";
import { bodyOf } from "./seeds";
import { readLegacyPolicy } from "./task";
import type { Teller } from "./teller";

const VICTIM = "users/4/4.json";

/** The old places take no more writes. */
export async function freeze(of: Rehearsal, teller: Teller): Promise<string> {
  const { estate } = of;
  let frozenAt = "";
  await teller.step("phase cutover: the old bucket refuses writes and deletions", async () => {
    frozenAt = new Date().toISOString();
    const { program, outdir } = await synthesized(of, { phase: "cutover", frozenAt });
    await estate.singapore.setPolicy(readLegacyPolicy(outdir));
    for (const attempt of [
      () => estate.singapore.put([{ key: "backup/after", body: Buffer.from("late") }]),
      () => estate.singapore.delete("backup/users/4/4.json"),
    ])
      await attempt().then(
        () => Promise.reject(new Error("the frozen bucket took a write")),
        (error: Error) => (error.name === "AccessDenied" ? undefined : Promise.reject(error)),
      );
    await statusIs(of, program, "cutover");
    return "AccessDenied, by the synthesized policy as the router evaluates it";
  });
  return frozenAt;
}

/** The second comparison, with what a fault plants before it. */
export async function proveAgain(of: Rehearsal, frozenAt: string, teller: Teller): Promise<Round> {
  const { estate, fault, folder } = of;
  let second: Round | undefined;
  await teller.step("both sides are listed and compared again", async () => {
    if (fault === "lost") await estate.home.delete(VICTIM);
    if (fault === "altered")
      await estate.home.put([{ key: VICTIM, body: Buffer.alloc((await estate.home.read(VICTIM)).length, "altered") }]);
    const meanwhile = fault === "late" ? () => estate.write("former-cloud", { key: VICTIM, body: bodyOf(VICTIM, "late", 444) }) : undefined;
    const program = writeProgram(folder, { phase: "soak", frozenAt });
    second = await round(of, "second", program, meanwhile);
    await statusIs(of, program, "soak");
    const open = COPIES.flatMap((name) =>
      (["missing", "mismatch", "stale", "unproven"] as const).flatMap((verdict) => keysOf(second?.compared[name] ?? fail(), verdict)),
    );
    const planted = fault === "lost" || fault === "altered" || fault === "late";
    if (planted ? open.length !== 1 || open[0] !== VICTIM : open.length > 0)
      throw new Error(`not proved: ${JSON.stringify(open.slice(0, 5))}`);
    const matches = COPIES.reduce((sum, name) => sum + (second?.compared[name].result.counts.match ?? 0), 0);
    return `${matches} objects match${planted ? `, and ${VICTIM} does not` : ""}`;
  });
  return second ?? fail();
}

/** Old versions, which no mover brings, are given up one by one; then both sign, and whoever has the two keys can check it. */
export async function sign(of: Rehearsal, { compared }: Round, teller: Teller): Promise<Readonly<Record<CopyName, readonly string[]>>> {
  const { notary, folder, fault } = of;
  const evidence = new Map<CopyName, readonly string[]>();
  let given = 0;
  await teller.step("gatekeeper and auditor sign", async () => {
    for (const name of COPIES) {
      const { result, rows, file } = compared[name];
      const old = rows.filter(({ reason }) => reason === "noncurrent");
      given += old.length;
      const objects = old.map(({ legacyKey, version }) => ({
        key: legacyKey,
        version,
        reason: "An older version, superseded before the move.",
      }));
      const disposition = join(folder, `${name}.disposition.json`);
      const document = { schema: "ringfence.disposition/1", dataset: DATASET, copy: name, program: result.program, objects };
      if (old.length > 0) writeFileSync(disposition, JSON.stringify(document));
      const roles = fault === "one-signature" && name === "former-cloud" ? (["gatekeeper"] as const) : undefined;
      evidence.set(name, [await notary.sign(file, roles), ...(old.length > 0 ? [await notary.sign(disposition)] : [])]);
    }
    if (fault !== "one-signature") ended(await notary.verify(...[...evidence.values()].flat()), 0, "evidence verify");
    return `${[...evidence.values()].flat().length} envelopes${fault === "one-signature" ? "" : ", all verify"}; ${given} old versions are given up by name`;
  });
  return Object.fromEntries(evidence) as Record<CopyName, readonly string[]>;
}

/** Purge stacks, of proof alone. A fault that this gate is for ends the rehearsal here. */
export async function enterPurge(
  of: Rehearsal,
  {
    second,
    evidence,
    frozenAt,
    database,
  }: {
    readonly second: Round;
    readonly evidence: Readonly<Record<CopyName, readonly string[]>>;
    readonly frozenAt: string;
    readonly database: Standing["database"];
  },
  teller: Teller,
): Promise<{ readonly program: string; readonly outdir: string; readonly proofs: Readonly<Record<CopyName, Proof>> }> {
  const { fault, notary, folder } = of;
  const proofs = Object.fromEntries(COPIES.map((name) => [name, proofOf(second, name, evidence[name])])) as Record<CopyName, Proof>;
  const standing: Standing = { phase: "purge", frozenAt, proofs, keys: notary.keys, database };
  let entered: { program: string; outdir: string } | undefined;
  await teller.step("phase purge", async () => {
    const [envelope] = evidence["former-cloud"];
    if (fault === "tampered-evidence" && envelope !== undefined) flipByte(envelope);
    if (fault === "tampered-inventory") cutOff(second.legacy["former-cloud"].file);
    const planted: Standing = {
      ...standing,
      ...(fault === "late-freeze" ? { frozenAt: new Date(Date.now() - 1).toISOString() } : {}),
      ...(fault === "legal-hold" ? { hold: { reference: "1:26-cv-00001", since: "2026-11-01" } } : {}),
    };
    const program = writeProgram(folder, planted);
    const outdir = join(folder, "cdktf.out.purge");
    const ran = await of.commands.ringfence("synth", "--program", program, "--out", outdir);
    const by = fault && FAULTS[fault].caughtBy;
    if (ran.code !== 0 && fault && by !== null && by !== undefined && codesIn(ran).includes(by))
      throw new Caught(fault, "synth of the phase purge", by);
    ended(ran, 0, "synth");
    entered = { program, outdir };
    return statusIs(of, program, "purge");
  });
  return { ...(entered ?? fail()), proofs };
}

/** Exchanges one character in the middle of an envelope's payload. */
function flipByte(file: string): void {
  const text = readFileSync(file, "utf8");
  const at = text.indexOf('"payload":') + 400;
  writeFileSync(file, `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`);
}

/** Signed records of destruction become one certificate, and it says what they say. */
export async function certify(of: Rehearsal, destroyed: readonly string[], evidence: readonly string[], teller: Teller): Promise<void> {
  const { commands, notary, folder } = of;
  await teller.step("the certificate is written, and checks", async () => {
    ended(await notary.verify(...destroyed), 0, "evidence verify");
    const words = [...destroyed, ...evidence].flatMap((file) => ["--evidence", file]);
    for (const name of ["certificate.json", "certificate.html"])
      ended(await commands.ringfence("certificate", DATASET, ...words, ...notary.trust(), "--out", join(folder, name)), 0, "certificate");
    const { copies } = readJson(join(folder, "certificate.json")) as {
      copies: { copy: string; destruction: { objects: number; versions: number } }[];
    };
    if (copies.length !== COPIES.length) throw new Error(`the certificate speaks of ${copies.length} copies`);
    ended(await notary.verifyLog(), 0, "evidence verify --log");
    return copies.map(({ copy, destruction }) => `${copy} ${destruction.objects} objects and ${destruction.versions} versions`).join(", ");
  });
}

function fail(): never {
  throw new Error("a step of the rehearsal left nothing behind");
}

export const caughtAt = (fault: Fault, where: string): Caught => new Caught(fault, where, String(FAULTS[fault].caughtBy));
