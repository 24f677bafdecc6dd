import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, select, type Value } from "../value";
import { standing, textOf } from "./google-guards";
import type { SetRule } from "./rule";

const POLICY = "google_compute_firewall_policy_with_rules";

export const googleWalled: SetRule = {
  id: "NETWORK-05",
  claim: "network",
  subject: "set",
  title: "The firewall above the program's networks on Google stands, and refuses what no rule names.",
  why: "Who builds a network in a project could open it; the rules of a folder's firewall policy come first, and no network overrules them (Cloud NGFW documentation, hierarchical firewall policies).",
  fix: "Put the policy and its association with the folder back, with the rules that deny the rest both ways; or give under googleGuardrails.weaker the reason for hierarchical-firewall.",
  judge: (facts) => {
    const folder = facts.scope.googleGuards?.firewallOn;
    if (folder === undefined) return [];
    return standing(
      {
        type: "google_compute_firewall_policy_association",
        what: `the firewall on ${folder}`,
        stands: (association) => isOn(textOf(association, "attachment_target", facts), folder),
        wrong: (association) => wrong(association, facts),
      },
      facts,
    );
  },
};

function isOn(target: string | undefined, folder: string): boolean | undefined {
  return target === undefined ? undefined : target === folder || target.endsWith(`/${folder}`);
}

function wrong(association: Resource, facts: Facts): string | undefined {
  const attribute = "firewall_policy";
  const policy = facts
    .ofType(POLICY)
    .find(
      (one) => one.action !== "delete" && facts.refersTo(association, get(association.values, attribute), one, ["id", "name"]) === "yes",
    );
  // A policy whose rules are resources of their own is none that the program's stacks make.
  if (!policy) return "its policy is not among the stacks";
  const rules = select(policy.values, "rule[]").map(({ value }) => value);
  const denies = (direction: string, path: string) => rules.some((rule) => deniesAll(rule, direction, path, policy, facts));
  if (!denies("EGRESS", "match[].dest_ip_ranges[]")) return "it does not refuse whatever leaves";
  return denies("INGRESS", "match[].src_ip_ranges[]") ? undefined : "it does not refuse whatever comes in";
}

function deniesAll(rule: Value, direction: string, path: string, policy: Resource, facts: Facts): boolean {
  const text = (at: string) => facts.resolver.text(select(rule, at)[0]?.value, policy.stack);
  const disabled = text("disabled");
  return (
    text("action") === "deny" &&
    text("direction") === direction &&
    (disabled === undefined ? select(rule, "disabled").length === 0 : disabled === "false") &&
    ["target_resources[]", "target_service_accounts[]"].every((target) => select(rule, target).length === 0) &&
    select(rule, path).some(({ value }) => facts.resolver.text(value, policy.stack) === "0.0.0.0/0") &&
    text("match[].layer4_config[].ip_protocol") === "all"
  );
}
