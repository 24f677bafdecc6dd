import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, SCOPE, stack } from "./estate";

type Blocks = Parameters<typeof stack>[1];
const scope = { googleGuards: { ...GOOGLE_GUARDS, approvalOn: ["folders/1"], organization: "42000000", pool: "team" } };
const of = (rule: string, resources: Blocks, whole = true, more: JsonObject = {}) =>
  ask(
    rule,
    [stack("s", resources, { provider: { google: [{ project: "home-project", region: "us-east1" }] } })],
    { ...scope, ...(more as object) },
    whole,
  );
const network = "${google_compute_network.n.id}";
const N = { google_compute_network: { n: { name: "n" } } };

describe("NETWORK-14: a network refuses by itself", () => {
  const OUT: JsonObject = { network, direction: "EGRESS", deny: [{ protocol: "all" }], destination_ranges: ["0.0.0.0/0"] };
  const IN: JsonObject = { network, direction: "INGRESS", deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"] };
  const rules = (out: JsonObject, into: JsonObject = IN) => ({ ...N, google_compute_firewall: { out, into } });
  it("is met by both refusals", () =>
    expect(of("NETWORK-14", rules(OUT))).toEqual(["met google_compute_network.n", "met google_compute_network.n"]));
  it.each<[string, JsonObject]>([
    ["is off", { disabled: true }],
    ["is of private networks alone", { destination_ranges: ["10.0.0.0/8"] }],
    ["is of one protocol", { deny: [{ protocol: "tcp" }] }],
    ["is of some machines", { target_tags: ["x"] }],
    ["is another network's", { network: "other" }],
  ])("is a breach where one %s", (_, more) =>
    expect(of("NETWORK-14", rules({ ...OUT, ...more }))).toContainEqual(expect.stringMatching(/^breach .* refuses what leaves/)),
  );
  it("is a breach without rules, of one plan alone not known", () => {
    expect(of("NETWORK-14", N)).toHaveLength(2);
    expect(of("NETWORK-14", N)[0]).toMatch(/^breach/);
    expect(of("NETWORK-14", N, false)[0]).toMatch(/^unknown/);
    expect(of("NETWORK-14", rules({ ...OUT, destination_ranges: ["${var.range}"] }))).toContainEqual(expect.stringMatching(/^unknown/));
  });
  it("asks nothing where no program builds on Google", () => expect(ask("NETWORK-14", [stack("s", N)], {}, true)).toEqual([]));
});

describe("AUDIT-14: projects and networks write down what happens", () => {
  const config = (more: JsonObject = {}): Blocks => ({
    google_project_iam_audit_config: {
      c: {
        project: "home-project",
        service: "allServices",
        audit_log_config: [{ log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }],
        ...more,
      },
    },
  });
  const dns = { google_dns_policy: { d: { networks: [{ network_url: network }] } } };
  const firewall = (enable_logging: unknown): Blocks => ({
    google_compute_firewall_policy_with_rules: {
      p: { rule: [{ action: "deny", enable_logging: enable_logging as boolean }, { action: "goto_next" }] },
    },
  });
  it.each<[string, Blocks]>([
    ["everything of every service", config()],
    ["a network's policy of names", { ...N, ...dns }],
    ["refusals that are logged", firewall(true)],
  ])("is met by %s", (_, resources) => expect(of("AUDIT-14", resources)).toEqual([expect.stringMatching(/^met/)]));
  it.each<[string, Blocks]>([
    ["writes alone", config({ audit_log_config: [{ log_type: "DATA_WRITE" }] })],
    ["one service", config({ service: "storage.googleapis.com" })],
    [
      "a member that is exempted",
      config({ audit_log_config: [{ log_type: "DATA_READ", exempted_members: ["user:a@b.example"] }, { log_type: "DATA_WRITE" }] }),
    ],
    ["an exemption above", { google_folder_iam_audit_config: { c: { audit_log_config: [{ exempted_members: ["user:a@b.example"] }] } } }],
    ["a network without a policy of names", N],
    ["refusals that log nothing", firewall(false)],
  ])("is a breach by %s", (_, resources) => expect(of("AUDIT-14", resources)[0]).toMatch(/^breach/));
  it("does not know what nobody can read, or one plan of several", () => {
    expect(of("AUDIT-14", config({ audit_log_config: [{ log_type: "${var.type}" }] }))[0]).toMatch(/^unknown/);
    expect(of("AUDIT-14", N, false)[0]).toMatch(/^unknown/);
    expect(of("AUDIT-14", firewall("${var.on}"))[0]).toMatch(/^unknown/);
  });
  it("asks nothing where no program builds on Google", () => expect(ask("AUDIT-14", [stack("s", N)], {}, true)).toEqual([]));
});

describe("ACCESS-20: Google's staff asks", () => {
  const settings = (folder_id: string): Blocks => ({ google_folder_access_approval_settings: { a: { folder_id } } });
  it("is met where the settings stand", () => expect(of("ACCESS-20", settings("1"))[0]).toMatch(/^met/));
  it("is a breach where they are gone, or another folder's", () => {
    expect(of("ACCESS-20", {})[0]).toMatch(/^breach/);
    expect(of("ACCESS-20", settings("2"))[0]).toMatch(/^breach/);
    const going = plan([{ address: "google_folder_access_approval_settings.a", actions: ["delete"], before: { folder_id: "1" } }]);
    expect(ask("ACCESS-20", [going], scope)[0]).toMatch(/^breach/);
  });
  it("does not know settings whose folder cannot be read", () => expect(of("ACCESS-20", settings("${var.folder}"))[0]).toMatch(/^unknown/));
  it("asks nothing where no program wants them", () =>
    expect(ask("ACCESS-20", [stack("s", {})], { googleGuards: GOOGLE_GUARDS }, true)).toEqual([]));
});

describe("NETWORK-01: names and ways on Google", () => {
  it.each<[string, string, JsonObject]>([
    [
      "servers of others",
      "google_dns_policy",
      { alternative_name_server_config: [{ target_name_servers: [{ ipv4_address: "8.8.8.8" }] }] },
    ],
    ["names for others", "google_dns_policy", { enable_inbound_forwarding: true }],
    ["a zone that forwards", "google_dns_managed_zone", { visibility: "private", forwarding_config: [{ target_name_servers: [{}] }] }],
    ["a zone of another network's", "google_dns_managed_zone", { visibility: "private", peering_config: [{ target_network: [{}] }] }],
    ["a public zone", "google_dns_managed_zone", { dns_name: "a." }],
    ["a name that leads out", "google_dns_record_set", { type: "A", rrdatas: ["203.0.113.9"] }],
    ["answers in place of zones", "google_dns_response_policy", {}],
    ["a machine with a public address", "google_compute_instance", { network_interface: [{ access_config: [{}] }] }],
    ["a rule that says no source", "google_compute_firewall", { allow: [{ protocol: "all" }] }],
    ["a route through a machine", "google_compute_route", { dest_range: "0.0.0.0/0", next_hop_instance: "nat" }],
    ["an endpoint of every API", "google_compute_global_forwarding_rule", { load_balancing_scheme: "", target: "all-apis" }],
    [
      "an endpoint of another project's",
      "google_compute_forwarding_rule",
      { load_balancing_scheme: "", target: "projects/parent-project/regions/r/serviceAttachments/s" },
    ],
    [
      "a database in another's network",
      "google_sql_database_instance",
      { settings: [{ ip_configuration: [{ ipv4_enabled: false, private_network: "projects/parent-project/global/networks/n" }] }] },
    ],
    ["a copy of what passes", "google_compute_packet_mirroring", {}],
    [
      "a network lent to another project",
      "google_compute_shared_vpc_service_project",
      { host_project: "home-project", service_project: "parent-project" },
    ],
  ])("is a breach by %s", (_, type, values) => expect(of("NETWORK-01", { [type]: { x: values } })[0]).toMatch(/^breach/));
  it.each<[string, string, JsonObject]>([
    ["its own zone", "google_dns_managed_zone", { visibility: "private" }],
    ["a private address", "google_dns_record_set", { type: "A", rrdatas: ["10.0.0.1"] }],
    ["a policy that forwards nothing", "google_dns_policy", { enable_inbound_forwarding: false }],
    ["an endpoint of the perimeter's APIs", "google_compute_global_forwarding_rule", { load_balancing_scheme: "", target: "vpc-sc" }],
  ])("is met by %s", (_, type, values) => expect(of("NETWORK-01", { [type]: { x: values } })[0]).toMatch(/^met/));
});

describe("ACCESS-09: pools on Google", () => {
  const pool = (workforce_pool_id: string, parent = "organizations/42000000"): Blocks => ({
    google_iam_workforce_pool: { p: { workforce_pool_id, parent } },
  });
  it("is met by the program's pool", () => expect(of("ACCESS-09", pool("team"))[0]).toMatch(/^met/));
  it("is a breach by another pool, or another organization's", () => {
    expect(of("ACCESS-09", pool("others"))[0]).toMatch(/^breach/);
    expect(of("ACCESS-09", pool("team", "organizations/1"))[0]).toMatch(/^breach/);
  });
  it("does not know a pool that cannot be read, nor whom others sign in", () => {
    expect(of("ACCESS-09", pool("${var.pool}"))[0]).toMatch(/^unknown/);
    expect(
      of("ACCESS-09", { google_iam_workload_identity_pool_provider: { p: { oidc: [{ issuer_uri: "https://x.example" }] } } })[0],
    ).toMatch(/^unknown/);
  });
  it("asks nothing of a program that builds no fence", () => expect(ask("ACCESS-09", [stack("s", pool("others"))], SCOPE)).toEqual([]));
});
