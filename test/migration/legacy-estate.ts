import { BackupClient, CreateBackupVaultCommand, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
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

/** What stands in Singapore before the first stack of ours: a bucket with objects and no versions, and a vault. */
export class LegacyEstate {
  private readonly s3: S3Client;
  private readonly backup: BackupClient;

  constructor(private readonly engines: Engines) {
    this.s3 = new S3Client({ ...this.of(OLD_ACCOUNT), forcePathStyle: true });
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
    for (const client of [this.s3, this.backup]) client.destroy();
  }
}
