import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { leaves } from "../fenced";
import { breach, met, unknown, type Verdict } from "../rule";

/** A guard that must stand: whether a resource is it, and what is wrong with one that is. */
interface Guard {
  readonly type: string;
  /** In the words of a finding. */
  readonly what: string;
  /** Undefined: it cannot be told. */
  stands(resource: Resource): boolean | undefined;
  faults(resource: Resource): readonly (Fault | undefined)[];
}

/** What is wrong with a guard: not proven where a value decides that nobody can read. */
export interface Fault {
  /** `it …` */
  readonly text: string;
  readonly proven: boolean;
}

/** Undefined: a value that cannot be read. */
type Texts = readonly (string | undefined)[];

export const fault = (text: string, proven = true): Fault => ({ text, proven });

/** Not all that is wanted is among what is given. */
export function lacks(text: string, wanted: readonly string[], given: Texts): Fault | undefined {
  const missed = wanted.filter((each) => !given.includes(each));
  return missed.length === 0 ? undefined : fault(`${text} ${missed.join(" and ")}`, !given.includes(undefined));
}

/** Something is given that is not known to be harmless. */
export function admits(text: string, given: Texts, harmless: (each: string) => boolean): Fault | undefined {
  const strange = given.filter((each) => each === undefined || !harmless(each));
  const named = strange.filter((each) => each !== undefined);
  if (named.length > 0) return fault(`${text} ${named.join(" and ")}`);
  return strange.length === 0 ? undefined : fault(`${text} others`, false);
}

/** The one value that is wanted is not what is given. */
export function differs(text: string, given: Texts, wanted: string): Fault | undefined {
  const same = given.length > 0 && given.every((each) => each?.toUpperCase() === wanted.toUpperCase());
  return same ? undefined : fault(text, !given.includes(undefined));
}

/** Of a single plan nobody can say that another does not hold the guard; one that it takes away is missed all the same. */
export function standing({ type, what, stands, faults }: Guard, facts: Facts): Verdict[] {
  const all = facts.ofType(type);
  const own = all.filter((one) => !leaves(one) && stands(one) === true);
  const [first] = own;
  const more = { value: what, expected: what };
  if (first) {
    const worst = own.map((one) => worstOf(faults(one)));
    const at = { address: first.address, stack: first.stack.name };
    const [one] = worst;
    if (one === undefined || worst.includes(undefined)) return [{ ...met(), ...at }];
    const doubt = worst.find((each) => each && !each.proven);
    return [doubt ? unknown(`whether ${doubt.text} is not known`, { ...more, ...at }) : breach(one.text, { ...more, ...at })];
  }
  const open = all.find((one) => !leaves(one) && stands(one) === undefined);
  if (open) return [unknown(`whether it is ${what} is not known`, { ...more, address: open.address, stack: open.stack.name })];
  const gone = all.find((one) => leaves(one) && stands(one) !== false);
  if (gone) return [breach(`the plan takes away ${what}`, { ...more, address: gone.address, stack: gone.stack.name })];
  return facts.whole ? [breach(`there is no longer ${what}`, { ...more, address: type })] : [];
}

/** One that is proven goes before one that is not. */
export function worstOf(faults: readonly (Fault | undefined)[]): Fault | undefined {
  const found = faults.filter((each) => each !== undefined);
  return found.find(({ proven }) => proven) ?? found[0];
}

export const textOf = (resource: Resource, attribute: string, facts: Facts): string | undefined =>
  facts.resolver.text(get(resource.values, attribute), resource.stack);

/** Whether a text is this one; nobody knows of one that is not known. */
export const is = (text: string | undefined, wanted: string): boolean | undefined => (text === undefined ? undefined : text === wanted);
