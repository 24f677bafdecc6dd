import { entryOf } from "../../catalogue/catalogue";
import { accountOf } from "../../facts/derived";
import type { Facts } from "../../facts/facts";
import { describe } from "../../facts/key";
import type { Resource, Stack } from "../../facts/model";
import { get, isAbsent, list, type Value, type ValueObject } from "../../value";
import { builds, leaves } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const PROJECT = "google_project";

export const accountGuarded: ResourceRule = {
  id: "LOCATION-12",
  claim: "location",
  subject: "resource",
  title: "What holds or moves data stands in an account that the program guards, and nothing new in an old one.",
  why: "A resource's own project goes before its provider's; in a project around which no organization policies, perimeter and audit logs stand nothing keeps data where it was put, and what is made in the legacy estate is on no list of what moves and goes (google provider documentation, provider reference; Resource Manager documentation, hierarchy).",
  fix: "Put it into a project in which the program has a dataset's home, and whose guards its stacks build; of the legacy estate adopt what stands there, by an import block.",
  concerns: (type) => entryOf(type)?.kind === "data" || type === PROJECT,
  judge: (resource, facts) => {
    if (leaves(resource) || facts.scope.accounts.length === 0) return [];
    if (facts.isLegacy(resource) && !isSentThere(resource, facts)) return madeInLegacy(resource, facts);
    return resource.type.startsWith("google_") ? inProject(resource, facts) : [];
  },
};

/** Buckets and vaults of the legacy estate are adopted where they stand. */
function madeInLegacy(resource: Resource, facts: Facts): Verdict[] {
  const entry = entryOf(resource.type);
  if (!builds(facts) || entry?.kind !== "data" || !entry.holdsData) return [];
  const more = { value: resource.type, expected: "what stands there already" };
  if (resource.imported || adopted(resource.stack).has(resource.address)) return [met()];
  if (resource.action === "create" || resource.action === "replace") return [breach("it would be made in the legacy estate", more)];
  return resource.action === "none" || resource.action === "unknown"
    ? [unknown("whether it stands in the legacy estate already, or would be made there, is not known", more)]
    : [met()];
}

const imports = new WeakMap<Stack, ReadonlySet<Value | undefined>>();

/** Addresses that a stack's import blocks name. */
function adopted(stack: Stack): ReadonlySet<Value | undefined> {
  const known =
    imports.get(stack) ?? new Set(list<Value>(get(stack.source, "import") as Value[]).map((block) => get(block as ValueObject, "to")));
  imports.set(stack, known);
  return known;
}

/** Of a stack that works elsewhere. That a provider itself works in an account which is none of the program's LOCATION-04 says. */
const isSentThere = (resource: Resource, facts: Facts): boolean => {
  const own = get(resource.values, "project");
  if (!resource.type.startsWith("google_") || isAbsent(own)) return false;
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  const provided = accountOf(resource.provider, text)?.id;
  return provided !== undefined && provided !== text(own);
};

function inProject(resource: Resource, facts: Facts): Verdict[] {
  const attribute = resource.type === PROJECT ? "project_id" : "project";
  if (resource.type === PROJECT && !builds(facts)) return [];
  const stated = get(resource.values, attribute);
  const id = isAbsent(stated) ? facts.accountOf(resource) : facts.resolver.text(stated, resource.stack);
  const more = { attribute, value: id ?? "unresolved", expected: "a project that the program guards" };
  if (id === undefined) return isAbsent(stated) ? [] : [unknown("which project it stands in is not known", more)];
  const account = facts.account("google", id);
  if (resource.type === PROJECT && account?.legacy === true) return [];
  const strange = account === undefined || account.owner === "parent" || account.legacy;
  if (strange)
    return resource.type === PROJECT || isSentThere(resource, facts) ? [breach(`it lies in ${describe(id, account)}`, more)] : [];
  const { awsGuards, googleGuards } = facts.scope;
  return awsGuards && !googleGuards
    ? [breach(`the program builds no guards around the project ${id}, since no dataset has its home on Google`, more)]
    : [met()];
}
