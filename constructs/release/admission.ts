import { Construct } from "constructs";
import { LambdaCodeSigningConfig } from "@cdktf/provider-aws/lib/lambda-code-signing-config";

/** What a home account's functions are deployed under: code that the release path signed, or Lambda refuses it. */
export class FunctionAdmission extends Construct {
  constructor(scope: Construct, id: string, props: { readonly profileVersionArn: string }) {
    super(scope, id);
    new LambdaCodeSigningConfig(this, "config", {
      description: "Only what the release path signed",
      allowedPublishers: { signingProfileVersionArns: [props.profileVersionArn] },
      policies: { untrustedArtifactOnDeployment: "Enforce" },
    });
  }
}
