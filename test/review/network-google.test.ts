import type { JsonObject } from "../../review/value";
import { ask, plan, SCOPE, stack } from "./estate";

const google = { provider: { google: [{ project: "home-project", region: "us-east1" }] } };
const rule = (action: string, match: JsonObject) => ({
  priority: 1,
  action,
  direction: "src_ip_ranges" in match ? "INGRESS" : "EGRESS",
  match: [match],
});
const TYPES = ["compute_firewall_policy", "compute_network_firewall_policy", "compute_region_network_firewall_policy"] as const;

describe.each(TYPES)("NETWORK-01 on the rules of google_%s", (type) => {
  const together = (...rules: JsonObject[]) =>
    ask("NETWORK-01", [stack("s", { [`google_${type}_with_rules`]: { p: { rule: rules } } }, google)]);
  const alone = (body: JsonObject) => ask("NETWORK-01", [stack("s", { [`google_${type}_rule`]: { p: body } }, google)]);
  const open = { dest_ip_ranges: ["0.0.0.0/0"] };

  it("is a breach where one lets out or in", () => {
    expect(together(rule("deny", open), rule("allow", open))[0]).toMatch(/^breach .* is open to 0.0.0.0\/0/);
    expect(alone(rule("allow", { src_ip_ranges: ["203.0.113.0/24"] }))[0]).toMatch(/^breach .* is open to 203.0.113.0\/24/);
  });
  it.each([
    ["a denial", rule("deny", open)],
    ["the next rules' say", rule("goto_next", open)],
    ["private addresses", rule("allow", { dest_ip_ranges: ["10.0.0.0/8"] })],
    ["Google's health checks", rule("allow", { src_ip_ranges: ["35.191.0.0/16", "130.211.0.0/22"] })],
  ])("is met by %s", (_, body) => {
    expect(together(body)[0]).toMatch(/^met/);
    expect(alone(body)[0]).toMatch(/^met/);
  });
  it("does not know an action or a range that is not known", () => {
    expect(together(rule("${var.action}", open))[0]).toMatch(/^unknown/);
    expect(alone(rule("allow", { dest_ip_ranges: ["${var.range}"] }))[0]).toMatch(/^unknown/);
  });
  it("asks nothing of what goes", () =>
    expect(ask("NETWORK-01", [plan([{ address: `google_${type}_rule.p`, actions: ["delete"], before: rule("allow", open) }])])).toEqual(
      [],
    ));
});

describe("NETWORK-03 on Google", () => {
  const scope = {
    ...SCOPE,
    accounts: [
      ...SCOPE.accounts,
      { cloud: "google" as const, id: "edge-project", owner: "custodian" as const, holdsKeys: false, legacy: false, edge: true },
    ],
  };
  const edge = { provider: { google: [{ project: "edge-project", region: "us-east1" }] } };
  const at = (type: string, body: JsonObject, where: object = edge) =>
    ask("NETWORK-03", [stack("s", { [type]: { b: body } }, where)], scope);
  const REGIONAL = "google_compute_region_backend_service";

  it("asks what faces the internet for a policy of Cloud Armor", () => {
    expect(at(REGIONAL, { load_balancing_scheme: "EXTERNAL_MANAGED" })[0]).toMatch(/^breach .*Cloud Armor/);
    expect(at("google_compute_backend_service", {})[0]).toMatch(/^breach .*Cloud Armor/);
    expect(at(REGIONAL, { load_balancing_scheme: "EXTERNAL_MANAGED", security_policy: "armor" })[0]).toMatch(/^met/);
    expect(at(REGIONAL, {})[0]).toMatch(/^met/);
    expect(at(REGIONAL, { load_balancing_scheme: "${var.scheme}" })[0]).toMatch(/^unknown/);
  });
  it("takes no balancer that opens TLS wherever the user is", () => {
    const rule = "google_compute_global_forwarding_rule";
    expect(at(rule, {})[0]).toMatch(/^breach .*outside of the jurisdiction/);
    expect(at(rule, { load_balancing_scheme: "" })[0]).toMatch(/^met/);
    expect(at(rule, { load_balancing_scheme: "${var.scheme}" })[0]).toMatch(/^unknown/);
  });
  it("leaves what is no edge to NETWORK-01", () => expect(at(REGIONAL, { load_balancing_scheme: "EXTERNAL" }, google)).toEqual([]));
});

describe("NETWORK-01 on what joins a network to another", () => {
  const of = (type: string, body: JsonObject) => ask("NETWORK-01", [stack("s", { [type]: { p: body } }, google)])[0];
  it.each([
    "google_compute_ha_vpn_gateway",
    "google_compute_interconnect_attachment",
    "google_compute_network_peering",
    "google_compute_vpn_gateway",
    "google_compute_vpn_tunnel",
    "google_network_connectivity_group",
    "google_network_connectivity_spoke",
  ])("%s is a breach by being there", (type) => expect(of(type, { name: "x" })).toMatch(/^breach .* it is an? /));
  it("a lent network is met by a project of the program, and a breach by any other", () => {
    const from = (host_project: string) =>
      of("google_compute_shared_vpc_service_project", { host_project, service_project: "home-project" });
    expect(from("keys-project")).toMatch(/^met/);
    for (const project of ["parent-project", "another-project"]) expect(from(project)).toMatch(/^breach/);
    expect(from("${var.host}")).toMatch(/^unknown/);
  });
  it("a service is met where it asks who attaches, and a breach where it does not", () => {
    const by = (connection_preference: string) => of("google_compute_service_attachment", { connection_preference });
    expect(by("ACCEPT_MANUAL")).toMatch(/^met/);
    expect(by("ACCEPT_AUTOMATIC")).toMatch(/^breach/);
    expect(by("${var.preference}")).toMatch(/^unknown/);
  });
});
