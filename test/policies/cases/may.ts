import type { Caller } from "../../../review/access/types";
import { request, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

/** What a role may by its own policy. */
export type May = (action: string, resource: string, context: Context, expected: Verdict, by?: string) => void;
export function mayOf(policy: string, who: Caller, cases: Case[]): May {
  return (action, resource, context, expected, by) =>
    cases.push({
      policy,
      of: `${action} on ${resource} ${JSON.stringify(context)}`,
      request: request(who, action, resource, who.account, context),
      expected,
      ...(by ? { by } : {}),
    });
}

/** Who may be a role. */
export function trustOf(
  policy: string,
  cases: Case[],
): (of: string, caller: Caller, context: Context, expected: Verdict, action?: string) => void {
  return (of, caller, context, expected, action = "sts:AssumeRole") =>
    cases.push({ policy, of: `${action}: ${of}`, request: request(caller, action, "arn:any", "any", context), expected });
}
