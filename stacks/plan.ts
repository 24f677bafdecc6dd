import { arn } from "../constructs/place/names";
import { KEY_SERVICES, type KeyServiceName } from "../constructs/keys/services";
import type { AwsPlace, Place } from "../config/place";
import type { Program } from "../config/program";
import type { DatasetData } from "../config/schema/schema";

/** A dataset with its places resolved. */
export interface Resident {
  readonly dataset: DatasetData;
  readonly home: AwsPlace;
  readonly recovery?: AwsPlace;
}

/** The program's datasets that live on AWS. */
export function awsResidents(program: Program): readonly Resident[] {
  return program.data.datasets.flatMap((dataset) => {
    const home = program.homeOf(dataset);
    const recovery = program.recoveryOf(dataset);
    return home.isAws() ? [{ dataset, home, recovery: recovery?.isAws() ? recovery : undefined }] : [];
  });
}

/** Every different place in a list, in its order. */
export function distinct<P extends Place>(places: readonly P[]): readonly P[] {
  return places.filter((place, index) => places.findIndex((other) => other.equals(place)) === index);
}

/** The stack of a place or region; that there is one is the wiring's own doing. */
export function stackAt<T>(stacks: ReadonlyMap<string, T>, at: { toString(): string }): T {
  const found = stacks.get(String(at));
  if (found === undefined) throw new TypeError(`no stack at ${String(at)}`);
  return found;
}

/** S3 replicates; everything else reaches recovery as backup copies. */
export function replicates(resident: Resident): boolean {
  return resident.dataset.store === "bucket" && resident.recovery !== undefined;
}

export function backsUp(resident: Resident): boolean {
  return ["table", "relational", "file"].includes(resident.dataset.store) && resident.recovery !== undefined;
}

/** Does the dataset's key lie in the custody account, or in the store's own? */
export function keyInCustody(resident: Resident): boolean {
  return KEY_SERVICES[resident.dataset.store as KeyServiceName].keyAccount === "custody";
}

export function replicationRole(resident: Resident): string {
  return arn(resident.home, "iam", `role/${replicationRoleName(resident)}`);
}

export function replicationRoleName({ dataset }: Resident): string {
  return `ringfence-replication-${dataset.name}`;
}

export function backupRole(home: AwsPlace): string {
  return arn(home, "iam", `role/${backupRoleName(home)}`);
}

export function backupRoleName(home: AwsPlace): string {
  return `ringfence-backup-${home.region.name}`;
}

/** AWS Backup's own role in a destination account, which copies what Backup does not fully manage. */
export function backupServiceRole(place: AwsPlace): string {
  return arn(place, "iam", "role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
}
