import {
  DeleteDBClusterSnapshotCommand,
  DeleteDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBSnapshots,
  RDSClient,
  type RDSClientConfig,
} from "@aws-sdk/client-rds";
import { instant, NOTHING_SOFT_DELETED, said, type Backups } from "./backups";
import { refusedBy } from "./refused";
import type { Item, Listed, SoftDeleted } from "./store";

/** Snapshots of database instances and clusters that the account owns in one region, those of AWS Backup apart. */
export class DatabaseBackups implements Backups {
  private readonly client: RDSClient;

  constructor(
    private readonly at: string,
    config: Pick<RDSClientConfig, "region" | "credentials">,
  ) {
    this.client = new RDSClient({ ...config, retryMode: "adaptive", maxAttempts: 8 });
  }

  async *list(): AsyncGenerator<Listed> {
    const { client } = this;
    try {
      for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, {}))
        for (const { DBSnapshotArn = "", SnapshotCreateTime, SnapshotType } of DBSnapshots)
          yield listed(DBSnapshotArn, "database-snapshot", SnapshotCreateTime, SnapshotType);
    } catch (error) {
      throw refusedBy(this.at, "rds:DescribeDBSnapshots", error);
    }
    try {
      for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots({ client }, {}))
        for (const { DBClusterSnapshotArn = "", SnapshotCreateTime, SnapshotType } of DBClusterSnapshots)
          yield listed(DBClusterSnapshotArn, "cluster-snapshot", SnapshotCreateTime, SnapshotType);
    } catch (error) {
      throw refusedBy(this.at, "rds:DescribeDBClusterSnapshots", error);
    }
  }

  async ask(item: Item): Promise<string | null> {
    const name = nameOf(item);
    try {
      if (item.kind === "cluster-snapshot")
        await this.client.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: name }));
      else await this.client.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: name }));
      return null;
    } catch (error) {
      return GONE.test((error as Error).name) ? null : said(error);
    }
  }

  async standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null> {
    const name = nameOf(item);
    const cluster = item.kind === "cluster-snapshot";
    try {
      const found = cluster
        ? (await this.client.send(new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: name }))).DBClusterSnapshots
        : (await this.client.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name }))).DBSnapshots;
      const [first] = found ?? [];
      return first ? { why: String(first.Status), stays: false } : null;
    } catch (error) {
      if (GONE.test((error as Error).name)) return null;
      throw refusedBy(this.at, cluster ? "rds:DescribeDBClusterSnapshots" : "rds:DescribeDBSnapshots", error);
    }
  }

  softDeleted(): Promise<SoftDeleted> {
    return Promise.resolve(NOTHING_SOFT_DELETED);
  }

  close(): void {
    this.client.destroy();
  }
}

const GONE = /^DB(Cluster)?SnapshotNotFound(Fault)?$/;
/** Automated ones have a colon in their name. */
const nameOf = ({ key }: Item): string => key.split(":").slice(6).join(":");

/** An automated snapshot has no deletion of its own: it goes with its database, or with its retained automated backup (Amazon RDS User Guide). */
function listed(key: string, kind: Item["kind"], created: Date | undefined, type: string | undefined): Listed {
  const held = type === "automated" ? "automated, and goes with its database or with the retained backup" : null;
  return { key, id: instant(created), kind, live: false, size: null, modified: instant(created), held };
}
