import { RingfenceError } from "../../config/errors";
import { storesOf } from "../../config/migration/old-stores";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { PHASES } from "../../config/scope";
import { BACK_PAGES } from "./back-pages";
import { holdsInWords, type Stood } from "./going-back";

/**
 * Copies whose store the ledger knows under another name. Two copies may lie in one vault or behind one path: there the other
 * still stands in the program with that store, or did when the ledger came to know this one.
 */
export function renamed(program: Program, stood: readonly Stood[]): readonly RingfenceError[] {
  const remembered = stood.filter(({ phase, holds = [], reversed }) => phase !== "prepare" || holds.length > 0 || reversed !== undefined);
  const stands = ({ dataset, copy }: Stood, store: string): boolean =>
    program.data.datasets.some(
      ({ name, legacy }) => name === dataset && legacy.some((each) => each.name === copy && storesOf(each, program.data).includes(store)),
    );
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      const others = remembered.filter((each) => each.dataset !== dataset.name || each.copy !== copy.name);
      const own = stood.find((each) => each.dataset === dataset.name && each.copy === copy.name);
      for (const store of storesOf(copy, program.data)) {
        if (own?.stores?.includes(store)) continue;
        const known = others.find((each) => each.stores?.includes(store) && !stands(each, store));
        if (known) return [refuse(dataset, copy, store, known)];
      }
      const nameless = others.find((each) => each.stores === undefined && !isNamed(program, each));
      return nameless && !own && goes(copy, dataset) ? [unsaid(dataset, copy, nameless)] : [];
    }),
  );
}

const isNamed = ({ data }: Program, { dataset, copy }: Stood): boolean =>
  data.datasets.some(({ name, legacy }) => name === dataset && legacy.some((each) => each.name === copy));
const goes = (copy: CopyData, dataset: DatasetData): boolean => PHASES.indexOf(phaseOf(copy, dataset)) >= PHASES.indexOf("purge");
const nameOf = ({ dataset, copy, phase }: Stood): string => `${dataset} from ${copy}, in ${phase}`;

function refuse(dataset: DatasetData, copy: CopyData, store: string, known: Stood): RingfenceError {
  const holds = known.holds?.length ? `, under hold ${holdsInWords(known.holds)}` : "";
  return new RingfenceError(BACK_PAGES.renamed, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given: `${store}, which the ledger knows as ${nameOf(known)}${holds}`,
    expected: "the name that the store's copy always had",
    fix: `Call it ${known.copy} of ${known.dataset} again. Where both are copies in that store, keep the other in the program.`,
  });
}

function unsaid(dataset: DatasetData, copy: CopyData, known: Stood): RingfenceError {
  return new RingfenceError(BACK_PAGES.renamed, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given: `a copy that the ledger does not know, while ${nameOf(known)} left the program before its store was noted`,
    expected: "every copy of the ledger with its store",
    fix: `Put ${known.copy} of ${known.dataset} back into the program and build once: the ledger then notes its store.`,
  });
}
