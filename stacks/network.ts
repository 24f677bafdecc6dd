import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import type { NetworkData } from "../config/schema/schema";
import { IsolatedNetwork } from "../constructs/network/isolated-network";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import type { KeysStack } from "./keys";

/** The isolated network of one home place. */
export class NetworkStack extends AwsStack {
  readonly network: IsolatedNetwork;

  constructor(app: App, program: Program, place: AwsPlace, network: NetworkData, keys: KeysStack) {
    super(app, stackName("network", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys);
    this.network = new IsolatedNetwork(this, "network", { network, logKeyArn: keys.keyArn("logs") });
  }
}
