import type { Claim } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { builds, leaves } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { GUARD_TYPES, type Guard } from "./guard-types";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

/** Guards of one claim that a plan takes away, where something is left to guard and nothing else guards it. */
export function taken(claim: Claim, facts: Facts): Verdict[] {
  if (!builds(facts) || facts.scope.headline === "SANDBOX") return [];
  return GUARD_TYPES.filter((guard) => guard.claim === claim).flatMap((guard) => {
    const all = facts.ofType(guard.type);
    const going = all.filter((resource) => leaves(resource) && !facts.isLegacy(resource));
    if (going.length === 0) return [];
    const standing = new Set(
      all.filter((other) => !leaves(other) && guard.only?.(other, facts) !== false).map((other) => subject(guard, other, facts)),
    );
    return going.map((resource) => ({ ...judge(guard, resource, standing, facts), address: resource.address, stack: resource.stack.name }));
  });
}

/** Where a guard stands and what it guards, or that this is not known. */
function subject({ of }: Guard, resource: Resource, facts: Facts): string {
  const { account, region } = facts.placeOf(resource);
  const texts = of.map((attribute) => textOf(resource, attribute, facts));
  return JSON.stringify([account, region, texts.includes(undefined) ? OPEN : texts]);
}
const OPEN = "open";

function judge(guard: Guard, resource: Resource, standing: ReadonlySet<string>, facts: Facts): Verdict {
  const guards = guard.only ? guard.only(resource, facts) : true;
  if (guards === false) return met("it only lets in, or guards nothing of the program's");
  const { cloud, account, region } = facts.placeOf(resource);
  const [own, open] = [subject(guard, resource, facts), JSON.stringify([account, region, OPEN])];
  if (own !== open && standing.has(own)) return met("another takes its place");
  const guarded = guard.around && guardedBy(guard, resource, facts);
  if (guarded && leaves(guarded)) return met("what it guards goes too");
  const more = { attribute: "action", value: resource.action, expected: "that it stays" };
  const says = `the plan would ${resource.action} this ${guard.what}`;
  if (guards === undefined || standing.has(open) || (guard.around && !guarded))
    return unknown(`${says}, and what it guards is not known`, more);
  return cloud !== null && account !== null && facts.account(cloud, account)
    ? breach(says, more)
    : unknown(`${says}, in an account that is not known`, more);
}

function guardedBy({ of: [by = ""], around }: Guard, resource: Resource, facts: Facts): Resource | undefined {
  const name = textOf(resource, by, facts);
  if (!around || name === undefined) return undefined;
  return around.of.map((attribute) => facts.named(around.type, attribute, name)).find((each) => each !== undefined);
}

export const guardsTaken: SetRule = {
  id: "ACCESS-28",
  claim: "access",
  subject: "set",
  title: "No plan takes away a policy that denies, nor a block of sharing.",
  why: "A guard that is a resource of its own leaves in one line of a plan, and what it guarded stays as it was: where nothing else of the estate is given, the plan alone shows that it goes (Terraform, JSON output format, resource_changes).",
  fix: "Put the resource back, or let it go together with what it guards.",
  judge: (facts) => taken("access", facts),
};
