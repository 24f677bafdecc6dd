import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isObject, select, type Value } from "../../value";
import { admits, fault, textOf, type Fault } from "../guardrails/google-guards";

const PREFIX = "google_access_context_manager_";

/**
 * What decides beside a perimeter who comes through it, by type (Access Context Manager documentation, access levels,
 * authorized organizations and scoped policies; google 6.50.0).
 */
export const ENTRANCES: Readonly<Record<string, (resource: Resource, facts: Facts) => readonly (Fault | undefined)[]>> = {
  [`${PREFIX}access_level`]: (level, facts) => [
    ...select(level.values, "custom[]").map(() => fault("it holds on an expression")),
    ...conditions("basic[].conditions[]", level, facts),
  ],
  [`${PREFIX}access_levels`]: () => [fault("it takes the place of every access level")],
  [`${PREFIX}access_level_condition`]: (condition, facts) => [fromTheirNetwork(condition.values, condition, facts)],
  [`${PREFIX}access_policy`]: (policy, facts) => {
    const scopes = select(policy.values, "scopes[]").map(({ value }) => facts.resolver.text(value, policy.stack));
    const on = facts.scope.googleGuards?.denyOn ?? [];
    // One without scopes is the whole organization's; one of another folder can hold no project of the program's.
    return scopes.length > 0 && on.length > 0 ? [admits("it is another folder's:", scopes, (scope) => on.includes(scope))] : [];
  },
  [`${PREFIX}authorized_orgs_desc`]: (desc, facts) => {
    const orgs = select(desc.values, "orgs[]").map(({ value }) => facts.resolver.text(value, desc.stack));
    const own = `organizations/${facts.scope.googleGuards?.organization ?? ""}`;
    return [admits("it takes the word of", orgs, (org) => org === own)];
  },
  [`${PREFIX}service_perimeters`]: () => [fault("it takes the place of every perimeter")],
  [`${PREFIX}egress_policy`]: putsIn,
  [`${PREFIX}ingress_policy`]: putsIn,
  [`${PREFIX}service_perimeter_dry_run_resource`]: putsIn,
  [`${PREFIX}service_perimeter_resource`]: putsIn,
};

function putsIn(resource: Resource, facts: Facts): readonly (Fault | undefined)[] {
  return [admits("it puts into a perimeter", [textOf(resource, "resource", facts)], (project) => isOwn(project, facts))];
}

const isOwn = (project: string, { scope }: Facts) => scope.googleGuards?.perimeter?.projects.includes(project) === true;

function conditions(path: string, level: Resource, facts: Facts): readonly (Fault | undefined)[] {
  return select(level.values, path).map(({ value }) => fromTheirNetwork(value, level, facts));
}

/** A condition holds when all that it says does: without the team's networks it holds from elsewhere too. */
function fromTheirNetwork(condition: Value, { stack }: Resource, facts: Facts): Fault | undefined {
  const known = facts.scope.googleGuards?.peopleFrom ?? [];
  const from = select(condition, "ip_subnetworks[]").map(({ value }) => facts.resolver.text(value, stack));
  if (from.length === 0) return fault("it holds from any network", isObject(condition));
  return admits("it holds from", from, (network) => known.includes(network));
}

/** Another perimeter that holds a project of the program's and one of others: a bridge (VPC Service Controls, sharing across perimeters). */
export function sharesProjects(perimeter: Resource, facts: Facts): readonly (Fault | undefined)[] {
  const paths = ["status[].resources[]", "spec[].resources[]"];
  const held = paths.flatMap((path) => select(perimeter.values, path)).map(({ value }) => facts.resolver.text(value, perimeter.stack));
  const own = held.filter((project) => project !== undefined && isOwn(project, facts));
  return own.length > 0 ? [admits(`it joins ${own.join(" and ")} to`, held, (project) => isOwn(project, facts))] : [];
}
