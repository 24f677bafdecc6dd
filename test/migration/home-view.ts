import { BackupClient, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import {
  DatabaseMigrationServiceClient,
  DescribeEndpointsCommand,
  DescribeReplicationInstancesCommand,
  DescribeReplicationSubnetGroupsCommand,
  DescribeReplicationTasksCommand,
} from "@aws-sdk/client-database-migration-service";
import { DataSyncClient, ListAgentsCommand, ListLocationsCommand, ListTasksCommand } from "@aws-sdk/client-datasync";
import {
  DescribeCustomerGatewaysCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeDBClusterSnapshotsCommand, DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import type { Engines } from "../../rehearsal/engines/engines";
import type { LegacySnapshots } from "./legacy-snapshots";

/** What stands at home of the move, as AWS's own clients see it. */
export class HomeView {
  private readonly datasync: DataSyncClient;
  private readonly dms: DatabaseMigrationServiceClient;
  private readonly ec2: EC2Client;
  private readonly rds: RDSClient;
  private readonly iam: IAMClient;
  private readonly s3: S3Client;
  private readonly backup: BackupClient;

  constructor({ endpoint }: Engines, account: string) {
    const credentials = { accessKeyId: account, secretAccessKey: "rehearsal" };
    const at = { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
    this.datasync = new DataSyncClient(at);
    this.dms = new DatabaseMigrationServiceClient(at);
    this.ec2 = new EC2Client(at);
    this.rds = new RDSClient(at);
    this.iam = new IAMClient(at);
    this.s3 = new S3Client({ ...at, forcePathStyle: true });
    this.backup = new BackupClient(at);
  }

  /** How many there are of each thing that a leg is made of, and which movers there are. */
  async legs() {
    const count = (all: readonly unknown[] | undefined) => all?.length;
    const { Roles = [] } = await this.iam.send(new ListRolesCommand({}));
    return {
      agents: count((await this.datasync.send(new ListAgentsCommand({}))).Agents),
      locations: count((await this.datasync.send(new ListLocationsCommand({}))).Locations),
      tasks: count((await this.datasync.send(new ListTasksCommand({}))).Tasks),
      endpoints: count((await this.dms.send(new DescribeEndpointsCommand({}))).Endpoints),
      instances: count((await this.dms.send(new DescribeReplicationInstancesCommand({}))).ReplicationInstances),
      replications: count((await this.dms.send(new DescribeReplicationTasksCommand({}))).ReplicationTasks),
      groups: count((await this.dms.send(new DescribeReplicationSubnetGroupsCommand({}))).ReplicationSubnetGroups),
      movers: Roles.flatMap(({ RoleName = "" }) => (/^ringfence-mover-/.test(RoleName) ? [RoleName] : [])).sort(),
    };
  }

  /** The private line: where its routes lead, under which ciphers, and what else stands for it. */
  async line() {
    const { VpnConnections = [] } = await this.ec2.send(new DescribeVpnConnectionsCommand({}));
    const { VpnGateways = [] } = await this.ec2.send(new DescribeVpnGatewaysCommand({}));
    const { CustomerGateways = [] } = await this.ec2.send(new DescribeCustomerGatewaysCommand({}));
    const { VpcEndpoints = [] } = await this.ec2.send(new DescribeVpcEndpointsCommand({}));
    const { Subnets = [] } = await this.ec2.send(new DescribeSubnetsCommand({}));
    const stands = ({ State }: { readonly State?: string }) => State !== "deleted";
    return {
      connections: VpnConnections.map(({ Options, Routes }) => ({
        onlyStatic: Options?.StaticRoutesOnly,
        ciphers: Options?.TunnelOptions?.map((tunnel) => tunnel.Phase1EncryptionAlgorithms?.map(({ Value }) => Value)),
        routes: Routes?.map(({ DestinationCidrBlock, State }) => [DestinationCidrBlock, State]),
      })),
      gateways: VpnGateways.filter(stands).map(({ VpcAttachments }) => VpcAttachments?.map(({ State }) => State)),
      peers: CustomerGateways.filter(stands).map(({ IpAddress }) => IpAddress),
      endpoints: VpcEndpoints.filter(stands).map(({ ServiceName }) => ServiceName),
      subnets: Subnets.map(({ CidrBlock }) => CidrBlock).sort(),
    };
  }

  /** What came home of the old snapshots, by its source: the size of each, and the key that it lies under. */
  async landed(copies: Readonly<Record<string, string>>, from: LegacySnapshots["arns"]) {
    const ids = Object.fromEntries(Object.entries(from).map(([kind, arn]) => [kind, copies[arn] ?? "none"])) as typeof from;
    const { Snapshots = [] } = await this.ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [ids.volume] }));
    const { Images = [] } = await this.ec2.send(new DescribeImagesCommand({ ImageIds: [ids.image] }));
    const behind = Images[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? "";
    const { Snapshots: Behind = [] } = await this.ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [behind] }));
    const { DBSnapshots = [] } = await this.rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: ids.database }));
    const { DBClusterSnapshots = [] } = await this.rds.send(
      new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: ids.cluster }),
    );
    return {
      volume: Snapshots.map(({ VolumeSize, Encrypted, KmsKeyId }) => [VolumeSize, Encrypted, KmsKeyId]),
      image: Images.map(({ State, Name }) => [State, Name]),
      behind: Behind.map(({ Encrypted, KmsKeyId }) => [Encrypted, KmsKeyId]),
      database: DBSnapshots.map((one) => [one.AllocatedStorage, one.Encrypted, one.KmsKeyId, one.SourceDBSnapshotIdentifier]),
      cluster: DBClusterSnapshots.map((one) => [one.Engine, one.StorageEncrypted, one.KmsKeyId, one.SourceDBClusterSnapshotArn]),
    };
  }

  /** The stores that stay: buckets, and vaults with their keys. */
  async stores() {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    const { BackupVaultList = [] } = await this.backup.send(new ListBackupVaultsCommand({}));
    return {
      buckets: Buckets.map(({ Name }) => Name),
      vaults: BackupVaultList.map(({ BackupVaultName, EncryptionKeyArn }) => [BackupVaultName, EncryptionKeyArn]),
    };
  }

  close(): void {
    for (const client of [this.datasync, this.dms, this.ec2, this.rds, this.iam, this.s3, this.backup]) client.destroy();
  }
}
