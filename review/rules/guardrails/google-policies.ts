import type { Claim, GoogleGuards } from "../../../config/scope";
import type { GoogleGuardrail } from "../../../config/schema/google-guardrails";
import type { Three } from "../../access/three";
import type { Facts } from "../../facts/facts";
import type { Stack } from "../../facts/model";
import { get, isObject, select, type Json, type JsonObject, type Value, type ValueObject } from "../../value";
import { parseJson } from "../../read/json";
import { leaves } from "../fenced";
import { POLICY, POLICY_TYPES, setPolicy } from "./google-policy-versions";
import { admits, differs, fault, is, lacks, standing, textOf, worstOf, type Fault } from "./google-guards";
import { breach, met, unknown, type Verdict } from "../rule";

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
      return [
        ...standing(
          {
            type: POLICY,
            what: `the organization policy ${name}`,
            stands: (resource) => is(textOf(resource, "name", facts), name),
            faults: (resource) => faults(resource.values, resource.stack, policy, facts),
          },
          facts,
        ),
        ...overriding(policy, facts),
      ];
    });
}

/** A policy of one project takes the place of its folder's, as one of a folder between them does (Organization Policy documentation, hierarchy evaluation). */
function overriding(policy: Policy, facts: Facts): Verdict[] {
  const own = (facts.scope.googleGuards?.policies ?? []).map(({ parent, constraint }) => `${parent}/policies/${constraint}`);
  return POLICY_TYPES.flatMap((type) => facts.ofType(type)).flatMap((resource) => {
    const set = setPolicy(resource, facts);
    if (set.constraint !== policy.constraint || leaves(resource)) return [];
    const name = `${set.parent ?? "unresolved"}/policies/${set.constraint}`;
    if (resource.type === POLICY && own.includes(name)) return [];
    const inside = isInside(set.parent, policy.parent, facts);
    if (inside === false) return [];
    const wrong = worstOf(faults(set.values, resource.stack, { ...policy, parent: set.parent ?? policy.parent }, facts));
    const at = { address: resource.address, stack: resource.stack.name, value: name, expected: "the organization policy of the program" };
    if (!wrong) return [{ ...met(), ...at }];
    return [
      wrong.proven && inside === true
        ? breach(wrong.text, at)
        : unknown(`whether ${wrong.text}, for a project of the program, is not known`, at),
    ];
  });
}

/** Is it set on a project of the program's, or on what holds them? Which folders lie below another no stack says. */
export function isInside(parent: string | undefined, guarded: string, facts: Facts): Three {
  if (parent === undefined) return "unknown";
  if (parent === guarded) return true;
  const [kind, id = ""] = parent.split("/");
  if (kind === "folders") return "unknown";
  if (kind !== "projects") return false;
  const account = facts.account("google", id) ?? facts.scope.accounts.find(({ number }) => number === id);
  if (account) return !account.legacy && account.owner !== "parent";
  // By its number nobody can tell whose a project is, where the program states none.
  return /^\d+$/.test(id) && facts.scope.accounts.every(({ number }) => number === undefined) ? "unknown" : false;
}

/** A list may be shorter than the program's where it allows and longer where it denies, and no rule may have a condition. */
function faults(values: ValueObject, stack: Stack, { rule, parent }: Policy, facts: Facts): (Fault | undefined)[] {
  const texts = (value: Value, path: string) => select(value, path).map((found) => facts.resolver.text(found.value, stack));
  const [only, ...others] = select(values, "spec[].rules[]").map(({ value }) => value);
  const whole = [
    differs("it is set somewhere else", texts(values, "parent"), parent),
    admits("it takes what stands above:", texts(values, "spec[].inherit_from_parent"), (each) => each === "false"),
    admits("it takes what stands above:", texts(values, "spec[].reset"), (each) => each === "false"),
  ];
  if (only === undefined) return [...whole, fault("it has no rule")];
  const exceptions = [...others, ...select(only, "condition[]").map(({ value }) => value)];
  const { allowedValues, deniedValues = [] } = rule.values ?? {};
  const allowed = texts(only, "values[].allowed_values[]");
  return [
    ...whole,
    exceptions.length > 0
      ? fault(
          "it makes exceptions",
          exceptions.some((each) => isObject(each)),
        )
      : undefined,
    admits("it allows everything:", texts(only, "allow_all"), (each) => each.toUpperCase() === "FALSE"),
    rule.enforce ? differs("it is not enforced", texts(only, "enforce"), rule.enforce) : undefined,
    lacks("it does not deny", deniedValues, texts(only, "values[].denied_values[]")),
    allowedValues && admits("it allows", allowed, (each) => allowedValues.includes(each)),
    allowedValues && allowed.length === 0 ? fault("it allows no list") : undefined,
    rule.parameters === undefined ? undefined : widened(texts(only, "parameters"), rule.parameters),
  ];
}

/** Each list of parameters names what may be: a longer one, or one that is missing, lets more in. */
function widened(given: readonly (string | undefined)[], wanted: string): Fault | undefined {
  const parse = (text: string): JsonObject | undefined => {
    try {
      const json = parseJson(text, "parameters");
      return isObject(json) ? (json as JsonObject) : undefined;
    } catch {
      return undefined;
    }
  };
  const [text] = given;
  const own = text === undefined ? undefined : parse(text);
  if (!own) return fault("it has parameters that let in others", given.length === 0);
  const lists = parse(wanted) ?? {};
  const more = Object.entries(own).flatMap(([name, values]) => {
    const known = get(lists, name);
    return (Array.isArray(values) ? values : [values]).filter((value: Json) => !(Array.isArray(known) && known.includes(value)));
  });
  if (more.length > 0) return fault(`it lets in ${more.map((value) => String(value)).join(" and ")}`);
  return Object.keys(own).length === 0 ? fault("it has no parameters") : undefined;
}
