import type { AwsPlace } from "../place";

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

export type ReleaseRole = "push" | "pipeline" | "start" | "scan" | "build" | "sign" | "inspector";

export function releaseRoleName(role: ReleaseRole): string {
  return `ringfence-release-${role}`;
}

export function projectName(work: Work): string {
  return `ringfence-release-${work}`;
}

/** Signing profiles take letters, digits and underscores only. */
export function signingProfile(program: string, of: "images" | "functions"): string {
  return `ringfence_${program.replaceAll("-", "_")}_${of}`;
}

/** The buckets' names begin with `ringfence-`, the only ones that a boundary lets a service role open. */
export function releaseBucket(place: AwsPlace, of: "source" | "artifacts" | "releases"): string {
  return `ringfence-${of}-${place.accountId}-${place.region.name}`;
}
