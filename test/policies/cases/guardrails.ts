import type { Caller } from "../../../review/access/types";
import { request, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

/** The program's accounts inside, all of them. */
export const FENCE = [
  "111111111111",
  "222222222222",
  "333333333333",
  "444444444444",
  "555555555555",
  "666666666666",
  "777777777777",
  "999999999999",
  "222233334444",
];
export const REGIONS = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];
export const SINGAPORE = "ap-southeast-1";

export type Add = (of: string, caller: Caller, action: string, context: Context, expected: Verdict, by?: string, on?: string) => void;

/** What AWS says of a call besides: the region that is asked, and whose resource it is. */
export function guardrail(kind: "scp" | "rcp", cases: Case[], standing: (caller: Caller) => Context): Add {
  return (of, caller, action, context, expected, by, on = "arn:any") => {
    const all: Context = { "aws:RequestedRegion": "us-east-1", ...standing(caller), ...context };
    const owner = kind === "scp" ? caller.account : String(context["aws:ResourceAccount"] ?? "333333333333");
    cases.push({
      policy: `organization-us-east-1/${kind}`,
      of: `${action} on ${on}: ${of}`,
      request: request(caller, action, on, owner, all),
      expected,
      ...(by ? { by } : {}),
    });
  };
}
