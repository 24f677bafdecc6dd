import { BackupClient, CreateBackupVaultCommand, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeImageAttributeCommand,
  DescribeSnapshotAttributeCommand,
  EC2Client,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Engines } from "../../rehearsal/engines/engines";
import { OLD_VAULTS } from "../moving";

const REGION = "ap-southeast-1";
export const OLD_ACCOUNT = "888888888888";
export const OLD_BUCKET = "app-user-content-backup";
export const OLD_KEYS = ["users/1.json", "users/2.json"];
export const OLD_VAULT = "app-media-archive";

/** What stands in Singapore before the first stack of ours: a bucket with objects and no versions, a vault, a snapshot and an image. */
export class LegacyEstate {
  private readonly s3: S3Client;
  private readonly ec2: EC2Client;
  private readonly backup: BackupClient;

  constructor(private readonly engines: Engines) {
    this.s3 = new S3Client({ ...this.of(OLD_ACCOUNT), forcePathStyle: true });
    this.ec2 = new EC2Client(this.of(OLD_ACCOUNT));
    this.backup = new BackupClient(this.of(OLD_VAULTS));
  }

  private of(account: string) {
    const credentials = { accessKeyId: account, secretAccessKey: "rehearsal" };
    return { endpoint: this.engines.endpoint, region: REGION, credentials, maxAttempts: 1 };
  }

  async seedStores(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: OLD_BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    for (const Key of OLD_KEYS) await this.s3.send(new PutObjectCommand({ Bucket: OLD_BUCKET, Key, Body: `old ${Key}` }));
    await this.backup.send(new CreateBackupVaultCommand({ BackupVaultName: OLD_VAULT }));
  }

  /** By ARN, since the engine gives the ids. */
  async seedSnapshots(): Promise<OldSnapshots> {
    const { VolumeId } = await this.ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1 }));
    const { SnapshotId } = await this.ec2.send(new CreateSnapshotCommand({ VolumeId }));
    const { ImageId } = await this.ec2.send(new RegisterImageCommand({ Name: "app-profiles", RootDeviceName: "/dev/xvda" }));
    return { volume: `arn:aws:ec2:${REGION}::snapshot/${SnapshotId}`, image: `arn:aws:ec2:${REGION}::image/${ImageId}` };
  }

  /** With which accounts the snapshot and the image are shared. */
  async sharedWith({ volume, image }: OldSnapshots): Promise<{ readonly volume: readonly unknown[]; readonly image: readonly unknown[] }> {
    const [SnapshotId, ImageId] = [volume, image].map((arn) => arn.replace(/^.*\//, ""));
    const snapshot = await this.ec2.send(new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: "createVolumePermission" }));
    const launched = await this.ec2.send(new DescribeImageAttributeCommand({ ImageId, Attribute: "launchPermission" }));
    return {
      volume: (snapshot.CreateVolumePermissions ?? []).map(({ UserId }) => UserId),
      image: (launched.LaunchPermissions ?? []).map(({ UserId }) => UserId),
    };
  }

  /** Every version and marker that the bucket holds. */
  private async versions() {
    const { Versions = [], DeleteMarkers = [] } = await this.s3.send(new ListObjectVersionsCommand({ Bucket: OLD_BUCKET }));
    return [...Versions, ...DeleteMarkers];
  }

  /** What the old bucket holds, whether it keeps versions, and what its policy says, by its statements' names. */
  async bucket(): Promise<{ readonly keys: readonly unknown[]; readonly versioning?: string; readonly says: readonly string[] }> {
    const keys = (await this.versions()).map(({ Key }) => Key).sort();
    const { Status: versioning } = await this.s3.send(new GetBucketVersioningCommand({ Bucket: OLD_BUCKET }));
    const { Policy = "{}" } = await this.s3.send(new GetBucketPolicyCommand({ Bucket: OLD_BUCKET }));
    return { keys, versioning, says: (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid) };
  }

  /** Deletes all that the bucket holds: as its own account, or as a role that somebody else may take. */
  async empty(as?: { readonly role: string; readonly from: string }): Promise<void> {
    const s3 = as ? await this.taking(as.role, as.from) : this.s3;
    for (const { Key, VersionId } of await this.versions()) await s3.send(new DeleteObjectCommand({ Bucket: OLD_BUCKET, Key, VersionId }));
    if (as) s3.destroy();
  }

  private async taking(RoleArn: string, from: string): Promise<S3Client> {
    const sts = new STSClient(this.of(from));
    const { Credentials: taken } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "purge" }));
    sts.destroy();
    const credentials = {
      accessKeyId: taken?.AccessKeyId ?? "",
      secretAccessKey: taken?.SecretAccessKey ?? "",
      sessionToken: taken?.SessionToken,
    };
    return new S3Client({ ...this.of(from), credentials, forcePathStyle: true });
  }

  /** The buckets and vaults that are still there. */
  async stores(): Promise<readonly unknown[]> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    const { BackupVaultList = [] } = await this.backup.send(new ListBackupVaultsCommand({}));
    return [...Buckets.map(({ Name }) => Name), ...BackupVaultList.map(({ BackupVaultName }) => BackupVaultName)];
  }

  close(): void {
    for (const client of [this.s3, this.ec2, this.backup]) client.destroy();
  }
}

export interface OldSnapshots {
  readonly volume: string;
  readonly image: string;
}
