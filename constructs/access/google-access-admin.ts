import { Construct } from "constructs";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamBinding } from "@cdktf/provider-google/lib/service-account-iam-binding";
import { AUDITOR_ROLES, breakGlassRoles, googleDutyRoles } from "../../config/google/access";
import { GOOGLE_OFFICERS } from "../../config/google/rights";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { DUTIES } from "../../config/schema/access";
import { member, serviceAccountEmail } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

/** The service account of the custody project that lets people in, by e-mail. */
export function googleAccessAdmin(program: Program, custody: GooglePlace): string {
  return serviceAccountEmail(custody.accountId, program.data.access?.adminRole ?? "ringfence-access-admin");
}

/** Every role that the access admin may give in a project: the duties on what lives there, and the auditor's. */
export function grantableRoles(program: Program, place: GooglePlace): readonly string[] {
  const here = program.data.datasets.filter(({ home }) => home.account === place.accountName);
  const duties = here.flatMap(({ store }) => [...DUTIES.flatMap((duty) => googleDutyRoles(store, duty)), ...breakGlassRoles(store)]);
  return [...new Set([...duties.map(({ role }) => role), ...AUDITOR_ROLES])].sort();
}

/**
 * The account that lets people in. The organization's administrator grants it roles/iam.workforcePoolAdmin on the
 * organization, once; what it may do in a project is the next construct's.
 */
export class GoogleAccessAdmin extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program, place } = scope;
    const account = (accountId: string, displayName: string) =>
      new ServiceAccount(this, accountId, { accountId, displayName, lifecycle: { preventDestroy: !program.data.sandbox } });
    const officer = account(GOOGLE_OFFICERS.access, "Ringfence: the custodian's access officers");
    const admin = account(program.data.access?.adminRole ?? "ringfence-access-admin", "Ringfence: lets people in, and builds nothing");
    new ServiceAccountIamBinding(this, "impersonation", {
      serviceAccountId: admin.name,
      role: "roles/iam.serviceAccountTokenCreator",
      members: [member(serviceAccountEmail(place.accountId, GOOGLE_OFFICERS.access))],
    }).node.addDependency(officer);
  }
}

/**
 * What the access admin may in one project: give and take those roles, and no other (IAM documentation, setting limits on
 * granting roles). It could let itself in to a duty, as every administrator of rights could; that is in the audit log.
 */
export class GoogleAccessRights extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly custody: GooglePlace }) {
    super(scope, id);
    const { program, place } = scope;
    const roles = grantableRoles(program, place);
    const admin = member(googleAccessAdmin(program, props.custody));
    new ProjectIamMember(this, "people", {
      project: place.accountId,
      role: "roles/resourcemanager.projectIamAdmin",
      member: admin,
      condition: {
        title: "duties and the auditor's roles",
        expression: `api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly([${roles.map((role) => `"${role}"`).join(", ")}])`,
      },
    });
    if (place.account.purpose === "home")
      new ProjectIamMember(this, "break-glass", { project: place.accountId, role: "roles/privilegedaccessmanager.admin", member: admin });
  }
}
