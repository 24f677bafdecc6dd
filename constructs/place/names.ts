import type { AwsPlace, Place } from "../../config/place";
import type { Program } from "../../config/program";

/** An ARN in the place's partition, region and account. IAM's have no region. */
export function arn(place: AwsPlace, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${service === "iam" ? "" : place.region.name}:${place.accountId}:${resource}`;
}

/**
 * The bucket of a dataset at a place. Bucket names are global, so account and region are part of it:
 * at most 24 + 1 + 12 + 1 + 14 of the 63 characters that S3 allows.
 */
export function bucketName(place: Place, dataset: string): string {
  return `${dataset}-${place.accountId}-${place.region.name}`;
}

export function bucketArn(place: AwsPlace, bucket: string): string {
  return `arn:${place.partition}:s3:::${bucket}`;
}

/** Where an account's terraform state lies: the region that the program says, else the first home of that cloud. */
export function stateRegion(program: Program, place: Place): string {
  const own = place.account.state?.region;
  if (own) return own;
  const first = program.data.datasets.map((dataset) => program.homeOf(dataset)).find((home) => home.account.cloud === place.account.cloud);
  return first?.region.name ?? place.region.name;
}

export function stateBucketName(place: Place): string {
  return `ringfence-state-${place.accountId}`;
}

/** The last segment is the stack's name, so that whoever reads a remote state knows which stack made it. */
export function stateKey(program: Program, stack: string, readers: "published" | "private"): string {
  return `${readers}/${program.name}/${stack}.tfstate`;
}

/**
 * A stack's name: its layer and region, with the account between when the account's name is not its purpose,
 * so that two home accounts never collide.
 */
export function stackName(layer: string, place: Place, usual: string): string {
  return place.accountName === usual ? `${layer}-${place.region.name}` : `${layer}-${place.accountName}-${place.region.name}`;
}
