import { get } from "../value";
import type { Estate } from "./estate";
import type { Resource } from "./model";

/** What each copy of a snapshot or an image is taken from, as an ARN without its partition. */
const SOURCES: Readonly<Record<string, (text: (name: string) => string | undefined) => string | undefined>> = {
  aws_ami_copy: (text) => ec2(text("source_ami_region"), "image", text("source_ami_id")),
  aws_ebs_snapshot_copy: (text) => ec2(text("source_region"), "snapshot", text("source_snapshot_id")),
  aws_db_snapshot_copy: (text) => withoutPartition(text("source_db_snapshot_identifier")),
  aws_rds_cluster_snapshot_copy: (text) => withoutPartition(text("source_db_cluster_snapshot_identifier")),
};

/** A copy keeps what a store once held; the dataset lives in no copy. */
export const isSnapshotCopy = (type: string): boolean => Object.hasOwn(SOURCES, type);

/** Does the program bring it home? Only what it names of that very dataset comes from outside by right. */
export function isBroughtHome(copy: Resource, dataset: string | undefined, estate: Estate): boolean {
  const source = SOURCES[copy.type]?.((name) => estate.resolver.text(get(copy.values, name), copy.stack));
  if (source === undefined || dataset === undefined) return false;
  return (estate.scope.brought ?? []).some((one) => one.dataset === dataset && withoutPartition(one.arn) === source);
}

function ec2(region: string | undefined, what: string, id: string | undefined): string | undefined {
  return region === undefined || id === undefined ? undefined : `ec2:${region}::${what}/${id}`;
}

function withoutPartition(arn: string | undefined): string | undefined {
  return arn?.replace(/^arn:[^:]+:/, "");
}
