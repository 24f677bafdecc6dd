import type { Enclosing } from "../catalogue/model";
import { get, isAbsent } from "../value";
import type { Resource } from "./model";

/** Of the ways in which a type names what it lies in, the one that a resource uses; the first where it uses none. */
export function statedOf(ways: readonly Enclosing[] | undefined, { values }: Resource): Enclosing | undefined {
  return ways?.find(({ attribute }) => !isAbsent(get(values, attribute))) ?? ways?.[0];
}
