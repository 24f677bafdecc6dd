import type { Facts } from "../facts/facts";
import { evaluatePolicies } from "./evaluate";
import { deniedByKey, organizationOver } from "./limits";
import type { Role } from "./role";
import { entrancesOf, singledOut, type Target } from "./store";
import type { AccessRequest, Caller, Decision, Policies } from "./types";

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
      ...(caller.service
        ? { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": caller.service }
        : { "aws:PrincipalIsAWSService": "false", "aws:PrincipalArn": caller.arn, "aws:PrincipalAccount": caller.account }),
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

/** What a role can read of a store, or what is asked of it, by everything in the inputs that grants it or takes it away. */
export function reachOf(target: Target, role: Role, facts: Facts, isAsked: (on: string) => boolean = () => true): readonly Answer[] {
  const policies = { identity: role.identity, ...(role.boundary ? { boundary: role.boundary } : {}) };
  return singledOut(target.reads, role.identity)
    .filter(([, on]) => isAsked(on))
    .map((read) => reach(target, { account: role.account, arn: role.arn }, policies, role.doubts, read, facts));
}

/** The parent's administrator, whom his own account allows everything. */
export function parentReach(target: Target, account: string, facts: Facts): readonly Answer[] {
  return target.reads.map((read) => outsiderReach(target, { account, arn: `arn:aws:iam::${account}:role/any` }, read, facts));
}

/** Somebody of whose own policies nothing is known: they allow everything. */
export function outsiderReach(target: Target, caller: Caller, read: readonly [string, string], facts: Facts): Answer {
  return reach(target, caller, { identity: "everything" }, [], read, facts);
}

function reach(
  target: Target,
  caller: Caller,
  own: Pick<Policies, "identity" | "boundary">,
  doubts: readonly string[],
  read: readonly [string, string],
  facts: Facts,
): Answer {
  const request = favoured(target, caller, read, facts);
  const over = organizationOver(facts, caller.account, target.account);
  const decision = evaluatePolicies({ ...own, ...over, ...(target.policy ? { resource: target.policy } : {}) }, request);
  const denials = decision.verdict === "denied" ? [] : deniedByKey(target, request, facts);
  const { verdict, by, reason }: Decision =
    denials.length > 0 ? { verdict: "denied", by: denials, reason: `its key's policy denies it by ${denials.join(", ")}` } : decision;
  const unplaced = target.unplaced && verdict === "denied" ? ["the account that it lies in is not known"] : [];
  const unknown = [...doubts, ...(target.doubt ? [target.doubt] : []), ...unplaced];
  // An explicit denial stands whatever is not known; everything else may change with it.
  const settled = unknown.length === 0 || (verdict === "denied" && by.length > 0);
  return answer(read, request, settled ? verdict : "unknown", by, settled ? reason : unknown.join("; "));
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
