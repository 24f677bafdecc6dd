import type { Program } from "../../config/program";
import type { Statement } from "../policy/document";

/** The end of the regulator's day: after it, movers and purges need a new date, and somebody who writes it down. */
export function windowEnd(program: Program): string {
  return `${program.data.deadline}T23:59:59Z`;
}

/** Whatever else the role's policies say, it ends with the window. */
export function notAfter(program: Program): Statement {
  return {
    Sid: "NotAfterTheWindow",
    Effect: "Deny",
    Action: ["*"],
    Resource: "*",
    Condition: { DateGreaterThan: { "aws:CurrentTime": windowEnd(program) } },
  };
}
