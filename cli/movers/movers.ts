import { DatabaseMigrationServiceClient } from "@aws-sdk/client-database-migration-service";
import { DataSyncClient } from "@aws-sdk/client-datasync";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { RingfenceError } from "../../config/errors";
import { replicationTask, transferTask } from "../../config/migration/mover-names";
import type { Program } from "../../config/program";
import { MIGRATOR_ROLE } from "../../config/access/role-names";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { assume } from "../assume";
import { complain } from "../terminal";
import { DataSyncMover } from "./datasync";
import { DmsMover } from "./dms";
import { manifestsOf, type Manifests } from "./manifest";
import type { Mover } from "./mover";
import { MOVE_PAGES } from "./pages";
import { BatchMover } from "./s3-batch";
import { SourceLocation } from "./source-location";

const MOVING: readonly string[] = ["copy", "reconcile", "cutover", "soak"];

export interface Listed {
  /** Where manifests are written. */
  readonly folder: string;
  /** The old bucket's inventory of all versions. */
  readonly inventory?: string;
}

/**
 * What moves a copy, as the migrator of the account that it comes home to; the ambient credentials are a migration officer's.
 * Throws when nothing may move it now, or when no leg does.
 */
export async function moverOf(program: Program, dataset: DatasetData, copy: CopyData, { folder, inventory }: Listed): Promise<Mover> {
  const at = moving(dataset, copy);
  const { region } = dataset.home;
  const home = program.homeOf(dataset);
  const role = `arn:aws:iam::${home.accountId}:role/${MIGRATOR_ROLE}`;
  // Renewed as they run out: a job is followed for days.
  const as = { region, credentials: () => assume(role, region, "ringfence-move", MOVE_PAGES.refused) };
  const task = transferTask(program.name, dataset.name, copy.name);
  switch (copy.kind) {
    case "google-bucket":
    case "google-bigquery": {
      const { moverArn } = await import("../../constructs/migration/mover-role");
      const client = new DataSyncClient(as);
      const bucket = copy.kind === "google-bucket" ? copy.bucket : copy.exportBucket;
      if (copy.location !== undefined || copy.hmac === undefined || bucket === undefined || !home.isAws())
        return new DataSyncMover(client, task);
      const roleArn = moverArn(home, dataset.name, copy.name);
      return new DataSyncMover(client, task, new SourceLocation({ client, bucket, ...copy.hmac, roleArn }));
    }
    case "data-centre":
      return new DataSyncMover(new DataSyncClient(as), task);
    case "google-sql":
      return new DmsMover(new DatabaseMigrationServiceClient(as), replicationTask(dataset.name, copy.name));
    case "aws-bucket": {
      const { bucketName } = await import("../../constructs/place/names");
      const { moverArn } = await import("../../constructs/migration/mover-role");
      const { evidenceBucketName } = await import("../../constructs/migration/evidence-bucket");
      if (!home.isAws()) throw unmoved(at, copy.kind);
      return new BatchMover({
        s3: new S3Client(as),
        control: new S3ControlClient(as),
        accountId: home.accountId,
        home: bucketName(home, dataset.name),
        evidence: evidenceBucketName(home),
        roleArn: moverArn(home, dataset.name, copy.name),
        path: `${dataset.name}/${copy.name}`,
        manifests: () => listed(at, copy.bucket, inventory, folder),
      });
    }
    case "aws-snapshots":
    case "aws-backup-vault":
      throw unmoved(at, copy.kind);
  }
}

/** The copy as people call it, when it may move now. */
export function moving(dataset: DatasetData, copy: CopyData): string {
  const at = `${dataset.name} from ${copy.name}`;
  const phase = phaseOf(copy, dataset);
  if (MOVING.includes(phase)) return at;
  throw new RingfenceError(MOVE_PAGES.phase, {
    at,
    given: phase,
    expected: MOVING.join(", "),
    fix: "Set the copy's phase to copy, apply its stacks, then start.",
  });
}

/** The old side's own list of versions, as manifests; what no job copies is said. */
export async function listed(at: string, bucket: string, inventory: string | undefined, folder: string): Promise<Manifests> {
  if (inventory === undefined)
    throw new RingfenceError(MOVE_PAGES.inventory, {
      at,
      given: "no inventory",
      expected: "the old bucket's inventory of all versions, with --inventory",
      fix: "Take the bucket's S3 Inventory, or list it, and name the file or its manifest.json.",
    });
  const manifests = await manifestsOf(bucket, inventory, folder);
  const { versions, file } = manifests.large;
  if (versions > 0) complain(`${at}: ${versions} versions above 5 GiB are in no job; \`ringfence migrate parts\` copies them: ${file}`);
  return manifests;
}

function unmoved(at: string, kind: string): RingfenceError {
  return new RingfenceError(MOVE_PAGES.leg, {
    at,
    given: kind,
    expected: "a copy with a leg whose jobs an AWS account of the program's starts",
    fix: "See docs/migration.md for the way of this copy.",
  });
}
