import { isProject } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, select } from "../../value";
import { textOf } from "../guardrails/google-guards";
import { breach, unknown, type Verdict } from "../rule";

type Judge = (resource: Resource, facts: Facts) => Verdict[];

/** What leads from a network on Google to a service of somebody's, by the project in its name (google 6.50.0; Private Service Connect documentation). */
export const GOOGLE_JOINS: Readonly<Record<string, Judge>> = {
  google_apigee_endpoint_attachment: leads("service_attachment", "it leads to a service of"),
  google_compute_global_network_endpoint_group: internet,
  google_compute_region_network_endpoint_group: (group, facts) => [
    ...internet(group, facts),
    ...leads("psc_target_service", "it leads to a service of")(group, facts),
  ],
  google_network_connectivity_service_connection_policy: leads(
    "psc_config[].allowed_google_producers_resource_hierarchy_level[]",
    "it makes endpoints for services of",
  ),
  google_network_security_intercept_endpoint_group: leads("intercept_deployment_group", "what passes goes through"),
  google_network_security_mirroring_endpoint_group: leads("mirroring_deployment_group", "what passes is copied to"),
};

/** Endpoints with a name or an address of the internet (Cloud Load Balancing documentation, internet network endpoint groups). */
function internet(group: Resource, facts: Facts): Verdict[] {
  const attribute = "network_endpoint_type";
  const text = isAbsent(group.values[attribute]) ? "" : textOf(group, attribute, facts);
  if (text === undefined) return [unknown("what it leads to is not known", { attribute })];
  return text.startsWith("INTERNET")
    ? [breach("it leads to the internet", { attribute, value: text, expected: "an endpoint of a network" })]
    : [];
}

function leads(path: string, says: string): Judge {
  return (resource, facts) => {
    if (facts.scope.accounts.length === 0) return [];
    return select(resource.values, path).flatMap(({ value, path: attribute }): Verdict[] => {
      const resolved = facts.resolver.resolve(value, resource.stack);
      // What stands in the inputs is judged by itself.
      if (isAbsent(value) || resolved.kind === "resource") return [];
      if (resolved.kind === "unresolved")
        return [unknown("what it leads to is not known", { attribute, expected: "a project of the program" })];
      const text = String(resolved.value);
      const [, kind = "", id = ""] = /(?:^|\/)(projects|folders|organizations)\/([^/]+)/.exec(text) ?? [];
      if (kind === "" || (kind === "projects" && isProject(id, facts))) return [];
      const more = { attribute, value: text, expected: "a project of the program" };
      return [
        kind === "projects" ? breach(`${says} the project ${id}`, more) : unknown(`whose projects lie in ${kind}/${id} is not known`, more),
      ];
    });
  };
}
