import { isPrivate } from "../../cidr";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import { admits, differs, fault, lacks, standing, textOf, worstOf, type Fault } from "../guardrails/google-guards";
import type { SetRule } from "../rule";

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
        faults: (association) => [wrong(association, facts)],
      },
      facts,
    );
  },
};

function isOn(target: string | undefined, folder: string): boolean | undefined {
  return target === undefined ? undefined : target === folder || target.endsWith(`/${folder}`);
}

function wrong(association: Resource, facts: Facts): Fault | undefined {
  const named = get(association.values, "firewall_policy");
  const policies = facts
    .ofType(POLICY)
    .filter(({ action }) => action !== "delete")
    .map((policy) => ({ policy, names: facts.refersTo(association, named, policy, ["id", "name"]) }));
  const policy = policies.find(({ names }) => names === "yes")?.policy;
  // A policy whose rules are resources of their own is none that the program's stacks make.
  if (!policy) return fault("its policy is not among the stacks", !policies.some(({ names }) => names === "maybe"));
  return (
    spares(policy, facts) ??
    refuses("it does not refuse whatever leaves", "EGRESS", "match[].dest_ip_ranges[]", policy, facts) ??
    refuses("it does not refuse whatever comes in", "INGRESS", "match[].src_ip_ranges[]", policy, facts)
  );
}

/** One rule without a fault is enough. */
function refuses(text: string, direction: string, path: string, policy: Resource, facts: Facts): Fault | undefined {
  const worst = select(policy.values, "rule[]").map(({ value: rule }) => {
    const texts = (at: string) => select(rule, at).map(({ value }) => facts.resolver.text(value, policy.stack));
    return worstOf([
      differs(text, texts("action"), "deny"),
      differs(text, texts("direction"), direction),
      admits(text, texts("disabled"), (each) => each === "false"),
      admits(text, [...texts("target_resources[]"), ...texts("target_service_accounts[]")], () => false),
      lacks(text, ["0.0.0.0/0"], texts(path)),
      lacks(text, ["all"], texts("match[].layer4_config[].ip_protocol")),
    ]);
  });
  return worst.includes(undefined)
    ? undefined
    : fault(
        text,
        worst.every((each) => each?.proven),
      );
}

/** Google's own health checks (Cloud Load Balancing documentation, firewall rules). */
const HEALTH_CHECKS = new Set(["35.191.0.0/16", "130.211.0.0/22"]);

/** What a rule leaves to the networks' own rules, the refusals below it never see. */
function spares(policy: Resource, facts: Facts): Fault | undefined {
  const rules = select(policy.values, "rule[]").map(({ value }) => value);
  return worstOf(
    rules.map((rule) => {
      const texts = (at: string) => select(rule, at).map(({ value }) => facts.resolver.text(value, policy.stack));
      if (texts("action")[0] !== "goto_next" || texts("disabled")[0] === "true") return undefined;
      const ranges = [...texts("match[].src_ip_ranges[]"), ...texts("match[].dest_ip_ranges[]")];
      if (ranges.length === 0) return fault("it leaves every network to the networks' own rules");
      return admits("it leaves to the networks' own rules", ranges, (each) => isPrivate(each) === true || HEALTH_CHECKS.has(each));
    }),
  );
}
