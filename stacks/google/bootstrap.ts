import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { GoogleAuditConfig } from "../../constructs/audit/google-audit-config";
import { GoogleAccessAdmin, GoogleAccessRights } from "../../constructs/access/google-access-admin";
import { GoogleDeployer, GoogleKeyAdmin } from "../../constructs/access/google-deployer";
import { GoogleOrganizationAdmin } from "../../constructs/access/google-organization-admin";
import { googleDeployer } from "../../constructs/place/google-names";
import { GoogleEkmAgent } from "../../constructs/access/google-ekm-agent";
import { GOVERNING, GoogleProject, type GoogleApi } from "../../constructs/place/google-project";
import { GoogleStack } from "../../constructs/place/google-stack";
import { GoogleStateBucket } from "../../constructs/place/google-state-bucket";

/** What a project needs before any other stack: its APIs, its accounts, and the bucket of its terraform state. Its own state is local until then. */
export class GoogleBootstrapStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace, custody: GooglePlace, apis: readonly GoogleApi[]) {
    super(app, `bootstrap-${place.accountName}`, { program, place, appliedBy: undefined, state: "local" });
    const isCustody = place.accountName === custody.accountName;
    const project = new GoogleProject(this, "project", isCustody ? [...apis, ...GOVERNING] : apis);
    new GoogleAuditConfig(this, "audit", { after: project.services });
    const keyAdmin = isCustody ? new GoogleKeyAdmin(this, "key-admin") : undefined;
    if (isCustody && program.data.custody.mode === "external") new GoogleEkmAgent(this, "ekm-agent").node.addDependency(project);
    const organizationAdmin = isCustody ? new GoogleOrganizationAdmin(this, "organization-admin") : undefined;
    const deployer = new GoogleDeployer(this, "deployer", { custody, apis });
    const state = new GoogleStateBucket(this, "state", { deployer: googleDeployer(place) });
    // Policies name these accounts by their e-mails, in which terraform sees no reference.
    keyAdmin?.node.addDependency(project);
    // Whose operator it names.
    if (keyAdmin) organizationAdmin?.node.addDependency(keyAdmin);
    deployer.node.addDependency(keyAdmin ?? project);
    if (program.data.access) {
      const accessAdmin = isCustody ? new GoogleAccessAdmin(this, "access-admin") : undefined;
      accessAdmin?.node.addDependency(project);
      new GoogleAccessRights(this, "access-rights", { custody }).node.addDependency(accessAdmin ?? project);
    }
    state.node.addDependency(deployer);
  }
}
