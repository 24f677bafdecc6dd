import { Construct } from "constructs";
import { PrivilegedAccessManagerEntitlement } from "@cdktf/provider-google/lib/privileged-access-manager-entitlement";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { breakGlassRoles, googleDutyRoles, grantedFor, workforcePool } from "../../config/google/access";
import { DUTIES } from "../../config/schema/access";
import type { DatasetData } from "../../config/schema/schema";
import type { GoogleStack } from "../place/google-stack";
import { onlyTheStore } from "./google-conditions";

/**
 * What the gatekeeper's people may do with one dataset: a duty each, on its store alone.
 *
 * Bindings stand on the project and not on the bucket: its own policy is its deployer's, who would otherwise let people in.
 */
export class GoogleDuties extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly dataset: DatasetData }) {
    super(scope, id);
    const { program, place } = scope;
    const { dataset } = props;
    const pool = workforcePool(program.data);
    const condition = onlyTheStore(program.name, place, dataset);
    for (const duty of DUTIES)
      for (const { role, project } of googleDutyRoles(dataset.store, duty))
        new ProjectIamMember(this, `${duty}-${role.replace("roles/", "")}`, {
          project: place.accountId,
          role,
          member: grantedFor(pool, duty, dataset.name),
          ...(project ? {} : { condition }),
        });
  }
}

/**
 * The day that no duty fits: who asks for the dataset gets it for an hour, once somebody else agrees.
 *
 * Privileged Access Manager lets nobody approve what he asked for, and the two are other sign-ins: a person who may ask is
 * no approver of the same dataset. Both give reasons, and the request, the approval and the end are in the audit log.
 * Two approvals one after the other need Security Command Center Premium (IAM documentation, creating entitlements).
 */
export class GoogleBreakGlass extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly dataset: DatasetData }) {
    super(scope, id);
    const { program, place } = scope;
    const { dataset } = props;
    const { approvers } = program.data.googleGuardrails;
    const pool = workforcePool(program.data);
    const { expression } = onlyTheStore(program.name, place, dataset);
    new PrivilegedAccessManagerEntitlement(this, "entitlement", {
      entitlementId: `ringfence-break-glass-${dataset.name}`,
      parent: `projects/${place.accountId}`,
      location: "global",
      maxRequestDuration: "3600s",
      eligibleUsers: [{ principals: [grantedFor(pool, "operator", dataset.name)] }],
      requesterJustificationConfig: { unstructured: {} },
      approvalWorkflow: {
        manualApprovals: {
          requireApproverJustification: true,
          steps: [
            {
              approvalsNeeded: 1,
              approvers: { principals: [grantedFor(pool, "approver", dataset.name)] },
              ...(approvers.length > 0 ? { approverEmailRecipients: [...approvers] } : {}),
            },
          ],
        },
      },
      privilegedAccess: {
        gcpIamAccess: {
          resource: `//cloudresourcemanager.googleapis.com/projects/${place.accountId}`,
          resourceType: "cloudresourcemanager.googleapis.com/Project",
          roleBindings: breakGlassRoles(dataset.store).map(({ role, project }) => ({
            role,
            ...(project ? {} : { conditionExpression: expression }),
          })),
        },
      },
      ...(approvers.length > 0 ? { additionalNotificationTargets: { adminEmailRecipients: [...approvers] } } : {}),
    });
  }
}
