import { failure, type Answer, type Call } from "../call";
import type { Decision } from "../../../review/access/types";

/** Marks an answer as the evaluator's, so that nobody takes it for the cloud's. */
export const DECIDED_BY = { "x-ringfence-decided-by": "ringfence-evaluator" };

/** What the gate says of a call: refuse it with this answer, or let it pass as the account that owns its target. */
export type Ruling = { readonly refusal: Answer; readonly decision?: Decision } | { readonly as: string; readonly decision?: Decision };

export const refuse = (call: Call, decision: Decision): Ruling => ({ refusal: refusalOf(call, decision), decision });

function refusalOf(call: Call, decision: Decision): Answer {
  const doubt = decision.verdict === "unknown" ? "not determined: " : "";
  const code = call.service === "s3" ? "AccessDenied" : "AccessDeniedException";
  return failure(call, 403, code, `ringfence evaluator: ${doubt}${decision.reason}`, DECIDED_BY);
}

export const denied = (reason: string): Decision => ({ verdict: "denied", by: [], reason });

/** A key that cannot be used: KMS's own error, which S3 passes on with a prefix. */
export function keyUnusable(call: Call, arn: string, state: string): Ruling {
  const code = state === "Disabled" ? "DisabledException" : state === "NotFound" ? "NotFoundException" : "KMSInvalidStateException";
  const reason = `${arn} is ${state}`;
  const name = call.service === "s3" ? `KMS.${code}` : code;
  return { refusal: failure(call, 400, name, `ringfence evaluator: ${reason}`, DECIDED_BY), decision: denied(reason) };
}
