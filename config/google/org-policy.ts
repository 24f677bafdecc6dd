import type { GoogleGuardrail } from "../schema/google-guardrails";

/** As `google_org_policy_policy` takes it. */
interface GoogleOrgPolicyRule {
  readonly values?: { readonly allowedValues?: string[]; readonly deniedValues?: string[] };
  readonly enforce?: string;
  readonly parameters?: string;
}

export interface GoogleOrgPolicy {
  readonly control: GoogleGuardrail;
  readonly constraint: string;
  readonly rule: GoogleOrgPolicyRule;
}
