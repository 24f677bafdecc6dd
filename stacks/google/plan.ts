import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { DatasetData } from "../../config/schema/schema";
import { SERVICE_AGENTS, type GoogleKeyService } from "../../constructs/place/google-names";
import type { GoogleApi } from "../../constructs/place/google-project";

/** A dataset on Google with its places resolved. */
export interface GoogleResident {
  readonly dataset: DatasetData;
  readonly home: GooglePlace;
  readonly recovery?: GooglePlace;
  /** The data loss in minutes that is accepted, where there is a recovery. */
  readonly rpoMinutes?: number;
}

/** A dataset whose second copy is a bucket. */
export interface GoogleRecovered extends GoogleResident {
  readonly recovery: GooglePlace;
  readonly rpoMinutes: number;
}

/** The program's datasets that live on Google. */
export function googleResidents(program: Program): readonly GoogleResident[] {
  return program.data.datasets.flatMap((dataset) => {
    const home = program.homeOf(dataset);
    const recovery = program.recoveryOf(dataset);
    if (!home.isGoogle()) return [];
    return [{ dataset, home, ...(recovery?.isGoogle() ? { recovery, rpoMinutes: dataset.recovery?.rpoMinutes } : {}) }];
  });
}

/** Buckets have a second one; a database's backups lie in the recovery region, and in no project of recovery. */
export function hasRecoveryBucket(resident: GoogleResident): resident is GoogleRecovered {
  return resident.dataset.store === "bucket" && resident.recovery !== undefined && resident.rpoMinutes !== undefined;
}

/** The keys of one region, and who uses each: at home the store's agent, at recovery that project's Cloud Storage. */
export function keysIn(
  region: string,
  residents: readonly GoogleResident[],
): readonly { readonly of: string; readonly agents: readonly string[] }[] {
  return residents.flatMap((resident) => {
    const { dataset, home } = resident;
    if (home.region.name === region)
      return [{ of: dataset.name, agents: [SERVICE_AGENTS[dataset.store as GoogleKeyService](home.account.number)] }];
    if (hasRecoveryBucket(resident) && resident.recovery.region.name === region)
      return [{ of: dataset.name, agents: [SERVICE_AGENTS.bucket(resident.recovery.account.number)] }];
    return [];
  });
}

const STORE_APIS: Record<"bucket" | "relational" | "warehouse", readonly GoogleApi[]> = {
  bucket: [],
  relational: ["sqladmin"],
  warehouse: ["bigquery"],
};

/** The services that an account's stacks call, besides those of every project. */
export function apisOf(account: string, residents: readonly GoogleResident[]): readonly GoogleApi[] {
  const apis = residents.flatMap((resident): readonly GoogleApi[] => [
    ...(resident.home.accountName === account
      ? (["compute", "dns", "servicedirectory", ...STORE_APIS[resident.dataset.store as keyof typeof STORE_APIS]] as const)
      : []),
    ...(hasRecoveryBucket(resident) && resident.recovery.accountName === account ? (["storagetransfer"] as const) : []),
  ]);
  // Every project keeps its logs, the custody project too: the use of keys is logged there.
  return [...new Set<GoogleApi>([...apis, "logging"])].sort();
}
