import { LocalBackend, TerraformStack, type App } from "cdktf";
import type { Construct } from "constructs";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import type { AwsPlace, GooglePlace, Place } from "../../config/place";
import type { Program } from "../../config/program";
import { GoogleStateBackend } from "./google-state-backend";
import { StateBackend } from "./state-backend";

/**
 * Bindings are google 6.50, the only version that the emitted attributes were compared with. Older ones of the major fail:
 * until early 2025 the provider sent default labels with a Private Service Connect endpoint, which the API refuses
 * (hashicorp/terraform-provider-google#20873).
 */
export const GOOGLE_PROVIDER_VERSIONS = ">= 6.50.0, < 7.0.0";

export interface GoogleStackProps {
  readonly program: Program;
  readonly place: GooglePlace;
  /** The service account that applies the stack, by e-mail; undefined for bootstrap, which makes the accounts. */
  readonly appliedBy: string | undefined;
  /** In the project's own bucket, which its deployer alone opens; or in a file, for bootstrap, which makes the bucket. */
  readonly state: "remote" | "local";
  /** Where the state lies, when not in the project's own bucket: what is known of the legacy estate stays at home. */
  readonly stateAt?: Place;
}

/**
 * A stack that belongs to exactly one place on Google: its provider is pinned to the project and the region, no resource
 * carries a project of its own, and its state lies inside the jurisdiction.
 */
export class GoogleStack extends TerraformStack {
  readonly program: Program;
  readonly place: GooglePlace;

  constructor(app: App, id: string, props: GoogleStackProps) {
    super(app, id);
    // A place of another program may lie in another jurisdiction; this one's must, the legacy estate's apart.
    if (props.place.account.purpose !== "legacy") props.program.jurisdiction.region("google", props.place.region.name, `stack ${id}`);
    const { program, place } = props;
    this.program = program;
    this.place = place;
    new GoogleProvider(this, "google", {
      project: place.accountId,
      region: place.region.name,
      ...(props.appliedBy ? { impersonateServiceAccount: props.appliedBy } : {}),
      // Label keys take no colon (Resource Manager documentation, "Labels overview").
      defaultLabels: { ringfence_program: program.name, ringfence_stack: id },
      addTerraformAttributionLabel: false,
    });
    // cdktf pins the bindings' own version; see docs/traps.md.
    this.addOverride("terraform.required_providers.google.version", GOOGLE_PROVIDER_VERSIONS);
    // Beside the program: the synthesized folder is replaced at each synth.
    if (props.state === "local") new LocalBackend(this, { path: `../../../${id}.tfstate` });
    else if (props.stateAt?.isAws()) new StateBackend(this, program, props.stateAt as AwsPlace, "private");
    else new GoogleStateBackend(this, program, (props.stateAt as GooglePlace | undefined) ?? place);
  }

  /** Says that this stack uses names or values of another, so that cdktf deploys it later. */
  uses(...others: readonly TerraformStack[]): void {
    for (const other of others) if (other !== this && !this.dependsOn(other)) this.addDependency(other);
  }
}

/** The Google stack that a construct stands in. */
export function googleStackOf(construct: Construct): GoogleStack {
  const stack = TerraformStack.of(construct);
  if (stack instanceof GoogleStack) return stack;
  throw new TypeError(`${construct.node.path} stands in ${stack.node.id}, which is no GoogleStack`);
}
