import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { NetworkData } from "../../config/schema/schema";
import { GoogleIsolatedNetwork, type GoogleNetworkNames } from "../../constructs/network/google-isolated-network";
import { googleDeployer } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";

/** The isolated network of one home place. */
export class GoogleNetworkStack extends GoogleStack {
  readonly names: GoogleNetworkNames;

  constructor(app: App, program: Program, place: GooglePlace, network: NetworkData) {
    super(app, stackName("network", place, "home"), { program, place, appliedBy: googleDeployer(place), state: "remote" });
    this.names = new GoogleIsolatedNetwork(this, "network", { network }).names;
  }
}
