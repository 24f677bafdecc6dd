import { again } from "../../again";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, isObject, select, shown, type ValueObject } from "../../value";
import { textOf } from "../guardrails/google-guards";
import { breach, unknown, type Verdict } from "../rule";

type Judge = (resource: Resource, facts: Facts) => Verdict[];

/** What a managed service does with the internet when its setting is absent. */
type Absent = "open" | "closed" | "unknown";

const ADDRESS = "it has a public address";
const ANSWERS = "it answers the internet";

const cluster = setting("private_cluster_config[].enable_private_nodes", "true", "open", "its machines have public addresses");
const plane = setting("private_cluster_config[].enable_private_endpoint", "true", "open", "its control plane answers the internet");

/** Managed services that have a public address, or reach the internet, by how they are set (google 6.50.0, provider documentation). */
export const GOOGLE_PUBLIC: Readonly<Record<string, Judge>> = {
  google_alloydb_instance: (resource, facts) =>
    ["enable_public_ip", "enable_outbound_public_ip"].flatMap((name) =>
      setting(`network_config[].${name}`, "false", "closed", ADDRESS)(resource, facts),
    ),
  google_app_engine_flexible_app_version: facesInternet,
  google_app_engine_standard_app_version: facesInternet,
  google_cloud_run_service: runIngress,
  google_cloudbuild_worker_pool: setting("worker_config[].no_external_ip", "true", "open", ADDRESS),
  google_colab_runtime_template: setting("network_spec[].enable_internet_access", "false", "closed", "it reaches the internet"),
  google_composer_environment: composed,
  google_container_cluster: (resource, facts) => [
    ...cluster(resource, facts),
    ...(textIn(resource, "control_plane_endpoints_config[].ip_endpoints_config[].enabled", facts) === "false"
      ? []
      : plane(resource, facts)),
    ...setting(
      "control_plane_endpoints_config[].dns_endpoint_config[].allow_external_traffic",
      "false",
      "closed",
      "its control plane answers the internet",
    )(resource, facts),
  ],
  google_container_node_pool: setting("network_config[].enable_private_nodes", "true", "closed", "its machines have public addresses"),
  google_data_fusion_instance: setting("private_instance", "true", "open", ADDRESS),
  google_dataflow_job: setting("ip_configuration", "WORKER_IP_PRIVATE", "open", "its machines have public addresses"),
  // Images since 2.2 have none by default, older ones do.
  google_dataproc_cluster: setting(
    "cluster_config[].gce_cluster_config[].internal_ip_only",
    "true",
    "unknown",
    "its machines have public addresses",
  ),
  google_looker_instance: setting("public_ip_enabled", "false", "closed", ADDRESS),
  google_notebooks_instance: setting("no_public_ip", "true", "open", ADDRESS),
  google_notebooks_runtime: setting("virtual_machine[].virtual_machine_config[].internal_ip_only", "true", "open", ADDRESS),
  google_secure_source_manager_instance: setting("private_config[].is_private", "true", "open", ANSWERS),
  google_vertex_ai_index_endpoint: setting("public_endpoint_enabled", "false", "closed", ANSWERS),
  google_vmwareengine_network_policy: (resource, facts) =>
    ["external_ip", "internet_access"].flatMap((name) =>
      setting(`${name}[].enabled`, "false", "closed", "it opens its network to the internet")(resource, facts),
    ),
  google_workbench_instance: setting("gce_setup[].disable_public_ip", "true", "open", ADDRESS),
};

function setting(path: string, closed: string, absent: Absent, says: string): Judge {
  return (resource, facts) => {
    const found = select(resource.values, path).filter(({ value }) => !isAbsent(value));
    const more = { attribute: path, expected: closed };
    if (found.length === 0 && absent === "unknown") return [unknown(`whether ${says} is not known`, more)];
    if (found.length === 0) return absent === "open" ? [breach(says, { ...more, value: "absent" })] : [];
    return found.flatMap(({ value, path: attribute }): Verdict[] => {
      const text = facts.resolver.text(value, resource.stack);
      if (text === undefined) return [unknown(`whether ${says} is not known`, { attribute, expected: closed })];
      return text === closed ? [] : [breach(says, { attribute, value: text, expected: closed })];
    });
  };
}

/** Its second generation is private by a block, its third by a flag. */
function composed(environment: Resource, facts: Facts): Verdict[] {
  const says = "its machines have public addresses";
  const stated = select(environment.values, "config[].private_environment_config[]").filter(({ value }) => !isAbsent(value));
  if (stated.some(({ value }) => isObject(value))) return [];
  if (stated.length > 0) return [unknown(`whether ${says} is not known`, { attribute: "config.private_environment_config" })];
  return setting("config[].enable_private_environment", "true", "open", says)(environment, facts);
}

const textIn = (resource: Resource, path: string, facts: Facts) =>
  facts.resolver.text(select(resource.values, path)[0]?.value, resource.stack);

/** The first generation of Cloud Run says in an annotation who reaches it, and `all` without one (Cloud Run documentation, ingress). */
function runIngress(service: Resource, facts: Facts): Verdict[] {
  const key = "run.googleapis.com/ingress";
  const [annotations] = select(service.values, "metadata[].annotations");
  const stated = isObject(annotations?.value) ? get(annotations.value as ValueObject, key) : annotations?.value;
  const more = { attribute: "metadata.annotations", value: shown(stated), expected: "internal" };
  if (isAbsent(stated)) return [breach(ANSWERS, { ...more, value: "absent" })];
  const text = facts.resolver.text(stated, service.stack);
  if (text === undefined) return [unknown("who reaches it is not known", more)];
  return text === "internal" ? [] : [breach(ANSWERS, more)];
}

/** Services of App Engine, each with its stack, that let in internal traffic alone. */
const internal = again(
  (facts: Facts): ReadonlySet<string> =>
    new Set(
      facts
        .ofType("google_app_engine_service_network_settings")
        .filter(({ action }) => action !== "delete")
        .filter((each) => textIn(each, "network_settings[].ingress_traffic_allowed", facts) === "INGRESS_TRAFFIC_ALLOWED_INTERNAL_ONLY")
        .map((each) => serviceOf(each, facts)),
    ),
);

const serviceOf = (of: Resource, facts: Facts) => `${of.stack.name} ${textOf(of, "service", facts) ?? "default"}`;

/** An app answers everybody, until its service's own settings say otherwise (App Engine documentation, ingress settings). */
function facesInternet(version: Resource, facts: Facts): Verdict[] {
  if (internal(facts).has(serviceOf(version, facts))) return [];
  return [breach(ANSWERS, { value: "no settings", expected: "settings of its service that let in internal traffic only" })];
}
