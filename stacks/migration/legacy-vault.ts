import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { purgeRoleArn } from "../../config/migration/purge-names";
import { landingVaultArn } from "../../constructs/migration/landing-vault";
import { LegacyVault } from "../../constructs/migration/legacy-vault";
import { AwsStack } from "../../constructs/place/aws-stack";
import { leaveLegacy } from "./leaving";
import { isPurging, type Move } from "./moves";

/** One old backup vault outside, for as long as its copy moves; when it is closed, the vault goes back to its owner. */
export class LegacyVaultStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, move: Move) {
    const { resident, copy, phase } = move;
    const { dataset, home } = resident;
    if (copy.kind !== "aws-backup-vault") throw new TypeError(`${copy.kind} is no vault`);
    super(app, `legacy-vault-${dataset.name}-${copy.name}`, {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
      stateAt: home,
    });
    if (phase === "closed") {
      leaveLegacy(this, "aws_backup_vault", dataset.name, copy);
      return;
    }
    new LegacyVault(this, "vault", {
      dataset: dataset.name,
      copy: copy.name,
      vault: copy.vault,
      keyArn: copy.keyArn,
      phase,
      to: landingVaultArn(home, dataset.name, copy.name),
      purger: isPurging(move) ? purgeRoleArn(place, dataset.name, copy.name) : undefined,
    });
  }
}
