import { problemsOf, sidOf } from "./problems";
import { matchStatement } from "./statement";
import type { Context } from "./text";
import { some, type Three } from "./three";
import { asList, type AccessRequest, type PolicyDocument, type Statement } from "./types";

/** What one policy (or the caller's identity policies together) says of a request. */
export interface Opinion {
  readonly denies: readonly string[];
  readonly doubts: readonly string[];
  /** A statement allows the caller by name, by `*`, or as an identity policy. */
  readonly direct: Three;
  /** A statement allows the caller's account, whose identity policies then decide. */
  readonly account: Three;
  readonly allows: readonly string[];
}

/** The kinds whose statements name a Principal. */
const WITH_PRINCIPAL: readonly string[] = ["resource", "endpoint", "key", "resource control"];

const PROBLEMS = { with: new WeakMap<PolicyDocument, string[]>(), without: new WeakMap<PolicyDocument, string[]>() };

/** A document is asked about many requests, and its problems are the same in each. */
function problems(policy: PolicyDocument, hasPrincipal: boolean): readonly string[] {
  const known = PROBLEMS[hasPrincipal ? "with" : "without"];
  const found = known.get(policy) ?? problemsOf(policy, hasPrincipal);
  known.set(policy, found);
  return found;
}

/** What documents of one kind say together. */
export function opinion(policies: readonly PolicyDocument[], kind: string, request: AccessRequest, context: Context): Opinion {
  const found = { denies: [] as string[], doubts: [] as string[], allows: [] as string[], direct: [] as Three[], account: [] as Three[] };
  for (const policy of policies) {
    found.doubts.push(...problems(policy, WITH_PRINCIPAL.includes(kind)));
    asList<Statement>(policy.Statement as Statement).forEach((statement, i) => {
      const sid = sidOf(statement, i);
      const { applies, named } = matchStatement(statement, request, context);
      if (applies === false) return;
      if (applies === "unknown") found.doubts.push(`${sid} of the ${kind} policy may apply`);
      if (statement.Effect === "Deny" && applies === true && statement.NotPrincipal === undefined) found.denies.push(sid);
      if (statement.Effect !== "Allow" || statement.NotPrincipal !== undefined) return;
      if (applies === true) found.allows.push(sid);
      (named === "account" ? found.account : found.direct).push(applies);
    });
  }
  return { ...found, direct: some(found.direct), account: some(found.account) };
}
