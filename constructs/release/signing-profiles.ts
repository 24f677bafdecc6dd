import { Construct } from "constructs";
import { SignerSigningProfile } from "@cdktf/provider-aws/lib/signer-signing-profile";
import { signingProfile } from "../../config/release/names";
import type { AwsStack } from "../place/aws-stack";

/** AWS Signer's platforms: what Lambda verifies, and what Notation does (AWS Signer developer guide, signing platforms). */
const PLATFORMS = { functions: "AWSLambda-SHA384-ECDSA", images: "Notation-OCI-SHA384-ECDSA" } as const;

/** The profiles of functions and of images. A signature stays valid for as long as a release may run. */
export class SigningProfiles extends Construct {
  /** A token: AWS mints a profile's versions. */
  readonly functions: string;

  constructor(scope: AwsStack, id: string) {
    super(scope, id);
    const { program } = scope;
    const profile = (of: keyof typeof PLATFORMS) =>
      new SignerSigningProfile(this, of, {
        name: signingProfile(program.name, of),
        platformId: PLATFORMS[of],
        signatureValidityPeriod: { type: "MONTHS", value: 24 },
      });
    profile("images");
    this.functions = profile("functions").versionArn;
  }
}
