import type { Construct } from "constructs";
import type { AwsPlace } from "../../config/place";
import { moverRole } from "../../config/access/role-names";
import { ServiceRole, serviceTrust } from "../access/service-role";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { moverBoundaryArn } from "./mover-boundary";

export function moverArn(place: AwsPlace, dataset: string, copy: string): string {
  return arn(place, "iam", `role/${moverRole(dataset, copy)}`);
}

export interface MoverRoleProps {
  readonly dataset: string;
  readonly copy: string;
  /** What works as it: `datasync.amazonaws.com`, `batchoperations.s3.amazonaws.com`. */
  readonly service: string | readonly string[];
  readonly statements: readonly Statement[];
  /** Who else may become it. */
  readonly besides?: readonly Statement[];
}

/** The role of one leg: of the home account, pulling; the old side only grants it to read. */
export class MoverRole extends ServiceRole {
  readonly arn: string;

  constructor(scope: Construct, id: string, place: AwsPlace, props: MoverRoleProps) {
    super(scope, id, place, {
      name: moverRole(props.dataset, props.copy),
      trust: [serviceTrust(props.service, place.accountId), ...(props.besides ?? [])],
      boundary: moverBoundaryArn(place),
      policyName: "move",
      statements: props.statements,
    });
    this.arn = moverArn(place, props.dataset, props.copy);
  }
}
