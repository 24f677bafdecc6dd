import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const google = { provider: { google: [{ project: "home-project", region: "us-east1" }] } };
const rule = (action: string, match: JsonObject) => ({ priority: 1, action, direction: "EGRESS", match: [match] });
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
