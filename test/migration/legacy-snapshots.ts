import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  EC2Client,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBSnapshotAttributesCommand,
  ModifyDBClusterSnapshotAttributeCommand,
  ModifyDBSnapshotAttributeCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { Engines } from "../../rehearsal/engines/engines";
import { OLD_KEY, SNAPSHOTS } from "../snapshotting";
import { OLD_ACCOUNT } from "./legacy-estate";

const REGION = "ap-southeast-1";
/** In GiB, so that a copy's size says whose copy it is. */
export const SIZES = { volume: 3, database: 21 } as const;
const idOf = (arn: string) => arn.replace(/^.*[:/]/, "");
const [INSTANCE, CLUSTER] = [idOf(SNAPSHOTS.database), idOf(SNAPSHOTS.cluster)];
const master = { MasterUsername: "app", MasterUserPassword: "rehearsal-only" };

/** Snapshots of Singapore's, as they stand before the first stack of ours: of a database, a cluster and a volume, and an image. */
export class LegacySnapshots {
  private constructor(
    private readonly ec2: EC2Client,
    private readonly rds: RDSClient,
    /** By ARN, since the engine gives the ids; `behind` is the snapshot behind the image. */
    readonly arns: Readonly<Record<"database" | "cluster" | "volume" | "image" | "behind", string>>,
  ) {}

  static async seed({ endpoint }: Engines): Promise<LegacySnapshots> {
    const credentials = { accessKeyId: OLD_ACCOUNT, secretAccessKey: "rehearsal" };
    const [ec2, rds] = [EC2Client, RDSClient].map((client) => new client({ endpoint, region: REGION, credentials, maxAttempts: 1 })) as [
      EC2Client,
      RDSClient,
    ];
    const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: SIZES.volume }));
    const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }));
    const { ImageId = "" } = await ec2.send(new RegisterImageCommand({ Name: "app-profiles", RootDeviceName: "/dev/xvda" }));
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
    const behind = Images[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId;
    const app = { DBInstanceIdentifier: "app-profiles", DBClusterIdentifier: "app-profiles" };
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: app.DBInstanceIdentifier,
        DBInstanceClass: "db.m6g.large",
        Engine: "postgres",
        AllocatedStorage: SIZES.database,
        ...master,
      }),
    );
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: app.DBInstanceIdentifier, DBSnapshotIdentifier: INSTANCE }));
    const under = { StorageEncrypted: true, KmsKeyId: OLD_KEY };
    await rds.send(
      new CreateDBClusterCommand({ DBClusterIdentifier: app.DBClusterIdentifier, Engine: "aurora-postgresql", ...under, ...master }),
    );
    await rds.send(
      new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: app.DBClusterIdentifier, DBClusterSnapshotIdentifier: CLUSTER }),
    );
    const { database, cluster } = SNAPSHOTS;
    const ec2Arn = (what: string) => `arn:aws:ec2:${REGION}::${what}`;
    return new LegacySnapshots(ec2, rds, {
      database,
      cluster,
      volume: ec2Arn(`snapshot/${SnapshotId}`),
      image: ec2Arn(`image/${ImageId}`),
      behind: ec2Arn(`snapshot/${behind}`),
    });
  }

  /** With which accounts each of them is shared. */
  async sharedWith(): Promise<Readonly<Record<keyof LegacySnapshots["arns"], readonly unknown[]>>> {
    const restore = (attributes: readonly { readonly AttributeName?: string; readonly AttributeValues?: string[] }[] | undefined) =>
      attributes?.find(({ AttributeName }) => AttributeName === "restore")?.AttributeValues ?? [];
    const volumes = async (arn: string) => {
      const asked = new DescribeSnapshotAttributeCommand({ SnapshotId: idOf(arn), Attribute: "createVolumePermission" });
      return (await this.ec2.send(asked)).CreateVolumePermissions?.map(({ UserId }) => UserId) ?? [];
    };
    const { volume, behind, image } = this.arns;
    const launched = await this.ec2.send(new DescribeImageAttributeCommand({ ImageId: idOf(image), Attribute: "launchPermission" }));
    const database = await this.rds.send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier: INSTANCE }));
    const cluster = await this.rds.send(new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier: CLUSTER }));
    return {
      volume: await volumes(volume),
      behind: await volumes(behind),
      image: launched.LaunchPermissions?.map(({ UserId }) => UserId) ?? [],
      database: restore(database.DBSnapshotAttributesResult?.DBSnapshotAttributes),
      cluster: restore(cluster.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes),
    };
  }

  /** What the old side does by hand: it lets an account restore what RDS holds, or takes that back. */
  async shareDatabases(how: "ValuesToAdd" | "ValuesToRemove", account: string): Promise<void> {
    const change = { AttributeName: "restore", [how]: [account] };
    await this.rds.send(new ModifyDBSnapshotAttributeCommand({ DBSnapshotIdentifier: INSTANCE, ...change }));
    await this.rds.send(new ModifyDBClusterSnapshotAttributeCommand({ DBClusterSnapshotIdentifier: CLUSTER, ...change }));
  }

  close(): void {
    for (const client of [this.ec2, this.rds]) client.destroy();
  }
}
