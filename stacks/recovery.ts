import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import { LockedVault } from "../constructs/storage/backup";
import { ResidentBucket } from "../constructs/storage/resident-bucket";
import { backsUp, replicates, replicationRole, type Resident } from "./plan";
import type { KeyRing } from "./replication";

/** The second copies of one recovery place: replicas of buckets, and the vault that takes backups. */
export class RecoveryStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, residents: readonly Resident[], keys: KeyRing) {
    super(app, stackName("recovery", place, "recovery"), { program, place, appliedBy: place.account.deployer, state: "private" });
    for (const resident of residents.filter(replicates))
      new ResidentBucket(this, resident.dataset.name, {
        dataset: resident.dataset.name,
        keyArn: keys.recovery(resident),
        endpoints: [],
        replicatedBy: [replicationRole(resident)],
      });
    if (residents.some(backsUp)) new LockedVault(this, "vault", { keyArn: keys.vault(place) });
  }
}
