import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { BackupRole, ReplicationRole } from "../constructs/access/data-roles";
import { AwsStack } from "../constructs/place/aws-stack";
import { bucketArn, bucketName, stackName } from "../constructs/place/names";
import { backsUp, backupRoleName, replicates, replicationRoleName, type Resident } from "./plan";

/** Which key a resident's store is under, at home and at recovery. */
export interface KeyRing {
  home(resident: Resident): string;
  recovery(resident: Resident): string;
  vault(place: AwsPlace): string;
}

/** The roles with which one home place's data reaches its second copy. */
export class ReplicationStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, residents: readonly Resident[], keys: KeyRing) {
    super(app, stackName("replication", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    for (const resident of residents.filter(replicates)) {
      const recovery = resident.recovery as AwsPlace;
      new ReplicationRole(this, `${resident.dataset.name}-replication`, {
        name: replicationRoleName(resident),
        path: {
          sourceArn: bucketArn(place, bucketName(place, resident.dataset.name)),
          sourceKeyArn: keys.home(resident),
          sourceRegion: place.region.name,
          destinationArn: bucketArn(recovery, bucketName(recovery, resident.dataset.name)),
          destinationKeyArn: keys.recovery(resident),
          destinationRegion: recovery.region.name,
        },
      });
    }
    const backedUp = residents.filter(backsUp);
    if (backedUp.length > 0) {
      const vaults = [place, ...backedUp.map(({ recovery }) => recovery as AwsPlace)];
      const keyArns = [...new Set([...backedUp.map((resident) => keys.home(resident)), ...vaults.map((vault) => keys.vault(vault))])];
      new BackupRole(this, "backup", { name: backupRoleName(place), keyArns });
    }
  }
}
