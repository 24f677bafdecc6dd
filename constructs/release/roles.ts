import { Construct } from "constructs";
import { type ReleaseRole, releaseRoleName } from "../../config/release/names";
import { ServiceRole, serviceTrust } from "../access/service-role";
import type { AwsStack } from "../place/aws-stack";
import type { Statement } from "../policy/document";
import type { ReleaseData } from "../../config/schema/schema";
import {
  inspectorStatements,
  inspectorTrust,
  pipelineStatements,
  pushStatements,
  pushTrust,
  signStatements,
  startStatements,
  workStatements,
} from "./role-statements";

export interface ReleaseRolesProps {
  readonly release: ReleaseData;
  /** The full ARN of the key that signs inspection records. */
  readonly recordKeyArn: string;
}

/**
 * Every role of the release path, each with the one thing that it does.
 *
 * The parent pushes and reads nothing; scanners and the builder pass artifacts on; the signer alone pushes, signs and
 * records; the inspector reads and decides. All of them stand within the account's boundary.
 */
export class ReleaseRoles extends Construct {
  /** Whoever starts work waits for every role's policy, or the first release is refused. */
  readonly policies: readonly Construct[];

  constructor(scope: AwsStack, id: string, props: ReleaseRolesProps) {
    super(scope, id);
    const { program, place } = scope;
    const { parent, inspector } = props.release;
    const service = (name: string) => serviceTrust(`${name}.amazonaws.com`, place.accountId);
    const role = (of: ReleaseRole, trust: Statement, statements: readonly Statement[]) =>
      new ServiceRole(this, of, place, { name: releaseRoleName(of), trust: [trust], policyName: "release", statements }).policy;
    const work = (of: ReleaseRole) => workStatements(place, program.name, of);
    this.policies = [
      role("push", pushTrust(place.partition, parent), pushStatements(place)),
      role("pipeline", service("codepipeline"), pipelineStatements(place)),
      role("start", service("events"), startStatements(place)),
      role("scan", service("codebuild"), work("scan")),
      role("build", service("codebuild"), work("build")),
      role("sign", service("codebuild"), [...work("sign"), ...signStatements(place, program.name, props.recordKeyArn)]),
      role("inspector", inspectorTrust(place.partition, program.account(inspector.account).id, inspector.role), inspectorStatements(place)),
    ];
  }
}
