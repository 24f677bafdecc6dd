import { LocalBackend, TerraformStack, type App } from "cdktf";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn } from "./names";
import { StateBackend } from "./state-backend";

/** Bindings are aws 6.25; 5.100.0 takes everything that is emitted, so both majors may run it. */
export const AWS_PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";

export interface AwsStackProps {
  readonly program: Program;
  readonly place: AwsPlace;
  /** The IAM role that applies the stack, by name; undefined for bootstrap, which makes the roles. */
  readonly appliedBy: string | undefined;
  /**
   * Who may read the state. `published` holds ids and policies only, and the program's other deployers read it;
   * `private` is read by the account's own deployer alone.
   */
  readonly state: "published" | "private" | "local";
  /** Where the state lies, when not in the place's own account: what is known of the legacy estate stays at home. */
  readonly stateAt?: AwsPlace;
}

/**
 * A stack that belongs to exactly one place on AWS.
 *
 * Its provider is pinned to the account and to the region, no resource carries a region of its own, its state lies inside
 * the jurisdiction, and a region probe shows in every plan where the provider really points.
 */
export class AwsStack extends TerraformStack {
  readonly program: Program;
  readonly place: AwsPlace;

  constructor(app: App, id: string, props: AwsStackProps) {
    super(app, id);
    // A place of another program may lie in another jurisdiction; this one's must, the legacy estate's apart.
    if (props.place.account.purpose !== "legacy") props.program.jurisdiction.region("aws", props.place.region.name, `stack ${id}`);
    this.program = props.program;
    this.place = props.place;
    const { program, place } = props;
    new AwsProvider(this, "aws", {
      region: place.region.name,
      allowedAccountIds: [place.accountId],
      // Whoever applies what stands abroad is of the fence, where a guardrail denies every call outside, STS's too.
      ...(props.stateAt ? { stsRegion: props.stateAt.region.name } : {}),
      ...(props.appliedBy ? { assumeRole: [{ roleArn: arn(place, "iam", `role/${props.appliedBy}`), sessionName: "ringfence" }] } : {}),
      defaultTags: [{ tags: { "ringfence:program": program.name, "ringfence:stack": id } }],
    });
    // cdktf pins the bindings' own version; see docs/traps.md.
    this.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSIONS);
    new DataAwsRegion(this, "probe");
    // Beside the program: the synthesized folder is replaced at each synth.
    if (props.state === "local") new LocalBackend(this, { path: `../../../${id}.tfstate` });
    else new StateBackend(this, program, props.stateAt ?? place, props.state);
  }

  /** Says that this stack uses names or values of another, so that cdktf deploys it later. */
  uses(...others: readonly TerraformStack[]): void {
    for (const other of others) if (other !== this && !this.dependsOn(other)) this.addDependency(other);
  }
}
