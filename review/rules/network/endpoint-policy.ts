import { policyOf, type Policy, type Statement } from "../../facts/policy";
import { get } from "../../value";
import { serviceBehind } from "./private-link";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const endpointPolicy: ResourceRule = {
  id: "NETWORK-02",
  claim: "network",
  subject: "resource",
  title: "Every VPC endpoint has a policy of its own, narrower than full access.",
  why: "An endpoint without a policy lets any principal reach any resource of the service, the parent's buckets too (Amazon VPC, default endpoint policy).",
  fix: "Give the endpoint a policy: the organization's principals, on the organization's resources.",
  concerns: (type) => type === "aws_vpc_endpoint" || type === "aws_vpc_endpoint_policy",
  judge: (resource, facts) => {
    if (!resource.type.startsWith("aws_vpc_endpoint") || resource.action === "delete") return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    // It takes the place of whatever policy the endpoint states.
    if (resource.type === "aws_vpc_endpoint_policy") return narrow(policyOf(resource, "policy", facts));
    const kind = facts.resolver.text(get(resource.values, "vpc_endpoint_type"), resource.stack);
    if (kind === "GatewayLoadBalancer") return [met("an endpoint of a load balancer takes no policy")];
    const satellite = facts.satellites("aws_vpc_endpoint_policy", "vpc_endpoint_id").of(resource, ["id"])?.[0];
    const own = policyOf(resource, "policy", facts);
    if (own.kind === "absent" && serviceBehind(resource, facts) !== "amazon")
      return [met("an endpoint of a service that is not AWS's own takes no policy; NETWORK-04 judges it")];
    const policy = own.kind === "absent" && satellite ? policyOf(satellite, "policy", facts) : own;
    return narrow(policy);
  },
};

function narrow(policy: Policy): Verdict[] {
  const more = { attribute: "policy", expected: "a policy narrower than full access" };
  if (policy.kind === "absent") return [breach("it has no policy, so it has the default one: full access", more)];
  if (policy.kind === "unresolved") return [unknown(`its policy is not known: ${policy.reason}`, more)];
  const open = policy.statements.find(isFullAccess);
  return [open ? breach(`${open.at} of its policy allows everyone everything`, { ...more, value: open.at }) : met()];
}

function isFullAccess(statement: Statement): boolean {
  const everyone = statement.notPrincipal || statement.principals.some(({ id }) => id === "*");
  const anywhere = statement.resources.includes("*");
  return statement.allow && everyone && anywhere && statement.conditions.length === 0;
}
