import { parseOperator } from "./conditions";
import { isIamVariable } from "./text";
import { asList, type PolicyDocument, type Statement } from "./types";

/**
 * What makes a whole policy undecidable: an element, operator or `${…}` that this evaluator does not know.
 *
 * IAM would refuse such a policy, or read it in a way we cannot foresee; so whatever its other statements say,
 * the answer is not "allowed".
 */
export function problemsOf(policy: PolicyDocument, hasPrincipal: boolean): string[] {
  const statements = asList<Statement>(policy.Statement as Statement);
  if (statements.length === 0) return ["the policy has no statement"];
  const variables = policy.Version === "2012-10-17";
  return statements.flatMap((statement, i) =>
    inStatement(statement, hasPrincipal, variables).map((problem) => `${sidOf(statement, i)}: ${problem}`),
  );
}

export const sidOf = (statement: Statement, index: number): string => statement.Sid ?? `Statement[${index}]`;

const ELEMENTS = new Set(["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"]);

function inStatement(s: Statement, hasPrincipal: boolean, variables: boolean): string[] {
  const problems: string[] = [];
  for (const element of Object.keys(s)) if (!ELEMENTS.has(element)) problems.push(`unknown element ${element}`);
  if (s.Effect !== "Allow" && s.Effect !== "Deny") problems.push(`Effect is ${String(s.Effect)}`);
  if (s.NotPrincipal !== undefined) problems.push("NotPrincipal is not evaluated");
  else if (hasPrincipal !== (s.Principal !== undefined))
    problems.push(hasPrincipal ? "it has no Principal" : "an identity policy has no Principal");
  if ((s.Action === undefined) === (s.NotAction === undefined)) problems.push("it needs one of Action and NotAction");
  if ((s.Resource === undefined) === (s.NotResource === undefined)) problems.push("it needs one of Resource and NotResource");
  for (const operator of Object.keys(s.Condition ?? {}))
    if (parseOperator(operator) === undefined) problems.push(`unknown operator ${operator}`);
  for (const found of JSON.stringify(s).matchAll(/\$\{([^}"]*)(\}?)/g)) {
    // Before 2012-10-17 a variable is plain text, which nobody means.
    if (!variables || found[2] === "" || !isIamVariable(found[1] ?? "")) problems.push(`unresolved ${found[0]}`);
  }
  return problems;
}
