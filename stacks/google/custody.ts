import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { GoogleKeyRing, type GoogleKeyRingProps } from "../../constructs/keys/google-key-ring";
import { googleKeyAdmin } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";

/** The keys of one region, in the custody project. Applied by the key admin. */
export class GoogleCustodyStack extends GoogleStack {
  private readonly ring: GoogleKeyRing;

  constructor(app: App, program: Program, place: GooglePlace, keys: GoogleKeyRingProps["keys"]) {
    super(app, stackName("custody", place, "custody"), { program, place, appliedBy: googleKeyAdmin(program, place), state: "remote" });
    this.ring = new GoogleKeyRing(this, "ring", { keys });
  }

  /** The full name of a dataset's key in this region. */
  keyName(dataset: string): string {
    return this.ring.keyName(dataset);
  }
}
