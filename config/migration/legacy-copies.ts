import { ENGINE_PORTS, isEngine, type Engine } from "../engines";
import { snapshotsOf } from "./old-snapshots";
import { phaseOf } from "../rules/phase";
import type { CopyData, DatasetData, LineData, ProgramData } from "../schema/schema";
import { PHASES } from "../scope";

/** Movers stand from copy until soak: after that there is nothing that they may still bring. */
export function isOnItsWay(copy: CopyData, dataset: DatasetData): boolean {
  const phase = PHASES.indexOf(phaseOf(copy, dataset));
  return phase >= PHASES.indexOf("copy") && phase <= PHASES.indexOf("soak");
}

/** Copies of snapshots that are on their way: into one account, or into any. */
export function snapshotMoves(
  { datasets }: ProgramData,
  account?: string,
): readonly { readonly dataset: DatasetData; readonly copy: Extract<CopyData, { kind: "aws-snapshots" }> }[] {
  return datasets
    .filter(({ home }) => account === undefined || home.account === account)
    .flatMap((dataset) =>
      dataset.legacy.flatMap((copy) => (copy.kind === "aws-snapshots" && isOnItsWay(copy, dataset) ? [{ dataset, copy }] : [])),
    );
}

/** An old database as AWS DMS sees it, whether it stands at Google or in a data centre. */
export interface OldDatabase {
  readonly name: string;
  readonly engine: Engine;
  readonly database: string;
  readonly port?: number;
  readonly secrets?: { readonly legacy: string; readonly home: string };
  readonly certificateAuthority?: string;
  readonly homeCertificateAuthority?: string;
  readonly line?: LineData;
}

/** Where the old database answers. */
export function databasePort({ engine, port }: OldDatabase): number {
  return port ?? ENGINE_PORTS[engine];
}

export function oldDatabaseOf(copy: CopyData): OldDatabase | undefined {
  if (copy.kind === "google-sql") return copy;
  if (copy.kind !== "data-centre" || !isEngine(copy.export)) return undefined;
  return { ...copy, engine: copy.export, database: copy.path.replace(/^\//, "") };
}

/** What the program names one by one, by ARN or by Google's full resource name. */
export interface NamedBackups {
  readonly recoveryPoints: readonly string[];
  readonly snapshots: readonly string[];
  readonly resources: readonly string[];
}

/** What a copy consists of, where that is deleted whole; undefined for a copy whose objects go one by one, as an inventory lists them. */
export function backupsOf(copy: CopyData): NamedBackups | undefined {
  if (copy.kind === "google-sql" || copy.kind === "google-bigquery")
    return { recoveryPoints: [], snapshots: [], resources: copy.resources ?? [] };
  if (copy.kind !== "aws-backup-vault" && copy.kind !== "aws-snapshots") return undefined;
  const recoveryPoints = copy.kind === "aws-backup-vault" ? (copy.recoveryPoints ?? []) : [];
  return { recoveryPoints, snapshots: snapshotsOf(copy).map(({ arn }) => arn), resources: [] };
}

/** What the program names for every other copy: each is purged on its own copy's list. */
export function backupsOfOthers(datasets: readonly DatasetData[], copy: CopyData): readonly string[] {
  const others = datasets.flatMap(({ legacy }) => legacy).filter((other) => other !== copy);
  return others.flatMap((other) => {
    const backups = backupsOf(other);
    return backups ? [...backups.recoveryPoints, ...backups.snapshots, ...backups.resources] : [];
  });
}
