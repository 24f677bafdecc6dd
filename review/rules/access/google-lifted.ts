import type { GoogleGuards } from "../../../config/scope";
import type { Three } from "../../access/three";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, select } from "../../value";
import { isFenced } from "../fenced";
import { isInside } from "../guardrails/google-policies";
import { POLICY_TYPES, setPolicy } from "../guardrails/google-policy-versions";
import { breach, met, unknown, type ResourceRule } from "../rule";

export const googleLifted: ResourceRule = {
  id: "ACCESS-26",
  claim: "access",
  subject: "resource",
  title: "No organization policy lifts a constraint where the program's projects stand, or lets in what is the parent's.",
  why: "A policy takes the place of the one above it: a constraint that is not enforced, allows everything or is reset to Google's default is one that nobody keeps, whether or not the program sets it itself (Organization Policy documentation, hierarchy evaluation).",
  fix: "Take the policy away, so that what stands above it holds; or enforce it.",
  concerns: (type) => POLICY_TYPES.includes(type),
  judge: (resource, facts) => {
    const { googleGuards } = facts.scope;
    if (!POLICY_TYPES.includes(resource.type) || !googleGuards || !isFenced(resource, facts)) return [];
    const set = setPolicy(resource, facts);
    // Below the organization LOCATION-10, CUSTODY-09 and ACCESS-07 ask what is said of the program's own constraints.
    const own = googleGuards.policies.some(({ constraint }) => constraint === set.constraint);
    if (own && set.parent?.startsWith("organizations/") !== true) return [met()];
    const isOurs = standsAbove(set.parent, googleGuards) || isInside(set.parent, "", facts);
    const lifts = lifted(resource, facts);
    if (isOurs === false || lifts === false) return [met()];
    const more = {
      value: `${set.parent ?? "unresolved"} ${set.constraint ?? "unresolved"}`,
      expected: "no policy, or one that is enforced",
    };
    return [
      isOurs === true && lifts !== "unknown"
        ? breach(`${lifts} of ${set.constraint ?? "a constraint"} on ${set.parent ?? ""}`, more)
        : unknown("whether it lifts a constraint where the program's projects stand is not known", more),
    ];
  },
};

/** The organization, and where the program sets its own policies. */
const standsAbove = (parent: string | undefined, { organization, policies, denyOn, approvalOn }: GoogleGuards): boolean =>
  parent !== undefined &&
  [`organizations/${organization ?? ""}`, ...denyOn, ...approvalOn, ...policies.map((policy) => policy.parent)].includes(parent);

/** What it lifts, as the beginning of a sentence. */
function lifted(resource: Resource, facts: Facts): Exclude<Three, true> | string {
  const { values } = setPolicy(resource, facts);
  const texts = (path: string) =>
    select(values, path)
      .filter(({ value }) => !isAbsent(value))
      .map(({ value }) => facts.resolver.text(value, resource.stack)?.toLowerCase());
  const all = {
    "it enforces nothing": texts("spec[].rules[].enforce").map((text) => text && text === "false"),
    "it allows everything": texts("spec[].rules[].allow_all").map((text) => text && text === "true"),
    "it restores Google's default": texts("spec[].reset").map((text) => text && text === "true"),
    "it lets in what is the parent's": texts("spec[].rules[].values[].allowed_values[]").map((text) => text && isParents(text, facts)),
  };
  const [found] = Object.entries(all).find(([, answers]) => answers.includes(true)) ?? [];
  return found ?? (Object.values(all).some((answers) => answers.includes(undefined)) ? "unknown" : false);
}

const isParents = (text: string, { scope }: Facts): boolean => {
  const ids = [
    ...(scope.parent ?? []),
    ...scope.accounts.filter(({ owner, cloud }) => owner === "parent" && cloud === "google").map(({ id }) => id),
  ];
  return ids.some((id) => text.split(/[/:]/).includes(id.toLowerCase()));
};
