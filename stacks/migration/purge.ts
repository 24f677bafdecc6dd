import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import { snapshotsOf } from "../../config/migration/old-snapshots";
import type { Program } from "../../config/program";
import { Expiration } from "../../constructs/migration/expiration";
import { PurgeRole } from "../../constructs/migration/purge-role";
import { AwsStack } from "../../constructs/place/aws-stack";
import type { PurgeProof } from "../../evidence/gate/purge-gate";
import type { Move } from "./moves";
import { mayExpire, ownProof } from "./proof";

/** The role that destroys one old copy. It is built from proof of that copy, and from nothing else; once the copy is closed it goes. */
export class PurgeStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, { resident, copy, phase }: Move, proof: PurgeProof | undefined) {
    const { dataset, home } = resident;
    ownProof(program, dataset, copy, proof);
    super(app, `purge-${dataset.name}-${copy.name}`, {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
      stateAt: home,
    });
    const store =
      copy.kind === "aws-bucket"
        ? ({ kind: "bucket", name: copy.bucket } as const)
        : copy.kind === "aws-backup-vault"
          ? ({ kind: "vault", name: copy.vault, recoveryPoints: copy.recoveryPoints ?? [], snapshots: snapshotsOf(copy) } as const)
          : copy.kind === "aws-snapshots"
            ? ({ kind: "snapshots", snapshots: snapshotsOf(copy) } as const)
            : undefined;
    if (!store) throw new TypeError(`${copy.kind} lies in no AWS account`);
    if (phase === "closed") return;
    new PurgeRole(this, "purge", {
      dataset: dataset.name,
      copy: copy.name,
      custodyAccount: program.account(program.data.custody.aws ?? "").id,
      store,
    });
    if (copy.kind === "aws-bucket" && mayExpire(program, dataset, copy, proof)) new Expiration(this, "expiration", copy.bucket);
  }
}
