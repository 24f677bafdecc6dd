import type { App } from "cdktf";
import { RELEASED } from "../config/release/names";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import type { NetworkData } from "../config/schema/schema";
import { IsolatedNetwork, type IsolatedNetworkProps } from "../constructs/network/isolated-network";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import { releaseIn, repositoryArn } from "../constructs/release/names";
import type { KeysStack } from "./keys";

/** The isolated network of one place: a home's, unless its endpoints and repositories are said. */
export class NetworkStack extends AwsStack {
  readonly network: IsolatedNetwork;

  constructor(
    app: App,
    program: Program,
    place: AwsPlace,
    network: NetworkData,
    keys: KeysStack,
    reaches: Pick<IsolatedNetworkProps, "services" | "repositories"> = homeReaches(program, place),
  ) {
    super(app, stackName("network", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys);
    this.network = new IsolatedNetwork(this, "network", { network, logKeyArn: keys.keyArn("logs"), ...reaches });
  }
}

/** Workloads of a home run released images and no others, where the program has a release path. */
function homeReaches(program: Program, place: AwsPlace): Pick<IsolatedNetworkProps, "repositories"> {
  const release = releaseIn(program, place.region.name);
  return release ? { repositories: [repositoryArn(release, RELEASED)] } : {};
}
