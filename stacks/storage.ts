import type { App } from "cdktf";
import { engineOf } from "../config/engines";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import { BlockDefaults } from "../constructs/storage/account-defaults";
import { BackupCopies, LockedVault } from "../constructs/storage/backup";
import { ResidentBucket } from "../constructs/storage/resident-bucket";
import { ResidentDatabase } from "../constructs/storage/resident-database";
import { ResidentFileSystem } from "../constructs/storage/resident-file-system";
import { ResidentTable } from "../constructs/storage/resident-table";
import type { KeysStack } from "./keys";
import type { NetworkStack } from "./network";
import { moversOf } from "./migration/moves";
import { backsUp, backupRole, replicates, replicationRole, type Resident } from "./plan";
import type { KeyRing } from "./replication";

/** The stores of one home place, and their backups' way to recovery. */
export class StorageStack extends AwsStack {
  private readonly fileSystems = new Map<string, string>();

  constructor(
    app: App,
    program: Program,
    place: AwsPlace,
    residents: readonly Resident[],
    private readonly keys: KeyRing,
    private readonly localKeys: KeysStack,
    private readonly upstream: NetworkStack,
  ) {
    super(app, stackName("storage", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(upstream, localKeys);
    const vault = residents.some(backsUp) ? new LockedVault(this, "vault", { keyArn: keys.vault(place) }) : undefined;
    for (const resident of residents) {
      const storeArn = this.store(resident);
      if (!backsUp(resident) || !vault || !storeArn || !resident.dataset.recovery) continue;
      const copies = new BackupCopies(this, `${resident.dataset.name}-backup`, {
        dataset: resident.dataset.name,
        of: storeArn,
        rpoMinutes: resident.dataset.recovery.rpoMinutes,
        roleArn: backupRole(place),
        to: resident.recovery as AwsPlace,
      });
      copies.node.addDependency(vault);
    }
  }

  /** A token: EFS mints the id. */
  fileSystemArn(dataset: string): string {
    const arn = this.fileSystems.get(dataset);
    if (arn === undefined) throw new TypeError(`${this.node.id} holds no file system of ${dataset}`);
    return arn;
  }

  /** Builds the dataset's store and gives its ARN; block storage is the region's default and has none. */
  private store(resident: Resident): string | undefined {
    const { dataset } = resident;
    const keyArn = this.keys.home(resident);
    const { network } = this.upstream;
    const inNetwork = { vpcId: network.vpcId, vpcCidr: network.cidr, subnetIds: network.subnetIds };
    switch (dataset.store) {
      case "bucket":
        return new ResidentBucket(this, dataset.name, {
          dataset: dataset.name,
          keyArn,
          endpoints: [network.endpointIds.s3],
          namedRoles: moversOf(resident),
          replicateTo: replicates(resident)
            ? { place: resident.recovery as AwsPlace, keyArn: this.keys.recovery(resident), roleArn: replicationRole(resident) }
            : undefined,
        }).arn;
      case "table":
        return new ResidentTable(this, dataset.name, {
          dataset: dataset.name,
          keyArn,
          endpoints: [network.endpointIds.dynamodb],
          namedRoles: [backupRole(resident.home)],
        }).arn;
      case "relational":
        return new ResidentDatabase(this, dataset.name, {
          dataset: dataset.name,
          engine: engineOf(dataset),
          keyArn,
          secretKeyArn: this.localKeys.keyArn("secrets"),
          logKeyArn: this.localKeys.keyArn("logs"),
          ...inNetwork,
        }).arn;
      case "file": {
        const { arn } = new ResidentFileSystem(this, dataset.name, { dataset: dataset.name, keyArn, ...inNetwork });
        this.fileSystems.set(dataset.name, arn);
        return arn;
      }
      case "block":
        new BlockDefaults(this, dataset.name, { keyArn });
        return undefined;
      case "warehouse":
        throw new TypeError("a warehouse has no construct on AWS; the program's rules refuse it");
    }
  }
}
