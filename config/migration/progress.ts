import { oldDatabaseOf } from "./legacy-copies";
import { buildsLine, lineOf } from "./lines";
import type { Program } from "../program";
import { phaseOf } from "../rules/phase";
import type { CopyData, DatasetData } from "../schema/schema";
import { PHASES, type Phase } from "../scope";

/** What signed evidence shows of one copy. */
export interface Proved {
  /** Objects (of a database, its ranges and definitions) of which the same stands at home, of all that the old side lists. */
  readonly objects: number;
  readonly of: number;
  /** Of everything that the old side lists. */
  readonly bytes: string;
  /** Missing, different, unproven or changed since, and in no signed disposition: each of them keeps the old copy. */
  readonly open: number;
  /** The same, but given up by a disposition that both signed. */
  readonly givenUp: number;
  /** When the old side was listed. */
  readonly taken: string | null;
}

/** What is known of a copy beside the program: signed evidence, and the record of jobs. */
export interface Learned {
  readonly proved: Proved | null;
  /** The last job, in one line. */
  readonly job: string | null;
}

/** One old copy on its way home, as far as the program can tell. */
export interface CopyProgress extends Learned {
  readonly dataset: string;
  readonly copy: string;
  readonly kind: CopyData["kind"];
  readonly phase: Phase;
  readonly next: Phase | null;
  /** What the next phase waits for, one sentence each; empty when nothing in the program stands against it. */
  readonly waits: readonly string[];
  readonly gib: number;
  /** How long the line takes for all of it, in days; null where no line of the program's carries it, or none is given. */
  readonly lineDays: number | null;
  /** Can the line carry it by the deadline? Null where that is not known. */
  readonly inTime: boolean | null;
}

export interface Progress {
  readonly asOf: string;
  readonly deadline: string;
  readonly daysLeft: number;
  readonly copies: readonly CopyProgress[];
  /** The copy that decides when all is done: the slowest that still has to be moved, else the one furthest behind. */
  readonly critical: CopyProgress | null;
}

const GIB_IN_BITS = 2 ** 30 * 8;
const DAY = 86_400;

/** With what stands against the next phase beside what the program itself says. */
type Learn = (dataset: DatasetData, copy: CopyData) => Learned & { readonly against: readonly string[] };

/** Where each copy stands, and what stands against its next phase. `asOf` is the only clock. */
export function progressOf(program: Program, asOf: string, learn: Learn = () => ({ proved: null, job: null, against: [] })): Progress {
  const { deadline, datasets } = program.data;
  const daysLeft = Math.round((Date.parse(deadline) - Date.parse(asOf)) / (DAY * 1000));
  const copies = datasets.flatMap((dataset) =>
    dataset.legacy.map((copy) => {
      const { against, ...learned } = learn(dataset, copy);
      const { waits, ...progress } = copyProgress(program, dataset, copy, daysLeft);
      return { ...progress, waits: [...waits, ...against], ...learned };
    }),
  );
  const open = copies.filter(({ phase }) => phase !== "closed");
  const critical = [...open].sort(
    (a, b) => (b.lineDays ?? -1) - (a.lineDays ?? -1) || PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || b.gib - a.gib,
  )[0];
  return { asOf, deadline, daysLeft, copies, critical: critical ?? null };
}

function copyProgress(program: Program, dataset: DatasetData, copy: CopyData, daysLeft: number): Omit<CopyProgress, keyof Learned> {
  const phase = phaseOf(copy, dataset);
  const next = PHASES[PHASES.indexOf(phase) + 1] ?? null;
  const lineDays = PHASES.indexOf(phase) < PHASES.indexOf("cutover") ? daysOnTheLine(dataset, copy) : null;
  return {
    dataset: dataset.name,
    copy: copy.name,
    kind: copy.kind,
    phase,
    next,
    waits: next === null ? [] : waitsFor(program, dataset, copy, phase),
    gib: dataset.sizeGib,
    lineDays,
    inTime: lineDays === null ? null : lineDays <= daysLeft,
  };
}

/** Size over the usable part of the rate: 80,000 GiB on 1 Gbit/s at 0.7 take 11.4 days. */
function daysOnTheLine(dataset: DatasetData, copy: CopyData): number | null {
  const line = lineOf(copy);
  return line ? (dataset.sizeGib * GIB_IN_BITS) / (line.megabitsPerSecond * 1e6 * line.usable) / DAY : null;
}

const lacksAgent = (copy: CopyData): boolean => copy.kind === "data-centre" && !oldDatabaseOf(copy) && copy.agents.length === 0;

function waitsFor(program: Program, dataset: DatasetData, copy: CopyData, phase: Phase): string[] {
  switch (phase) {
    case "prepare":
      return [
        ...(copy.kind === "google-bigquery" && !copy.exportBucket
          ? ["the bucket that its tables are exported to, under exportBucket"]
          : []),
        // Over a line of the program's own an agent is activated once the line stands, which is in copy.
        ...(lacksAgent(copy) && !buildsLine(copy) ? ["a DataSync agent in the data centre, under agents"] : []),
        ...((copy.kind === "data-centre" || copy.kind === "google-sql") && !lineOf(copy) ? ["the private line's rate, under line"] : []),
        ...(copy.kind === "aws-backup-vault" && !program.account(copy.account).inOrganization
          ? ["its account in the custodian's organization: recovery points are copied inside one organization only"]
          : []),
      ];
    case "copy":
      if ((copy.kind === "google-bucket" || copy.kind === "google-bigquery") && !copy.location)
        return copy.hmac
          ? ["the source location's ARN, under location: `ringfence migrate start` makes it"]
          : ["the bucket's HMAC key, under hmac: `ringfence migrate start` makes the location's ARN of it"];
      if (lacksAgent(copy)) return ["an agent of the data centre with its activation key, under agents: the line's endpoint stands"];
      if (oldDatabaseOf(copy))
        return oldDatabaseOf(copy)?.secrets
          ? ["a full load that DMS has validated, then both sides' digests"]
          : ["both sides' secrets, under secrets"];
      if (copy.kind === "aws-snapshots")
        return ["every snapshot's copy at home, applied as its mover; then an inventory of what each side's became when it was restored"];
      return ["a finished transfer, then both inventories"];
    case "reconcile":
      return [
        ...(copy.evidence.length === 0
          ? ["a reconciliation with nothing missing, different, unproven or stale, signed by gatekeeper and auditor"]
          : []),
        ...(copy.frozenAt ? [] : ["the moment of the last write at the old side, under frozenAt"]),
      ];
    case "cutover":
      return ["the app at home, writing nothing to the old side"];
    case "soak":
      return [
        ...(copy.reverse ? ["the end of the way back, which stands under reverse: take it out"] : []),
        ...(copy.evidence.length === 0 ? ["evidence newer than the last write, signed by gatekeeper and auditor"] : []),
        ...(["gatekeeper", "auditor"] as const)
          .filter((party) => !program.data.parties[party].evidenceKey)
          .map((party) => `the ${party}'s evidenceKey`),
        ...(dataset.legalHold && !dataset.legalHold.release ? [`the signed release of hold ${dataset.legalHold.reference}`] : []),
        ...(copy.kind === "aws-backup-vault" && !copy.recoveryPoints ? ["the vault's recovery points, under recoveryPoints"] : []),
        ...(copy.kind === "aws-backup-vault" && !copy.snapshots ? ["snapshots outside the vault, under snapshots"] : []),
        ...(copy.kind === "aws-backup-vault" ? ["a list of both with each one's creation, signed by gatekeeper and auditor"] : []),
        ...(copy.kind === "google-sql" && !copy.resources
          ? [
              "the instance, its replicas and backups, under resources",
              "a list of them with each one's creation, signed by gatekeeper and auditor",
            ]
          : []),
        ...(copy.kind === "google-bigquery" && !copy.resources
          ? [
              "the dataset and everything in it, under resources",
              "a list of them with each one's creation, signed by gatekeeper and auditor",
            ]
          : []),
      ];
    case "purge":
      if (copy.kind === "data-centre") return copy.sanitisation ? [] : ["the media's sanitisation record (NIST SP 800-88 Rev. 2)"];
      return [
        ...(copy.kind === "google-bucket" && !copy.hmacKeys ? ["the HMAC keys that opened the bucket, under hmacKeys"] : []),
        "a listing of the old side that is empty, and its destruction, signed by both, under evidence",
      ];
    case "closed":
      return [];
  }
}

/** `1,999 of 2,000 match, 1 open`. */
export function provedInWords({ proved }: Learned): string {
  if (proved === null) return "-";
  const count = (number: number) => number.toLocaleString("en");
  const some = (number: number, what: string) => (number > 0 ? `, ${count(number)} ${what}` : "");
  return `${count(proved.objects)} of ${count(proved.of)} match${some(proved.open, "open")}${some(proved.givenUp, "given up")}`;
}

/** `11.4 days, in time`, where a line carries it. */
export function lineInWords({ lineDays, inTime }: CopyProgress): string {
  return lineDays === null ? "-" : `${lineDays.toFixed(1)} days, ${inTime ? "in time" : "too slow"}`;
}
