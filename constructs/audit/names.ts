import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn } from "../place/names";

/** The trail's name, in the management account. */
export function trailName(program: Program): string {
  return `ringfence-${program.name}`;
}

export function trailArn(program: Program, place: AwsPlace): string {
  return arn(place, "cloudtrail", `trail/${trailName(program)}`);
}

/** Where the trail is read by metric filters; the archive is the copy that counts. */
export function trailLogGroup(program: Program): string {
  return `/ringfence/${program.name}/trail`;
}

/** Every alarm of ours begins so: the topic and its key let CloudWatch speak for these and no others. */
export function alarmName(program: Program, what: string): string {
  return `ringfence-${program.name}-${what}`;
}

/** The locked bucket of logs at a place of the auditor's: at most 18 + 12 + 1 + 14 of the 63 characters that S3 allows. */
export function archiveBucketName(place: AwsPlace): string {
  return `ringfence-archive-${place.accountId}-${place.region.name}`;
}

/** Where the auditor's queries put their answers. */
export function answersBucketName(place: AwsPlace): string {
  return `ringfence-answers-${place.accountId}-${place.region.name}`;
}

/** The role with which S3 writes the archive's second copy. */
export const ARCHIVE_REPLICATION_ROLE = "ringfence-replication-archive";
