import { Program } from "../../config/program";
import { all, built, changed, one, type Json } from "./google-estate";

const NAME = "google-organization-europe-west3";
const FOLDER = "folders/200000000099";
const reason = "The folder's owner has one already";
const stackOf = (change: (input: Json) => void): Json => built(changed(change)).stack(NAME);

describe("the hierarchical firewall", () => {
  const stack = built().stack(NAME);

  it("stands on the fence's folder, and on nothing above", () => {
    expect(one(stack, "google_compute_firewall_policy_with_rules")).toMatchObject({
      parent: FOLDER,
      short_name: "ringfence-european-union",
    });
    expect(one(stack, "google_compute_firewall_policy_association")).toEqual({
      name: "ringfence-european-union",
      attachment_target: FOLDER,
      firewall_policy: expect.stringMatching(/^\$\{google_compute_firewall_policy_with_rules\.firewall_policy_[0-9A-F]{8}\.id\}$/),
    });
  });

  it("leaves private addresses to the networks' own rules, and refuses and logs everything else", () => {
    const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    const layer4_config = [{ ip_protocol: "all" }];
    expect(one(stack, "google_compute_firewall_policy_with_rules").rule).toEqual([
      {
        priority: 1000,
        rule_name: "private-out",
        action: "goto_next",
        direction: "EGRESS",
        match: { dest_ip_ranges: PRIVATE, layer4_config },
        enable_logging: false,
      },
      {
        priority: 1100,
        rule_name: "known-in",
        action: "goto_next",
        direction: "INGRESS",
        match: { src_ip_ranges: PRIVATE, layer4_config },
        enable_logging: false,
      },
      {
        priority: 2000,
        rule_name: "nothing-out",
        action: "deny",
        direction: "EGRESS",
        match: { dest_ip_ranges: ["0.0.0.0/0"], layer4_config },
        enable_logging: true,
      },
      {
        priority: 2100,
        rule_name: "nothing-in",
        action: "deny",
        direction: "INGRESS",
        match: { src_ip_ranges: ["0.0.0.0/0"], layer4_config },
        enable_logging: true,
      },
    ]);
  });

  it("is left out for a reason only: a program without a folder says why", () => {
    const weaker = [{ control: "hierarchical-firewall", reason }];
    expect(
      all(
        stackOf((p) => (p.googleGuardrails = { folder: "200000000099", weaker })),
        "google_compute_firewall_policy_with_rules",
      ),
    ).toEqual([]);
    expect(() => Program.of(changed((p) => (p.googleGuardrails = {})))).toThrow(/PROGRAM-UNIT[\s\S]*googleGuardrails.folder/);
    expect(Program.of(changed((p) => (p.googleGuardrails = { weaker }))).scope().optOuts).toContainEqual({
      of: "google guardrail hierarchical-firewall",
      reason,
    });
  });
});

describe("names", () => {
  const zones = (network: Json) => all(network, "google_dns_managed_zone").filter(({ dns_name }) => dns_name === ".");

  it("that no zone of the network answers are answered by an empty one, and not by the internet", () => {
    const network = built().stack("network-europe-west3");
    const [root, ...others] = zones(network);
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      visibility: "private",
      private_visibility_config: { networks: [{ network_url: expect.stringMatching(/^\$\{google_compute_network\./) }] },
    });
    const records = all(network, "google_dns_record_set").map(({ managed_zone }) => managed_zone);
    expect(records.some((zone: string) => zone.includes("no-other-name"))).toBe(false);
    expect(one(network, "google_dns_policy")).toMatchObject({ enable_logging: true, enable_inbound_forwarding: false });
  });

  it("go to the internet for a reason only", () => {
    const weaker = [{ control: "dns-block", reason }];
    const input = changed((p) => (p.googleGuardrails = { folder: "200000000099", weaker }));
    expect(zones(built(input).stack("network-europe-west3"))).toEqual([]);
    expect(Program.of(input).scope().optOuts).toContainEqual({ of: "google guardrail dns-block", reason });
  });
});
