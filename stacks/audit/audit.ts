import type { App } from "cdktf";
import { AWS_LOCATIONS } from "../../config/jurisdictions/aws";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { ReplicationRole } from "../../constructs/access/data-roles";
import { LogArchive } from "../../constructs/audit/log-archive";
import { archiveBucketName, ARCHIVE_REPLICATION_ROLE, trailArn } from "../../constructs/audit/names";
import { QuerySet } from "../../constructs/audit/query-set";
import { custodianOrganization } from "../../constructs/keys/organization";
import { AwsStack } from "../../constructs/place/aws-stack";
import { arn, bucketArn, stackName } from "../../constructs/place/names";
import type { AuditPlaces } from "./plan";
import type { KeysStack } from "../keys";

export function archiveReplicationRole(place: AwsPlace): string {
  return arn(place, "iam", `role/${ARCHIVE_REPLICATION_ROLE}`);
}

/** The second archive, and the role that fills it. It stands before the first: S3 refuses to replicate to a bucket that is not there. */
export class SecondArchiveStack extends AwsStack {
  constructor(app: App, program: Program, from: AwsPlace, to: AwsPlace, keys: { readonly from: KeysStack; readonly to: KeysStack }) {
    super(app, stackName("audit", to, "audit"), { program, place: to, appliedBy: to.account.deployer, state: "private" });
    this.uses(keys.from, keys.to);
    const keyArn = keys.to.keyArn("archive");
    new LogArchive(this, "archive", { keyArn, filledBy: { replicationRoleArn: archiveReplicationRole(to) } });
    new ReplicationRole(this, "archive-replication", {
      name: ARCHIVE_REPLICATION_ROLE,
      path: {
        sourceArn: bucketArn(from, archiveBucketName(from)),
        sourceKeyArn: keys.from.keyArn("archive"),
        sourceRegion: from.region.name,
        destinationArn: bucketArn(to, archiveBucketName(to)),
        destinationKeyArn: keyArn,
        destinationRegion: to.region.name,
      },
    });
  }
}

/** The auditor's account: the archive that the trail delivers to, and the questions that are asked of it. */
export class AuditStack extends AwsStack {
  readonly archive: LogArchive;

  constructor(app: App, program: Program, places: AuditPlaces, keys: { readonly first: KeysStack; readonly second?: KeysStack }) {
    const { archive: place, second, trail } = places;
    super(app, stackName("audit", place, "audit"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys.first, ...(keys.second ? [keys.second] : []));
    const keyArn = keys.first.keyArn("archive");
    const organization = custodianOrganization(program);
    this.archive = new LogArchive(this, "archive", {
      keyArn,
      filledBy: { trailArn: trailArn(program, trail), organization, managementAccount: trail.accountId },
      ...(second && keys.second
        ? { replicateTo: { place: second, keyArn: keys.second.keyArn("archive"), roleArn: archiveReplicationRole(second) } }
        : {}),
    });
    const inside = Object.values(program.data.accounts).filter((account) => account.cloud === "aws" && account.inOrganization);
    new QuerySet(this, "queries", {
      folder: `s3://${this.archive.name}/AWSLogs/${organization}`,
      keyArn,
      accounts: inside.map(({ id }) => id),
      regions: AWS_LOCATIONS.filter(({ kind, partition }) => kind === "region" && partition === place.partition).map(({ name }) => name),
      breakGlassRoles: [program.data.custody.breakGlassRole],
    });
  }
}
