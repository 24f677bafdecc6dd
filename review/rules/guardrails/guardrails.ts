import type { Claim } from "../../../config/scope";
import { googlePolicies } from "./google-policies";
import { awsGuardrails } from "./guardrails-stand";
import type { SetRule } from "../rule";

const FIX =
  "Put the policy and its attachment back as the program makes them; or give under guardrails.weaker, or googleGuardrails.weaker, the reason why a guardrail is left out.";

function guardrails(id: string, claim: Claim, title: string, why: string): SetRule {
  return {
    id,
    claim,
    subject: "set",
    title,
    why,
    fix: FIX,
    judge: (facts) => [...awsGuardrails(claim, facts), ...googlePolicies(claim, facts)],
  };
}

/** One rule for each claim, so that a guardrail that falls is found under what it guarded. */
export const GUARDRAIL_RULES = {
  location: guardrails(
    "LOCATION-10",
    "location",
    "The organization denies what would be made, copied or sent outside.",
    "What no plan of ours makes, somebody may still make by hand: only the organization's policies deny it in every account (AWS Organizations guide, SCPs; Google Cloud, organization policy constraints). Each is asked for requests that it must deny.",
  ),
  custody: guardrails(
    "CUSTODY-09",
    "custody",
    "The organization keeps everybody but custody from keys, and stores from keys of others.",
    "A key's policy is rewritten by whoever may; a guardrail binds the account's root as well (AWS Organizations guide, SCPs; Google Cloud, CMEK organization policies).",
  ),
  access: guardrails(
    "ACCESS-07",
    "access",
    "The organization denies strangers, shares, open functions, and requests in the clear.",
    "A resource's own policy may let anybody in by mistake; resource control policies and constraints deny it all the same (AWS Organizations guide, RCPs; Google Cloud, organization policy constraints).",
  ),
  network: guardrails(
    "NETWORK-07",
    "network",
    "The organization denies data to whoever comes through none of the program's networks.",
    "Credentials that are carried out work from anywhere, until a resource control policy asks for the network (AWS, data perimeter).",
  ),
  audit: guardrails(
    "AUDIT-08",
    "audit",
    "The organization denies silencing trails, recorders and detectors.",
    "Whoever can stop a trail can act unseen; only a policy above the account denies it to its administrators (AWS Organizations guide, SCPs).",
  ),
} as const;
