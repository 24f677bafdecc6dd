import { Expression } from "../../expression";
import type { Facts } from "../../facts/facts";
import type { Resource, Stack } from "../../facts/model";
import { Unknown, type Value } from "../../value";
import { unknown, type Verdict } from "../rule";

/** The address of a service's agent holds the project's number, which only Google knows; the project it is asked for is enough. */
export function serviceAgent(value: Value, stack: Stack, facts: Facts): Verdict[] {
  const agents = agentsOf(value, stack, facts);
  const own = agents.every(
    (agent) =>
      agent &&
      /^google_(storage_project_service_account|project_service_identity|bigquery_default_service_account|service_account)$/.test(
        agent.type,
      ),
  );
  if (agents.length === 0 || !own) return [unknown("a member is not known", { attribute: "member" })];
  const projects = agents.flatMap((agent) => (agent ? [facts.accountOf(agent)] : []));
  return projects.every((project) => project && facts.account("google", project) && facts.account("google", project)?.owner !== "parent")
    ? []
    : [unknown("a member's project is not known", { attribute: "member" })];
}

/** What an address is made of: the references of its source, or the one that a plan's configuration shows. */
function agentsOf(value: Value, stack: Stack, facts: Facts): readonly (Resource | undefined)[] {
  if (value instanceof Unknown) {
    const resolved = facts.resolver.resolve(value, stack);
    return [resolved.kind === "resource" ? resolved.resource : undefined];
  }
  const references = value instanceof Expression ? value.parts.filter((part) => typeof part !== "string") : [];
  return references.map(({ steps }) => {
    const [head = "", second = "", third = ""] = steps ?? [];
    return facts.resolver.find(stack, head === "data" ? `data.${second}.${third}` : `${head}.${second}`);
  });
}
