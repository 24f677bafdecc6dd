import { conditionsOf, isNegated } from "./conditions";
import { contextOf, filled } from "./text";
import { asList, statementsOf, type AccessRequest, type ContextValue, type PolicyDocument, type Statement } from "./types";

/** What a session of somebody's carries, where a policy compares it with something. */
const SOMEBODYS: Readonly<Record<string, ContextValue>> = {
  "aws:PrincipalTag/mfa": "true",
  "aws:PrincipalTag/person": "somebody",
  "aws:PrincipalTag/ticket": "any",
};

/** A text that a pattern takes; a network's first address. */
const example = (pattern: string) =>
  pattern
    .replaceAll("?*", "any")
    .replaceAll("*", "any")
    .replaceAll("?", "x")
    .replace(/^(\d+(?:\.\d+){3})\/\d+$/, "$1");

/**
 * A request for an action that a statement is meant to allow: its conditions hold, and no denial beside it applies. Whether
 * it does, the evaluator says.
 */
export function allowedRequest(statement: Statement, action: string, document: PolicyDocument): AccessRequest {
  const context: Record<string, ContextValue> = { ...SOMEBODYS };
  const set = (key: string, value: string, several = false) => {
    const text = example(filled(value, contextOf(context)) ?? value);
    context[key] = several ? [text] : text;
  };
  for (const condition of conditionsOf(statement)) {
    const { key, values, parsed } = condition;
    const [value = ""] = values;
    if (parsed === undefined || isNegated(condition)) continue;
    if (parsed.operator) set(key, value, parsed.quantifier !== undefined);
    else if (/^false$/i.test(value)) context[key] ??= "any";
  }
  // What a denial spares is in its negated conditions.
  for (const denial of statementsOf(document).filter(({ Effect }) => Effect === "Deny"))
    for (const { key, values } of conditionsOf(denial).filter(isNegated)) if (!(key in context)) set(key, values[0] ?? "");
  const { Principal } = statement;
  const arn = context["aws:PrincipalArn"];
  const named = (kind: string) => (typeof Principal === "object" ? asList(Principal[kind])[0] : undefined);
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})/.exec(named("AWS") ?? "")?.[1] ?? "";
  const [resource = "*"] = asList(statement.Resource);
  const [federated, service] = [named("Federated"), named("Service")];
  return {
    action,
    resource: example(resource),
    caller: {
      account,
      arn: service ?? (typeof arn === "string" ? arn : `arn:aws:iam::${account}:role/somebody`),
      ...(federated === undefined ? {} : { federated }),
      ...(service === undefined ? {} : { service }),
    },
    context,
  };
}
