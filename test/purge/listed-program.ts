import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { certify, type Certificate } from "../../evidence/certificate/certificate";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import type { Predicate } from "../../evidence/sign/predicates";
import { changed } from "../config/refused";
import { signed, trust } from "../evidence/signed";
import { AT_HOME, auditor, gatekeeper, MATCHED, ONE } from "../purging";
import type { Prepared } from "./prepared";

export const CREATED = "2026-10-01T00:00:00.000Z";
/** When both looked at what stands. */
export const TAKEN = "2026-11-20T06:00:00.000Z";

/** What is purged by a list, by full resource names. */
interface Going {
  /** The dataset's place in the example program, whose first old copy this is. */
  readonly at: number;
  /** The copy, where it takes the place of the example's. */
  readonly copy?: object;
  readonly standing: readonly string[];
  readonly others: readonly string[];
}

/** The example program with a copy of Google's in the purge, and evidence as both would have signed it. */
export function purgingByList(folder: string, { at, copy, standing, others }: Going): Prepared {
  mkdirSync(folder);
  const input = changed(unitedStates, (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    p.datasets[at].phase = "purge";
    p.datasets[at].legacy = [
      {
        ...(copy ?? p.datasets[at].legacy[0]),
        frozenAt: "2026-11-19T00:00:00.000Z",
        evidence: ["reconciliation.dsse.json", "list.dsse.json"],
        rows: "none.jsonl",
        inventories: { legacy: ["one.jsonl"], home: ["home.jsonl"] },
        resources: standing,
        purgeOfficer: "group:purge@custodian.example",
      },
    ];
  });
  const program = Program.of(input, join(folder, "program.json"));
  const dataset = program.data.datasets[at]?.name ?? "";
  const name = program.data.datasets[at]?.legacy[0]?.name ?? "";
  const about = { dataset, copy: name, program: scopeDigest(program, dataset, name) };
  const list: Predicate<"purge-list"> = {
    schema: "ringfence.purge-list/1",
    ...about,
    taken: TAKEN,
    recoveryPoints: [],
    snapshots: [],
    resources: standing.map((arn) => ({ arn, created: CREATED })),
    others: others.map((arn) => ({ arn, reason: "the build server's, no user data" })),
  };
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  write("none.jsonl", "");
  write("one.jsonl", ONE);
  write("home.jsonl", AT_HOME);
  write("reconciliation.dsse.json", signed("reconciliation", { ...MATCHED, ...about }, gatekeeper, auditor));
  write("list.dsse.json", signed("purge-list", list, gatekeeper, auditor));
  write("program.json", JSON.stringify(input));
  return {
    program: join(folder, "program.json"),
    evidence: join(folder, "reconciliation.dsse.json"),
    inventory: "",
    into: join(folder, "purge"),
    dataset,
  };
}

/** The certificate of a purge by a list, once both have signed what was destroyed. */
export const certified = ({ dataset = "", evidence }: Prepared, destruction: Predicate<"destruction">): Certificate =>
  certify({
    dataset,
    evidence: [
      { name: "reconciliation", content: readFileSync(evidence, "utf8") },
      { name: "list", content: readFileSync(join(evidence, "..", "list.dsse.json"), "utf8") },
      { name: "destruction", content: signed("destruction", destruction, gatekeeper, auditor) },
    ],
    rows: [],
    trusted: trust({ gatekeeper, auditor }),
    needed: ["gatekeeper", "auditor"],
    asOf: dayAfter(new Date().toISOString(), 1),
    version: "test",
  });

/** The day so many days after an instant. */
export const dayAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString().slice(0, 10);

/** An environment whose Google credentials impersonate nobody. */
export function ownCredentials(folder: string): Readonly<Record<string, string>> {
  const file = join(folder, "none.json");
  writeFileSync(file, JSON.stringify({ type: "authorized_user", client_id: "a", client_secret: "b", refresh_token: "c" }));
  return { CLOUDSDK_CONFIG: folder, HOME: folder, GOOGLE_APPLICATION_CREDENTIALS: file };
}
