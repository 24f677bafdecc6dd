import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { type RELEASED, type ReleaseRole, type TOOLS, type Work, releaseBucket, releaseRoleName } from "../../config/release/names";
import { arn, bucketArn } from "../place/names";

/** Each role of the release path by its ARN; deployed.ts has the prefix. */
export function releaseRole(place: AwsPlace, role: ReleaseRole): string {
  return arn(place, "iam", `role/${releaseRoleName(role)}`);
}

/** The role of a piece of work: three scanners share one, since they read the same and write the same. */
export function workRole(work: Work): ReleaseRole {
  return work === "build" || work === "sign" ? work : "scan";
}

export function releaseBucketArn(place: AwsPlace, of: "source" | "artifacts" | "releases"): string {
  return bucketArn(place, releaseBucket(place, of));
}

export function repositoryArn(place: AwsPlace, repository: typeof RELEASED | typeof TOOLS): string {
  return arn(place, "ecr", `repository/${repository}`);
}

export function workLogGroup(program: string, work: Work): string {
  return `/ringfence/${program}/release/${work}`;
}

/** Where the release path stands; undefined when the program has none. */
export function releasePlace(program: Program): AwsPlace | undefined {
  const { release } = program.data;
  if (!release) return undefined;
  const place = program.place(release.account, release.region);
  if (!place.isAws()) throw new TypeError("release.account names an account of another cloud; the program's rules refuse it");
  return place;
}

/** The release account in another region: images are pulled inside the region of whoever runs them. */
export function releaseIn(program: Program, region: string): AwsPlace | undefined {
  const { release } = program.data;
  const place = release && program.place(release.account, region);
  return place?.isAws() ? place : undefined;
}
