import { Cidr } from "../../../config/cidr";
import type { DeclaredLine } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, shown, type Value } from "../../value";
import { breach, unknown, type Verdict } from "../rule";

export const ON_A_LINE = "it is part of the private line that the program declares, which NETWORK-09 judges";

/** The private line that the program declares where a resource stands: in that account and region, and at this time. */
export function lineAt(resource: Resource, facts: Facts): DeclaredLine | undefined {
  const { cloud, account, region } = facts.placeOf(resource);
  return cloud === "aws" ? facts.scope.lines?.find((line) => line.account === account && line.region === region) : undefined;
}

/** The one of a type that a value names: by reference before it exists, by its id after. */
export function named(value: Value | undefined, from: Resource, type: string, facts: Facts): Resource | undefined {
  const resolved = facts.resolver.resolve(value, from.stack);
  if (resolved.kind === "resource") return resolved.resource.type === type ? resolved.resource : undefined;
  return facts.ofType(type).find((to) => facts.refersTo(from, value, to, ["id"]) === "yes");
}

/**
 * The one of a type that an attribute names. Where a plan knows an id that nothing in the inputs has, the source that it was
 * made from still says whose it is.
 */
export function namedBy(from: Resource, attribute: string, type: string, facts: Facts): Resource | undefined {
  return named(get(from.values, attribute), from, type, facts) ?? named(get(from.source, attribute), from, type, facts);
}

/** Does a `gateway_id` lead to the gateway of a declared line? */
export function leadsToLine(value: Value | undefined, from: Resource, facts: Facts): boolean {
  return lineAt(from, facts) !== undefined && named(value, from, "aws_vpn_gateway", facts) !== undefined;
}

/** Does a network, as text, lie in one of these? False for what is no IPv4 network. */
export function within(text: string, networks: readonly string[]): boolean {
  try {
    const cidr = Cidr.of(text);
    return networks.some((network) => Cidr.of(network).contains(cidr));
  } catch {
    return false;
  }
}

/** Breach where an attribute says something else than the program, unknown where nobody knows what it says. */
export function says(
  resource: Resource,
  facts: Facts,
  attribute: string,
  expected: string,
  value = get(resource.values, attribute),
): Verdict[] {
  const resolved = facts.resolver.resolve(value, resource.stack);
  if (resolved.kind !== "value") return [unknown(`its ${attribute} is not known`, { attribute })];
  const text = isAbsent(resolved.value) ? "absent" : shown(resolved.value);
  return text === expected ? [] : [breach(`its ${attribute} is ${text}`, { attribute, value: text, expected })];
}
