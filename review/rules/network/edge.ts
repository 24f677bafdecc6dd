import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";

/** Part of the edge: in an account that the program gives this purpose, and believed only where no dataset lies in it. */
export function isEdge(resource: Resource, facts: Facts): boolean {
  const { account } = facts.placeOf(resource);
  if (account === null || !facts.scope.accounts.some(({ id, edge }) => edge === true && id === account)) return false;
  return !facts.resources.some((other) => facts.placeOf(other).account === account && facts.dataset(other).kind !== "none");
}
