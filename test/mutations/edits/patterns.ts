import { resource, type Block, type Harmful, type StackJson } from "../edit";

const EDGE = "edge-us-east-1";
const TRAIL = "trail-us-east-1";

const passes = (of: string, change: (rules: string) => string): Harmful => ({
  of: `the edge's firewall: ${of}`,
  stack: EDGE,
  claim: "network",
  at: /^aws_networkfirewall_rule_group[.]/,
  change: (s) => {
    const source = (resource(s, "aws_networkfirewall_rule_group")["rule_group"] as Block)["rules_source"] as Block;
    source["rules_string"] = change(String(source["rules_string"]));
  },
});

const filterOf = (s: StackJson, name: string): Block => {
  const found = Object.values(s.resource["aws_cloudwatch_log_metric_filter"] ?? {}).find((filter) => filter["name"] === name);
  if (!found) throw new Error(`no filter ${name}`);
  return found;
};
const counts = (name: string, change: (pattern: string) => string): Harmful => ({
  of: `the trail's count of ${name} sees less`,
  stack: TRAIL,
  claim: "audit",
  at: /^aws_cloudwatch_log_metric_filter[.]/,
  change: (s) => {
    const filter = filterOf(s, name);
    filter["pattern"] = change(String(filter["pattern"]));
  },
});

/** Texts in languages of their own: what the edge's firewall passes, and what the trail's alarms count. */
export const patternEdits: readonly Harmful[] = [
  passes("everything", (rules) => `${rules}\npass ip any any -> any any (sid:1;)`),
  passes("another host", (rules) => rules.replace("receipts.app-store.example", "parent.example")),
  passes("what ends as a host does", (rules) => rules.replace("startswith; ", "")),
  passes("any port", (rules) => rules.replace(" 443 ", " any ")),
  passes("any source", (rules) => rules.replace("$HOME_NET any ->", "any any ->")),
  passes("any protocol", (rules) => rules.replace("pass tls", "pass ip")),
  counts("guardrail-change", () => '{ $.eventSource = "nothing" }'),
  counts("key-policy-change", (pattern) => pattern.replace('($.eventName = "DisableKey") || ', "")),
  counts("trail-stopped", (pattern) => pattern.replace("StopLogging", "StopLogin")),
  counts("unexpected-reader", (pattern) => pattern.replace("($.userIdentity.arn NOT EXISTS) || ", "")),
  counts("unexpected-reader", (pattern) => pattern.replace("arn:aws:sts::333333333333:assumed-role/ringfence-*", "*")),
  counts("break-glass", (pattern) => pattern.replace("*:role/", "*:role/x")),
  counts("cross-border-call", (pattern) => pattern.replace("us-east-2", "eu-central-1")),
];
