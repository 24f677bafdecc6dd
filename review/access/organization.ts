import { opinion, type Opinion } from "./opinion";
import { sidOf } from "./problems";
import type { Context } from "./text";
import { asList, type AccessRequest, type Policies, type Statement } from "./types";

/** What an organization's policies say of a request. */
export interface Limits {
  /** Each level must allow. Empty when no SCP binds the caller. */
  readonly scps: readonly Opinion[];
  /** It may only deny. Undefined when no RCP binds the resource. */
  readonly rcp: Opinion | undefined;
}

const SERVICE_LINKED = /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//;

/**
 * Service control policies bind the caller by the account that it belongs to: not a principal of the management account,
 * nor a service-linked role, nor a service that calls for itself. Resource control policies bind whoever calls, by the
 * account that owns the resource: not the management account's resources, keys that AWS manages, the calls of
 * service-linked roles, nor `kms:RetireGrant`.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html and
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function limitsOf(policies: Policies, request: AccessRequest, context: Context): Limits {
  const { caller, action, beyondRcps } = request;
  const linked = SERVICE_LINKED.test(caller.arn);
  const scpsBind = !linked && caller.service === undefined && caller.inManagement !== true;
  const rcpsBind = !linked && beyondRcps !== true && action.toLowerCase() !== "kms:retiregrant";
  return {
    scps: scpsBind ? (policies.scps ?? []).map((level) => opinion(level, "service control", request, context)) : [],
    rcp: rcpsBind && policies.rcps?.length ? denying(policies.rcps, request, context) : undefined,
  };
}

/** A resource control policy grants nothing; AWS takes no Allow in one but its own, which allows everything. */
function denying(rcps: NonNullable<Policies["rcps"]>, request: AccessRequest, context: Context): Opinion {
  const said = opinion(rcps, "resource control", request, context);
  const allowing = rcps.flatMap((policy) =>
    asList<Statement>(policy.Statement as Statement).flatMap((statement, i) => (statement.Effect === "Allow" ? [sidOf(statement, i)] : [])),
  );
  return { ...said, allows: [], doubts: [...said.doubts, ...allowing.map((sid) => `${sid}: a resource control policy only denies`)] };
}
