import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { DeclaredLine } from "../../config/scope";
import { declaredLines, hadLine } from "../../config/migration/lines";
import { PrivateLine } from "../../constructs/migration/private-line";
import { AwsStack } from "../../constructs/place/aws-stack";
import { stackName } from "../../constructs/place/names";
import type { KeysStack } from "../keys";
import type { NetworkStack } from "../network";

/**
 * The home's end of a private line. It stands while a copy is on its way over it, and goes with the last one's soak: the
 * stack is then emptied, so that terraform destroys the line, and stays for as long as the copies are listed.
 */
export class LineStack extends AwsStack {
  readonly line?: PrivateLine;

  constructor(app: App, program: Program, place: AwsPlace, network: NetworkStack, keys: KeysStack) {
    super(app, stackName("line", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    const line = lineAt(program, place);
    if (!line) return;
    this.uses(network, keys);
    this.line = new PrivateLine(this, "line", {
      line,
      vpcId: network.network.vpcId,
      zones: program.networkAt(place)?.zones ?? [],
      logKeyArn: keys.keyArn("logs"),
    });
  }
}

/** The line that ends in a place's network, where something moves over it. */
function lineAt(program: Program, place: AwsPlace): DeclaredLine | undefined {
  return declaredLines(program.data).find(({ account, region }) => account === place.accountId && region === place.region.name);
}

/** The homes of a program that a line was built into, standing or gone. */
export function lineHomes(program: Program, homes: readonly AwsPlace[]): readonly AwsPlace[] {
  return homes.filter((home) => hadLine(program.data, { account: home.accountName, region: home.region.name }));
}
