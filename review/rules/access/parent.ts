import { RESOURCE_POLICIES } from "../../access/documents";
import { projectOf } from "../../access/google-known";
import { parseArn } from "../../arn";
import type { Facts } from "../../facts/facts";
import { derived } from "../../facts/derived";
import { describe } from "../../facts/key";
import { policyOf, type Statement } from "../../facts/policy";
import type { Resource } from "../../facts/model";
import { isBinding, membersOf, type Member } from "./google-members";
import { serviceAgent } from "./google-agents";
import { callersOf } from "../narrowed";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const parentNowhere: ResourceRule = {
  id: "ACCESS-01",
  claim: "access",
  subject: "resource",
  title: "No trust and no resource's policy lets in a principal of the parent's.",
  why: "The order leaves the parent no access: neither by one of its accounts, nor by its organization, nor by its directory. A trust is a way in whether or not anybody uses it.",
  fix: "Take the principal out of the statement, or name a role of the gatekeeper's in its stead.",
  concerns: (type) => Object.hasOwn(RESOURCE_POLICIES, type) || isBinding(type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const google = membersOf(resource, facts);
    const attribute = Object.hasOwn(RESOURCE_POLICIES, resource.type) ? RESOURCE_POLICIES[resource.type] : undefined;
    if (google === undefined && attribute === undefined) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const verdicts = google !== undefined ? judgeMembers(google, facts) : judgePolicy(resource, attribute as string, facts);
    return verdicts === undefined ? [] : verdicts.length > 0 ? verdicts : [met()];
  },
};

function judgePolicy(resource: Resource, attribute: string, facts: Facts): Verdict[] | undefined {
  const policy = policyOf(resource, attribute, facts);
  if (policy.kind === "absent") return undefined;
  if (policy.kind === "unresolved") return [unknown(`its ${attribute} is not known: ${policy.reason}`, { attribute })];
  return policy.statements
    .filter((statement) => statement.allow && !isDeclared(statement, resource, facts))
    .flatMap((statement) =>
      whoIn(statement).flatMap((id): Verdict[] => {
        const more = { attribute: `${attribute}[${statement.at}]`, value: id ?? "unresolved" };
        if (id === undefined) return [unknown(`a principal of ${statement.at} is not known`, more)];
        const whose = parents(id, facts);
        return whose === undefined ? [] : [breach(`${statement.at} lets in ${id}, of ${whose}`, more)];
      }),
    );
}

/** The one way in that the program declares: that principal alone, for those actions, on that resource. */
function isDeclared(statement: Statement, resource: Resource, facts: Facts): boolean {
  const declared = facts.scope.declaredPrincipals ?? [];
  if (declared.length === 0) return false;
  const own = derived(resource, "arn", (value) => facts.resolver.text(value, resource.stack));
  return declared.some(({ arn, actions, resource: on }) => {
    const root = arn.replace(/:role\/.*$/, ":root");
    const narrowed = callersOf(statement);
    return (
      own === on &&
      !statement.notPrincipal &&
      !statement.notAction &&
      statement.actions.every((action) => action !== undefined && actions.includes(action)) &&
      statement.principals.every(({ id }) => id === arn || (id === root && narrowed.includes(arn))) &&
      narrowed.every((id) => id === arn)
    );
  });
}

/** Everybody whom a statement names: as principals, and in conditions that only a named caller meets. */
function whoIn(statement: Statement): readonly (string | undefined)[] {
  const principals = statement.notPrincipal ? [] : statement.principals.filter(({ type }) => type !== "Service").map(({ id }) => id);
  return [...principals, ...callersOf(statement)];
}

/** Whose it is, when it is the parent's: an account, an ARN in one, or an organization, alone or at the head of a path. */
function parents(id: string, facts: Facts): string | undefined {
  const account = /^\d{12}$/.test(id) ? id : parseArn(id)?.account;
  const known = account === undefined ? undefined : facts.account("aws", account);
  if (account !== undefined && known?.owner === "parent") return describe(account, known);
  return facts.scope.parent?.includes(id.split("/")[0] as string) ? "the parent's organization" : undefined;
}

function judgeMembers(members: readonly Member[] | "unresolved", facts: Facts): Verdict[] {
  return members === "unresolved" ? [unknown("whom it lets in is not known")] : members.flatMap((member) => judgeMember(member, facts));
}

function judgeMember({ text: member, value, stack, project: whole }: Member, facts: Facts): Verdict[] {
  if (member === undefined) return serviceAgent(value, stack, facts);
  const project = whole ? member : projectOf(member);
  const known = project === undefined ? undefined : facts.account("google", project);
  if (project !== undefined && known?.owner === "parent")
    return [breach(`it lets in ${member}, of ${describe(project, known)}`, { value: member })];
  const directory = facts.scope.parent?.find((id) => new RegExp(`(^|[/:])${id}($|/)`).test(member));
  return directory === undefined ? [] : [breach(`it lets in ${member}, of the parent's organization`, { value: member })];
}
