import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import { isEdge } from "./edge";
import { textOf } from "../guardrails/google-guards";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const namesBlocked: ResourceRule = {
  id: "NETWORK-06",
  claim: "network",
  subject: "resource",
  title: "A network of the program's on Google answers no name but those of its own zones.",
  why: "Google's resolver looks up any name for a network that has no way out, and a name that is asked for carries data to whoever answers it; an empty private zone of the root answers all others (Cloud DNS documentation, name resolution order).",
  fix: "Put the private zone of `.` back, without forwarding or peering; or give under googleGuardrails.weaker the reason for dns-block.",
  concerns: (type) => type === "google_compute_network",
  judge: (network, facts) => {
    if (facts.scope.googleGuards?.blocksNames !== true || network.type !== "google_compute_network" || network.action === "delete")
      return [];
    if (facts.isLegacy(network)) return [met(LEGACY)];
    if (isEdge(network, facts)) return [];
    return judge(network, facts);
  },
};

function judge(network: Resource, facts: Facts): Verdict[] {
  const all = facts.ofType("google_dns_managed_zone").filter(({ action }) => action !== "forget");
  const roots = all.filter((zone) => [".", undefined].includes(textOf(zone, "dns_name", facts)) && seenFrom(zone, network, facts) !== "no");
  const certain = roots.filter((zone) => textOf(zone, "dns_name", facts) === "." && seenFrom(zone, network, facts) === "yes");
  const kept = certain.filter(({ action }) => action !== "delete");
  const more = { value: "root zone", expected: "an empty private zone of `.`" };
  if (kept.some((zone) => isEmpty(zone))) return [met()];
  if (kept.length > 0) return [breach("its zone of all other names asks somebody else", more)];
  if (roots.some((zone) => zone.action !== "delete")) return [unknown("whether it answers every name is not known", more)];
  return facts.whole || certain.length > 0 ? [breach("it answers every name in the world", more)] : [];
}

function seenFrom(zone: Resource, network: Resource, facts: Facts): "yes" | "no" | "maybe" {
  const visibility = textOf(zone, "visibility", facts);
  if (visibility !== undefined && visibility !== "private") return "no";
  const answers = select(zone.values, "private_visibility_config[].networks[].network_url").map(({ value }) =>
    facts.refersTo(zone, value, network, ["id", "self_link"]),
  );
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}

const isEmpty = ({ values }: Resource): boolean =>
  ["forwarding_config", "peering_config"].every((block) => select(values, `${block}[]`).length === 0) &&
  get(values, "dynamic") === undefined;
