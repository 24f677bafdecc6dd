import { problemsOf, sidOf } from "./problems";
import { matchStatement } from "./statement";
import { contextOf, type Context } from "./text";
import { every, some, type Three } from "./three";
import { asList, type AccessRequest, type Decision, type Policies, type PolicyDocument, type Statement } from "./types";

/** What one policy (or the caller's identity policies together) says of a request. */
interface Opinion {
  readonly denies: readonly string[];
  readonly doubts: readonly string[];
  /** A statement allows the caller by name, by `*`, or as an identity policy. */
  readonly direct: Three;
  /** A statement allows the caller's account, whose identity policies then decide. */
  readonly account: Three;
  readonly allows: readonly string[];
}

/**
 * Decides a request as AWS documents it: an explicit Deny in any policy wins; then every policy that limits
 * (endpoint, boundary) must allow; then, inside one account, the identity or the resource policy must allow, across
 * accounts both; and a key policy must allow in any case.
 *
 * What cannot be decided is unknown. SCPs, RCPs, session policies and KMS grants are not looked at.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and, for keys,
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function evaluatePolicies(policies: Policies, request: AccessRequest): Decision {
  const context = contextOf(request.context);
  const of = (policy: PolicyDocument | undefined, kind: string): Opinion | undefined =>
    policy === undefined ? undefined : opinion([policy], kind, request, context);
  const isRoot = /^arn:[^:]+:iam::\d{12}:root$/.test(request.caller.arn);
  const identity = policies.identity === "everything" ? ROOT : opinion(policies.identity ?? [], "identity", request, context);
  const boundary = of(policies.boundary, "boundary");
  const resource = of(policies.resource, "resource");
  const endpoint = of(policies.endpoint, "endpoint");
  const key = of(policies.key, "key");
  const all = [identity, boundary, resource, endpoint, key].filter((o) => o !== undefined);

  const denies = all.flatMap((o) => o.denies);
  if (denies.length > 0) return { verdict: "denied", by: denies, reason: `${request.action} is explicitly denied by ${denies.join(", ")}` };

  const crosses = request.resourceAccount !== undefined && request.resourceAccount !== request.caller.account;
  const grants: [string, Three][] = [];
  if (boundary) grants.push(["the permissions boundary", boundary.direct]);
  if (endpoint) grants.push(["the endpoint policy", some([endpoint.direct, endpoint.account])]);
  if (key) grants.push(["the key policy", grantOf(key, identity, crosses, isRoot)]);
  if (resource && crosses) grants.push(["the resource policy", grantOf(resource, identity, crosses, isRoot)]);
  if (!resource && !key && crosses) grants.push(["a resource policy (there is none)", false]);
  if (!crosses && !key)
    grants.push([
      "the identity or resource policy",
      resource ? some([identity.direct, grantOf(resource, identity, false, isRoot)]) : identity.direct,
    ]);

  const missing = grants.filter(([, granted]) => granted === false).map(([name]) => name);
  if (missing.length > 0) return { verdict: "denied", by: [], reason: `${request.action} is not allowed by ${missing.join(", nor by ")}` };
  const doubts = all.flatMap((o) => o.doubts);
  if (doubts.length > 0) return { verdict: "unknown", by: doubts, reason: `${request.action} cannot be decided: ${doubts.join("; ")}` };
  if (every(grants.map(([, granted]) => granted)) !== true)
    return { verdict: "unknown", by: [], reason: `${request.action} cannot be decided` };
  const by = all.flatMap((o) => o.allows);
  return { verdict: "allowed", by, reason: `${request.action} is allowed${by.length > 0 ? ` by ${by.join(", ")}` : ""}` };
}

/** An account's root in its own account: everything is allowed, nothing denied, by no policy at all. */
const ROOT: Opinion = { denies: [], doubts: [], direct: true, account: false, allows: [] };

/** A resource policy grants a caller directly, or through its account, whose identity policies must agree. */
function grantOf(policy: Opinion, identity: Opinion, crosses: boolean, isRoot: boolean): Three {
  const viaAccount = isRoot ? policy.account : every([policy.account, identity.direct]);
  // Across accounts a direct grant is only half of it: the caller's own account must allow as well.
  return some([crosses ? every([policy.direct, identity.direct]) : policy.direct, viaAccount]);
}

function opinion(policies: readonly PolicyDocument[], kind: string, request: AccessRequest, context: Context): Opinion {
  const hasPrincipal = kind === "resource" || kind === "endpoint" || kind === "key";
  const found = { denies: [] as string[], doubts: [] as string[], allows: [] as string[], direct: [] as Three[], account: [] as Three[] };
  for (const policy of policies) {
    found.doubts.push(...problemsOf(policy, hasPrincipal));
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
