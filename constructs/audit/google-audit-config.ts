import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ProjectIamAuditConfig } from "@cdktf/provider-google/lib/project-iam-audit-config";
import type { GoogleStack } from "../place/google-stack";

/**
 * Who reads and who writes is logged, for every service and everybody. It is part of the project's own policy, which no
 * deployer may touch, so bootstrap sets it.
 */
export class GoogleAuditConfig extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly after: readonly ITerraformDependable[] }) {
    super(scope, id);
    new ProjectIamAuditConfig(this, "config", {
      project: scope.place.accountId,
      service: "allServices",
      auditLogConfig: ["ADMIN_READ", "DATA_READ", "DATA_WRITE"].map((logType) => ({ logType })),
      dependsOn: [...props.after],
    });
  }
}
