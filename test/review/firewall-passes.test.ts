import { passRules } from "../../constructs/edge/firewall-rules";
import { watches } from "../../constructs/audit/alarm-patterns";
import type { Fence } from "../../config/guardrails/fenced";
import type { JsonObject } from "../../review/value";
import { ask, EDGE, HOME, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const at = { network: "east", cloud: "aws" as const, account: HOME, region: "us-east-1", edge: EDGE, reason: "" };
const paths = [
  { ...at, way: "out" as const, to: "shop.example:443" },
  { ...at, way: "in" as const, to: "app.example:443" },
];
const path = (name: string, host: string) => ({ name, host, port: 443, reason: "" });
const OWN = passRules({ egress: [path("shop", "shop.example")], ingress: [path("app", "app.example")] } as never);

describe("NETWORK-23: what a network firewall passes", () => {
  const of = (rule_group: JsonObject, scope: object = { paths }, more: JsonObject = {}) =>
    ask(
      "NETWORK-23",
      [stack("s", { aws_networkfirewall_rule_group: { g: { rule_group, ...more } } }, { account: EDGE })],
      { awsGuards, ...scope },
      true,
    )[0];
  const rules = (rules_string: string) => of({ rules_source: { rules_string } });

  it("is met by the declared paths, comments, and what drops or alerts", () => {
    expect(rules(OWN)).toMatch(/^met/);
    expect(rules(`${OWN}\n# a comment\n\ndrop ip any any -> any any (sid:9;)\nalert tls any any -> any any (sid:10;)`)).toMatch(/^met/);
    expect(of({ rules_source: { rules_source_list: { generated_rules_type: "ALLOWLIST", targets: ["shop.example"] } } })).toMatch(/^met/);
    expect(of({ rules_source: { rules_source_list: { generated_rules_type: "DENYLIST", targets: ["evil.example"] } } })).toMatch(/^met/);
  });
  it.each([
    ["everything", "pass ip any any -> any any (sid:1;)"],
    ["another host", OWN.replaceAll("shop.example", "parent.example")],
    ["a part of a host's name", OWN.replace("startswith; ", "")],
    ["what ends otherwise", OWN.replace("endswith; ", "")],
    ["another port", OWN.replace(" 443 ", " any ")],
    ["both ways", OWN.replace("->", "<>")],
    ["the way out as a way in", OWN.replace("$HOME_NET any -> $EXTERNAL_NET", "$EXTERNAL_NET any -> $HOME_NET")],
    ["any source", OWN.replace("$HOME_NET any ->", "any any ->")],
    ["another protocol", OWN.replace("pass tls", "pass tcp")],
    ["all but a host", OWN.replace('content:"', 'content:!"')],
    ["an action that nobody knows", OWN.replace("pass", "bypass")],
  ])("is a breach by %s", (_, text) => expect(rules(text)).toMatch(/^breach/));
  it.each<JsonObject>([
    { rules_source: { rules_source_list: { generated_rules_type: "ALLOWLIST", targets: ["shop.example", ".example"] } } },
    { rules_source: { stateful_rule: [{ action: "PASS", header: {} }] } },
    { rules_source: { stateless_rules_and_custom_actions: { stateless_rule: [{ rule_definition: { actions: ["aws:pass"] } }] } } },
    { rule_variables: { ip_sets: { key: "HOME_NET", ip_set: { definition: ["0.0.0.0/0"] } } } },
  ])("is a breach by %j", (group) => expect(of(group)).toMatch(/^breach/));
  it("reads the rules beside the group, too", () =>
    expect(of({}, { paths }, { rules: "pass ip any any -> any any (sid:1;)" })).toMatch(/^breach/));
  it("does not know what it cannot read", () => {
    expect(rules("pass")).toMatch(/^unknown/);
    expect(rules("${var.rules}")).toMatch(/^unknown/);
    expect(of({ rules_source: { rules_source_list: { generated_rules_type: "ALLOWLIST", targets: ["${var.host}"] } } })).toMatch(
      /^unknown/,
    );
  });
  it("asks no program that declares no paths, or builds no fence", () => {
    expect(of({ rules_source: { rules_string: "pass" } }, {})).toBeUndefined();
    expect(of({ rules_source: { rules_string: "pass" } }, { paths, awsGuards: undefined })).toBeUndefined();
  });
});

describe("AUDIT-24: what the trail's counts see", () => {
  const fence = { keyBreakGlass: "arn:aws:iam::*:role/ringfence-key-break-glass" } as Fence;
  const own = watches({
    readers: [HOME],
    rolePrefix: "ringfence-",
    breakGlassRoles: ["ringfence-key-break-glass"],
    regions: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  });
  const of = (name: string, pattern: string, namespace = "Ringfence/x", scope: object = { awsGuards: { ...awsGuards, fence } }) =>
    ask(
      "AUDIT-24",
      [stack("s", { aws_cloudwatch_log_metric_filter: { f: { pattern, metric_transformation: { name, namespace } } } })],
      scope,
    )[0];
  const patternOf = (name: string) => own.find(({ what }) => what === name)?.pattern ?? "";

  it.each(own.map(({ what }) => what))("is met by %s as the program writes it", (what) =>
    expect(of(what, patternOf(what))).toMatch(/^met/),
  );
  it.each([
    ["key-policy-change", (text: string) => text.replace('($.eventName = "DisableKey") || ', "")],
    ["guardrail-change", (text: string) => text.replace("organizations", "organisations")],
    ["trail-stopped", (text: string) => text.replace("||", "&&")],
    ["unexpected-reader", (text: string) => text.replace("($.userIdentity.arn NOT EXISTS) || ", "")],
    ["unexpected-reader", (text: string) => text.replace(`arn:aws:sts::${HOME}:assumed-role/ringfence-*`, "*")],
    ["break-glass", (text: string) => text.replace("*:role/", "*:role/x")],
    ["break-glass", (text: string) => text.replace("AssumeRole*", "AssumeRole")],
    ["cross-border-call", (text: string) => text.replace("us-east-2", "eu-central-1")],
  ])("is a breach by %s that sees less", (what, change) => {
    expect(change(patternOf(what))).not.toBe(patternOf(what));
    expect(of(what, change(patternOf(what)))).toMatch(/^breach/);
  });
  it("does not know a pattern that it cannot read", () => {
    expect(of("trail-stopped", "ERROR")).toMatch(/^unknown/);
    expect(of("trail-stopped", "${var.pattern}")).toMatch(/^unknown/);
  });
  it("has nothing to say of other counts, and of a program without a fence", () => {
    expect(of("trail-stopped", "ERROR", "App")).toBeUndefined();
    expect(of("errors", "ERROR")).toBeUndefined();
    expect(of("trail-stopped", "ERROR", "Ringfence/x", {})).toBeUndefined();
  });
});
