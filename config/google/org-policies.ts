import { auditorGroups, workforcePool } from "./access";
import { fencedProjects, isGoogleWeaker } from "./guards";
import type { Jurisdiction } from "../jurisdiction";
import type { GoogleOrgPolicy } from "./org-policy";
import type { ProgramData } from "../schema/schema";

/** Groups of Google's own that hold the jurisdiction and nothing else (organization policy guide, value groups). */
const GROUPS: Readonly<Record<string, string>> = { US: "in:us-locations", EU: "in:eu-locations" };

/** Services that must encrypt under a key that they are given; without Cloud Logging, whose first buckets Google makes itself. */
const CMEK = ["bigquery", "compute", "pubsub", "secretmanager", "sqladmin", "storage"];

/**
 * What no project of the fence may do, whatever its own policies say (Google Cloud, organization policy constraints).
 *
 * They bind what is made from now on, and neither objects nor stores that stand: the inventory finds those.
 */
export function googleOrgPolicies(data: ProgramData, jurisdiction: Jurisdiction): readonly GoogleOrgPolicy[] {
  const { code } = jurisdiction;
  const group = GROUPS[code];
  const locations = group ? [group] : jurisdiction.regions("google").map(({ name }) => `in:${name}-locations`);
  const policies: readonly GoogleOrgPolicy[] = [
    { control: "resource-locations", constraint: "gcp.resourceLocations", rule: { values: { allowedValues: locations } } },
    {
      control: "cmek-required",
      constraint: "gcp.restrictNonCmekServices",
      rule: { values: { deniedValues: CMEK.map((service) => `is:${service}.googleapis.com`) } },
    },
    {
      // Custody's, and each project's own for its terraform state.
      control: "cmek-projects",
      constraint: "gcp.restrictCmekCryptoKeyProjects",
      rule: { values: { allowedValues: fencedProjects(data).map(({ id }) => `under:projects/${id}`) } },
    },
    {
      control: "member-domains",
      constraint: "iam.managed.allowedPolicyMembers",
      rule: { enforce: "TRUE", parameters: allowedMembers(data) },
    },
    { control: "public-access", constraint: "storage.publicAccessPrevention", rule: { enforce: "TRUE" } },
    { control: "public-access", constraint: "storage.uniformBucketLevelAccess", rule: { enforce: "TRUE" } },
    { control: "service-account-keys", constraint: "iam.disableServiceAccountKeyCreation", rule: { enforce: "TRUE" } },
    // A copy by DataSync needs a service account's key of this kind: relax it at the source's project, for its days.
    { control: "hmac-keys", constraint: "storage.restrictAuthTypes", rule: { values: { deniedValues: ["in:ALL_HMAC_SIGNED_REQUESTS"] } } },
  ];
  const customers = allowedCustomers(data);
  const legacy: readonly GoogleOrgPolicy[] =
    customers.length > 0
      ? [{ control: "member-domains", constraint: "iam.allowedPolicyMemberDomains", rule: { values: { allowedValues: [...customers] } } }]
      : [];
  return [...policies, ...legacy].filter(({ control }) => !isGoogleWeaker(data, control));
}

/** Whom a policy may name: the custodian's organization, the pool in which the gatekeeper's people sign in, the auditor's groups. */
function allowedMembers(data: ProgramData): string {
  const pool =
    data.access || data.parties.gatekeeper.identity.kind === "workforce"
      ? [`//iam.googleapis.com/locations/global/workforcePools/${workforcePool(data)}`]
      : [];
  const auditors = auditorGroups(data);
  return JSON.stringify({
    ...(auditors.length > 0 ? { allowedMemberSubjects: auditors } : {}),
    allowedPrincipalSets: [
      `//cloudresourcemanager.googleapis.com/organizations/${data.parties.custodian.google?.organization ?? ""}`,
      ...pool,
    ],
  });
}

/** The older constraint beside it knows customers. The parent's is never among them: its rules refuse shared ones. */
function allowedCustomers(data: ProgramData): readonly string[] {
  const { custodian, gatekeeper, auditor } = data.parties;
  return [...new Set([custodian, gatekeeper, auditor].flatMap(({ google }) => google?.customer ?? []))];
}
