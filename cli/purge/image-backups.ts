import {
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeLockedSnapshotsCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  paginateDescribeImages,
  paginateDescribeSnapshots,
  paginateListImagesInRecycleBin,
  paginateListSnapshotsInRecycleBin,
  type DescribeLockedSnapshotsResult,
  type EC2ClientConfig,
  type Image,
  type Snapshot,
} from "@aws-sdk/client-ec2";
import { instant, latest, said, type Backups } from "./backups";
import { asked, refusedBy } from "./refused";
import type { Item, Listed, SoftDeleted } from "./store";

/** Machine images and volume snapshots that the account owns in one region. */
export class ImageBackups implements Backups {
  private readonly client: EC2Client;

  constructor(
    /** `arn:aws:ec2:ap-southeast-1:` */
    private readonly prefix: string,
    private readonly at: string,
    /** What is to go, by ARN: an image among them holds its snapshots no longer than itself. */
    private readonly going: ReadonlySet<string>,
    config: Pick<EC2ClientConfig, "region" | "credentials">,
  ) {
    this.client = new EC2Client({ ...config, retryMode: "adaptive", maxAttempts: 8 });
  }

  private readonly image = (id: string | undefined) => `${this.prefix}:image/${id ?? ""}`;
  private readonly snapshot = (id: string | undefined) => `${this.prefix}:snapshot/${id ?? ""}`;

  async *list(): AsyncGenerator<Listed> {
    const images = await this.images();
    const users = new Map<string, string[]>();
    for (const { ImageId = "", CreationDate, DeregistrationProtection: guard, BlockDeviceMappings = [] } of images) {
      for (const { Ebs } of BlockDeviceMappings)
        if (Ebs?.SnapshotId !== undefined) users.set(Ebs.SnapshotId, [...(users.get(Ebs.SnapshotId) ?? []), ImageId]);
      const guarded = guard !== undefined && guard !== "disabled";
      yield {
        ...listed(this.image(ImageId), "image", CreationDate, undefined),
        held: guarded ? `deregistration protection (${guard}), without a date` : null,
      };
    }
    const locks = await this.locks();
    for (const { SnapshotId = "", StartTime, FullSnapshotSizeInBytes } of await this.snapshots()) {
      const staying = (users.get(SnapshotId) ?? []).filter((id) => !this.going.has(this.image(id)));
      const holds = [...(locks.get(SnapshotId) ?? []), ...staying.map((id) => `in use by ${id}, which stays`)];
      yield { ...listed(this.snapshot(SnapshotId), "volume-snapshot", StartTime, FullSnapshotSizeInBytes), held: holds.join(", ") || null };
    }
  }

  /** Deprecated and disabled ones too, which the API leaves out unless it is asked. */
  private images(): Promise<readonly Image[]> {
    const input = { Owners: ["self"], IncludeDeprecated: true, IncludeDisabled: true };
    return asked(this.at, "ec2:DescribeImages", async () => {
      const found: Image[] = [];
      for await (const { Images = [] } of paginateDescribeImages({ client: this.client, pageSize: 500 }, input)) found.push(...Images);
      return found;
    });
  }

  private snapshots(): Promise<readonly Snapshot[]> {
    return asked(this.at, "ec2:DescribeSnapshots", async () => {
      const found: Snapshot[] = [];
      for await (const { Snapshots = [] } of paginateDescribeSnapshots({ client: this.client, pageSize: 500 }, { OwnerIds: ["self"] }))
        found.push(...Snapshots);
      return found;
    });
  }

  private locks(): Promise<ReadonlyMap<string, readonly string[]>> {
    return asked(this.at, "ec2:DescribeLockedSnapshots", async () => {
      const found = new Map<string, readonly string[]>();
      let NextToken: string | undefined;
      do {
        const page: DescribeLockedSnapshotsResult = await this.client.send(
          new DescribeLockedSnapshotsCommand({ NextToken, MaxResults: 500 }),
        );
        for (const { SnapshotId = "", LockState = "unknown mode", LockExpiresOn } of page.Snapshots ?? []) {
          const until = LockExpiresOn ? `until ${instant(LockExpiresOn)}` : "without a date";
          if (LockState !== "expired") found.set(SnapshotId, [`snapshot lock (${LockState}) ${until}`]);
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    });
  }

  async ask(item: Item): Promise<string | null> {
    try {
      if (item.kind === "image") await this.client.send(new DeregisterImageCommand({ ImageId: idOf(item) }));
      else await this.client.send(new DeleteSnapshotCommand({ SnapshotId: idOf(item) }));
      return null;
    } catch (error) {
      return GONE.test((error as Error).name) ? null : said(error);
    }
  }

  async standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null> {
    try {
      const found =
        item.kind === "image"
          ? await this.client.send(new DescribeImagesCommand({ ImageIds: [idOf(item)] }))
          : await this.client.send(new DescribeSnapshotsCommand({ SnapshotIds: [idOf(item)] }));
      const [first] = "Images" in found ? (found.Images ?? []) : "Snapshots" in found ? (found.Snapshots ?? []) : [];
      return first ? { why: String(first.State), stays: false } : null;
    } catch (error) {
      if (GONE.test((error as Error).name)) return null;
      throw refusedBy(this.at, item.kind === "image" ? "ec2:DescribeImages" : "ec2:DescribeSnapshots", error);
    }
  }

  /** What a retention rule sent to the Recycle Bin stays there, and can be brought back, until its time (Amazon EBS User Guide, Recycle Bin). */
  softDeleted(): Promise<SoftDeleted> {
    return asked(this.at, "ec2:ListSnapshotsInRecycleBin", async () => {
      const { client } = this;
      const ends: (Date | undefined)[] = [];
      for await (const { Snapshots = [] } of paginateListSnapshotsInRecycleBin({ client }, {}))
        for (const { SnapshotId, RecycleBinExitTime } of Snapshots)
          if (this.going.has(this.snapshot(SnapshotId))) ends.push(RecycleBinExitTime);
      for await (const { Images = [] } of paginateListImagesInRecycleBin({ client }, {}))
        for (const { ImageId, RecycleBinExitTime } of Images) if (this.going.has(this.image(ImageId))) ends.push(RecycleBinExitTime);
      return { count: ends.length, last: latest(ends) };
    });
  }

  close(): void {
    this.client.destroy();
  }
}

const GONE = /^Invalid(AMIID|Snapshot)\.(NotFound|Unavailable)$/;
const idOf = ({ key }: Item): string => key.slice(key.lastIndexOf("/") + 1);

function listed(key: string, kind: Item["kind"], created: Date | string | undefined, bytes: number | undefined): Omit<Listed, "held"> {
  return { key, id: instant(created), kind, live: false, size: bytes === undefined ? null : String(bytes), modified: instant(created) };
}
