import { opinion, type Opinion } from "./opinion";
import { limitsOf } from "./organization";
import { contextOf, type Context } from "./text";
import { every, some, type Three } from "./three";
import { asList, type AccessRequest, type Decision, type Policies, type PolicyDocument, type Statement } from "./types";

/**
 * Decides a request as AWS documents it: an explicit Deny in any policy wins; then every policy that limits
 * (each level of SCPs, endpoint, boundary, session) must allow; then, inside one account, the identity or the resource
 * policy must allow, across accounts both; and a key policy must allow in any case.
 *
 * What cannot be decided is unknown. KMS grants are not looked at.
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
  const session = of(policies.session, "session");
  const { scps, rcp } = limitsOf(policies, request, context);
  const all = [...scps, rcp, identity, boundary, session, resource, endpoint, key].filter((o) => o !== undefined);

  const denies = all.flatMap((o) => o.denies);
  if (denies.length > 0) return { verdict: "denied", by: denies, reason: `${request.action} is explicitly denied by ${denies.join(", ")}` };

  const crosses = request.resourceAccount !== undefined && request.resourceAccount !== request.caller.account;
  const grants: [string, Three][] = [];
  scps.forEach((level, i) => grants.push([`the service control policies of level ${i + 1}`, level.direct]));
  if (session) grants.push(["the session policy", some([session.direct, ...grantsToSession(policies, request, context)])]);
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

/** A resource's or key's policy that names the session itself grants beyond what the session was narrowed to (IAM user guide, Session policies). */
function grantsToSession({ resource, key }: Policies, request: AccessRequest, context: Context): readonly Three[] {
  const { sessionArn } = request.caller;
  if (sessionArn === undefined) return [];
  const asSession = { ...request, caller: { account: "", arn: sessionArn } };
  return [resource, key].flatMap((policy) => {
    if (policy === undefined) return [];
    const named = asList<Statement>(policy.Statement as Statement).filter(
      ({ Principal }) => Principal !== undefined && Principal !== "*" && asList(Principal["AWS"]).includes(sessionArn),
    );
    return named.length === 0 ? [] : [opinion([{ ...policy, Statement: named }], "resource", asSession, context).direct];
  });
}
