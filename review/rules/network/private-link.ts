import type { Cloud } from "../../../config/region";
import { parseArn } from "../../arn";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Whose service an endpoint leads to: AWS's own, one that stands in the inputs, or one that nobody here knows. */
export function serviceBehind(endpoint: Resource, facts: Facts): "amazon" | "unknown" | Resource {
  const resolved = facts.resolver.resolve(get(endpoint.values, "service_name"), endpoint.stack);
  if (resolved.kind === "resource") return resolved.resource.type === "aws_vpc_endpoint_service" ? resolved.resource : "unknown";
  if (resolved.kind === "unresolved") return "unknown";
  const own = facts.ofType("aws_vpc_endpoint_service").find((one) => {
    const name = facts.resolver.text(get(one.values, "service_name"), one.stack);
    return name !== undefined && name === resolved.value;
  });
  if (own) return own;
  // Services that are not AWS's own are called com.amazonaws.vpce.<region>.vpce-svc-<id> (AWS PrivateLink guide).
  return /^com\.amazonaws\.vpce\./.test(String(resolved.value)) ? "unknown" : "amazon";
}

export const privateLink: ResourceRule = {
  id: "NETWORK-04",
  claim: "network",
  subject: "resource",
  title: "PrivateLink joins accounts of the program, and no others.",
  why: "An endpoint of somebody's service, or a service that others may connect to, is a way through the network's border without a gateway (AWS PrivateLink guide, share your services).",
  fix: "Connect to services that the program builds, and name single accounts of the program in allowed_principals.",
  concerns: (type) => type.startsWith("aws_vpc_endpoint") || Object.hasOwn(CONSUMERS, type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const projects = CONSUMERS[resource.type];
    if (projects !== undefined) return consumers(resource, facts, projects);
    if (resource.type === "aws_vpc_endpoint") return endpoint(resource, facts);
    if (resource.type === "aws_vpc_endpoint_service") return principals(resource, facts, "allowed_principals[]");
    return resource.type === "aws_vpc_endpoint_service_allowed_principal" ? principals(resource, facts, "principal_arn") : [];
  },
};

/** Projects that may connect by Private Service Connect (google 6.50.0). */
const CONSUMERS: Readonly<Record<string, string>> = {
  google_sql_database_instance: "settings[].ip_configuration[].psc_config[].allowed_consumer_projects[]",
  google_compute_service_attachment: "consumer_accept_lists[].project_id_or_num",
};

function consumers(resource: Resource, facts: Facts, path: string): Verdict[] {
  if (facts.isLegacy(resource)) return [met(LEGACY)];
  return select(resource.values, path).map(({ path: attribute, value }) => {
    const text = facts.resolver.text(value, resource.stack);
    if (text === undefined) return unknown("who may connect to it is not known", { attribute });
    const wrong = known(text, facts, "google");
    return wrong ? { ...wrong, attribute } : met();
  });
}

function endpoint(resource: Resource, facts: Facts): Verdict[] {
  const behind = serviceBehind(resource, facts);
  if (behind === "amazon") return [];
  if (facts.isLegacy(resource)) return [met(LEGACY)];
  if (behind === "unknown") return [unknown("whose service it leads to is not known", { attribute: "service_name" })];
  return [known(facts.accountOf(behind), facts) ?? met()];
}

function principals(resource: Resource, facts: Facts, path: string): Verdict[] {
  if (facts.isLegacy(resource)) return [met(LEGACY)];
  const verdicts = select(resource.values, path).flatMap(({ path: attribute, value }) => {
    if (isAbsent(value)) return [];
    const text = facts.resolver.text(value, resource.stack);
    if (text === undefined) return [unknown("who may connect to it is not known", { attribute })];
    // AWS's own service, such as KMS on its way to an external key store's proxy (AWS KMS guide, VPC endpoint service connectivity).
    if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(text)) return [];
    const wrong = known(parseArn(text)?.account, facts);
    return wrong ? [{ ...wrong, attribute, value: text }] : [];
  });
  return verdicts.length > 0 ? verdicts : [met()];
}

function known(account: string | undefined, facts: Facts, cloud: Cloud = "aws"): Verdict | undefined {
  const found = account === undefined ? undefined : facts.account(cloud, account);
  return found && !found.legacy && found.owner !== "parent"
    ? undefined
    : breach(`it joins ${account === undefined ? "everybody" : `the account ${account}`}, which is none of the program's`, {
        value: account ?? "*",
        expected: "an account of the program",
      });
}
