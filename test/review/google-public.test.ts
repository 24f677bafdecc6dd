import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const of = (type: string, body: JsonObject = {}, more: Parameters<typeof stack>[1] = {}, scope: object = {}) =>
  ask("NETWORK-01", [stack("s", { [type]: { b: body }, ...more }, { provider })], scope);
const RUN = "google_cloud_run_service";
const annotated = (ingress: string): JsonObject => ({ metadata: [{ annotations: { "run.googleapis.com/ingress": ingress } }] });
const CLUSTER = "google_container_cluster";
const PRIVATE = { enable_private_nodes: true, enable_private_endpoint: true };

describe("NETWORK-01 on managed services of Google's", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["google_alloydb_instance", { network_config: [{ enable_public_ip: true }] }, {}],
    ["google_cloudbuild_worker_pool", {}, { worker_config: [{ no_external_ip: true }] }],
    ["google_colab_runtime_template", { network_spec: [{ enable_internet_access: true }] }, {}],
    ["google_composer_environment", { config: [{}] }, { config: [{ enable_private_environment: true }] }],
    ["google_composer_environment", {}, { config: [{ private_environment_config: [{ enable_private_endpoint: true }] }] }],
    [CLUSTER, { private_cluster_config: [{ enable_private_nodes: true }] }, { private_cluster_config: [PRIVATE] }],
    [CLUSTER, { private_cluster_config: [{ enable_private_endpoint: true }] }, { private_cluster_config: [PRIVATE] }],
    [
      CLUSTER,
      { private_cluster_config: [PRIVATE], control_plane_endpoints_config: [{ dns_endpoint_config: [{ allow_external_traffic: true }] }] },
      {
        private_cluster_config: [{ enable_private_nodes: true }],
        control_plane_endpoints_config: [{ ip_endpoints_config: [{ enabled: false }] }],
      },
    ],
    ["google_container_node_pool", { network_config: [{ enable_private_nodes: false }] }, {}],
    ["google_data_fusion_instance", {}, { private_instance: true }],
    ["google_dataflow_job", {}, { ip_configuration: "WORKER_IP_PRIVATE" }],
    [
      "google_dataproc_cluster",
      { cluster_config: [{ gce_cluster_config: [{ internal_ip_only: false }] }] },
      { cluster_config: [{ gce_cluster_config: [{ internal_ip_only: true }] }] },
    ],
    ["google_looker_instance", { public_ip_enabled: true }, {}],
    ["google_notebooks_instance", {}, { no_public_ip: true }],
    ["google_notebooks_runtime", {}, { virtual_machine: [{ virtual_machine_config: [{ internal_ip_only: true }] }] }],
    ["google_secure_source_manager_instance", {}, { private_config: [{ is_private: true }] }],
    ["google_vertex_ai_index_endpoint", { public_endpoint_enabled: true }, {}],
    ["google_vmwareengine_network_policy", { internet_access: [{ enabled: true }] }, {}],
    ["google_workbench_instance", { gce_setup: [{}] }, { gce_setup: [{ disable_public_ip: true }] }],
    [RUN, {}, annotated("internal")],
    [RUN, annotated("internal-and-cloud-load-balancing"), annotated("internal")],
  ])("knows whether %s is public", (type, open, closed) => {
    expect(of(type, open)).toContainEqual(expect.stringMatching(/^breach/));
    expect(of(type, closed)).toEqual([`met ${type}.b`]);
  });
  it("asks an app's service for its settings", () => {
    const version = "google_app_engine_standard_app_version";
    const settings = (service: string, ingress_traffic_allowed: string) => ({
      google_app_engine_service_network_settings: { n: { service, network_settings: [{ ingress_traffic_allowed }] } },
    });
    expect(of(version, { service: "a" })[0]).toMatch(/^breach .*answers the internet/);
    expect(of(version, { service: "a" }, settings("a", "INGRESS_TRAFFIC_ALLOWED_INTERNAL_ONLY"))).toEqual([`met ${version}.b`]);
    expect(of(version, { service: "a" }, settings("b", "INGRESS_TRAFFIC_ALLOWED_INTERNAL_ONLY"))[0]).toMatch(/^breach/);
    expect(of(version, { service: "a" }, settings("a", "INGRESS_TRAFFIC_ALLOWED_ALL"))[0]).toMatch(/^breach/);
  });
  it("does not know what cannot be read, or what depends on an image", () => {
    expect(of("google_notebooks_instance", { no_public_ip: "${var.closed}" })[0]).toMatch(/^unknown/);
    expect(of(RUN, annotated("${var.ingress}"))[0]).toMatch(/^unknown/);
    expect(of(RUN, { metadata: [{ annotations: "${var.annotations}" }] })[0]).toMatch(/^unknown/);
    expect(of("google_composer_environment", { config: [{ private_environment_config: "${var.private}" }] })[0]).toMatch(/^unknown/);
    expect(of("google_dataproc_cluster")[0]).toMatch(/^unknown .*public addresses/);
  });
  it("takes what its provider will fill in for what nobody stated", () => {
    const planned = [{ address: "google_composer_environment.b", after: { name: "b" }, unknown: { config: true } }];
    expect(ask("NETWORK-01", [plan(planned)])[0]).toMatch(/^breach .*public addresses/);
  });
  it("asks nothing of what goes", () =>
    expect(ask("NETWORK-01", [plan([{ address: "google_notebooks_instance.b", actions: ["delete"], before: {} }])])).toEqual([]));
});

describe("NETWORK-01 on what leads to somebody's service", () => {
  const NEG = "google_compute_region_network_endpoint_group";
  const service = (project: string) => ({ psc_target_service: `projects/${project}/regions/us-east1/serviceAttachments/s` });
  const MIRROR = "google_network_security_mirroring_endpoint_group";
  const POLICY = "google_network_connectivity_service_connection_policy";
  const allowed = (level: string) => ({ psc_config: [{ subnetworks: [], allowed_google_producers_resource_hierarchy_level: [level] }] });

  it("is met by the program's projects, Google's own names and what stands in the inputs", () => {
    expect(of(NEG, service("home-project"))[0]).toMatch(/^met/);
    expect(of(NEG, { psc_target_service: "us-east1-cloudkms.googleapis.com" })[0]).toMatch(/^met/);
    expect(of(NEG, { network_endpoint_type: "SERVERLESS" })[0]).toMatch(/^met/);
    expect(of(MIRROR, { mirroring_deployment_group: "projects/home-project/locations/global/mirroringDeploymentGroups/g" })[0]).toMatch(
      /^met/,
    );
    expect(of(POLICY, allowed("projects/home-project"))[0]).toMatch(/^met/);
  });
  it("is a breach by another project, or the internet", () => {
    expect(of(NEG, service("parent-project"))[0]).toMatch(/^breach .* a service of the project parent-project/);
    expect(of("google_apigee_endpoint_attachment", { service_attachment: service("x").psc_target_service })[0]).toMatch(/^breach/);
    expect(of(MIRROR, { mirroring_deployment_group: "projects/x/locations/global/mirroringDeploymentGroups/g" })[0]).toMatch(/^breach/);
    for (const type of [NEG, "google_compute_global_network_endpoint_group"])
      expect(of(type, { network_endpoint_type: "INTERNET_FQDN_PORT" })[0]).toMatch(/^breach .* leads to the internet/);
    expect(of(POLICY, allowed("projects/x"))[0]).toMatch(/^breach/);
  });
  it("does not know whose folder it is, or what cannot be read", () => {
    expect(of(POLICY, allowed("folders/9"))[0]).toMatch(/^unknown/);
    expect(of(NEG, { psc_target_service: "${var.service}" })[0]).toMatch(/^unknown/);
    expect(of(NEG, { network_endpoint_type: "${var.type}" })[0]).toMatch(/^unknown/);
    expect(of(NEG, service("x"), {}, { accounts: [] })[0]).toMatch(/^met/);
  });
});
