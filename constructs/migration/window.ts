import type { Program } from "../../config/program";
import { windowEnd } from "../../config/migration/window";
import type { Statement } from "../policy/document";

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
