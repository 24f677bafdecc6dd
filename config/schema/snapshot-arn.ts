/** A database instance's snapshot, a database cluster's, a volume's, or a machine image. */
export type SnapshotKind = "database" | "cluster" | "volume" | "image";

/** One old snapshot, as its ARN tells it. */
export interface OldSnapshot {
  readonly kind: SnapshotKind;
  readonly arn: string;
  readonly region: string;
  /** Whose it is; the ARNs of EC2 name no account. */
  readonly account?: string;
  /** `snap-…`, `ami-…`, or the name that RDS knows it by. */
  readonly id: string;
}

/** Service Authorization Reference: Amazon EC2, Amazon RDS. */
export const SNAPSHOT_ARN =
  /^arn:aws[a-z-]*:(ec2:[a-z0-9-]+::(snapshot\/snap|image\/ami)-[0-9a-f]{8,17}|rds:[a-z0-9-]+:\d{12}:(cluster-)?snapshot:[A-Za-z0-9:-]+)$/;

const KINDS: Readonly<Record<string, SnapshotKind>> = {
  snapshot: "database",
  "cluster-snapshot": "cluster",
  "snapshot/snap": "volume",
  "image/ami": "image",
};

/** What an ARN names, given that it has the form of one. */
export function oldSnapshot(arn: string): OldSnapshot | undefined {
  const [, , service, region = "", account = "", resource = "", ...name] = arn.split(":");
  const kind = KINDS[service === "rds" ? resource : resource.replace(/-.*$/, "")];
  if (!SNAPSHOT_ARN.test(arn) || kind === undefined) return undefined;
  return service === "rds" ? { kind, arn, region, account, id: name.join(":") } : { kind, arn, region, id: resource.replace(/^.*\//, "") };
}
