import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { AwsStack } from "../../constructs/place/aws-stack";
import { stackName } from "../../constructs/place/names";
import { FunctionAdmission } from "../../constructs/release/admission";
import { SigningProfiles } from "../../constructs/release/signing-profiles";

/** The signing profiles. Its state holds ids only, and is published: home accounts name a profile's version. */
export class SigningStack extends AwsStack {
  readonly functions: string;

  constructor(app: App, program: Program, place: AwsPlace) {
    super(app, stackName("signing", place, "release"), { program, place, appliedBy: place.account.deployer, state: "published" });
    this.functions = new SigningProfiles(this, "profiles").functions;
  }
}

/** What a home account admits to run. */
export class AdmissionStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, signing: SigningStack) {
    super(app, stackName("admission", place, "home"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(signing);
    new FunctionAdmission(this, "functions", { profileVersionArn: signing.functions });
  }
}
