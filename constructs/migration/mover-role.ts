import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import { moverRole } from "../../config/role-names";
import { serviceTrust } from "../access/service-role";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { moverBoundaryArn } from "./mover-boundary";

export function moverArn(place: AwsPlace, dataset: string, copy: string): string {
  return arn(place, "iam", `role/${moverRole(dataset, copy)}`);
}

export interface MoverRoleProps {
  readonly dataset: string;
  readonly copy: string;
  /** The service that moves: `datasync.amazonaws.com`, `batchoperations.s3.amazonaws.com`. */
  readonly service: string;
  readonly statements: readonly Statement[];
}

/** The role of one leg: of the home account, pulling; the old side only grants it to read. */
export class MoverRole extends Construct {
  readonly arn: string;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, place: AwsPlace, props: MoverRoleProps) {
    super(scope, id);
    const name = moverRole(props.dataset, props.copy);
    this.arn = moverArn(place, props.dataset, props.copy);
    const role = new IamRole(this, "role", {
      name,
      assumeRolePolicy: policyDocument("trust", [serviceTrust(props.service, place.accountId)]),
      permissionsBoundary: moverBoundaryArn(place),
    });
    this.policy = new IamRolePolicy(this, "policy", { name: "move", role: role.id, policy: policyDocument("role", props.statements) });
  }
}
