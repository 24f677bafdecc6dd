import type { CopyData, DatasetData } from "../schema/schema";
import type { Phase } from "../scope";

/** Where a copy's own migration stands. */
export function phaseOf(copy: CopyData, dataset: DatasetData): Phase {
  return copy.phase ?? dataset.phase;
}
