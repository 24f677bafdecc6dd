import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import { oldDatabaseOf } from "../../config/migration/legacy-copies";
import { snapshotsOf } from "../../config/migration/old-snapshots";
import type { Program } from "../../config/program";
import { reverseOf } from "../../config/migration/reverse-legs";
import type { CopyData } from "../../config/schema/schema";
import { MIGRATOR_ROLE } from "../../config/access/role-names";
import { BatchLeg } from "../../constructs/migration/batch-leg";
import { DatabaseLeg } from "../../constructs/migration/database-leg";
import { EvidenceBucket } from "../../constructs/migration/evidence-bucket";
import type { HomeFiles } from "../../constructs/migration/file-target";
import type { PrivateLine } from "../../constructs/migration/private-line";
import { LandingVault } from "../../constructs/migration/landing-vault";
import { senderArn } from "../../constructs/migration/legacy-vault";
import { SnapshotMover } from "../../constructs/migration/snapshot-mover";
import { ReverseLeg } from "../../constructs/migration/reverse-leg";
import { TransferLeg } from "../../constructs/migration/transfer-leg";
import { AwsStack } from "../../constructs/place/aws-stack";
import { bucketArn, bucketName, stackName } from "../../constructs/place/names";
import { databaseName } from "../../constructs/storage/resident-database";
import { buildsLine } from "../../config/migration/lines";
import type { KeysStack } from "../keys";
import type { NetworkStack } from "../network";
import type { LineStack } from "./line";
import { isMoving, movesOf, type Move } from "./moves";
import type { Resident } from "../plan";
import { reconciliations } from "./reconciliations";
import type { KeyRing } from "../replication";
import type { StorageStack } from "../storage";

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

interface LegNeeds {
  readonly keys: KeyRing;
  readonly localKeys: KeysStack;
  readonly evidence: EvidenceStack;
  readonly network: NetworkStack;
  readonly storage: StorageStack;
  /** Of the home's network, where the program builds one, or did. */
  readonly line?: LineStack;
}

/**
 * One leg: what moves one old copy home, for as long as it moves. From the purge on the stack stands empty, so that
 * terraform destroys what moved; a landing vault stays, with its door shut.
 */
export class MigrationStack extends AwsStack {
  constructor(app: App, program: Program, move: Move, needs: LegNeeds) {
    const { keys, localKeys, evidence, network, storage } = needs;
    const { resident, copy } = move;
    const { dataset, home } = resident;
    super(app, `migration-${dataset.name}-${copy.name}`, { program, place: home, appliedBy: MIGRATOR_ROLE, state: "private" });
    if (!isMoving(move) && copy.kind !== "aws-backup-vault") return;
    this.uses(localKeys, evidence);
    const named = { dataset: dataset.name, copy: copy.name };
    const line = this.over(copy, needs.line);
    const old = oldDatabaseOf(copy);
    if (old) {
      this.uses(network);
      new DatabaseLeg(this, "leg", {
        dataset: dataset.name,
        copy: old,
        keyArn: localKeys.keyArn("movers"),
        secretKeyArn: localKeys.keyArn("secrets"),
        logKeyArn: localKeys.keyArn("logs"),
        network: { vpcId: network.network.vpcId, cidr: network.network.cidr, subnetIds: (line ?? network.network).subnetIds },
        home: { database: databaseName(dataset.name) },
      });
    } else if (copy.kind === "aws-backup-vault") {
      const from = program.legacyPlace(copy) as AwsPlace;
      new LandingVault(this, "leg", {
        ...named,
        keyArn: localKeys.keyArn("landing"),
        sender: isMoving(move) ? senderArn(from, dataset.name, copy.name) : undefined,
      });
    } else if (copy.kind === "aws-snapshots") {
      const from = { region: copy.region, keyArns: copy.keyArns };
      new SnapshotMover(this, "leg", { ...named, snapshots: snapshotsOf(copy), from, keyArn: localKeys.keyArn("landing") });
    } else {
      const reports = { evidence: { bucketArn: evidence.bucketArn, keyArn: evidence.keyArn } };
      const bucket = { bucketArn: bucketArn(home, bucketName(home, dataset.name)), keyArn: keys.home(resident) };
      if (copy.kind === "aws-bucket") {
        new BatchLeg(this, "leg", { dataset: dataset.name, copy, home: bucket, ...reports });
        const reverse = reverseOf(copy, dataset);
        if (reverse) new ReverseLeg(this, "reverse", { dataset: dataset.name, copy, reverse, home: bucket });
      } else if (copy.kind !== "google-sql")
        new TransferLeg(this, "leg", {
          dataset: dataset.name,
          copy,
          home: dataset.store === "bucket" ? bucket : this.files(storage.fileSystemArn(dataset.name), network),
          ...reports,
          logKeyArn: localKeys.keyArn("logs"),
          ...(line?.agents ? { agents: line.agents } : {}),
          ...("hmac" in copy && copy.hmac ? { secret: { arn: copy.hmac.secretArn, keyArn: localKeys.keyArn("secrets") } } : {}),
        });
    }
  }

  /** The line that the copy comes over, where the program builds it. */
  private over(copy: CopyData, stack: LineStack | undefined): PrivateLine | undefined {
    if (!stack?.line || !buildsLine(copy)) return undefined;
    this.uses(stack);
    return stack.line;
  }

  private files(fileSystemArn: string, network: NetworkStack): HomeFiles {
    this.uses(network);
    const { vpcId, cidr, subnetIds } = network.network;
    return { fileSystemArn, vpcId, cidr, subnetIds };
  }
}
