import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, list, type Value } from "../value";

/** Resources that let members in (google 6.50.0: `…_iam_member`, `…_iam_binding`). */
const LETS_IN = /^google_.*_iam_(member|binding)$/;

export interface Member {
  /** Undefined where it is not known. */
  readonly text: string | undefined;
  readonly value: Value;
}

export const isBinding = (type: string): boolean => LETS_IN.test(type);

/** The members of an IAM binding; undefined for what is none. */
export function membersOf(resource: Resource, facts: Facts): readonly Member[] | undefined {
  if (!isBinding(resource.type)) return undefined;
  const member = get(resource.values, "member");
  const all = member !== undefined ? [member] : list<Value>(get(resource.values, "members") as Value[]);
  return all.map((value) => ({ value, text: facts.resolver.text(value, resource.stack) }));
}

/** The project of a service account's address. */
export function projectOf(member: string): string | undefined {
  return /^serviceAccount:[^@]+@([^.]+)\.iam\.gserviceaccount\.com$/.exec(member)?.[1];
}
