import { entryOf } from "../catalogue/catalogue";
import { breach, met, unknown, type ResourceRule } from "./rule";

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
