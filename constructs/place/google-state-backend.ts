import { DataTerraformRemoteStateGcs, GcsBackend, type GcsBackendConfig, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { googleDeployer, googleStatePrefix } from "./google-names";
import { stateBucketName } from "./names";

/**
 * Terraform state in the project's own bucket, inside the jurisdiction. The backend locks by itself.
 *
 * A stack that reads another's outputs does so as the deployer of its own project: cdktf would hand it the other
 * project's deployer. None of ours does, as every name on Google is known beforehand, and no bucket of state lets it.
 */
export class GoogleStateBackend extends GcsBackend {
  private readonly where: GcsBackendConfig;

  constructor(
    stack: TerraformStack,
    program: Program,
    private readonly place: GooglePlace,
  ) {
    // No key here: the bucket's default is the project's state key.
    const where = { bucket: stateBucketName(place), prefix: googleStatePrefix(program, stack.node.id) };
    super(stack, { ...where, impersonateServiceAccount: googleDeployer(place) });
    this.where = where;
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const reader = (scope as Construct & { place?: GooglePlace }).place ?? this.place;
    return new DataTerraformRemoteStateGcs(scope, name, { ...this.where, impersonateServiceAccount: googleDeployer(reader) });
  }
}
