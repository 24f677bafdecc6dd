import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { breach, met, unknown, type Verdict } from "./rule";

/** A guard that must stand: whether a resource is it, and what is wrong with one that is. */
interface Guard {
  readonly type: string;
  /** In the words of a finding. */
  readonly what: string;
  /** Undefined: it cannot be told. */
  stands(resource: Resource): boolean | undefined;
  wrong(resource: Resource): string | undefined;
}

/** Of a single plan nobody can say that another does not hold the guard; one that it takes away is missed all the same. */
export function standing({ type, what, stands, wrong }: Guard, facts: Facts): Verdict[] {
  const all = facts.ofType(type);
  const leaves = ({ action }: Resource) => action === "delete" || action === "forget";
  const own = all.filter((one) => !leaves(one) && stands(one) === true);
  const [first] = own;
  const more = { value: what, expected: what };
  if (first) {
    const faults = own.map((one) => wrong(one));
    const at = { address: first.address, stack: first.stack.name };
    return [faults.includes(undefined) ? { ...met(), ...at } : breach(faults[0] as string, { ...more, ...at })];
  }
  const open = all.find((one) => !leaves(one) && stands(one) === undefined);
  if (open) return [unknown(`whether it is ${what} is not known`, { ...more, address: open.address, stack: open.stack.name })];
  const gone = all.find((one) => leaves(one) && stands(one) !== false);
  if (gone) return [breach(`the plan takes away ${what}`, { ...more, address: gone.address, stack: gone.stack.name })];
  return facts.whole ? [breach(`there is no longer ${what}`, { ...more, address: type })] : [];
}

export const textOf = (resource: Resource, attribute: string, facts: Facts): string | undefined =>
  facts.resolver.text(get(resource.values, attribute), resource.stack);
