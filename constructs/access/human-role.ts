import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import { policyDocument, type Statement } from "../policy/document";
import { humanBoundaryArn, type HumanBoundary } from "./human-boundaries";

export interface HumanRoleProps {
  /** One of the names that the access admin may make; see names.ts. */
  readonly name: string;
  readonly description: string;
  readonly boundary: HumanBoundary;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
}

/** A role of people, or of a program of theirs: within a boundary, for an hour, which is the shortest that IAM sets. */
export class HumanRole extends Construct {
  constructor(scope: Construct, id: string, place: AwsPlace, props: HumanRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument("trust", props.trust),
      permissionsBoundary: humanBoundaryArn(place, props.boundary),
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, "policy", { name: "ringfence", role: role.id, policy: policyDocument("role", props.statements) });
  }
}
