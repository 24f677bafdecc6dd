import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";

/** What a bucket of the release path holds, by its name; undefined for any other. */
export function releaseBucketOf(bucket: Resource, facts: Facts): string | undefined {
  const purpose = facts.purpose(bucket);
  if (purpose.kind !== "named" || purpose.name !== "release") return undefined;
  return /^ringfence-(source|artifacts|releases)-/.exec(facts.resolver.text(get(bucket.values, "bucket"), bucket.stack) ?? "")?.[1];
}

/** What was pushed, and what was found of it, are locked; what passes between the stages is not. */
export function isLockedRelease(bucket: Resource, facts: Facts): boolean {
  const kind = releaseBucketOf(bucket, facts);
  return kind === "source" || kind === "releases";
}
