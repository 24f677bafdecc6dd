import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";

/** An attribute that lets somebody in without a policy, and the values that let in nobody who is not the program's. */
export interface Door {
  readonly path: string;
  readonly closed: (text: string, facts: Facts, resource: Resource) => boolean;
  readonly says: string;
}
