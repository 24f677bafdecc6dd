import {
  CopyImageCommand,
  CopySnapshotCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  CreateVpnConnectionCommand,
  CreateVpnConnectionRouteCommand,
  DeleteVpnConnectionCommand,
  DeleteVpnConnectionRouteCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  DescribeVpnConnectionsCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import {
  CopyDBClusterSnapshotCommand,
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  ListTagsForResourceCommand,
  ModifyDBClusterSnapshotAttributeCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { describeWithEngines } from "../engines";

const [OLD, HOME, STRANGER] = ["888888888888", "333333333333", "444444444444"] as const;
const [SINGAPORE, VIRGINIA] = ["ap-southeast-1", "us-east-1"];
const KEY = `arn:aws:kms:${VIRGINIA}:${HOME}:key/0a0a0a0a-1111-2222-3333-444444444444`;
const OLD_KEY = `arn:aws:kms:${SINGAPORE}:${OLD}:key/0f0f0f0f-1111-2222-3333-444444444444`;

describeWithEngines(["moto", "ministack"], "what moto has in part", () => {
  let engines: Engines;
  beforeAll(async () => (engines = await startEngines({ organizations: {} })), 120_000);
  afterAll(() => engines.stop());

  const at = (account: string, region: string) => ({
    endpoint: engines.endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: "rehearsal" },
    maxAttempts: 1,
  });
  const ec2 = (account: string, region = VIRGINIA) => new EC2Client(at(account, region));
  const rds = (account: string, region = VIRGINIA) => new RDSClient(at(account, region));

  describe("a VPN connection", () => {
    const make = (PreSharedKeyStorage?: string) =>
      new CreateVpnConnectionCommand({
        Type: "ipsec.1",
        CustomerGatewayId: "cgw-1",
        VpnGatewayId: "vgw-1",
        PreSharedKeyStorage,
        Options: { StaticRoutesOnly: true, TunnelOptions: [{ IKEVersions: [{ Value: "ikev2" }], Phase1DHGroupNumbers: [{ Value: 20 }] }] },
        TagSpecifications: [{ ResourceType: "vpn-connection", Tags: [{ Key: "Name", Value: "line" }] }],
      });
    const route = (VpnConnectionId: string, DestinationCidrBlock: string) => ({ VpnConnectionId, DestinationCidrBlock });

    test("is told as it was asked for, its keys apart", async () => {
      const { VpnConnection: made } = await ec2(HOME).send(make("SecretsManager"));
      const { VpnConnections: [told] = [] } = await ec2(HOME).send(
        new DescribeVpnConnectionsCommand({ VpnConnectionIds: [made?.VpnConnectionId ?? ""] }),
      );
      expect(told).toEqual(made);
      expect(told?.Options).toMatchObject({ StaticRoutesOnly: true });
      expect(told?.Tags).toEqual([{ Key: "Name", Value: "line" }]);
      expect(told?.Options?.TunnelOptions?.[0]).toMatchObject({
        IkeVersions: [{ Value: "ikev2" }],
        Phase1DHGroupNumbers: [{ Value: 20 }],
        PreSharedKey: "REDACTED",
      });
      expect(told?.CustomerGatewayConfiguration).toContain("<pre_shared_key>REDACTED<");
      expect((await ec2(HOME).send(make())).VpnConnection?.CustomerGatewayConfiguration).not.toContain("REDACTED");
    });

    test("has the routes that it was given, until they are taken away, and none when it is gone", async () => {
      const client = ec2(HOME);
      const id = (await client.send(make())).VpnConnection?.VpnConnectionId ?? "";
      const routed = async (network: string) => {
        const Filters = [
          { Name: "route.destination-cidr-block", Values: [network] },
          { Name: "vpn-connection-id", Values: [id] },
        ];
        const { VpnConnections = [] } = await client.send(new DescribeVpnConnectionsCommand({ Filters }));
        return VpnConnections.flatMap(({ Routes = [] }) => Routes.map((one) => [one.DestinationCidrBlock, one.Source, one.State]));
      };
      for (const network of ["10.80.0.0/24", "10.81.0.0/24"]) await client.send(new CreateVpnConnectionRouteCommand(route(id, network)));
      expect(await routed("10.81.0.0/24")).toEqual([
        ["10.80.0.0/24", "Static", "available"],
        ["10.81.0.0/24", "Static", "available"],
      ]);
      await client.send(new DeleteVpnConnectionRouteCommand(route(id, "10.80.0.0/24")));
      expect(await routed("10.80.0.0/24")).toEqual([]);
      expect(await routed("10.81.0.0/24")).toHaveLength(1);
      await client.send(new DeleteVpnConnectionCommand({ VpnConnectionId: id }));
      expect(await routed("10.81.0.0/24")).toEqual([]);
      await expect(client.send(new CreateVpnConnectionRouteCommand(route(id, "10.82.0.0/24")))).rejects.toThrow(/does not exist/);
    });

    test("is its account's alone", async () => {
      const id = (await ec2(HOME).send(make())).VpnConnection?.VpnConnectionId ?? "";
      await expect(ec2(STRANGER).send(new DescribeVpnConnectionsCommand({ VpnConnectionIds: [id] }))).rejects.toMatchObject({
        name: "InvalidVpnConnectionID.NotFound",
      });
    });
  });

  const share = (SnapshotId: string, how: "Add" | "Remove" = "Add") =>
    new ModifySnapshotAttributeCommand({ SnapshotId, CreateVolumePermission: { [how]: [{ UserId: HOME }] } });

  test("a volume's snapshot is copied by whom it is shared with, under the key that he gives, and by nobody else", async () => {
    const old = ec2(OLD, SINGAPORE);
    const { VolumeId } = await old.send(new CreateVolumeCommand({ AvailabilityZone: `${SINGAPORE}a`, Size: 3 }));
    const { SnapshotId = "" } = await old.send(new CreateSnapshotCommand({ VolumeId }));
    const copy = new CopySnapshotCommand({
      SourceSnapshotId: SnapshotId,
      SourceRegion: SINGAPORE,
      Description: "landed",
      Encrypted: true,
      KmsKeyId: KEY,
    });
    await expect(ec2(HOME).send(copy)).rejects.toMatchObject({ name: "InvalidSnapshot.NotFound" });
    await old.send(share(SnapshotId));
    await expect(ec2(STRANGER).send(copy)).rejects.toMatchObject({ name: "InvalidSnapshot.NotFound" });
    const { SnapshotId: copied = "" } = await ec2(HOME).send(copy);
    const { Snapshots } = await ec2(HOME).send(new DescribeSnapshotsCommand({ SnapshotIds: [copied] }));
    expect(Snapshots).toMatchObject([
      { SnapshotId: copied, OwnerId: HOME, VolumeSize: 3, Description: "landed", Encrypted: true, KmsKeyId: KEY, State: "completed" },
    ]);
    await old.send(share(SnapshotId, "Remove"));
    await expect(ec2(HOME).send(copy)).rejects.toMatchObject({ name: "InvalidSnapshot.NotFound" });
    // What one's own account holds is moto's to copy.
    expect((await old.send(new CopySnapshotCommand({ SourceSnapshotId: SnapshotId, SourceRegion: SINGAPORE }))).SnapshotId).toBeDefined();
  });

  test("an image is copied by whom the snapshot behind it is shared with too, and both copies lie under one key", async () => {
    const old = ec2(OLD, SINGAPORE);
    const { ImageId = "" } = await old.send(new RegisterImageCommand({ Name: "old", RootDeviceName: "/dev/xvda" }));
    const { Images: [image] = [] } = await old.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
    const behind = image?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? "";
    const copy = new CopyImageCommand({ Name: "landed", SourceImageId: ImageId, SourceRegion: SINGAPORE, Encrypted: true, KmsKeyId: KEY });
    await expect(ec2(HOME).send(copy)).rejects.toMatchObject({ name: "InvalidAMIID.NotFound" });
    await old.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ UserId: HOME }] } }));
    await expect(ec2(STRANGER).send(copy)).rejects.toMatchObject({ name: "InvalidAMIID.NotFound" });
    await expect(ec2(HOME).send(copy)).rejects.toMatchObject({ name: "InvalidRequest" });
    await old.send(share(behind));
    const { ImageId: copied = "" } = await ec2(HOME).send(copy);
    const { Images: [landed] = [] } = await ec2(HOME).send(new DescribeImagesCommand({ ImageIds: [copied] }));
    expect(landed).toMatchObject({ ImageId: copied, OwnerId: HOME, Name: "landed", State: "available" });
    const disk = landed?.BlockDeviceMappings?.[0]?.Ebs;
    expect(disk).toMatchObject({ Encrypted: true });
    expect(disk?.SnapshotId).not.toBe(behind);
    const { Snapshots } = await ec2(HOME).send(new DescribeSnapshotsCommand({ SnapshotIds: [disk?.SnapshotId ?? ""] }));
    expect(Snapshots).toMatchObject([{ OwnerId: HOME, Encrypted: true, KmsKeyId: KEY }]);
  });

  test("a database's snapshot is copied by whom it is shared with, and an encrypted one under a key of his own", async () => {
    const old = rds(OLD, SINGAPORE);
    const [DBClusterIdentifier, DBClusterSnapshotIdentifier] = ["app", "app-last"];
    await old.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier,
        Engine: "aurora-postgresql",
        MasterUsername: "app",
        MasterUserPassword: "rehearsal-only",
        StorageEncrypted: true,
        KmsKeyId: OLD_KEY,
      }),
    );
    await old.send(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier, DBClusterSnapshotIdentifier }));
    const source = `arn:aws:rds:${SINGAPORE}:${OLD}:cluster-snapshot:${DBClusterSnapshotIdentifier}`;
    const copy = (KmsKeyId?: string) =>
      new CopyDBClusterSnapshotCommand({
        SourceDBClusterSnapshotIdentifier: source,
        TargetDBClusterSnapshotIdentifier: "landed",
        KmsKeyId,
        Tags: [{ Key: "of", Value: "profiles" }],
      });
    await expect(rds(HOME).send(copy(KEY))).rejects.toMatchObject({ name: "DBClusterSnapshotNotFoundFault" });
    await old.send(
      new ModifyDBClusterSnapshotAttributeCommand({ DBClusterSnapshotIdentifier, AttributeName: "restore", ValuesToAdd: [HOME] }),
    );
    await expect(rds(STRANGER).send(copy(KEY))).rejects.toMatchObject({ name: "DBClusterSnapshotNotFoundFault" });
    await expect(rds(HOME).send(copy())).rejects.toMatchObject({ name: "InvalidParameterValue" });
    const { DBClusterSnapshot: copied } = await rds(HOME).send(copy(KEY));
    const { DBClusterSnapshots } = await rds(HOME).send(new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: "landed" }));
    expect(DBClusterSnapshots).toMatchObject([
      { Engine: "aurora-postgresql", StorageEncrypted: true, KmsKeyId: KEY, SourceDBClusterSnapshotArn: source, SnapshotType: "manual" },
    ]);
    const { TagList } = await rds(HOME).send(new ListTagsForResourceCommand({ ResourceName: copied?.DBClusterSnapshotArn }));
    expect(TagList).toEqual([{ Key: "of", Value: "profiles" }]);
  });
});
