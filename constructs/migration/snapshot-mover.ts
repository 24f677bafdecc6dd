import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { MIGRATION_OFFICER, moverRole } from "../../config/access/role-names";
import { operatorTrust } from "../access/deployer";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument } from "../policy/document";
import { snapshotBoundaryArn } from "./snapshot-boundary";
import { pullStatements, type Pull } from "./snapshot-policies";

/**
 * The role that brings old snapshots home: of the home account, pulling, by name, under the one key, until the window ends.
 *
 * No service copies in its name, as DataSync and S3 Batch do for other movers: it is whoever calls that copies. So the
 * stack of the copies is applied as this role, and the officers of the migration may assume it.
 */
export class SnapshotMover extends Construct {
  constructor(scope: AwsStack, id: string, { copy, ...pull }: Omit<Pull, "place"> & { readonly copy: string }) {
    super(scope, id);
    const { program, place } = scope;
    const role = new IamRole(this, "role", {
      name: moverRole(pull.dataset, copy),
      assumeRolePolicy: policyDocument("trust", [operatorTrust(program, place, MIGRATION_OFFICER)]),
      permissionsBoundary: snapshotBoundaryArn(place),
    });
    new IamRolePolicy(this, "policy", { name: "move", role: role.id, policy: policyDocument("role", pullStatements({ ...pull, place })) });
  }
}
