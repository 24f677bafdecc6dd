import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { list, select, type Value } from "../../value";
import { ignoredBy } from "../guards/changes-noticed";
import { builds } from "../fenced";
import { breach, met, unknown, type ResourceRule } from "../rule";

export const storeClaimed: ResourceRule = {
  id: "MIGRATION-03",
  claim: "migration",
  subject: "resource",
  title: "Every store says which dataset it holds, or what else it is for.",
  why: "A store that nobody claims is where data is forgotten: no phase covers it, and no purge finds it.",
  fix: "Tag it ringfence:dataset with a dataset of the program, or ringfence:purpose (Google: labels ringfence_dataset, ringfence_purpose).",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    const entry = entryOf(resource.type);
    if (!facts.scope.datasets || entry?.kind !== "data" || !entry.holdsData || !entry.tags || resource.action === "delete") return [];
    const hidden = hides(resource, facts);
    if (hidden)
      return [breach("terraform ignores what becomes of the tags by which it says so", { ...hidden, expected: "that it sees them" })];
    const dataset = facts.dataset(resource);
    if (dataset.kind === "unresolved") return [unknown(`which dataset it holds is not known: ${dataset.reason}`, { attribute: "tags" })];
    if (dataset.kind === "named") {
      if (facts.scope.datasets.some(({ name }) => name === dataset.name)) return [met()];
      return [
        breach(`it holds the dataset ${dataset.name}, which the program does not know`, {
          attribute: "tags",
          value: dataset.name,
          expected: "a dataset of the program",
        }),
      ];
    }
    const purpose = facts.purpose(resource);
    if (purpose.kind === "unresolved") return [unknown("its purpose is not known", { attribute: "tags" })];
    if (purpose.kind === "named") return [met()];
    return [
      breach("no dataset and no purpose claims it", {
        attribute: "tags",
        value: "absent",
        expected: "ringfence:dataset or ringfence:purpose",
      }),
    ];
  },
};

const OURS = /^ringfence[:_]/;

/**
 * What keeps terraform from seeing the tags of a store: its own block, or its provider's setting for all (Terraform, lifecycle
 * meta-argument; aws provider, ignore_tags). Policies tell datasets apart by them.
 */
function hides(resource: Resource, facts: Facts): { attribute: string; value: string } | undefined {
  if (!builds(facts) || facts.isLegacy(resource)) return undefined;
  const own = ignoredBy(resource).find((name) => /^(tags|tags_all|labels)$/.test(name) || /^(tags|labels)\W+ringfence[:_]/.test(name));
  if (own !== undefined) return { attribute: "lifecycle.ignore_changes", value: own };
  const text = (path: string) =>
    select(resource.provider?.values, path).flatMap(({ value }) =>
      list<Value>(value as Value[]).map((each) => facts.resolver.text(each, resource.stack) ?? ""),
    );
  const ignored =
    text("ignore_tags[].keys[]").find((key) => OURS.test(key)) ??
    text("ignore_tags[].key_prefixes[]").find((prefix) => OURS.test(prefix) || "ringfence:".startsWith(prefix));
  return ignored === undefined ? undefined : { attribute: "provider.ignore_tags", value: ignored };
}
