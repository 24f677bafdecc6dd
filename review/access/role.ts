import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, isAbsent, type Value } from "../value";
import { documentIn } from "./documents";
import { ownRights } from "./own-rights";
import type { PolicyDocument } from "./types";

/** A role with everything that its stacks say of its rights. */
export interface Role {
  readonly resource: Resource;
  readonly account: string;
  readonly arn: string;
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** Why its rights are not wholly known. */
  readonly doubts: readonly string[];
}

/** Every role that stays, and whose name is known. */
export function rolesIn(facts: Facts): readonly Role[] {
  const policies = policiesByArn(facts);
  return facts.ofType("aws_iam_role").flatMap((resource) => roleOf(resource, policies, facts) ?? []);
}

/** The customers' own policies; of several with one name the first. */
function policiesByArn(facts: Facts): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const each of facts.ofType("aws_iam_policy")) {
    const arn = `arn:aws:iam::${facts.accountOf(each)}:policy/${facts.resolver.text(get(each.values, "name"), each.stack)}`;
    if (!found.has(arn)) found.set(arn, each);
  }
  return found;
}

function roleOf(resource: Resource, policies: ReadonlyMap<string, Resource>, facts: Facts): Role | undefined {
  if (resource.action === "delete" || facts.isLegacy(resource)) return undefined;
  const text = (of: Resource, name: string) => facts.resolver.text(get(of.values, name), of.stack);
  const account = facts.accountOf(resource);
  const name = text(resource, "name");
  if (account === undefined || name === undefined) return undefined;
  const doubts: string[] = [];
  const known = (value: Value | undefined, of: Resource): PolicyDocument[] => {
    const document = documentIn(value, of, facts);
    if (document === "unresolved") doubts.push(`${of.address} is not known`);
    return typeof document === "string" ? [] : [document];
  };
  const managed = (arn: string | undefined, what: string): PolicyDocument[] => {
    const found = arn === undefined ? undefined : policies.get(arn);
    if (!found) doubts.push(`${what} ${arn ?? ""} is in none of the inputs`);
    return found ? known(get(found.values, "policy"), found) : [];
  };
  const mine = (type: string) =>
    facts.referring(type, "role", resource, ["name", "id"]).filter((each) => facts.accountOf(each) === account);
  const stay = ({ action }: Resource) => action !== "delete";
  const [inline, attachments] = [mine("aws_iam_role_policy"), mine("aws_iam_role_policy_attachment")];
  const own = ownRights(resource, inline, attachments, facts);
  const attached = [...attachments.filter(stay).map((each) => text(each, "policy_arn")), ...own.arns];
  const identity = [
    ...inline.filter(stay).flatMap((each) => known(get(each.values, "policy"), each)),
    ...own.policies.flatMap((policy) => known(policy, resource)),
    ...attached.flatMap((arn) => managed(arn, "its policy")),
  ];
  const bound = get(resource.values, "permissions_boundary");
  const [boundary] = isAbsent(bound) ? [] : managed(facts.resolver.text(bound, resource.stack), "its boundary");
  return { resource, account, arn: `arn:aws:iam::${account}:role/${name}`, identity, ...(boundary ? { boundary } : {}), doubts };
}
