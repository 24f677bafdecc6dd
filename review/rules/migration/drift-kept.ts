import { entryOf } from "../../catalogue/catalogue";
import { driftOf, type Drift } from "../../facts/drift";
import type { Facts } from "../../facts/facts";
import { isPurged } from "./store-kept";
import { breach, met, unknown, type StackRule, type Verdict } from "../rule";

export const driftKept: StackRule = {
  id: "MIGRATION-06",
  claim: "migration",
  subject: "stack",
  title: "No store and no key vanished outside of terraform.",
  why: "prevent_destroy binds terraform alone: whoever deletes by hand passes it, and the next plan would make an empty store in its stead (Terraform, JSON output format, resource_drift).",
  fix: "Restore it from its second copy, and import what was restored; find out who deleted it.",
  judge: (stack, facts) =>
    driftOf(stack).flatMap((drift) => judge(drift, facts).map((verdict) => ({ address: drift.address, ...verdict }))),
};

function judge({ before, after }: Drift, facts: Facts): Verdict[] {
  const entry = entryOf(before.type);
  if (entry?.kind !== "data" || !entry.durable) return [];
  if (facts.scope.headline === "SANDBOX") return [met("a sandbox may be torn down")];
  if (after) return [met()];
  if (isPurged(before, facts)) return [met("its dataset's purge deletes it")];
  const more = { value: "vanished", expected: "that it stands" };
  // The purge itself deletes by other means than terraform; whose copy it was must be known to let it go.
  if (facts.isLegacy(before) && facts.dataset(before).kind === "unresolved")
    return [unknown("it was deleted outside of terraform, and which dataset it held is not known", more)];
  return [breach("it was deleted outside of terraform", more)];
}
