import type { GoogleRight } from "../../../config/scope";
import { administers, onlyLooks } from "../../access/google-administers";
import type { Grant } from "../../access/google-grant";
import { rolesGiven } from "../../access/google-grants";
import { belongs } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { builds } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { isKeys } from "./google-outsiders";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const googleRights: ResourceRule = {
  id: "ACCESS-18",
  claim: "access",
  subject: "resource",
  title: "Rights over rights on Google are those that the program gives, each within its condition.",
  why: "Who sets a policy, mints an account's tokens or lifts a guardrail reaches whatever that keeps from him; each such right is one person's work, and its condition is all that holds it to that (IAM documentation, service account impersonation, and setting limits on granting roles).",
  fix: "Take the binding out, or put its condition back as the program's stacks make it.",
  concerns: (type) =>
    type === REMOVES ||
    (/^google_.*_iam_(member|binding|policy)$|^google_privileged_access_manager_entitlement$/.test(type) && !isKeys(type)),
  judge: (resource, facts) => {
    if (resource.action === "delete" || !builds(facts)) return [];
    if (resource.type === REMOVES) return facts.isLegacy(resource) ? [met(LEGACY)] : [taken(resource, facts)];
    const grants = rolesGiven(resource, facts);
    // What cannot be read ACCESS-01 says.
    if (!Array.isArray(grants)) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const verdicts = [
      ...(grants as readonly Grant[]).flatMap((grant) => grant.members.flatMap((member) => judge(grant, member, facts))),
      ...agreedBy(resource, facts),
    ];
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

const REMOVES = "google_project_iam_member_remove";

/** It takes a role from a member, whoever gives it (google 6.50.0, google_project_iam_member_remove). */
function taken(removal: Resource, facts: Facts): Verdict {
  const [member, role] = [textOf(removal, "member", facts), textOf(removal, "role", facts)];
  const more = { value: `${member ?? "unresolved"} ${role ?? "unresolved"}`, expected: "a right that the program does not give" };
  if (member === undefined || role === undefined) return unknown("whose right it takes away is not known", more);
  const given = facts.scope.googleGuards?.rights.some((right) => right.member === member && right.role === role);
  return given ? breach(`it takes ${role} from ${member}, to whom the program gives it`, more) : met();
}

function judge(grant: Grant, member: string | undefined, facts: Facts): Verdict[] {
  // Who is none of the program's, or may be none, ACCESS-17 says.
  if (member === undefined || belongs(member, facts) !== true) return [];
  const role = typeof grant.role === "string" ? grant.role : (grant.role?.address ?? "a role that is not known");
  const more = { value: `${member} ${role}`, expected: "a right that the program gives" };
  const own = (facts.scope.googleGuards?.rights ?? []).filter((right) => isThat(right, grant, member));
  if (own.length > 0) {
    const faults = own.map((right) => lackOf(right, grant.condition));
    const [fault] = faults;
    if (fault === undefined || faults.includes(undefined)) return [];
    return [grant.condition === undefined ? unknown(`whether ${fault} is not known`, more) : breach(`${member}'s ${role}: ${fault}`, more)];
  }
  const answer = administers(grant.role, facts);
  if (answer === true) return [breach(`${member} holds ${role}, which changes who may do what`, more)];
  if (answer === "unknown") return [unknown(`whether ${role}, which ${member} holds, changes who may do what is not known`, more)];
  return isPerson(member, facts) && !onlyLooks(grant.role)
    ? [breach(`${member} holds ${role}, which the program does not give`, more)]
    : [];
}

const isPerson = (member: string, { scope }: Facts) =>
  (scope.examiners ?? []).includes(member) || member.includes(`/workforcePools/${scope.googleGuards?.pool ?? ""}/`);

function isThat({ member, role, on }: GoogleRight, grant: Grant, holder: string): boolean {
  if (member !== holder || role !== grant.role) return false;
  if (grant.on.kind === "above") return false;
  if (grant.on.kind === "account") return on === grant.on.name;
  return on === undefined || grant.on.kind !== "project" || grant.on.id === null || on === grant.on.id;
}

const GRANTS = /^api\.getAttribute\(["']iam\.googleapis\.com\/modifiedGrantsByRole["'], \[\]\)\.hasOnly\(\[([^\]]*)\]\)$/;
const UNTIL = /(?:^|&& )request\.time <=? timestamp\(["'](\d{4}-\d\d-\d\d)T/;

/** What its condition does not hold it to. */
function lackOf({ only }: GoogleRight, condition: Grant["condition"]): string | undefined {
  const text = condition ?? "";
  switch (only?.kind) {
    case undefined:
      return undefined;
    case "store":
      // That the store is the dataset's own ACCESS-05 asks.
      return text.split("||").every((part) => /resource\.name( ==|\.startsWith\()/.test(part))
        ? undefined
        : "no condition holds it to one store";
    case "until": {
      const day = text.includes("||") ? undefined : UNTIL.exec(text)?.[1];
      return day !== undefined && day <= only.day ? undefined : `no condition ends it by ${only.day}`;
    }
    case "grants": {
      const roles = GRANTS.exec(text)?.[1]?.match(/roles\/[\w.]+/g);
      return roles?.every((role) => only.roles.includes(role)) ? undefined : "no condition holds it to the roles of duties";
    }
  }
}

/** Who may agree to an entitlement is whom the program names for that, and nobody who may ask. */
function agreedBy({ values, stack }: Resource, facts: Facts): Verdict[] {
  const path = "approval_workflow[].manual_approvals[].steps[].approvers[].principals[]";
  return select(values, path).flatMap(({ value, path: attribute }): Verdict[] => {
    const text = facts.resolver.text(value, stack);
    const more = { attribute, value: text ?? "unresolved", expected: "whom the program names" };
    if (text === undefined) return [unknown("who may agree is not known", more)];
    return facts.scope.googleGuards?.approvers.includes(text) === false
      ? [breach(`${text} may agree, whom the program does not name for it`, more)]
      : [];
  });
}
