import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";

/** Logs under a lock of S3's: the archive, and not the bucket that answers lie in. */
export function isArchive(bucket: Resource, facts: Facts): boolean {
  const purpose = facts.purpose(bucket);
  if (purpose.kind !== "named" || purpose.name !== "logs") return false;
  const locks = facts.satellites("aws_s3_bucket_object_lock_configuration", "bucket").of(bucket, ["id", "bucket"]);
  return locks !== undefined && locks.length > 0;
}
