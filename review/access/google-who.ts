import type { Facts } from "../facts/facts";
import type { Report } from "../report/report";
import { everyGrant, gives, googleTargets, type GoogleTarget } from "./google-reach";
import type { Grant } from "./google-grant";

type Row = Report["access"][number];

/** Who reads what on Google: the parent, the auditor, and those whom the program names for the dataset. */
export function googleAccess(facts: Facts): readonly Row[] {
  const targets = googleTargets(facts);
  if (targets.length === 0) return [];
  const { grants, unresolved } = everyGrant(facts);
  const parent =
    facts.scope.accounts.some(({ cloud, owner }) => cloud === "google" && owner === "parent") || facts.scope.parent !== undefined;
  const examiners = facts.scope.examiners ?? [];
  return targets.flatMap((target) => {
    const people = (facts.scope.readers ?? []).filter(({ dataset, who }) => dataset === target.dataset && who === "gatekeeper");
    const row = (who: string, is: (member: string) => boolean) => rowOf(who, target, grants, unresolved, is, facts);
    return [
      ...(parent ? [row("parent", (member) => isParents(member, facts) || isEverybody(member))] : []),
      ...(examiners.length > 0 ? [row("auditor", (member) => examiners.includes(member) || isEverybody(member))] : []),
      ...(people.length > 0 ? [row("gatekeeper", (member) => people.some(({ arn }) => arn === member))] : []),
    ];
  });
}

const isEverybody = (member: string) => member === "allUsers" || member === "allAuthenticatedUsers";

/** A service account of one of the parent's projects, or anybody of its directory. */
export function isParents(member: string, facts: Facts): boolean {
  const project = /^serviceAccount:[^@]+@([^.]+)\.iam\.gserviceaccount\.com$/.exec(member)?.[1];
  if (project !== undefined && facts.account("google", project)?.owner === "parent") return true;
  return facts.scope.parent?.some((id) => new RegExp(`(^|[/:])${id}($|/)`).test(member)) === true;
}

/** The strongest answer that any grant gives to one of them. */
function rowOf(
  who: string,
  target: GoogleTarget,
  grants: readonly Grant[],
  unresolved: boolean,
  is: (member: string) => boolean,
  facts: Facts,
): Row {
  const base = { who, action: target.permission, on: target.on };
  let doubt = unresolved;
  for (const grant of grants) {
    const answer = gives(grant, target, facts);
    if (answer === false) continue;
    const member = grant.members.find((each) => each !== undefined && is(each));
    if (member !== undefined && answer === true)
      return { ...base, verdict: "allowed", witness: { caller: member, context: witness(grant) }, deniedBy: [] };
    doubt ||= member !== undefined || grant.members.includes(undefined);
  }
  return { ...base, verdict: doubt ? "unknown" : "denied", witness: null, deniedBy: doubt ? [] : ["no binding allows it"] };
}

function witness({ role, condition, resource }: Grant): Record<string, string> {
  return {
    role: typeof role === "string" ? role : (role?.address ?? ""),
    by: resource.address,
    ...(typeof condition === "string" ? { condition } : {}),
  };
}
