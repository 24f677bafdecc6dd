import { DataTerraformRemoteStateS3, S3Backend, type S3BackendConfig, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn, stateBucketName, stateKey, stateRegion } from "./names";

/**
 * Terraform state in the account's own bucket, inside the jurisdiction.
 *
 * A stack that reads another's outputs does so as the deployer of its own account: cdktf would hand it the other
 * account's role. Only `published/` is readable across accounts; see docs/decisions.
 */
export class StateBackend extends S3Backend {
  private readonly where: S3BackendConfig;

  constructor(
    stack: TerraformStack,
    program: Program,
    private readonly place: AwsPlace,
    readers: "published" | "private",
  ) {
    const where = {
      bucket: stateBucketName(place),
      key: stateKey(program, stack.node.id, readers),
      region: stateRegion(program, place),
      encrypt: true,
    };
    super(stack, { ...where, assumeRole: { roleArn: deployerArn(place) } });
    this.where = where;
    // The binding has no lock-file option; terraform has it since 1.10.
    this.addOverride("use_lockfile", true);
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const reader = (scope as Construct & { place?: AwsPlace }).place ?? this.place;
    return new DataTerraformRemoteStateS3(scope, name, { ...this.where, assumeRole: { roleArn: deployerArn(reader) } });
  }
}

export function deployerArn(place: AwsPlace): string {
  return arn(place, "iam", `role/${place.account.deployer}`);
}
