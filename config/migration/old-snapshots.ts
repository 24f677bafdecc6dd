import { oldSnapshot, type OldSnapshot } from "../schema/snapshot-arn";
import { phaseOf } from "../rules/phase";
import type { CopyData, ProgramData } from "../schema/schema";

/**
 * The snapshots and images of a copy, whatever its kind: those that an `aws-snapshots` copy brings home, and those that lie
 * beside a vault. All of them go with the copy when it is purged.
 */
export function snapshotsOf(copy: CopyData): readonly OldSnapshot[] {
  const arns = copy.kind === "aws-snapshots" ? copy.arns : copy.kind === "aws-backup-vault" ? (copy.snapshots ?? []) : [];
  return arns.flatMap((arn) => oldSnapshot(arn) ?? []);
}

/** What comes home, or came: once a copy is closed its snapshots are gone, and what was brought of them is kept. */
export function snapshotsBrought({ datasets }: ProgramData): readonly { readonly dataset: string; readonly arn: string }[] {
  return datasets.flatMap((dataset) =>
    dataset.legacy
      .filter((copy) => copy.kind === "aws-snapshots" && phaseOf(copy, dataset) !== "prepare")
      .flatMap((copy) => snapshotsOf(copy).map(({ arn }) => ({ dataset: dataset.name, arn }))),
  );
}
