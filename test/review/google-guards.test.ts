import type { GoogleGuards } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";

const PEOPLE = "principalSet://iam.googleapis.com/locations/global/workforcePools/team/*";
const DENIED = { description: "", principal: PEOPLE, permissions: ["storage.googleapis.com/buckets.setIamPolicy"] };
const GUARDS: GoogleGuards = {
  ...GOOGLE_GUARDS,
  denyOn: ["folders/1"],
  denied: [DENIED],
  firewallOn: "folders/1",
  blocksNames: true,
  policies: [],
};
const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const google = (resource: Record<string, Record<string, JsonObject>>) => stack("s", resource, { provider });
const scope = { googleGuards: GUARDS };

const denyPolicy = (more: JsonObject = {}, rule: JsonObject = {}): JsonObject => ({
  parent: "cloudresourcemanager.googleapis.com%2Ffolders%2F1",
  rules: [{ deny_rule: { denied_principals: [PEOPLE], denied_permissions: DENIED.permissions as string[], ...rule } }],
  ...more,
});

describe("ACCESS-06", () => {
  const of = (body: JsonObject | undefined, whole = true, guards = scope) =>
    ask("ACCESS-06", [google(body ? { google_iam_deny_policy: { d: body } } : {})], guards, whole);
  const taken = (action: string) =>
    ask("ACCESS-06", [plan([{ address: "google_iam_deny_policy.d", actions: [action], before: denyPolicy() }])], scope);

  it("is met where it stands", () => {
    expect(of(denyPolicy())).toEqual(["met google_iam_deny_policy.d"]);
    expect(of(denyPolicy({ parent: "cloudresourcemanager.googleapis.com/folders/1" }))[0]).toMatch(/^met/);
  });
  it.each<[string, JsonObject | undefined]>([
    ["it is gone", undefined],
    ["it stands elsewhere", denyPolicy({ parent: "cloudresourcemanager.googleapis.com%2Ffolders%2F2" })],
    ["it denies somebody else", denyPolicy({}, { denied_principals: ["principalSet://goog/group/a@b.example"] })],
    ["it denies nothing", denyPolicy({}, { denied_permissions: [] })],
    ["it denies something else", denyPolicy({}, { denied_permissions: ["storage.googleapis.com/objects.get"] })],
    ["it has an exception", denyPolicy({}, { exception_principals: ["principal://goog/subject/a@b.example"] })],
    ["it holds on a condition", denyPolicy({}, { denial_condition: { expression: "false" } })],
  ])("is a breach where %s", (_, body) => expect(of(body)).toEqual([expect.stringMatching(/^breach google_iam_deny_policy/)]));
  it("is a breach where a plan takes it away, whatever else there is", () => {
    expect(taken("delete")[0]).toMatch(/^breach google_iam_deny_policy\.d: the plan takes away/);
    expect(taken("forget")[0]).toMatch(/^breach/);
  });
  it.each<[string, JsonObject]>([
    ["place", denyPolicy({ parent: "${var.parent}" })],
    ["people", denyPolicy({}, { denied_principals: "${var.people}" })],
    ["permissions", denyPolicy({}, { denied_permissions: ["${var.permission}"] })],
    ["exceptions", denyPolicy({}, { exception_principals: "${var.people}" })],
    ["condition", denyPolicy({}, { denial_condition: "${var.condition}" })],
  ])("does not know one whose %s cannot be read", (_, body) => expect(of(body)[0]).toMatch(/^unknown/));
  it("has nothing to say of one plan among several, or where no program wants it", () => {
    expect(of(undefined, false)).toEqual([]);
    expect(ask("ACCESS-06", [google({})], {}, true)).toEqual([]);
    expect(of(undefined, true, { googleGuards: { ...GUARDS, denyOn: [] } })).toEqual([]);
  });
});

describe("NETWORK-05", () => {
  const rule = (direction: string, path: string, more: JsonObject = {}): JsonObject => ({
    action: "deny",
    direction,
    match: { [path]: ["0.0.0.0/0"], layer4_config: [{ ip_protocol: "all" }] },
    ...more,
  });
  const OUT = rule("EGRESS", "dest_ip_ranges");
  const IN = rule("INGRESS", "src_ip_ranges");
  const ID = "${google_compute_firewall_policy_with_rules.p.id}";
  const of = (rules: JsonObject[], association: JsonObject | undefined = {}, whole = true) =>
    ask(
      "NETWORK-05",
      [
        google({
          google_compute_firewall_policy_with_rules: { p: { rule: rules } },
          google_compute_firewall_policy_association: { a: { attachment_target: "folders/1", firewall_policy: ID, ...association } },
        }),
      ],
      scope,
      whole,
    );

  it("is met where it refuses both ways", () => expect(of([OUT, IN])).toEqual(["met google_compute_firewall_policy_association.a"]));
  it.each<[string, JsonObject[], JsonObject]>([
    ["nothing out is refused", [IN], {}],
    ["nothing in is refused", [OUT], {}],
    ["a refusal is off", [IN, { ...OUT, disabled: true }], {}],
    ["a refusal is for some machines", [OUT, { ...IN, target_service_accounts: ["a"] }], {}],
    [
      "a refusal is of TCP",
      [OUT, rule("INGRESS", "src_ip_ranges", { match: { src_ip_ranges: ["0.0.0.0/0"], layer4_config: [{ ip_protocol: "tcp" }] } })],
      {},
    ],
    ["it is another's policy", [OUT, IN], { firewall_policy: "4711" }],
    ["it is on another folder", [OUT, IN], { attachment_target: "folders/2" }],
  ])("is a breach where %s", (_, rules, association) => expect(of(rules, association)[0]).toMatch(/^breach/));
  it("is a breach where nothing is left", () => expect(ask("NETWORK-05", [google({})], scope, true)[0]).toMatch(/^breach/));
  it.each<[string, JsonObject[], JsonObject]>([
    ["target", [OUT, IN], { attachment_target: "${var.folder}" }],
    ["policy", [OUT, IN], { firewall_policy: "${var.policy}" }],
    ["refusal's state", [OUT, { ...IN, disabled: "${var.off}" }], {}],
    ["refusal's action", [OUT, { ...IN, action: "${var.action}" }], {}],
  ])("does not know a %s that cannot be read", (_, rules, association) => expect(of(rules, association)[0]).toMatch(/^unknown/));
  it("has nothing to say where no program wants it, or of one stack among several", () => {
    expect(ask("NETWORK-05", [google({})], {}, true)).toEqual([]);
    expect(ask("NETWORK-05", [google({})], scope)).toEqual([]);
  });
});

describe("NETWORK-06", () => {
  const ID = "${google_compute_network.n.id}";
  const zone = (more: JsonObject = {}): JsonObject => ({
    dns_name: ".",
    visibility: "private",
    private_visibility_config: { networks: [{ network_url: ID }] },
    ...more,
  });
  const of = (zones: Record<string, JsonObject>, guards: object = scope, whole = true) =>
    ask("NETWORK-06", [google({ google_compute_network: { n: { name: "n" } }, google_dns_managed_zone: zones })], guards, whole);

  it("is met by an empty private zone of the root", () =>
    expect(of({ z: zone(), other: zone({ dns_name: "a.example." }) })).toEqual(["met google_compute_network.n"]));
  it.each<[string, Record<string, JsonObject>]>([
    ["there is none", { z: zone({ dns_name: "a.example." }) }],
    ["it is public", { z: zone({ visibility: "public" }) }],
    [
      "it is another network's",
      { z: zone({ private_visibility_config: { networks: [{ network_url: "projects/x/global/networks/y" }] } }) },
    ],
    ["it forwards", { z: zone({ forwarding_config: { target_name_servers: [{ ipv4_address: "8.8.8.8" }] } }) }],
    ["it asks a peer", { z: zone({ peering_config: { target_network: { network_url: "x" } } }) }],
  ])("is a breach where %s", (_, zones) => expect(of(zones)[0]).toMatch(/^breach google_compute_network\.n/));
  it("does not know a zone whose name is not known", () => expect(of({ z: zone({ dns_name: "${var.name}" }) })[0]).toMatch(/^unknown/));
  it("has nothing to say where no program wants it, or of one stack among several", () => {
    expect(of({}, {})).toEqual([]);
    expect(of({}, scope, false)).toEqual([]);
  });
});
