import { parseArn } from "../arn";
import { again } from "../again";
import { get, select } from "../value";
import type { Estate } from "./estate";
import type { Resource } from "./model";

/** Vaults that a plan writes or copies into, by name and by ARN: what passes through another does not stay. */
const plannedVaults = again((facts: Estate): ReadonlySet<string> => {
  const plans = facts.ofType("aws_backup_plan").filter(({ action }) => action !== "delete");
  const named = plans.flatMap((plan) =>
    ["rule[].target_vault_name", "rule[].copy_action[].destination_vault_arn"].flatMap((path) =>
      select(plan.values, path).flatMap(({ value }) => facts.resolver.text(value, plan.stack) ?? []),
    ),
  );
  return new Set(named.map((name) => parseArn(name)?.resource.replace(/^backup-vault[:/]/, "") ?? name));
});

export function isPlanned(vault: Resource, facts: Estate): boolean {
  return plannedVaults(facts).has(facts.resolver.text(get(vault.values, "name"), vault.stack) ?? "");
}

/** Does a plan copy what it backs up into a vault of this place? */
export function copiesInto(
  plan: Resource,
  at: { readonly account: string; readonly region: string },
  facts: Estate,
): "yes" | "no" | "maybe" {
  const targets = select(plan.values, "rule[].copy_action[].destination_vault_arn").map(({ value }) =>
    parseArn(facts.resolver.text(value, plan.stack) ?? ""),
  );
  if (targets.some((arn) => arn?.account === at.account && arn.region === at.region)) return "yes";
  return targets.includes(undefined) ? "maybe" : "no";
}
