import { entryOf } from "../catalogue/catalogue";
import { breach, met, type SetRule } from "./rule";

export const datasetHoused: SetRule = {
  id: "MIGRATION-04",
  claim: "migration",
  subject: "set",
  title: "Every dataset of the program has a home store.",
  why: "A dataset without a home in the synthesized stacks has nowhere to move to, and stays where it is.",
  fix: "Give the dataset a home in the program, and review the whole synthesized directory.",
  judge: (facts) => {
    if (!facts.whole) return [];
    const homes = new Set(
      facts.resources
        .filter((resource) => {
          const entry = entryOf(resource.type);
          return entry?.kind === "data" && entry.holdsData && resource.action !== "delete" && !facts.isLegacy(resource);
        })
        .flatMap((resource) => {
          const tag = facts.dataset(resource);
          return tag.kind === "named" ? [tag.name] : [];
        }),
    );
    return (facts.scope.datasets ?? [])
      .filter(({ phase }) => phase !== "closed")
      .map(({ name }) => ({
        ...(homes.has(name) ? met() : breach(`the dataset ${name} has no home store`, { value: name })),
        address: `dataset.${name}`,
      }));
  },
};
