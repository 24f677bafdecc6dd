import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { releaseRoleName, type ReleaseRole } from "../../config/role-names";
import { arn, bucketArn } from "../place/names";

/** The repository that workloads pull from, and the one that holds the release path's own tools. */
export const RELEASED = "ringfence/released";
export const TOOLS = "ringfence/tools";
/** The one object that the parent may write. */
export const SOURCE_OBJECT = "incoming/source.zip";
export const PIPELINE = "ringfence-release";
/** The stage and the action in which a human decides. */
export const APPROVAL = { stage: "Approve", action: "Inspector" } as const;

export const SCANS = ["sast", "dependencies", "secrets"] as const;
export type Scan = (typeof SCANS)[number];
/** What CodeBuild runs: a project each. */
export type Work = Scan | "build" | "sign";
export const WORKS: readonly Work[] = [...SCANS, "build", "sign"];

/** Each role of the release path by its ARN; deployed.ts has the prefix. */
export function releaseRole(place: AwsPlace, role: ReleaseRole): string {
  return arn(place, "iam", `role/${releaseRoleName(role)}`);
}

/** The role of a piece of work: three scanners share one, since they read the same and write the same. */
export function workRole(work: Work): ReleaseRole {
  return work === "build" || work === "sign" ? work : "scan";
}

/** The buckets' names begin with `ringfence-`, the only ones that a boundary lets a service role open. */
export function releaseBucket(place: AwsPlace, of: "source" | "artifacts" | "releases"): string {
  return `ringfence-${of}-${place.accountId}-${place.region.name}`;
}

export function releaseBucketArn(place: AwsPlace, of: "source" | "artifacts" | "releases"): string {
  return bucketArn(place, releaseBucket(place, of));
}

export function repositoryArn(place: AwsPlace, repository: typeof RELEASED | typeof TOOLS): string {
  return arn(place, "ecr", `repository/${repository}`);
}

export function projectName(work: Work): string {
  return `ringfence-release-${work}`;
}

export function workLogGroup(program: string, work: Work): string {
  return `/ringfence/${program}/release/${work}`;
}

/** Signing profiles take letters, digits and underscores only. */
export function signingProfile(program: string, of: "images" | "functions"): string {
  return `ringfence_${program.replaceAll("-", "_")}_${of}`;
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
