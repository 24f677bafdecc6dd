import { Construct } from "constructs";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import type { RELEASED, TOOLS } from "../../config/release/names";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument } from "../policy/document";
import { purposeTags } from "../storage/tags";
import { repositoryStatements } from "./repository-policy";

export interface ClosedRepositoryProps {
  readonly name: typeof RELEASED | typeof TOOLS;
  readonly keyArn: string;
  /** The one role that pushes, by ARN. */
  readonly pushedBy: string;
  /** Accounts that pull from it; none for the release path's own tools. */
  readonly pulledFrom: readonly string[];
}

/** A repository into which one role pushes: tags never move, every image is scanned, and it lies under the custodian's key. */
export class ClosedRepository extends Construct {
  constructor(scope: AwsStack, id: string, props: ClosedRepositoryProps) {
    super(scope, id);
    const { program } = scope;
    const repository = new EcrRepository(this, "repository", {
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.keyArn }],
      forceDelete: false,
      tags: purposeTags("release"),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new EcrRepositoryPolicy(this, "policy", {
      repository: repository.name,
      policy: policyDocument("repository", repositoryStatements(props.pushedBy, custodianOrganization(program), props.pulledFrom)),
    });
  }
}
