import { isPrivate } from "../../cidr";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** A rule of Suricata's: action, protocol, source and its port, direction, destination and its port, options. */
const RULE = /^(\w+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(->|<>)\s+(\S+)\s+(\S+)\s+\(([^]*)\)$/;
const RULES = ["rules", "rule_group[].rules_source[].rules_string"];
const TARGETS = "rule_group[].rules_source[].rules_source_list[]";
const STATEFUL = "rule_group[].rules_source[].stateful_rule[].action";
const STATELESS = "rule_group[].rules_source[].stateless_rules_and_custom_actions[].stateless_rule[].rule_definition[].actions[]";
const HOME = "rule_group[].rule_variables[].ip_sets[]";
const EXPECTED = "the declared paths, each by the server name that the handshake gives";

export const firewallPasses: ResourceRule = {
  id: "NETWORK-23",
  claim: "network",
  subject: "resource",
  title: "The network firewall passes the declared paths, each by its host and port, and nothing else.",
  why: "What a rule passes the policy's default drops no more; a rule by address, by a part of a name or by any protocol lets out whatever takes that shape (AWS Network Firewall developer guide, rule groups and strict evaluation order).",
  fix: "Declare the path under the network's egress or ingress, or take the rule out.",
  concerns: (type) => type === "aws_networkfirewall_rule_group",
  judge: (group, facts) => {
    if (!isFenced(group, facts) || facts.scope.paths === undefined) return [];
    const found = [...byRules(group, facts), ...byNames(group, facts), ...byAddresses(group, facts), ...homeOf(group, facts)];
    return found.length > 0 ? found : [met()];
  },
};

const textOf = (group: Resource, facts: Facts, path: string) =>
  select(group.values, path).map(({ value, path: attribute }) => ({ attribute, text: facts.resolver.text(value, group.stack) }));

function byRules(group: Resource, facts: Facts): Verdict[] {
  return RULES.flatMap((path) => textOf(group, facts, path)).flatMap(({ attribute, text }): Verdict[] => {
    if (text === undefined) return [unknown("what it passes is not known", { attribute, value: "unresolved" })];
    const lines = text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    return lines.flatMap((line) => passed(line, attribute, group, facts));
  });
}

function passed(line: string, attribute: string, group: Resource, facts: Facts): Verdict[] {
  const [, action, protocol, source, , direction, target, port, options = ""] = RULE.exec(line) ?? [];
  const more = { attribute, value: line, expected: EXPECTED };
  if (action === undefined) return [unknown("a rule of it cannot be read", more)];
  if (["drop", "reject", "alert"].includes(action)) return [];
  const parts = options.split(";").map((part) => part.trim());
  const hosts = parts.filter((part) => part.startsWith("content:")).map((part) => /^content:"([^"!|]+)"$/.exec(part)?.[1]);
  const whole = ["tls.sni", "startswith", "endswith"].every((part) => parts.includes(part));
  const way = source === "$HOME_NET" ? "out" : target === "$HOME_NET" ? "in" : undefined;
  const { account } = facts.placeOf(group);
  const declared =
    action === "pass" && protocol === "tls" && direction === "->" && whole && hosts.length === 1
      ? facts.scope.paths?.some((path) => path.way === way && path.to === `${hosts[0] ?? ""}:${port ?? ""}` && path.edge === account)
      : false;
  return declared === true ? [] : [breach("it passes what no path declares", more)];
}

function byNames(group: Resource, facts: Facts): Verdict[] {
  const lists = textOf(group, facts, `${TARGETS}.generated_rules_type`);
  if (lists.every(({ text }) => text === "DENYLIST")) return [];
  const hosts = new Set(facts.scope.paths?.filter(({ way }) => way === "out").map(({ to }) => to.replace(/:\d+$/, "")));
  return textOf(group, facts, `${TARGETS}.targets[]`).flatMap(({ attribute, text }): Verdict[] => {
    if (text === undefined) return [unknown("what it passes is not known", { attribute, value: "unresolved" })];
    return hosts.has(text) ? [] : [breach("it passes what no path declares", { attribute, value: text, expected: EXPECTED })];
  });
}

function byAddresses(group: Resource, facts: Facts): Verdict[] {
  return [STATEFUL, STATELESS]
    .flatMap((path) => textOf(group, facts, path))
    .flatMap(({ attribute, text }): Verdict[] => {
      if (text === undefined) return [unknown("what it passes is not known", { attribute, value: "unresolved" })];
      return /^(aws:)?pass$/i.test(text) ? [breach("it passes by address", { attribute, value: text, expected: EXPECTED })] : [];
    });
}

/** Whatever is home to the rules is let out as home is. */
function homeOf(group: Resource, facts: Facts): Verdict[] {
  return textOf(group, facts, `${HOME}.ip_set[].definition[]`).flatMap(({ attribute, text }): Verdict[] => {
    if (text === undefined) return [];
    return isPrivate(text) === true
      ? []
      : [breach(`it takes ${text} for home`, { attribute, value: text, expected: "a block of the edge" })];
  });
}
