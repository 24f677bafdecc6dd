import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { scopeDigest } from "../../evidence/scope-digest";
import type { Predicate } from "../../evidence/sign/statement";
import { changed, PROFILES } from "../config/refused";
import { signed } from "../evidence/signed";
import { auditor, gatekeeper, MATCHED, ONE } from "../purging";
import type { Prepared } from "./prepared";

export const [DATASET, COPY, PROJECT] = ["profiles", "former-cloud", "example-app-legacy"] as const;
export const CREATED = "2026-10-01T00:00:00.000Z";
export const full = (name: string) => `//sqladmin.googleapis.com/projects/${PROJECT}/${name}`;
/** An instance, its replica, and a backup of each type. */
export const STANDING: readonly string[] = [
  "instances/app-profiles",
  "instances/reader",
  "backups/auto-1",
  "backups/asked-1",
  "backups/final-1",
];

/** The example program with its Cloud SQL copy in the purge, and evidence as both would have signed it. */
export function purgingSql(at: string, standing = STANDING, others: readonly string[] = []): Prepared {
  mkdirSync(at);
  const input = changed(unitedStates, (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    p.datasets[PROFILES].phase = "purge";
    Object.assign(p.datasets[PROFILES].legacy[0], {
      frozenAt: "2026-11-19T00:00:00.000Z",
      evidence: ["reconciliation.dsse.json", "list.dsse.json"],
      rows: "none.jsonl",
      inventories: { legacy: ["one.jsonl"], home: ["one.jsonl"] },
      resources: standing.map(full),
      purgeOfficer: "group:purge@custodian.example",
    });
  });
  const program = scopeDigest(Program.of(input, join(at, "program.json")), DATASET, COPY);
  const about = { dataset: DATASET, copy: COPY, program };
  const list: Predicate<"purge-list"> = {
    schema: "ringfence.purge-list/1",
    ...about,
    taken: "2026-11-20T06:00:00.000Z",
    recoveryPoints: [],
    snapshots: [],
    resources: standing.map((name) => ({ arn: full(name), created: CREATED })),
    others: others.map((name) => ({ arn: full(name), reason: "the build server's, no user data" })),
  };
  const write = (name: string, content: string) => writeFileSync(join(at, name), content);
  write("none.jsonl", "");
  write("one.jsonl", ONE);
  write("reconciliation.dsse.json", signed("reconciliation", { ...MATCHED, ...about }, gatekeeper, auditor));
  write("list.dsse.json", signed("purge-list", list, gatekeeper, auditor));
  write("program.json", JSON.stringify(input));
  return {
    program: join(at, "program.json"),
    evidence: join(at, "reconciliation.dsse.json"),
    inventory: "",
    into: join(at, "purge"),
    dataset: DATASET,
  };
}
