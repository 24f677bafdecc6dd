import { oldSnapshot, type OldSnapshot } from "./schema/snapshot-arn";
import type { CopyData } from "./schema/schema";

/**
 * The snapshots and images of a copy, whatever its kind: those that an `aws-snapshots` copy brings home, and those that lie
 * beside a vault. All of them go with the copy when it is purged.
 */
export function snapshotsOf(copy: CopyData): readonly OldSnapshot[] {
  const arns = copy.kind === "aws-snapshots" ? copy.arns : copy.kind === "aws-backup-vault" ? (copy.snapshots ?? []) : [];
  return arns.flatMap((arn) => oldSnapshot(arn) ?? []);
}
