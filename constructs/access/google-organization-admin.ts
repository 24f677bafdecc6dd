import { Construct } from "constructs";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamBinding } from "@cdktf/provider-google/lib/service-account-iam-binding";
import { GOOGLE_OFFICERS } from "../../config/google/rights";
import type { GooglePlace } from "../../config/place";
import { member, serviceAccountEmail } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

/** The service account of the custody project that sets guardrails, by e-mail. */
export function googleOrganizationAdmin(custody: GooglePlace): string {
  return serviceAccountEmail(custody.accountId, GOOGLE_OFFICERS.organization);
}

/**
 * The account that sets guardrails. It has no right in any project; the organization's administrator grants it, once,
 * roles/orgpolicy.policyAdmin, roles/accesscontextmanager.policyEditor, roles/accessapproval.configEditor,
 * roles/iam.denyAdmin and, for an assured folder, roles/assuredworkloads.editor on the organization; and on the fence's
 * folder roles/compute.orgFirewallPolicyAdmin, roles/compute.orgSecurityResourceAdmin and, in the profile full,
 * roles/securitycenter.notificationConfigEditor.
 */
export class GoogleOrganizationAdmin extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program, place } = scope;
    const account = new ServiceAccount(this, "account", {
      accountId: GOOGLE_OFFICERS.organization,
      displayName: "Ringfence: sets the fence's guardrails",
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new ServiceAccountIamBinding(this, "impersonation", {
      serviceAccountId: account.name,
      role: "roles/iam.serviceAccountTokenCreator",
      members: [member(serviceAccountEmail(place.accountId, GOOGLE_OFFICERS.operator))],
    });
  }
}
