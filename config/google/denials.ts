import { auditorGroups, everyGatekeeper, workforcePool } from "./access";
import { deniedGroup, isGoogleWeaker } from "./guards";
import type { ProgramData } from "../schema/schema";
import type { GoogleDenial } from "../scope";

const of = (service: string, permissions: string) =>
  permissions.split(/\s+/).map((permission) => `${service}.googleapis.com/${permission}`);

/** What stands around the data: org policies, rights, the accounts that build, the stores' own policies. */
const GUARDRAILS = [
  ...of("bigquery", "datasets.setIamPolicy"),
  ...of("cloudresourcemanager", "folders.setIamPolicy projects.setIamPolicy"),
  ...of("iam", "roles.create roles.delete roles.update"),
  ...of("iam", "serviceAccountKeys.create serviceAccounts.actAs serviceAccounts.getAccessToken serviceAccounts.setIamPolicy"),
  ...of("orgpolicy", "policies.create policies.delete policies.update policy.set"),
  ...of("storage", "buckets.setIamPolicy"),
];
const KEYS = of(
  "cloudkms",
  "cryptoKeyVersions.destroy cryptoKeyVersions.update cryptoKeys.setIamPolicy cryptoKeys.update keyRings.setIamPolicy",
);
const LOGS = of("logging", "buckets.delete buckets.update sinks.create sinks.delete sinks.update");
/** What gives data, or opens what is sealed. */
const DATA = [
  ...of("bigquery", "tables.getData"),
  ...of("cloudkms", "cryptoKeyVersions.useToDecrypt"),
  ...of("storage", "objects.get objects.list"),
];

/**
 * What nobody of the gatekeeper's and nobody of the auditor's may do, whatever role lets him (IAM documentation, deny
 * policies, and the list of permissions that they support).
 */
export function googleDenials(data: ProgramData): readonly GoogleDenial[] {
  if (!data.access || isGoogleWeaker(data, "deny-policies")) return [];
  return [
    denial("Who works on data changes no guardrail, no key and no log", everyGatekeeper(workforcePool(data)), []),
    ...auditorGroups(data).map((group) => denial("Who examines reads no data, and changes nothing", deniedGroup(group), DATA)),
  ];
}

function denial(description: string, principal: string, more: readonly string[]): GoogleDenial {
  return { description, principal, permissions: [...GUARDRAILS, ...KEYS, ...LOGS, ...more].sort() };
}
