import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, get, isAbsent } from "../../value";
import { leaves } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const storeKept: ResourceRule = {
  id: "MIGRATION-02",
  claim: "migration",
  subject: "resource",
  title: "No plan deletes or replaces a store or a key, and their blocks forbid it.",
  why: "A replaced store is a lost one, and a replaced key loses every store under it; prevent_destroy makes such a plan fail (Terraform, lifecycle meta-argument).",
  fix: "Set preventDestroy, change nothing that forces replacement, and purge only by the purge stack in its phase.",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    const entry = entryOf(resource.type);
    if (resource.type === VERSION) return judgeVersion(resource, facts);
    if (entry?.kind !== "data" || !entry.durable) return [];
    if (facts.scope.headline === "SANDBOX") return [met("a sandbox may be torn down")];
    const expected = "no-op, create or update";
    if (resource.action === "delete" || resource.action === "replace") {
      if (resource.action === "delete" && isPurged(resource, facts)) return [met("its dataset's purge deletes it")];
      if (resource.action === "delete" && isLeaving(resource.stack.name, resource.address, facts)) return [met(LEAVING)];
      return [breach(`the plan would ${resource.action} it`, { attribute: "action", value: resource.action, expected })];
    }
    if (resource.action === "forget") return [met("it leaves under a removed block, and is not destroyed")];
    return [judgeBlock(resource, facts)];
  },
};

const VERSION = "google_kms_crypto_key_version";

/** A version that is set to be destroyed is lost with what it sealed, though its resource stays (Cloud KMS documentation, key states). */
function judgeVersion(version: Resource, facts: Facts): Verdict[] {
  const state = get(version.values, "state");
  if (leaves(version) || isAbsent(state)) return [];
  const text = facts.resolver.text(state, version.stack);
  const more = { attribute: "state", value: text ?? "unresolved", expected: "ENABLED" };
  if (text === undefined) return [unknown("whether the key's version is destroyed is not known", more)];
  if (!text.startsWith("DESTROY")) return [met()];
  return [facts.scope.headline === "SANDBOX" ? met("a sandbox may be torn down") : breach("it destroys a version of a key", more)];
}

/** Legacy copies of a dataset may go once its phase says so; that phase cannot be reached without evidence (the program's rule). */
export function isPurged(resource: Resource, facts: Facts): boolean {
  const phase = facts.scopedDataset(resource)?.phase;
  return facts.isLegacy(resource) && (phase === "purge" || phase === "closed");
}

/** Is it an emptied bucket of a closed copy, whose evidence verifies? */
export const isLeaving = (stack: string, address: string, { scope }: Facts): boolean =>
  scope.leaving?.some((each) => each.stack === stack && each.address === address) ?? false;
export const LEAVING = "it is destroyed empty, under verified purge evidence";

/** A plan does not carry `lifecycle`, so without its source only what it does is judged. */
function judgeBlock(resource: Resource, facts: Facts): Verdict {
  if (resource.source === undefined || facts.isLegacy(resource)) return met();
  const optOut = facts.scope.optOuts.find(({ of }) => of === resource.constructPath);
  const prevents = first(resource.source, "lifecycle[].prevent_destroy");
  if (prevents === true) return met();
  if (optOut) return met(`opted out: ${optOut.reason}`);
  const more = { attribute: "lifecycle.prevent_destroy", value: "absent", expected: "true" };
  return prevents === undefined || prevents === false
    ? breach("nothing prevents its destruction", more)
    : unknown("whether its destruction is prevented is not known", more);
}
