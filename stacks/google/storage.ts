import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { googleDeployer, transferAgent } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import { transferSource } from "../../constructs/storage/google-bucket-policy";
import { GoogleResidentBucket } from "../../constructs/storage/google-resident-bucket";
import { GoogleResidentDatabase } from "../../constructs/storage/google-resident-database";
import { GoogleResidentWarehouse } from "../../constructs/storage/google-resident-warehouse";
import type { GoogleCustodyStack } from "./custody";
import type { GoogleNetworkStack } from "./network";
import { hasRecoveryBucket, type GoogleResident } from "./plan";

/** The stores of one home place. */
export class GoogleStorageStack extends GoogleStack {
  constructor(
    app: App,
    program: Program,
    place: GooglePlace,
    residents: readonly GoogleResident[],
    custody: GoogleCustodyStack,
    private readonly upstream: GoogleNetworkStack,
  ) {
    super(app, stackName("storage", place, "home"), { program, place, appliedBy: googleDeployer(place), state: "remote" });
    this.uses(custody, upstream);
    for (const resident of residents) this.store(resident, custody.keyName(resident.dataset.name));
  }

  private store(resident: GoogleResident, keyName: string): void {
    const { dataset, recovery } = resident;
    const common = { dataset: dataset.name, keyName };
    switch (dataset.store) {
      case "bucket":
        new GoogleResidentBucket(this, dataset.name, {
          ...common,
          bindings: hasRecoveryBucket(resident) ? transferSource(transferAgent(resident.recovery)) : [],
        });
        return;
      case "relational":
        new GoogleResidentDatabase(this, dataset.name, { ...common, network: this.upstream.names, backupsIn: recovery });
        return;
      case "warehouse":
        new GoogleResidentWarehouse(this, dataset.name, common);
        return;
      default:
        throw new TypeError(`a ${dataset.store} has no construct on Google; the program's rules refuse it`);
    }
  }
}
