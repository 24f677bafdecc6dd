import { aclMembers, isAcl } from "../../access/google-acl";
import { datasetEntrants, isDatasetList } from "../../access/google-dataset-access";
import { bindingsOf, isWholePolicy } from "../../access/google-policy";
import { Expression } from "../../expression";
import type { Facts } from "../../facts/facts";
import type { Resource, Stack } from "../../facts/model";
import { get, list, type Value } from "../../value";

/** Resources that let members in, one role at a time (google 6.50.0: `…_iam_member`, `…_iam_binding`). */
const BINDS = /^google_.*_iam_(member|binding)$/;

export interface Member {
  /** Undefined where it is not known. */
  readonly text: string | undefined;
  readonly value: Value;
  /** Where it was written. */
  readonly stack: Stack;
  /** A whole project, whose views or routines read the data. */
  readonly project?: true;
}

export const isBinding = (type: string): boolean => BINDS.test(type) || isWholePolicy(type) || isDatasetList(type) || isAcl(type);

/** Whom a binding, a policy or a list lets in; undefined for what is none, or has no entry. */
export function membersOf(resource: Resource, facts: Facts): readonly Member[] | "unresolved" | undefined {
  const { type, stack } = resource;
  const at = (member: Omit<Member, "stack">): Member => ({ ...member, stack });
  if (isWholePolicy(type)) {
    const told = (value: Value, of: Stack): Member => ({ value, text: facts.resolver.text(value, of), stack: of });
    return bindingsOf(resource, facts)?.flatMap((each) => each.members.map((value) => told(value, each.stack))) ?? "unresolved";
  }
  if (isDatasetList(type)) {
    const entrants = datasetEntrants(resource, facts);
    return typeof entrants === "object" ? entrants.map(at) : entrants;
  }
  if (isAcl(type)) return aclMembers(resource, facts).map(at);
  if (!BINDS.test(type)) return undefined;
  const member = get(resource.values, "member");
  const all = member !== undefined ? [member] : list<Value>(get(resource.values, "members") as Value[]);
  return all.map((value) => at({ value, text: facts.resolver.text(value, stack) }));
}

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

/** Is a member everybody, or may one that is not known be? A prefix or a reference to an account's attribute says no. */
export function isEverybody({ text, value, stack, project }: Member, facts: Facts): "yes" | "no" | "maybe" {
  if (project) return "no";
  if (text !== undefined) return EVERYBODY.includes(text) ? "yes" : "no";
  const [first] = value instanceof Expression ? value.parts : [];
  if (typeof first === "string" && !EVERYBODY.some((name) => name.startsWith(first))) return "no";
  const resolved = facts.resolver.resolve(value, stack);
  return resolved.kind === "resource" && resolved.resource.type.startsWith("google_") ? "no" : "maybe";
}
