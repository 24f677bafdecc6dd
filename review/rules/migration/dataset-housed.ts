import type { ScopedDataset, ScopedPlace } from "../../../config/scope";
import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isSnapshotCopy } from "../../facts/snapshot-source";
import { breach, met, type SetRule, type Verdict } from "../rule";

export const datasetHoused: SetRule = {
  id: "MIGRATION-04",
  claim: "migration",
  subject: "set",
  title: "Every dataset of the program has a store at its home, and a second one at its recovery.",
  why: "A dataset without a home in the synthesized stacks has nowhere to move to, and stays where it is; one without its second copy is lost with its region.",
  fix: "Give the dataset its home and recovery in the program, and review the whole synthesized directory.",
  judge: (facts) => {
    if (!facts.whole) return [];
    const stores = facts.resources.filter((resource) => {
      const entry = entryOf(resource.type);
      return entry?.kind === "data" && resource.action !== "delete" && !isSnapshotCopy(resource.type) && !facts.isLegacy(resource);
    });
    return (facts.scope.datasets ?? [])
      .filter(({ phase }) => phase !== "closed")
      .flatMap((dataset) => judge(dataset, stores, facts).map((verdict) => ({ ...verdict, address: `dataset.${dataset.name}` })));
  },
};

function judge(dataset: ScopedDataset, stores: readonly Resource[], facts: Facts): Verdict[] {
  const { name, home, recovery } = dataset;
  const own = stores.filter((store) => holds(store, name, facts));
  const verdicts = [
    own.some((store) => !home || liesAt(store, home, facts)) ? met() : breach(`the dataset ${name} has no home store`, { value: name }),
  ];
  if (!recovery) return verdicts;
  // A backup's copy is named after the vault, not after what is in it.
  const copies = stores.filter((store) => holds(store, name, facts) || isVault(store, facts));
  return [
    ...verdicts,
    copies.some((store) => liesAt(store, recovery, facts))
      ? met()
      : breach(`the dataset ${name} has no second copy in ${recovery.region} of ${recovery.account}`, { value: `${name} recovery` }),
  ];
}

function holds(store: Resource, name: string, facts: Facts): boolean {
  const tag = facts.dataset(store);
  return tag.kind === "named" && tag.name === name;
}

function isVault(store: Resource, facts: Facts): boolean {
  const purpose = facts.purpose(store);
  return purpose.kind === "named" && purpose.name === "backups";
}

/** Google's multi-regions hold their regions: what a rule of location has let pass may lie wider than the program says. */
function liesAt(store: Resource, at: ScopedPlace, facts: Facts): boolean {
  const place = facts.placeOf(store);
  return place.cloud === at.cloud && place.account === at.account && (place.region?.toLowerCase() === at.region || place.cloud !== "aws");
}
