import type { Claim, GoogleGuards } from "../../config/scope";
import type { GoogleGuardrail } from "../../config/schema/google-guardrails";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, isObject, select, type Json, type JsonObject, type Value } from "../value";
import { parseJson } from "../read/json";
import { standing, textOf } from "./google-guards";
import type { Verdict } from "./rule";

type Policy = GoogleGuards["policies"][number];

/** The claim that each organization policy answers. */
const CLAIM: Partial<Record<GoogleGuardrail, Claim>> = {
  "resource-locations": "location",
  "cmek-required": "custody",
  "cmek-projects": "custody",
  "member-domains": "access",
  "public-access": "access",
  "service-account-keys": "access",
  "hmac-keys": "access",
};

/** Each organization policy of the program's, on its folder or on each of its projects. */
export function googlePolicies(claim: Claim, facts: Facts): Verdict[] {
  const policies = facts.scope.googleGuards?.policies ?? [];
  return policies
    .filter(({ control }) => CLAIM[control] === claim)
    .flatMap((policy) => {
      const name = `${policy.parent}/policies/${policy.constraint}`;
      return standing(
        {
          type: "google_org_policy_policy",
          what: `the organization policy ${name}`,
          stands: (resource) => is(textOf(resource, "name", facts), name),
          wrong: (resource) => wrong(resource, policy, facts),
        },
        facts,
      );
    });
}

const is = (text: string | undefined, name: string) => (text === undefined ? undefined : text === name);

/** A list may be shorter than the program's where it allows and longer where it denies, and no rule may have a condition. */
function wrong(resource: Resource, { rule, parent }: Policy, facts: Facts): string | undefined {
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  const texts = (value: Value, path: string) => select(value, path).map((found) => text(found.value));
  if (textOf(resource, "parent", facts) !== parent) return "it is set somewhere else";
  if (
    [
      text(select(resource.values, "spec[].inherit_from_parent")[0]?.value),
      text(select(resource.values, "spec[].reset")[0]?.value),
    ].includes("true")
  )
    return "it takes what stands above";
  const rules = select(resource.values, "spec[].rules[]").map(({ value }) => value);
  const [only, ...others] = rules;
  if (only === undefined) return "it has no rule";
  if (others.length > 0 || select(only, "condition[]").length > 0) return "it makes exceptions";
  if (texts(only, "allow_all").some((each) => each?.toUpperCase() !== "FALSE")) return "it allows everything";
  if (rule.enforce && texts(only, "enforce")[0]?.toUpperCase() !== rule.enforce) return "it is not enforced";
  const denied = texts(only, "values[].denied_values[]");
  const missed = (rule.values?.deniedValues ?? []).filter((value) => !denied.includes(value));
  if (missed.length > 0) return `it does not deny ${missed.join(" and ")}`;
  const allowed = texts(only, "values[].allowed_values[]");
  const wanted = rule.values?.allowedValues;
  if (wanted) {
    const strange = allowed.filter((value) => value === undefined || !wanted.includes(value));
    if (strange.length > 0) return `it allows ${strange.map((value) => value ?? "what is not known").join(" and ")}`;
    if (allowed.length === 0) return "it allows no list";
  }
  return rule.parameters === undefined ? undefined : widened(text(select(only, "parameters")[0]?.value), rule.parameters);
}

/** Each list of parameters names what may be: a longer one, or one that is missing, lets more in. */
function widened(given: string | undefined, wanted: string): string | undefined {
  const parse = (text: string): JsonObject | undefined => {
    try {
      const json = parseJson(text, "parameters");
      return isObject(json) ? (json as JsonObject) : undefined;
    } catch {
      return undefined;
    }
  };
  const own = given === undefined ? undefined : parse(given);
  if (!own) return "its parameters are not known";
  const lists = parse(wanted) ?? {};
  const more = Object.entries(own).flatMap(([name, values]) => {
    const known = get(lists, name);
    return (Array.isArray(values) ? values : [values]).filter((value: Json) => !(Array.isArray(known) && known.includes(value)));
  });
  if (more.length > 0) return `it lets in ${more.map((value) => String(value)).join(" and ")}`;
  return Object.keys(own).length === 0 ? "it has no parameters" : undefined;
}
