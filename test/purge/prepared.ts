import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { sha256 } from "../../evidence/file";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import type { Predicate } from "../../evidence/sign/predicates";
import { changed, CONTENT, type Change } from "../config/refused";
import { compareFiles, jsonLines, type Row } from "../evidence/inventories";
import { destruction, pair, signed } from "../evidence/signed";

export const [gatekeeper, auditor] = [pair(), pair()];
const DATASET = "user-content";

/** What a purge is started with: program and evidence on disk, of one copy of user-content. */
export interface Prepared {
  readonly program: string;
  readonly evidence: string;
  readonly inventory: string;
  /** Where record and listings go. */
  readonly into: string;
  /** user-content, when nothing is said. */
  readonly dataset?: string;
}

/** When the store was listed, and what it held; the home holds the same. */
export interface Stood {
  readonly rows: readonly Row[];
  readonly taken: string;
  readonly frozenAt: string;
}

/** A program in the phase purge, with evidence of one copy that gatekeeper and auditor signed; what is not live is disposed of singly. */
export async function prepare(folder: string, copy: string, stood: Stood, change: Change = () => undefined): Promise<Prepared> {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  writeFileSync(at("legacy.jsonl"), jsonLines(stood.rows));
  writeFileSync(
    at("home.jsonl"),
    jsonLines(stood.rows.filter(({ state }) => state === undefined || state === "live").map((row) => ({ ...row, version: "at-home" }))),
  );
  const input: ProgramInput = changed(unitedStates, (p) => {
    const dataset = p.datasets[CONTENT];
    dataset.phase = "purge";
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    for (const each of dataset.legacy)
      Object.assign(each, {
        frozenAt: stood.frozenAt,
        evidence: ["reconciliation.dsse.json", "disposition.dsse.json"],
        rows: "rows.jsonl",
        inventories: { legacy: ["legacy.jsonl"], home: ["home.jsonl"] },
      });
    change(p);
  });
  const program = scopeDigest(Program.of(input, at("program.json")), DATASET, copy);
  const { result, rows, text } = await compareFiles(folder, at("legacy.jsonl"), at("home.jsonl"), {
    dataset: DATASET,
    copy,
    program,
    taken: { legacy: stood.taken, home: stood.taken },
  });
  writeFileSync(at("rows.jsonl"), text);
  writeFileSync(at("reconciliation.dsse.json"), signed("reconciliation", result, gatekeeper, auditor));
  const objects = rows
    .filter(({ verdict, legacyKey }) => verdict !== "extra" && legacyKey !== null)
    .map(({ legacyKey, version }) => ({ key: legacyKey ?? "", version, reason: "superseded by the live version" }));
  if (objects.length > 0)
    writeFileSync(
      at("disposition.dsse.json"),
      signed("disposition", { schema: "ringfence.disposition/1", dataset: DATASET, copy, program, objects }, gatekeeper, auditor),
    );
  else
    for (const each of (input.datasets[CONTENT] as { legacy: { evidence: string[] }[] }).legacy)
      each.evidence = ["reconciliation.dsse.json"];
  const going = (input.datasets[CONTENT] as { legacy: { name: string; phase?: string; purgeBy?: string; evidence: string[] }[] }).legacy;
  for (const each of going.filter(({ phase }) => (phase ?? input.datasets[CONTENT]?.phase) === "closed")) {
    each.evidence = [...each.evidence, "destruction.dsse.json"];
    writeFileSync(
      at("destruction.dsse.json"),
      signed("destruction", destruction({ dataset: DATASET, copy, program }), gatekeeper, auditor),
    );
  }
  const expiring = going.find(({ name, purgeBy }) => name === copy && purgeBy === "expiration");
  if (expiring) {
    expiring.evidence = [...expiring.evidence, "dry-run.dsse.json"];
    writeFileSync(at("dry-run.dsse.json"), signed("dry-run", dryRunOf(result), gatekeeper, auditor));
  }
  writeFileSync(at("program.json"), JSON.stringify(input));
  return { program: at("program.json"), evidence: at("reconciliation.dsse.json"), inventory: at("legacy.jsonl"), into: at("purge") };
}

/** A dry run a minute after the inventory, as the command states it. */
const dryRunOf = ({ dataset, copy, program, legacy }: Reconciliation): Predicate<"dry-run"> => ({
  schema: "ringfence.dry-run/1",
  dataset,
  copy: copy ?? "",
  program: program ?? "",
  store: "s3://old",
  inventories: legacy.files.map((file) => file.sha256),
  begun: new Date(Date.parse(legacy.taken ?? "") + 60_000).toISOString(),
  listing: sha256("the listing"),
  items: legacy.objects,
  bytes: legacy.bytes,
});

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly said: Promise<Said>;
}

/** The command as users call it, in a process of its own. */
export function startPurge(
  { program, evidence, into, dataset = DATASET }: Prepared,
  copy: string,
  env: Readonly<Record<string, string>>,
  ...more: string[]
): Running {
  const args = ["bin/ringfence.js", "purge", "--program", program, "--dataset", dataset, "--copy", copy, "--evidence", evidence];
  const child = spawn(process.execPath, [...args, "--into", into, ...more], {
    cwd: join(__dirname, "..", ".."),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = new Promise<Said>((resolve) => {
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (err += String(chunk)));
    child.on("close", (code) => resolve({ code, out, err }));
  });
  return { child, said };
}

export const runPurge = (...args: Parameters<typeof startPurge>): Promise<Said> => startPurge(...args).said;

export interface RecordLine {
  readonly batch?: string;
  readonly deletes?: readonly (readonly [string, string, string, string | null, boolean])[];
  readonly kept?: readonly (readonly [number, string])[];
  readonly listing?: string;
  readonly file?: string;
  readonly sha256?: string;
}

export const recordOf = ({ into }: Prepared): readonly RecordLine[] =>
  readFileSync(join(into, "record.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RecordLine);
