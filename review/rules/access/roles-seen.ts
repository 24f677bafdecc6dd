import { again } from "../../again";
import { derived } from "../../facts/derived";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { isFenced } from "../fenced";
import { namesIn } from "../names";
import { met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Where rights are given to a role by its name alone (provider schema, aws 5.100.0). */
const BY_NAME: Readonly<Record<string, string>> = {
  aws_iam_instance_profile: "role",
  aws_iam_policy_attachment: "roles[]",
  aws_iam_role_policies_exclusive: "role_name",
  aws_iam_role_policy: "role",
  aws_iam_role_policy_attachment: "role",
  aws_iam_role_policy_attachments_exclusive: "role_name",
};
/** Rights are given to a permission set by its ARN, which holds no name. */
const PERMISSION_SET = "permission_set_arn";
const ROLE = /^arn:[^:]+:iam::(\d{12}):role\/(?!aws-service-role\/|aws-reserved\/)[^*?$]+$/;

export const rolesSeen: ResourceRule = {
  id: "ACCESS-30",
  claim: "access",
  subject: "resource",
  title: "Every role that is given rights, or that something works as, stands in one of the stacks.",
  why: "What a role may do, and who becomes it, is read where it is made; of one that was made elsewhere nobody can say either (IAM user guide, Roles terms and concepts).",
  fix: "Make the role in a stack of the program, or give the review the stack that makes it.",
  concerns: (type) => type.startsWith("aws_"),
  judge: (resource, facts) => {
    // A part of the estate may name what another part makes.
    if (!facts.whole || !isFenced(resource, facts)) return [];
    const found = [...byArn(resource, facts), ...byName(resource, facts), ...bySet(resource, facts)];
    return found.length > 0 ? found : [met()];
  },
};

const unseen = (attribute: string, text: string): Verdict =>
  unknown(`what ${text} may do, and who becomes it, no stack says`, { attribute, value: text, expected: "a role of one of the stacks" });

function byArn(resource: Resource, facts: Facts): Verdict[] {
  return namesIn(resource, facts).flatMap(([attribute, text]) => {
    const [, account] = ROLE.exec(text) ?? [];
    // A role of others is an account of others, of which ACCESS-29 speaks.
    return account === undefined || facts.account("aws", account) === undefined || roles(facts).has(text) ? [] : [unseen(attribute, text)];
  });
}

function byName(resource: Resource, facts: Facts): Verdict[] {
  const path = Object.hasOwn(BY_NAME, resource.type) ? (BY_NAME[resource.type] as string) : undefined;
  if (path === undefined) return [];
  return select(resource.values, path).flatMap(({ value, path: attribute }) => {
    const text = facts.resolver.text(value, resource.stack);
    return text === undefined || roles(facts).has(`${facts.accountOf(resource) ?? ""}/${text}`) ? [] : [unseen(attribute, text)];
  });
}

function bySet(resource: Resource, facts: Facts): Verdict[] {
  return select(resource.values, PERMISSION_SET).flatMap(({ value, path }) => {
    const text = facts.resolver.text(value, resource.stack);
    return text === undefined ? [] : [unseen(path, text)];
  });
}

/** The roles of all stacks, each by its ARN and by its account and name. */
const roles = again((facts: Facts): ReadonlySet<string> => {
  const known = new Set<string>();
  for (const role of facts.ofType("aws_iam_role")) {
    const arn = derived(role, "arn", (value) => facts.resolver.text(value, role.stack));
    const account = facts.accountOf(role);
    if (arn === undefined || account === undefined) continue;
    known.add(arn).add(`${account}/${arn.slice(arn.lastIndexOf("/") + 1)}`);
  }
  return known;
});
