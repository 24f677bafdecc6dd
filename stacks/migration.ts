import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { MIGRATOR_ROLE } from "../constructs/access/migrator";
import { BatchLeg } from "../constructs/migration/batch-leg";
import { EvidenceBucket } from "../constructs/migration/evidence-bucket";
import { TransferLeg } from "../constructs/migration/transfer-leg";
import { AwsStack } from "../constructs/place/aws-stack";
import { bucketArn, bucketName, stackName } from "../constructs/place/names";
import type { KeysStack } from "./keys";
import { isMoving, movesOf, type Move } from "./moves";
import type { Resident } from "./plan";
import { reconciliations } from "./reconciliations";
import type { KeyRing } from "./replication";

/** Inventories, reports and manifests of one home place. */
export class EvidenceStack extends AwsStack {
  readonly bucketArn: string;
  readonly keyArn: string;

  constructor(app: App, program: Program, place: AwsPlace, residents: readonly Resident[], keys: KeysStack) {
    super(app, stackName("evidence", place, "home"), { program, place, appliedBy: MIGRATOR_ROLE, state: "private" });
    this.uses(keys);
    this.keyArn = keys.keyArn("evidence");
    const receiving = residents.filter((resident) => resident.dataset.store === "bucket" && movesOf([resident]).some(isMoving));
    this.bucketArn = new EvidenceBucket(this, "evidence", {
      keyArn: this.keyArn,
      homes: receiving.map(({ dataset, home }) => ({ dataset: dataset.name, bucket: bucketName(home, dataset.name) })),
    }).arn;
    reconciliations(this, movesOf(receiving).filter(isMoving), this.keyArn);
  }
}

/** One leg: what moves one old copy home, for as long as it moves. */
export class MigrationStack extends AwsStack {
  constructor(app: App, program: Program, move: Move, keys: KeyRing, localKeys: KeysStack, evidence: EvidenceStack) {
    const { resident, copy } = move;
    const { dataset, home } = resident;
    super(app, `migration-${dataset.name}-${copy.name}`, { program, place: home, appliedBy: MIGRATOR_ROLE, state: "private" });
    this.uses(localKeys, evidence);
    const to = {
      dataset: dataset.name,
      home: { bucketArn: bucketArn(home, bucketName(home, dataset.name)), keyArn: keys.home(resident) },
      evidence: { bucketArn: evidence.bucketArn, keyArn: evidence.keyArn },
    };
    if (copy.kind === "aws-bucket") new BatchLeg(this, "leg", { ...to, copy });
    else if (copy.kind === "google-bucket" || copy.kind === "data-centre")
      new TransferLeg(this, "leg", { ...to, copy, logKeyArn: localKeys.keyArn("logs") });
  }
}
