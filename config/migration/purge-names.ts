import { createHash } from "node:crypto";
import type { AwsPlace, GooglePlace, Place } from "../place";

/** A path of its own, which the region deny exempts by name and guardrails protect. */
export const PURGE_PATH = "/residency/";

/** The people who become it, by the prefix of their roles' names in the custody account (docs/operators.md). */
export const PURGE_OFFICER = "ringfence-purge-officer*";

/** The one role that deletes an old copy on AWS. */
export function purgeRoleName(dataset: string, copy: string): string {
  return `ResidencyPurge-${dataset}-${copy}`.slice(0, 64);
}

export function purgeRoleArn(place: AwsPlace, dataset: string, copy: string): string {
  return `arn:${place.partition}:iam::${place.accountId}:role${PURGE_PATH}${purgeRoleName(dataset, copy)}`;
}

/** A service account's id takes thirty characters at most: the copy is told by a digest. */
export function purgeAccountId(dataset: string, copy: string): string {
  return `residency-purge-${createHash("sha256").update(`${dataset}/${copy}`).digest("hex").slice(0, 10)}`;
}

/** The one service account that deletes an old copy on Google, in the old project. */
export function purgeAccount(place: GooglePlace, dataset: string, copy: string): string {
  return `${purgeAccountId(dataset, copy)}@${place.accountId}.iam.gserviceaccount.com`;
}

/** The stack that takes the old stores of one place over. */
export function legacyStackName(place: Place): string {
  return `legacy-${place.accountName.replace(/^legacy-/, "")}-${place.region.name}`;
}

/** The name in terraform of what the stack takes over for one copy: known beforehand, so that it can leave under a `removed` block. */
export function legacyId(dataset: string, copy: string): string {
  return `${dataset}-${copy}`;
}
