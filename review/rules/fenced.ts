import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";

/** Does the plan take it away, or out of terraform's hands? */
export const leaves = ({ action }: Resource): boolean => action === "delete" || action === "forget";

/** Does it stay in a fence that the program builds itself? Of any other program, and of what migration empties, nothing is asked. */
export const isFenced = (resource: Resource, facts: Facts): boolean => builds(facts) && !leaves(resource) && !facts.isLegacy(resource);

/** Does the program build a fence of its own, on either cloud? */
export const builds = ({ scope }: Facts): boolean => scope.awsGuards !== undefined || scope.googleGuards !== undefined;
