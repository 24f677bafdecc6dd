import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { googleDeployer, transferAgent } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import { transferSink } from "../../constructs/storage/google-bucket-policy";
import { GoogleRecoveryCopy } from "../../constructs/storage/google-recovery-copy";
import { GoogleResidentBucket } from "../../constructs/storage/google-resident-bucket";
import type { GoogleCustodyStack } from "./custody";
import type { GoogleRecovered } from "./plan";
import type { GoogleStorageStack } from "./storage";

/**
 * The second buckets of one recovery place, and the jobs that fill them. It comes after storage: Storage Transfer Service
 * makes no job of a source that it cannot see.
 */
export class GoogleRecoveryStack extends GoogleStack {
  constructor(
    app: App,
    program: Program,
    place: GooglePlace,
    residents: readonly GoogleRecovered[],
    custody: GoogleCustodyStack,
    sources: readonly GoogleStorageStack[],
  ) {
    super(app, stackName("recovery", place, "recovery"), { program, place, appliedBy: googleDeployer(place), state: "remote" });
    this.uses(custody, ...sources);
    for (const { dataset, home, rpoMinutes } of residents) {
      const bucket = new GoogleResidentBucket(this, dataset.name, {
        dataset: dataset.name,
        keyName: custody.keyName(dataset.name),
        bindings: transferSink(transferAgent(place)),
      });
      const copy = new GoogleRecoveryCopy(this, `${dataset.name}_copy`, { dataset: dataset.name, from: home, rpoMinutes });
      copy.node.addDependency(bucket);
    }
  }
}
