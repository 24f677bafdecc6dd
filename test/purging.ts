import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { backupsOf, type NamedBackups } from "../config/migration/legacy-copies";
import { Program } from "../config/program";
import type { CopyData, ProgramInput } from "../config/schema/schema";
import { sha256 } from "../evidence/file";
import { KNOWN_QUERIES } from "../evidence/reconcile/query";
import type { Reconciliation } from "../evidence/reconcile/result";
import { scopeDigest } from "../evidence/gate/scope-digest";
import type { Predicate } from "../evidence/sign/predicates";
import { ARCHIVE, changed, CONTENT, PROFILES } from "./config/refused";
import { destruction, pair, signed } from "./evidence/signed";
import { HMAC } from "./migrating";
import { moving, OLD_VAULTS } from "./moving";

export const [gatekeeper, auditor] = [pair(), pair()];
const SINGAPORE = "ap-southeast-1";
export const POINT = `arn:aws:backup:ap-southeast-1:${OLD_VAULTS}:recovery-point:1`;
/** One snapshot of each kind. */
export const SNAPSHOT = {
  image: `arn:aws:ec2:${SINGAPORE}::image/ami-0123456789abcdef0`,
  volume: `arn:aws:ec2:${SINGAPORE}::snapshot/snap-0123456789abcdef0`,
  instance: `arn:aws:rds:${SINGAPORE}:${OLD_VAULTS}:snapshot:media`,
  cluster: `arn:aws:rds:${SINGAPORE}:${OLD_VAULTS}:cluster-snapshot:media`,
} as const;

interface Going {
  readonly at: number;
  readonly dataset: string;
  readonly copy: string;
}

/** The old copies overseas: Singapore's bucket and its vault, and its snapshots where the estate has them. */
const OVERSEAS: readonly Going[] = [
  { at: CONTENT, dataset: "user-content", copy: "overseas-backup" },
  { at: ARCHIVE, dataset: "media-archive", copy: "overseas-vault" },
  { at: PROFILES, dataset: "profiles", copy: "overseas-snapshots" },
];
/** Those, and what else moves: Google's bucket and database, and Virginia's files. */
export const EVERYWHERE: readonly Going[] = [
  ...OVERSEAS,
  { at: CONTENT, dataset: "user-content", copy: "former-cloud" },
  { at: PROFILES, dataset: "profiles", copy: "former-cloud" },
  { at: ARCHIVE, dataset: "media-archive", copy: "virginia" },
];

const LISTED = ["aws-backup-vault", "aws-snapshots", "google-sql"];

/** What a program adds of a copy that is ready to go, by its kind. */
const ENDS: Readonly<Record<string, object>> = {
  "aws-bucket": { atClose: "destroy" },
  "google-bucket": { hmacKeys: [{ accessId: HMAC.accessKey, serviceAccount: "mover@example-app-legacy.iam.gserviceaccount.com" }] },
  "google-sql": { resources: ["//sqladmin.googleapis.com/projects/example-app-legacy/instances/app-profiles"] },
  "data-centre": { sanitisation: sha256("the media's record") },
};

/**
 * The moving estate with old copies in the purge, or closed: Singapore's bucket is then destroyed. Their evidence is signed by both and passes the gate; only the
 * counting of its one object was done by hand, since this has to be there at once and not when an engine has answered.
 */
export function purging(
  folder: string,
  phase: "purge" | "closed" = "purge",
  soaking: ProgramInput = moving("soak"),
  points: readonly string[] = [POINT],
  going: readonly Going[] = OVERSEAS,
): Program {
  const input: ProgramInput = changed(soaking, (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    for (const { at, dataset, copy } of going) {
      const one = p.datasets[at].legacy.find(({ name }: { name: string }) => name === copy);
      if (!one) continue;
      Object.assign(one, {
        phase,
        evidence: [
          `${dataset}-${copy}.dsse.json`,
          ...(LISTED.includes(one.kind) ? [`${dataset}-${copy}.list.dsse.json`] : []),
          ...(phase === "closed" ? [`${dataset}-${copy}.gone.dsse.json`] : []),
        ],
        rows: "none.jsonl",
        inventories: { legacy: ["one.jsonl"], home: ["home.jsonl"] },
        ...ENDS[one.kind],
      });
      if (one.kind === "aws-backup-vault") Object.assign(one, { recoveryPoints: points, snapshots: Object.values(SNAPSHOT) });
    }
    for (const dataset of p.datasets)
      if (dataset.legacy?.every((one: { phase?: string }) => one.phase === "closed")) dataset.phase = "closed";
  });
  const program = Program.of(input, join(folder, "program.ts"));
  writeFileSync(join(folder, "none.jsonl"), "");
  writeFileSync(join(folder, "one.jsonl"), ONE);
  writeFileSync(join(folder, "home.jsonl"), AT_HOME);
  for (const { dataset, copy } of going) {
    const one = program.data.datasets.find(({ name }) => name === dataset)?.legacy.find(({ name }) => name === copy);
    if (!one) continue;
    const named = { dataset, copy, program: scopeDigest(program, dataset, copy) };
    const write = (name: string, envelope: string) => writeFileSync(join(folder, `${dataset}-${copy}.${name}`), envelope);
    write("dsse.json", signed("reconciliation", { ...MATCHED, ...named }, gatekeeper, auditor));
    const backups = backupsOf(one);
    if (phase === "closed") write("gone.dsse.json", signed("destruction", { ...destruction(named), ...mediaOf(one) }, gatekeeper, auditor));
    if (backups) write("list.dsse.json", signed("purge-list", { ...listed(backups), ...named }, gatekeeper, auditor));
  }
  return program;
}

/** Of a data centre, the media's record that closes the copy. */
function mediaOf(copy: CopyData): Partial<Predicate<"destruction">> {
  if (copy.kind !== "data-centre") return {};
  const media = { media: "shelf 4", method: "destroy", sanitisedAt: "2026-11-22", by: "Shredders of Ashburn" } as const;
  return {
    store: { kind: copy.kind, name: `${copy.host}${copy.path}`, export: copy.export },
    sanitisation: [{ record: copy.sanitisation ?? "", ...media }],
  };
}

export const ONE = '{"key":"a","size":1,"crc32c":"0a1b2c3d"}\n';
/** The same object as the home lists it. */
export const AT_HOME = '{"key":"a","size":1,"crc32c":"0a1b2c3d","version":"h1"}\n';
const NONE = { match: 0, mismatch: 0, missing: 0, extra: 0, unproven: 0, stale: 0 };
const side = (name: string, content: string, taken: string): Reconciliation["legacy"] => ({
  format: "json",
  files: [{ name, bytes: content.length, sha256: sha256(content) }],
  taken,
  objects: 1,
  bytes: "1",
  noncurrent: 0,
});
/** A comparison of one object that is the same on both sides. */
export const MATCHED: Omit<Reconciliation, "dataset" | "copy" | "program"> = {
  schema: "ringfence.reconciliation/1",
  tool: { name: "ringfence", version: "test" },
  engine: { name: "duckdb", version: "none" },
  query: { sha256: KNOWN_QUERIES[0] ?? "", plan: "buckets", buckets: 1, differing: 0 },
  keys: { prefixes: {}, unicode: "as-is" },
  legacy: side("one.jsonl", ONE, "2026-11-20T06:00:00.000Z"),
  home: side("home.jsonl", AT_HOME, "2026-11-21T06:00:00.000Z"),
  digests: ["crc32c"],
  counts: { ...NONE, match: 1 },
  proof: { sha256: 0, md5: 0, crc64nvme: 0, crc32c: 1 },
  rows: { count: 0, bytes: 0, sha256: sha256("") },
  verdict: "met",
};
const CREATED = "2026-10-01T00:00:00.000Z";
const created = (arn: string) => ({ arn, created: CREATED });
const listed = ({ recoveryPoints, snapshots, resources }: NamedBackups): Omit<Predicate<"purge-list">, "dataset" | "copy" | "program"> => ({
  schema: "ringfence.purge-list/1",
  taken: "2026-11-20T06:00:00.000Z",
  recoveryPoints: recoveryPoints.map(created),
  snapshots: snapshots.map(created),
  resources: resources.map(created),
  others: [],
});
