import { conditionsHold } from "./conditions";
import { namedBy, type Named } from "./principal";
import { like, type Context } from "./text";
import { every, not, some, type Three } from "./three";
import { asList, type AccessRequest, type OneOrMany, type Statement } from "./types";

export interface Match {
  readonly applies: Three;
  readonly named: Named;
}

/** Whether a statement applies to a request, and how it names the caller. */
export function matchStatement(statement: Statement, request: AccessRequest, context: Context): Match {
  const named = statement.Principal === undefined ? "direct" : namedBy(statement.Principal, request.caller);
  const acts = matches(statement.Action, statement.NotAction, request.action, context, true);
  // Nearly every statement is about another action.
  if (acts === false) return { applies: false, named };
  const applies = every([
    named === "unknown" ? "unknown" : named !== "no",
    acts,
    matches(statement.Resource, statement.NotResource, request.resource, context, false),
    conditionsHold(statement, context),
  ]);
  return { applies, named };
}

function matches(
  wanted: OneOrMany | undefined,
  unwanted: OneOrMany | undefined,
  actual: string,
  context: Context,
  ignoreCase: boolean,
): Three {
  const anyOf = (patterns: OneOrMany): Three => some(asList(patterns).map((pattern) => like(pattern, actual, context, ignoreCase)));
  if (wanted !== undefined) return anyOf(wanted);
  return unwanted === undefined ? "unknown" : not(anyOf(unwanted));
}
