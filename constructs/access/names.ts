import type { AwsPlace } from "../../config/place";
import { arn } from "../place/names";

/** Roles of people and programs begin so; no deployer may make one. */
export const PEOPLE = ["ringfence-gatekeeper-*", "ringfence-auditor*", "ringfence-app-*"];

export function roleArn(place: AwsPlace, name: string): string {
  return arn(place, "iam", `role/${name}`);
}
