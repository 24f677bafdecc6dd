import type { Facts } from "../../facts/facts";
import type { Provider, Stack } from "../../facts/model";
import { pinsOf } from "../../facts/derived";
import { actsAs } from "../../facts/acting";
import { get, isAbsent, type Value } from "../../value";
import { builds } from "../fenced";
import { breach, met, unknown, type StackRule, type Verdict } from "../rule";

export const accountPinned: StackRule = {
  id: "LOCATION-04",
  claim: "location",
  subject: "stack",
  title: "Each provider is pinned to an account of the program.",
  why: "Credentials decide which account terraform works in; only allowed_account_ids (AWS) or a literal project (Google) makes the wrong ones fail.",
  fix: "Place the stack in an account of the program: it sets allowedAccountIds, or the project.",
  judge: (stack, facts) =>
    facts.scope.accounts.length === 0
      ? []
      : stack.providers
          .filter(({ cloud }) => cloud === "aws" || cloud === "google")
          .flatMap((provider) => {
            const verdict = judge(provider, stack, facts);
            return verdict ? [{ address: `provider.${provider.key}`, ...verdict }] : [];
          }),
};

function judge(provider: Provider, stack: Stack, facts: Facts): Verdict | undefined {
  const text = (value: Value | undefined) => facts.resolver.text(value, stack);
  const attribute = provider.cloud === "aws" ? "allowed_account_ids" : "project";
  const stated = get(provider.values, attribute);
  const more = { attribute, expected: "an account of the program" };
  if (isAbsent(stated)) return unpinned(provider, stack, facts, more);
  const ids = pins(provider, text);
  if (!ids || ids.length === 0) return unknown(`the account of provider ${provider.key} is not known`, more);
  const theirs = actsAs(provider.values, text).find(
    ({ account, last }) => !(last ? ids : [...ids, ...all(provider.cloud, facts)]).includes(account),
  );
  if (theirs)
    return breach(`provider ${provider.key} is pinned to ${ids.join(", ")} and assumes a role of ${theirs.account}`, {
      ...more,
      value: ids.join(","),
    });
  const billed = text(get(provider.values, "billing_project"));
  if (billed !== undefined && !all(provider.cloud, facts).includes(billed))
    return breach(`provider ${provider.key} is billed to ${billed}, which is none of the program's and may cut it off`, {
      ...more,
      attribute: "billing_project",
      value: billed,
    });
  if (
    parents(ids, provider, facts) &&
    stack.providers.some((other) => other !== provider && !parents(pins(other, text) ?? [], other, facts))
  )
    return breach(`provider ${provider.key} works in the parent's account ${ids.join(", ")}, beside others that do not`, {
      ...more,
      value: ids.join(","),
    });
  return knownAll(ids, provider, facts, more) ?? met();
}

/** Accounts that the program does not know; flags name those that hold keys, and say nothing of where data lies. */
function knownAll(
  ids: readonly string[],
  provider: Provider,
  facts: Facts,
  more: { attribute: string; expected: string },
): Verdict | undefined {
  const strange = ids.filter((id) => !facts.account(provider.cloud, id)).sort();
  if (strange.length === 0) return undefined;
  const works = `works in account ${strange.join(", ")}`;
  return facts.scope.keysAlone
    ? met(`it ${works}, and in which accounts data may lie no flag says`)
    : breach(`provider ${provider.key} ${works}, which the program does not know`, { ...more, value: strange.join(",") });
}

const pins = (provider: Provider, text: (value: Value | undefined) => string | undefined) =>
  provider.cloud === "aws" ? pinsOf(provider, text) : [text(get(provider.values, "project"))].filter((id) => id !== undefined);

const parents = (ids: readonly string[], { cloud }: Provider, facts: Facts) =>
  ids.some((id) => facts.account(cloud, id)?.owner === "parent");

const all = (cloud: Provider["cloud"], facts: Facts) =>
  facts.scope.accounts
    .filter((account) => account.cloud === cloud && account.owner !== "parent")
    .flatMap(({ id, number }) => [id, ...(number === undefined ? [] : [number])]);

/**
 * A source without a pin lets any credentials in. A plan is already made with some: whose, it may show. A program that builds no fence
 * asks for no pins, and of a plan that was made offline and shows no account nothing is said; one that is shown is judged all the same.
 */
function unpinned(provider: Provider, stack: Stack, facts: Facts, more: { attribute: string; expected: string }): Verdict | undefined {
  if (stack.source && builds(facts)) return breach(`provider ${provider.key} is not pinned to an account`, more);
  const seen = new Set(
    stack.resources.filter((resource) => resource.provider === provider).map((resource) => facts.placeOf(resource).account),
  );
  if (provider.identity) seen.add(provider.identity);
  const accounts = [...seen].filter((account) => account !== null);
  const strange = knownAll(accounts, provider, facts, more);
  if (strange) return strange;
  if (accounts.length > 0) return met("the plan shows its account, though nothing pins it");
  return builds(facts) ? unknown(`the plan does not show the account of provider ${provider.key}`, more) : undefined;
}
