import { belongs, isAgent, isProject, projectIn } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { builds } from "../fenced";
import { isBinding, isEverybody, membersOf, type Member } from "./google-members";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** What lets members in by another attribute than a binding's (google 6.50.0). */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  google_bigquery_row_access_policy: ["grantees[]"],
  google_cloud_identity_group_membership: ["preferred_member_key[].id"],
  google_privileged_access_manager_entitlement: [
    "eligible_users[].principals[]",
    "approval_workflow[].manual_approvals[].steps[].approvers[].principals[]",
  ],
};

export const googleOutsiders: ResourceRule = {
  id: "ACCESS-17",
  claim: "access",
  subject: "resource",
  title: "Whoever a binding on Google lets in is one of the program's.",
  why: "A role on a queue, a secret, a service account or a network is a way to data as one on the store is, or to what guards it; the members that a fence has are its own projects' accounts, the gatekeeper's pool and the auditor's groups (IAM documentation, principal identifiers).",
  fix: "Take the member out of the binding, or name it in the program: an account of a project of its own, or a group of the auditor's.",
  concerns: (type) => (isBinding(type) && !isKeys(type)) || Object.hasOwn(NAMED_BY, type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const members = membersIn(resource, facts);
    if (!Array.isArray(members)) return [];
    if (!builds(facts)) return facts.isLegacy(resource) ? [] : unnamed(members as readonly Member[], resource, facts);
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const verdicts = (members as readonly Member[]).flatMap((member) => {
      const everybody = !isBinding(resource.type) && isEverybody(member, facts) === "yes";
      return everybody ? [breach(`it lets in ${member.text}`, { value: member.text })] : judgeOutsider(member, facts);
    });
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

/**
 * A program that builds no fence names some of its projects and nobody of its people: whose another is, nobody here says. Of the
 * project in which the resource lies LOCATION-04 speaks, of the parent's ACCESS-01; a service agent shows its project's number alone.
 */
function unnamed(members: readonly Member[], resource: Resource, facts: Facts): Verdict[] {
  const { account: own } = facts.placeOf(resource);
  return members.flatMap((member): Verdict[] => {
    const project = member.text === undefined ? undefined : member.project ? member.text : projectIn(member.text);
    const isKnown = project !== undefined && (project === own || facts.account("google", project)?.owner === "parent");
    return isKnown || isAgent(member.text ?? "") ? [] : judgeOutsider(member, facts).map((each) => ({ ...each, verdict: "unknown" }));
  });
}

/** Whom a key lets in, CUSTODY-02 judges. */
export const isKeys = (type: string): boolean => type.startsWith("google_kms_");

function membersIn(resource: Resource, facts: Facts): ReturnType<typeof membersOf> {
  const paths = Object.hasOwn(NAMED_BY, resource.type) ? NAMED_BY[resource.type] : undefined;
  if (!paths) return membersOf(resource, facts);
  const { stack, values } = resource;
  return paths.flatMap((path) => select(values, path).map(({ value }) => ({ value, stack, text: facts.resolver.text(value, stack) })));
}

/** What cannot be read ACCESS-01 says, and of everybody ACCESS-02. */
export function judgeOutsider(member: Member, facts: Facts): Verdict[] {
  const { text, project } = member;
  if (text === undefined || isEverybody(member, facts) === "yes") return [];
  const more = { value: text, expected: "a member that is the program's" };
  const known = project ? isProject(text, facts) : belongs(text, facts);
  if (known === true) return [];
  return [
    known === "unknown"
      ? unknown(`whether ${text}, which it lets in, is one of the program's is not known`, more)
      : breach(`it lets in ${text}, which is none of the program's`, more),
  ];
}
