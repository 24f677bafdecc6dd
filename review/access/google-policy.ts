import type { Facts } from "../facts/facts";
import type { Resource, Stack } from "../facts/model";
import { get, isObject, select, type Value, type ValueObject } from "../value";

/** One binding of a whole IAM policy, and the stack in which its parts were written. */
export interface Binding {
  readonly stack: Stack;
  readonly role: Value | undefined;
  readonly members: readonly Value[];
  /** The expression of its condition. */
  readonly condition: Value | undefined;
}

/** Resources that replace the whole IAM policy of something; the data source `google_iam_policy` only writes one. */
export const isWholePolicy = (type: string): boolean => /^google_.*_iam_policy$/.test(type);

/**
 * The bindings of a resource's `policy_data`: those of its text, or of the data source `google_iam_policy` that writes it. That one
 * is read by terraform itself, so that its blocks are the policy, even before they are all known. Undefined where neither is in sight.
 */
export function bindingsOf(resource: Resource, facts: Facts): readonly Binding[] | undefined {
  const resolved = facts.resolver.resolve(get(resource.values, "policy_data"), resource.stack);
  if (resolved.kind === "value") return typeof resolved.value === "string" ? ofText(resolved.value, resource.stack) : undefined;
  return resolved.kind === "resource" && resolved.resource.type === "google_iam_policy" && resolved.attribute === "policy_data"
    ? ofBlocks(resolved.resource)
    : undefined;
}

function ofText(text: string, stack: Stack): readonly Binding[] | undefined {
  let policy: Value;
  try {
    policy = JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
  return isObject(policy) ? all(select(policy, "bindings[]"), stack, "condition") : undefined;
}

const ofBlocks = ({ values, stack }: Resource) => all(select(values, "binding[]"), stack, "condition[]");

function all(found: readonly { readonly value: Value }[], stack: Stack, condition: string): readonly Binding[] | undefined {
  if (found.some(({ value }) => !isObject(value))) return undefined;
  return found.map(({ value }) => ({
    stack,
    role: get(value as ValueObject, "role"),
    members: select(value, "members[]").map((each) => each.value),
    condition: select(value, `${condition}.expression`)[0]?.value,
  }));
}
