import type { Grant } from "../../access/google-grant";
import { grantsOf } from "../../access/google-grants";
import { gives, googleTargets } from "../../access/google-reach";
import type { Facts } from "../../facts/facts";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const googleNamed: ResourceRule = {
  id: "ACCESS-05",
  claim: "access",
  subject: "resource",
  title: "Every binding on Google that gives protected data gives it to whom the program names for the dataset.",
  why: "Cloud IAM adds up: one role on a project, a folder or the organization opens every store below, whatever the store's own policy says. A condition that names the store is what keeps a duty to its dataset (IAM documentation, policy inheritance and conditions).",
  fix: "Bind the duty's role to those who sign in for the dataset, with a condition on the store's name; basic roles have no place in a project with protected data.",
  judge: (resource, facts) => {
    const { readers } = facts.scope;
    if (readers === undefined || resource.action === "delete") return [];
    const grants = grantsOf(resource, facts);
    if (grants === undefined) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    if (grants === "unresolved") return googleTargets(facts).length > 0 ? [unknown("its policy is not known")] : [];
    const verdicts = grants.flatMap((grant) => judge(grant, facts));
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

function judge(grant: Grant, facts: Facts): Verdict[] {
  return googleTargets(facts).flatMap((target) => {
    const answer = gives(grant, target, facts);
    if (answer === false) return [];
    const named = new Set((facts.scope.readers ?? []).filter(({ dataset }) => dataset === target.dataset).map(({ arn }) => arn));
    return grant.members
      .filter((member) => member === undefined || !named.has(member))
      .map((member) => {
        const more = { value: `${target.dataset} ${member ?? "unresolved"}`, expected: "whom the program names for the dataset" };
        if (member === undefined) return unknown(`whom it lets read ${target.dataset} is not known`, more);
        return answer === true
          ? breach(`${member} can read ${target.dataset}: ${target.permission} on ${target.on} is allowed`, more)
          : unknown(`whether ${member} can read ${target.dataset} is not known`, more);
      });
  });
}
