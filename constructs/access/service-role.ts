import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import { policyDocument, type Statement } from "../policy/document";
import { boundaryArn } from "./boundary";

/**
 * The service, or the services, when they act for this account and no other: without the condition they could be sent by a
 * stranger (IAM user guide, The confused deputy problem).
 */
export function serviceTrust(service: string | readonly string[], accountId: string): Statement {
  return {
    Sid: "TheServiceInThisAccount",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

export interface ServiceRoleProps {
  /** One of the names that the account's deployer may make; see deployed.ts. */
  readonly name: string;
  readonly trust: readonly Statement[];
  /** The name and the statements of its inline policy. */
  readonly policyName: string;
  readonly statements: readonly Statement[];
  /** The most that it may do, where the account's own boundary is not that. */
  readonly boundary?: string;
}

/** A role that an AWS service assumes for the blueprint, within a boundary. */
export class ServiceRole extends Construct {
  readonly role: IamRole;
  /** Whoever uses the role waits for its policy, or the first call is refused. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, place: AwsPlace, props: ServiceRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: props.name,
      assumeRolePolicy: policyDocument("trust", props.trust),
      permissionsBoundary: props.boundary ?? boundaryArn(place),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: props.policyName,
      role: this.role.id,
      policy: policyDocument("role", props.statements),
    });
  }
}
