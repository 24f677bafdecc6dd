import type { Enclosing } from "../catalogue/model";
import { first } from "../value";
import type { Resource } from "./model";

/** Of the ways in which a type names what it lies in, the one that a resource uses. */
export function statedOf(ways: readonly Enclosing[] | undefined, { values }: Resource): Enclosing | undefined {
  return ways?.find(({ attribute }) => first(values, attribute) !== undefined);
}
