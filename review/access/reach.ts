import type { Facts } from "../facts/facts";
import { evaluatePolicies } from "./evaluate";
import type { Role } from "./role";
import { entrancesOf, type Target } from "./store";
import type { AccessRequest, Caller, Decision } from "./types";

export interface Answer {
  readonly action: string;
  readonly on: string;
  readonly verdict: Decision["verdict"];
  readonly witness: AccessRequest;
  readonly deniedBy: readonly string[];
  readonly reason: string;
}

/** A request that has everything in its favour: TLS, the network's own entrance, a ticket, a second factor. Who is refused then is refused. */
function favoured(target: Target, caller: Caller, [action, resource]: readonly [string, string], facts: Facts): AccessRequest {
  const [entrance] = entrancesOf(target);
  return {
    action,
    resource,
    resourceAccount: target.account,
    caller,
    context: {
      "aws:SecureTransport": "true",
      "s3:TlsVersion": "1.3",
      "aws:ViaAWSService": "false",
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalArn": caller.arn,
      "aws:PrincipalAccount": caller.account,
      ...(facts.scope.organization !== undefined && inside(caller.account, facts)
        ? { "aws:PrincipalOrgID": facts.scope.organization }
        : {}),
      "aws:RequestedRegion": target.region,
      "aws:ResourceTag/ringfence:dataset": target.dataset,
      "elasticfilesystem:AccessedViaMountTarget": "true",
      "aws:PrincipalTag/ticket": "any",
      "aws:PrincipalTag/mfa": "true",
      "aws:PrincipalTag/dataset": target.dataset,
      ...(entrance === undefined ? {} : { "aws:SourceVpce": entrance }),
    },
  };
}

function inside(account: string, facts: Facts): boolean {
  const owner = facts.account("aws", account)?.owner;
  return owner !== undefined && owner !== "parent";
}

/** What a role can read of a store, by its own policies, its boundary and the store's policy. Keys come on top, and only take away. */
export function reachOf(target: Target, role: Role, facts: Facts): readonly Answer[] {
  return target.reads.map((read) => {
    const request = favoured(target, { account: role.account, arn: role.arn }, read, facts);
    const { verdict, by, reason } = evaluatePolicies(
      {
        identity: role.identity,
        ...(role.boundary ? { boundary: role.boundary } : {}),
        ...(target.policy ? { resource: target.policy } : {}),
      },
      request,
    );
    const doubts = [...role.doubts, ...(target.doubt ? [target.doubt] : [])];
    // An explicit denial stands whatever is not known; everything else may change with it.
    const settled = doubts.length === 0 || (verdict === "denied" && by.length > 0);
    return answer(read, request, settled ? verdict : "unknown", by, settled ? reason : doubts.join("; "));
  });
}

/** The parent's administrator, whom his own account allows everything. */
export function parentReach(target: Target, account: string, facts: Facts): readonly Answer[] {
  return target.reads.map((read) => {
    const request = favoured(target, { account, arn: `arn:aws:iam::${account}:role/any` }, read, facts);
    const { verdict, by, reason } = evaluatePolicies(
      { identity: "everything", ...(target.policy ? { resource: target.policy } : {}) },
      request,
    );
    const settled = target.doubt === undefined || (verdict === "denied" && by.length > 0);
    return answer(read, request, settled ? verdict : "unknown", by, settled ? reason : (target.doubt as string));
  });
}

function answer(
  [action, on]: readonly [string, string],
  witness: AccessRequest,
  verdict: Decision["verdict"],
  by: readonly string[],
  reason: string,
): Answer {
  return { action, on, verdict, witness, deniedBy: verdict === "denied" ? (by.length > 0 ? by : ["no statement allows it"]) : [], reason };
}
