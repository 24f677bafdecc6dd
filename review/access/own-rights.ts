import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, isObject, select, type Found, type Value, type ValueObject } from "../value";

/**
 * Rights that stand in a role itself. Of one that stands already the provider reports there what its own resources gave it: those are
 * judged as they will be, and here is left what nothing else in the inputs names.
 */
export function ownRights(role: Resource, inline: readonly Resource[], attachments: readonly Resource[], facts: Facts) {
  const named = (of: readonly Resource[], attribute: string) =>
    new Set(of.map((each) => facts.resolver.text(get(each.values, attribute), each.stack)).filter((text) => text !== undefined));
  const left = (path: string, of: ReadonlySet<string>, name: (value: Value) => Value | undefined): readonly Found[] =>
    select(role.values, path).filter(({ value }) => !of.has(facts.resolver.text(name(value), role.stack) ?? ""));
  return {
    policies: left("inline_policy[]", named(inline, "name"), (value) => select(value, "name")[0]?.value).map(({ value }) =>
      isObject(value) ? get(value as ValueObject, "policy") : value,
    ),
    arns: left("managed_policy_arns[]", named(attachments, "policy_arn"), (value) => value).map(({ value }) =>
      facts.resolver.text(value, role.stack),
    ),
  };
}
