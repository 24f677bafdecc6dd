import type { Claim } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select, Unknown } from "../../value";
import { ignoring } from "../guards/changes-noticed";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";
import type { Switch } from "./switch";
import { SWITCHES } from "./switches";

/** `notices`: is it asked as well whether terraform would notice a guard that somebody changed by hand? */
function rule(id: string, claim: Claim, title: string, notices = false): ResourceRule {
  return {
    id,
    claim,
    subject: "resource",
    title,
    why: "A guard that stands and is switched off looks like one that guards: nothing is missing, and nothing is kept out or written down (the services' API references and the provider's schema).",
    fix: "Set it back as the program makes it.",
    concerns: (type) => switchesOf(type, claim).length > 0 || (notices && /^(aws|google)_/.test(type)),
    judge: (resource, facts) => {
      // Of a program that builds no fence nothing is asked, and a sandbox is torn down.
      if (!isFenced(resource, facts)) return [];
      if (facts.scope.headline === "SANDBOX") return [];
      const own = switchesOf(resource.type, claim).filter((each) => each.only?.(resource, facts) !== false);
      return [...own.flatMap((each) => judge(resource, each, facts)), ...(notices ? ignoring(resource, claim, facts) : [])];
    },
  };
}

export const SWITCHED_ON_RULES = {
  custody: rule("CUSTODY-12", "custody", "Keys are rotated, and lists of access have an end."),
  access: rule("ACCESS-12", "access", "What keeps credentials short and rights bounded is switched on, and stays."),
  network: rule("NETWORK-12", "network", "Firewalls and load balancers are set to refuse, and stay so, as far as terraform sees.", true),
  audit: rule(
    "AUDIT-11",
    "audit",
    "What watches, records and alarms is switched on, leaves nothing out, and stays so, as far as terraform sees.",
    true,
  ),
  migration: rule("MIGRATION-11", "migration", "Backups and their locks are switched on, and stay so, as far as terraform sees.", true),
};

function switchesOf(type: string, claim: Claim): readonly Switch[] {
  return (Object.hasOwn(SWITCHES, type) ? (SWITCHES[type] ?? []) : []).filter((each) => each.claim === claim);
}

function judge(resource: Resource, { path, on, absent, says, expected }: Switch, facts: Facts): Verdict[] {
  const inSource = path.startsWith("lifecycle");
  // A plan does not carry `lifecycle`.
  if (inSource && resource.source === undefined) return [];
  const found = select(inSource ? resource.source : resource.values, path).filter(
    ({ value }) => !(value instanceof Unknown && value.computed),
  );
  const stated = found.length > 0 ? found : [{ path, value: absent }];
  return stated.map(({ value, path: attribute }): Verdict => {
    const resolved = facts.resolver.resolve(value, resource.stack);
    // What another resource will have is a value, whichever it turns out to be.
    const text =
      resolved.kind === "value" ? String(resolved.value ?? absent) : resolved.kind === "resource" ? resolved.resource.address : undefined;
    if (text === undefined) return unknown(`its ${path} is not known`, { attribute, value: "unresolved", expected });
    return on(text, facts) ? met() : breach(says, { attribute, value: text, expected });
  });
}
