import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { googleOrganizationAdmin } from "../../constructs/access/google-organization-admin";
import { GoogleAccessApproval, GoogleAssuredFolder } from "../../constructs/guardrails/google-access-approval";
import { GoogleDenyPolicies } from "../../constructs/guardrails/google-deny-policies";
import { GoogleFirewallPolicy } from "../../constructs/guardrails/google-firewall-policy";
import { isGoogleWeaker } from "../../constructs/guardrails/google-fence";
import { GoogleNotifications } from "../../constructs/guardrails/google-notifications";
import { GoogleOrgPolicies } from "../../constructs/guardrails/google-org-policies";
import { GooglePerimeter } from "../../constructs/guardrails/google-perimeter";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import { tellsFindings } from "./findings";

/** The guardrails around the fence's projects. Applied by the organization admin of the custody project. */
export class GoogleOrganizationStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace) {
    const id = stackName("google-organization", place, "custody");
    super(app, id, { program, place, appliedBy: googleOrganizationAdmin(place), state: "remote" });
    new GoogleOrgPolicies(this, "policies");
    if (!isGoogleWeaker(program, "service-perimeter")) new GooglePerimeter(this, "perimeter");
    new GoogleAccessApproval(this, "approval");
    new GoogleDenyPolicies(this, "deny");
    new GoogleFirewallPolicy(this, "firewall");
    const { folder } = program.data.googleGuardrails;
    if (folder && tellsFindings(program)) new GoogleNotifications(this, "notifications", { folder });
    new GoogleAssuredFolder(this, "assured");
  }
}
