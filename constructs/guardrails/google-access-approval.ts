import { Construct } from "constructs";
import { AssuredWorkloadsWorkload } from "@cdktf/provider-google/lib/assured-workloads-workload";
import { FolderAccessApprovalSettings } from "@cdktf/provider-google/lib/folder-access-approval-settings";
import { ProjectAccessApprovalSettings } from "@cdktf/provider-google/lib/project-access-approval-settings";
import type { GoogleStack } from "../place/google-stack";
import { fencedProjects, googleOrganization, isGoogleWeaker } from "./google-fence";

/** Everything that takes part in Access Approval, and all or nothing of it. */
const ENROLLED = [{ cloudProduct: "all", enrollmentLevel: "BLOCK_ALL" }];

/**
 * Google's own staff asks before it opens anything of the fence's.
 *
 * Access Transparency, which writes down what they then did, is switched on for the whole organization in the console;
 * there is no resource for it (Google Cloud, enabling Access Transparency).
 */
export class GoogleAccessApproval extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    if (isGoogleWeaker(program, "access-approval")) return;
    const { folder, approvers } = program.data.googleGuardrails;
    const settings = { enrolledServices: ENROLLED, ...(approvers.length > 0 ? { notificationEmails: [...approvers] } : {}) };
    if (folder) new FolderAccessApprovalSettings(this, "folder", { folderId: folder, ...settings });
    else
      for (const { id: projectId } of fencedProjects(program))
        new ProjectAccessApprovalSettings(this, projectId, { projectId, ...settings });
  }
}

/**
 * A folder of Assured Workloads, whose projects Google's staff serve from the jurisdiction.
 *
 * The regime forces replacement, and the API may read it back under an older name: what it is at first, it stays.
 */
export class GoogleAssuredFolder extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program, place } = scope;
    const { assured } = program.data.googleGuardrails;
    if (!assured) return;
    new AssuredWorkloadsWorkload(this, "workload", {
      organization: googleOrganization(program),
      location: place.region.name,
      displayName: `ringfence ${program.name}`,
      complianceRegime: assured.regime,
      billingAccount: `billingAccounts/${assured.billingAccount}`,
      violationNotificationsEnabled: true,
      lifecycle: { preventDestroy: !program.data.sandbox, ignoreChanges: ["compliance_regime"] },
    });
  }
}
