import { documentOf, RESOURCE_POLICIES } from "../../access/documents";
import { asList, statementsOf } from "../../access/types";
import { again } from "../../again";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Policies that allow: identities', resources' and endpoints'. What a key allows, CUSTODY-02 judges. */
const POLICIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(RESOURCE_POLICIES).filter(([type]) => !type.startsWith("aws_kms_"))),
  aws_iam_group_policy: "policy",
  aws_iam_policy: "policy",
  aws_iam_role_policy: "policy",
  aws_iam_user_policy: "policy",
  aws_iot_policy: "policy",
  aws_ssoadmin_permission_set_inline_policy: "inline_policy",
  aws_vpc_endpoint: "policy",
};

export const allowsNamed: ResourceRule = {
  id: "ACCESS-14",
  claim: "access",
  subject: "resource",
  title: "What a policy allows, it names: no statement allows every action, or all but some.",
  why: "Whoever is allowed everything is held back by denials alone, and by none that nobody thought of; whatever AWS adds tomorrow is allowed today (IAM user guide, least-privilege permissions; Action and NotAction).",
  fix: "Name the actions that the work takes.",
  concerns: (type) => Object.hasOwn(POLICIES, type),
  judge: (resource, facts) => {
    // Of a program that builds no fence nothing is asked.
    if (!isFenced(resource, facts)) return [];
    const attribute = POLICIES[resource.type];
    if (attribute === undefined || (resource.type === "aws_iam_policy" && !isAttached(resource, facts))) return [];
    const document = documentOf(resource, attribute, facts);
    if (document === "absent") return [];
    if (document === "unresolved") return [unknown(`what its ${attribute} allows is not known`, { attribute, value: "unresolved" })];
    const allows = statementsOf(document).filter(({ Effect }) => Effect !== "Deny");
    const wrong = allows.flatMap(({ Sid, Action, NotAction }, index): Verdict[] => {
      const at = { attribute: `${attribute}[${Sid ?? `statement ${index}`}]`, expected: "the actions by name" };
      const named = asList<unknown>(Action as unknown).map(String);
      if (NotAction !== undefined) return [breach("it allows all actions but some", { ...at, value: "NotAction" })];
      if (named.some((action) => /^[*:]+$/.test(action))) return [breach("it allows every action", { ...at, value: "*" })];
      return named.some((action) => action.includes("${"))
        ? [unknown("which actions it allows is not known", { ...at, value: "unresolved" })]
        : [];
    });
    return wrong.length > 0 ? wrong : [met()];
  },
};

/** What attaches policies to identities, and where it names them. */
const ATTACHES: Readonly<Record<string, string>> = {
  aws_iam_group_policy_attachment: "policy_arn",
  aws_iam_policy_attachment: "policy_arn",
  aws_iam_role: "managed_policy_arns[]",
  aws_iam_role_policy_attachment: "policy_arn",
  aws_iam_role_policy_attachments_exclusive: "policy_arns[]",
  aws_iam_user_policy_attachment: "policy_arn",
};

/** Policies that an identity carries, each as itself or by its ARN. */
const attached = again((facts: Facts): ReadonlySet<Resource | string> => {
  const found = new Set<Resource | string>();
  for (const [type, path] of Object.entries(ATTACHES))
    for (const each of facts.ofType(type))
      for (const { value } of select(each.values, path)) {
        const named = facts.resolver.resolve(value, each.stack);
        if (named.kind === "resource") found.add(named.resource);
        else if (named.kind === "value") found.add(String(named.value));
      }
  return found;
});

/** A policy that nobody carries allows nothing; a boundary says how far what others allow may go. */
function isAttached(policy: Resource, facts: Facts): boolean {
  const [path, name] = ["path", "name"].map((each) => facts.resolver.text(get(policy.values, each), policy.stack));
  const arn = `arn:aws:iam::${facts.accountOf(policy) ?? ""}:policy${path ?? "/"}${name ?? ""}`;
  return attached(facts).has(policy) || attached(facts).has(arn);
}
