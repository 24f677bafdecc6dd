import type { App } from "cdktf";
import { snapshotsOf } from "../../config/migration/old-snapshots";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { moverRole } from "../../config/access/role-names";
import { SharedSnapshots } from "../../constructs/migration/shared-snapshots";
import { SnapshotCopies } from "../../constructs/migration/snapshot-copies";
import { AwsStack } from "../../constructs/place/aws-stack";
import type { KeysStack } from "../keys";
import { isMoving, type Move } from "./moves";

/**
 * What came home of one copy's snapshots. It stands for as long as the program lists the copy: what was brought is kept.
 * While they come it is applied as their mover, which alone may take them; afterwards as the account's deployer.
 */
export class SnapshotsStack extends AwsStack {
  constructor(app: App, program: Program, move: Move, keys: KeysStack) {
    const { resident, copy } = move;
    const { dataset, home } = resident;
    const appliedBy = isMoving(move) ? moverRole(dataset.name, copy.name) : home.account.deployer;
    super(app, `snapshots-${dataset.name}-${copy.name}`, { program, place: home, appliedBy, state: "private" });
    this.uses(keys);
    new SnapshotCopies(this, "landed", { dataset: dataset.name, snapshots: snapshotsOf(copy), keyArn: keys.keyArn("landing") });
  }
}

/** What the old account shares with the home account while its snapshots are copied; afterwards the stack is empty, so that applying it takes the share back. */
export class LegacySnapshotsStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, { resident, copy, phase }: Move) {
    const { dataset, home } = resident;
    super(app, `legacy-snapshots-${dataset.name}-${copy.name}`, {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
      stateAt: home,
    });
    if (phase === "copy") new SharedSnapshots(this, "shared", { snapshots: snapshotsOf(copy), homeAccount: home.accountId });
  }
}
