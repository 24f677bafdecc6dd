import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import type { AwsStack } from "../constructs/place/aws-stack";
import type { NetworkStack } from "./network";
import type { Resident } from "./plan";
import type { StorageStack } from "./storage";

/** The data's own stacks on AWS, as the layers around them see them. */
export interface AwsEstate {
  readonly residents: readonly Resident[];
  readonly homes: readonly AwsPlace[];
  readonly recoveries: readonly AwsPlace[];
  /** By place. */
  readonly networks: ReadonlyMap<string, NetworkStack>;
  readonly storage: readonly StorageStack[];
}

/** What surrounds the data: guardrails, gatekeeper, audit, edge, security, release. Nothing of the data's own stacks waits for it. */
export interface Layer {
  /** Where its stacks stand, so that those accounts get their bootstrap. None when the program wants none of it. */
  places(program: Program): readonly AwsPlace[];
  stacks(app: App, program: Program, estate: AwsEstate): readonly AwsStack[];
}
