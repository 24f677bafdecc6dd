import { Construct } from "constructs";
import { IamDenyPolicy, type IamDenyPolicyRules } from "@cdktf/provider-google/lib/iam-deny-policy";
import { auditorGroups, everyGatekeeper, workforcePool } from "../../config/google-access";
import { deniedGroup } from "../../config/google-guards";
import type { Program } from "../../config/program";
import type { GoogleStack } from "../place/google-stack";
import { isGoogleWeaker, policyParents } from "./google-fence";

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
export function denyRules(program: Program): readonly IamDenyPolicyRules[] {
  const auditors = auditorGroups(program.data).map(deniedGroup);
  const gatekeepers = [everyGatekeeper(workforcePool(program.data))];
  return [
    deny("Who works on data changes no guardrail, no key and no log", gatekeepers, [...GUARDRAILS, ...KEYS, ...LOGS]),
    ...(auditors.length > 0
      ? [deny("Who examines reads no data, and changes nothing", auditors, [...DATA, ...GUARDRAILS, ...KEYS, ...LOGS])]
      : []),
  ];
}

function deny(description: string, deniedPrincipals: string[], deniedPermissions: string[]): IamDenyPolicyRules {
  return { description, denyRule: { deniedPrincipals, deniedPermissions: [...deniedPermissions].sort() } };
}

/** On the fence's folder or on each of its projects; a deny goes before every binding below it. */
export class GoogleDenyPolicies extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    if (!program.data.access || isGoogleWeaker(program, "deny-policies")) return;
    for (const parent of policyParents(program))
      new IamDenyPolicy(this, parent.replace("/", "-"), {
        // The API takes the attachment point as one part of a path (google 6.50, google_iam_deny_policy).
        parent: encodeURIComponent(`cloudresourcemanager.googleapis.com/${parent}`),
        name: `ringfence-${program.name}`,
        displayName: "Ringfence: people change nothing around the data",
        rules: [...denyRules(program)],
      });
  }
}
