import { Construct } from "constructs";
import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamBinding } from "@cdktf/provider-google/lib/service-account-iam-binding";
import { BUILD, TEAR_DOWN } from "../../config/google/build";
import { DEPLOYER_ROLE, GOOGLE_OFFICERS } from "../../config/google/rights";
import type { GooglePlace } from "../../config/place";
import { keyAdminName, member, serviceAccountEmail } from "../place/google-names";
import type { GoogleApi } from "../place/google-project";
import type { GoogleStack } from "../place/google-stack";

/** The permissions of one project's deployer; `apis` are those that its stacks use. */
export function deployerPermissions(apis: readonly GoogleApi[], sandbox: boolean): readonly string[] {
  const used: readonly GoogleApi[] = [
    "cloudresourcemanager",
    ...(apis.some((api) => api !== "logging") ? (["storage"] as const) : []),
    ...apis,
  ];
  return [...new Set(used.flatMap((api) => [...(BUILD[api] ?? []), ...(sandbox ? (TEAR_DOWN[api] ?? []) : [])]))].sort();
}

/**
 * The service account that applies one project's stacks, with a role of its own.
 *
 * It reads no data by itself. It writes buckets' policies, as whoever builds buckets must, so it could let itself in; that
 * is a change in the audit log and a finding of the review, not a thing that IAM of one project prevents.
 */
export class GoogleDeployer extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly custody: GooglePlace; readonly apis: readonly GoogleApi[] }) {
    super(scope, id);
    const { program, place } = scope;
    const account = new ServiceAccount(this, "account", {
      accountId: place.account.deployer,
      displayName: `Ringfence: applies the stacks of ${place.accountName}`,
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    const role = new ProjectIamCustomRole(this, "role", {
      roleId: DEPLOYER_ROLE,
      title: "Ringfence deployer",
      permissions: [...deployerPermissions(props.apis, program.data.sandbox)],
    });
    new ProjectIamMember(this, "grant", { project: place.accountId, role: role.name, member: account.member });
    impersonatedBy(this, account, props.custody, GOOGLE_OFFICERS.operator);
  }
}

/**
 * The accounts of the custody project: the operators', and the key admin, who makes keys and says who uses them.
 *
 * Its role holds no use of keys. It could grant itself some, as every key administrator could; the key officers are other
 * people than the operators for that reason.
 */
export class GoogleKeyAdmin extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program, place } = scope;
    const account = (accountId: string, displayName: string) =>
      new ServiceAccount(this, accountId, { accountId, displayName, lifecycle: { preventDestroy: !program.data.sandbox } });
    account(GOOGLE_OFFICERS.operator, "Ringfence: the custodian's operators, who apply stacks");
    const officer = account(GOOGLE_OFFICERS.key, "Ringfence: the custodian's key officers");
    const admin = account(keyAdminName(program), "Ringfence: administers keys, and uses none");
    // On the project, since a ring has to be made before it can carry a policy.
    new ProjectIamMember(this, "administration", { project: place.accountId, role: "roles/cloudkms.admin", member: admin.member });
    impersonatedBy(this, admin, place, GOOGLE_OFFICERS.key).node.addDependency(officer);
  }
}

/** Authoritative: nobody else mints the account's tokens by a binding on it. No key of it is ever made. */
function impersonatedBy(scope: Construct, account: ServiceAccount, custody: GooglePlace, operator: string): ServiceAccountIamBinding {
  return new ServiceAccountIamBinding(scope, "impersonation", {
    serviceAccountId: account.name,
    role: "roles/iam.serviceAccountTokenCreator",
    members: [member(serviceAccountEmail(custody.accountId, operator))],
  });
}
