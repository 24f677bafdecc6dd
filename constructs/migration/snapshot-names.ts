import { createHash } from "node:crypto";
import type { OldSnapshot } from "../../config/schema/snapshot-arn";

/** What the name of everything begins with that is brought home for a dataset. */
export function landedPrefix(dataset: string): string {
  return `landed-${dataset}-`;
}

/** The name at home, told by a digest of the old ARN: at most 7 + 24 + 1 + 12 of the 63 characters that a cluster's snapshot may have. */
export function landedName(dataset: string, snapshot: OldSnapshot): string {
  return `${landedPrefix(dataset)}${landedDigest(snapshot)}`;
}

export function landedDigest({ arn }: OldSnapshot): string {
  return createHash("sha256").update(arn).digest("hex").slice(0, 12);
}
