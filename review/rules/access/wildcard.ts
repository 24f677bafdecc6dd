import { RESOURCE_POLICIES } from "../../access/documents";
import { policyOf, type Statement } from "../../facts/policy";
import type { Facts } from "../../facts/facts";
import { isBinding, isEverybody, membersOf, type Member } from "./google-members";
import { isNarrowed } from "../narrowed";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const wildcardFixed: ResourceRule = {
  id: "ACCESS-02",
  claim: "access",
  subject: "resource",
  title: "Whoever lets in everybody says in a condition whom that is.",
  why: "`Principal: *` is anybody on earth until a condition fixes the organization, the account or the ARN of the caller (IAM user guide, Principal; Amazon S3 user guide, the meaning of public).",
  fix: "Add aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceArn by StringEquals or ArnEquals, without IfExists and without wildcards.",
  concerns: (type) => Object.hasOwn(RESOURCE_POLICIES, type) || isBinding(type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const members = membersOf(resource, facts);
    const attribute = Object.hasOwn(RESOURCE_POLICIES, resource.type) ? (RESOURCE_POLICIES[resource.type] as string) : undefined;
    if (members === undefined && attribute === undefined) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    if (members !== undefined) {
      const verdicts = judgeMembers(members, facts);
      return verdicts.length > 0 ? verdicts : [met()];
    }
    const policy = policyOf(resource, attribute as string, facts);
    if (policy.kind === "absent") return [];
    if (policy.kind === "unresolved") return [unknown(`its ${attribute} is not known: ${policy.reason}`, { attribute })];
    const open = policy.statements.filter((statement) => statement.allow && everybody(statement) && !isNarrowed(statement));
    if (open.length === 0) return [met()];
    return open.map((statement) => {
      const more = { attribute: `${attribute}[${statement.at}]`, value: "*", expected: "a condition that fixes the caller" };
      return statement.conditions.some(({ values }) => values.includes(undefined))
        ? unknown(`the conditions of ${statement.at} are not known`, more)
        : breach(`${statement.at} lets in everybody, and no condition says whom`, more);
    });
  },
};

function judgeMembers(members: readonly Member[] | "unresolved", facts: Facts): Verdict[] {
  if (members === "unresolved") return [unknown("whom it lets in is not known")];
  return members.flatMap((member): Verdict[] => {
    const open = isEverybody(member, facts);
    if (open === "no") return [];
    return open === "yes"
      ? [breach(`it lets in ${member.text}`, { value: member.text })]
      : [unknown("whether it lets in everybody is not known", { value: "unresolved" })];
  });
}

function everybody({ notPrincipal, principals }: Statement): boolean {
  return notPrincipal || principals.some(({ id }) => id === "*");
}
