import { Construct } from "constructs";
import { ComputeFirewallPolicyAssociation } from "@cdktf/provider-google/lib/compute-firewall-policy-association";
import {
  ComputeFirewallPolicyWithRules,
  type ComputeFirewallPolicyWithRulesRule,
} from "@cdktf/provider-google/lib/compute-firewall-policy-with-rules";
import type { Program } from "../../config/program";
import type { GoogleStack } from "../place/google-stack";
import { isGoogleWeaker } from "./google-fence";

/** Private addresses (RFC 1918), and the ranges from which Google's own health checks and proxies of load balancers come. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** Cloud Load Balancing documentation, firewall rules. */
export const HEALTH_CHECKS = ["35.191.0.0/16", "130.211.0.0/22"];
const ANYWHERE = ["0.0.0.0/0"];

/**
 * The rules that no network of the fence can overrule: what is private, and Google's health checks where a path in is
 * declared, is left to the network's own rules; everything else is refused and logged.
 *
 * `goto_next` logs nothing (Cloud NGFW documentation, hierarchical firewall policies); the network's own rule does.
 */
export function firewallRules(program: Program): readonly ComputeFirewallPolicyWithRulesRule[] {
  const google = Object.values(program.data.networks).filter(({ account }) => program.account(account).cloud === "google");
  const sources = google.some(({ ingress }) => ingress.length > 0) ? [...PRIVATE, ...HEALTH_CHECKS] : PRIVATE;
  const all = [{ ipProtocol: "all" }];
  return [
    rule(1000, "private-out", "goto_next", "EGRESS", { destIpRanges: PRIVATE, layer4Config: all }),
    rule(1100, "known-in", "goto_next", "INGRESS", { srcIpRanges: sources, layer4Config: all }),
    rule(2000, "nothing-out", "deny", "EGRESS", { destIpRanges: ANYWHERE, layer4Config: all }),
    rule(2100, "nothing-in", "deny", "INGRESS", { srcIpRanges: ANYWHERE, layer4Config: all }),
  ];
}

function rule(
  priority: number,
  ruleName: string,
  action: "deny" | "goto_next",
  direction: "EGRESS" | "INGRESS",
  match: ComputeFirewallPolicyWithRulesRule["match"],
): ComputeFirewallPolicyWithRulesRule {
  return { priority, ruleName, action, direction, match, enableLogging: action === "deny" };
}

/**
 * The firewall above every network of the fence, on its folder: who builds a network there cannot open it.
 *
 * It stands on folders and organizations only, and never on the organization, which holds others; so a program without a
 * folder has the networks' own rules alone, and gives its reason.
 */
export class GoogleFirewallPolicy extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    const { folder } = program.data.googleGuardrails;
    if (folder === undefined || isGoogleWeaker(program, "hierarchical-firewall")) return;
    const policy = new ComputeFirewallPolicyWithRules(this, "policy", {
      parent: `folders/${folder}`,
      shortName: `ringfence-${program.name}`,
      description: "What no network of the fence lets out or in",
      rule: [...firewallRules(program)],
    });
    new ComputeFirewallPolicyAssociation(this, "association", {
      name: `ringfence-${program.name}`,
      attachmentTarget: `folders/${folder}`,
      firewallPolicy: policy.id,
    });
  }
}
