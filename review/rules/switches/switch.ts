import type { Claim } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";

/** A setting of a guard, which is a guard no longer when it is set otherwise. */
export interface Switch {
  readonly claim: Claim;
  /** In the resource; `lifecycle` is read in its source. */
  readonly path: string;
  readonly on: (text: string, facts: Facts) => boolean;
  /** What the provider takes where it is absent. */
  readonly absent: string;
  readonly says: string;
  readonly expected: string;
  /** Only of a resource such as this. */
  readonly only?: (resource: Resource, facts: Facts) => boolean;
}

export type More = Partial<Pick<Switch, "absent" | "only">>;
export const one =
  (claim: Claim) =>
  (path: string, expected: string, says: string, { absent = "", only }: More = {}): Switch => ({
    claim,
    path,
    expected,
    says,
    absent,
    on: (text) => text === expected,
    ...(only ? { only } : {}),
  });
export const atLeast = (
  claim: Claim,
  path: string,
  least: (facts: Facts) => number,
  says: string,
  absent: string,
  only?: Switch["only"],
): Switch => ({
  claim,
  path,
  on: (text, facts) => Number(text) >= least(facts),
  absent,
  says,
  expected: "a longer time",
  ...(only ? { only } : {}),
});

export const isDataset: Switch["only"] = (store, facts) => facts.dataset(store).kind !== "none";
export const kept = (claim: Claim) =>
  one(claim)("lifecycle[].prevent_destroy", "true", "nothing prevents its destruction", { absent: "false" });

type Switches = Readonly<Record<string, readonly Switch[]>>;

/** One table of several: a type may stand in more than one. */
export function joined(...tables: readonly Switches[]): Switches {
  const all = new Map<string, Switch[]>();
  for (const [type, switches] of tables.flatMap((table) => Object.entries(table))) all.set(type, [...(all.get(type) ?? []), ...switches]);
  return Object.fromEntries(all);
}
