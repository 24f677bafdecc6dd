import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, Unknown } from "../../value";
import { breach, met, unknown, type Verdict } from "../rule";

/** A load balancer's backends are open to whom its scheme says; one that faces the internet is filtered by Cloud Armor. */
export function armored(backend: Resource, facts: Facts): Verdict[] {
  const scheme = get(backend.values, "load_balancing_scheme");
  // The provider's preset: EXTERNAL for global backends, INTERNAL for a region's (google 6.50).
  const preset = backend.type === "google_compute_backend_service" ? "EXTERNAL" : "INTERNAL";
  const faces = isAbsent(scheme) && !(scheme instanceof Unknown) ? preset : facts.resolver.text(scheme, backend.stack);
  if (faces === undefined) return [unknown("whether it faces the internet is not known", { attribute: "load_balancing_scheme" })];
  if (!faces.startsWith("EXTERNAL")) return [met()];
  const policy = get(backend.values, "security_policy");
  if (policy instanceof Unknown) return [met("its policy is minted with it")];
  return isAbsent(policy)
    ? [breach("what comes in is filtered by no policy of Cloud Armor", { attribute: "security_policy", value: "absent" })]
    : [met()];
}

/** A global balancer opens TLS wherever its user is, and no setting keeps that inside (Cloud Load Balancing documentation). */
export function opensInside(rule: Resource, facts: Facts): Verdict[] {
  const scheme = get(rule.values, "load_balancing_scheme");
  const text = scheme === "" ? "" : isAbsent(scheme) ? "EXTERNAL" : facts.resolver.text(scheme, rule.stack);
  const attribute = "load_balancing_scheme";
  if (text === undefined) return [unknown("whether it faces the internet is not known", { attribute })];
  return text.startsWith("EXTERNAL")
    ? [breach("it opens TLS outside of the jurisdiction", { attribute, value: text, expected: "a regional forwarding rule" })]
    : [met()];
}
