import { ownStoreOf } from "../migration/old-stores";
import type { CopyData, DatasetData } from "../schema/schema";
import { PHASES } from "../scope";
import { PROGRAM_PAGES as P } from "./pages";
import { phaseOf } from "./phase";
import type { RuleContext } from "./rules";

/**
 * What a copy consists of belongs to it alone. A store that stood under two names would be frozen, read and kept by the one
 * while the other destroys it, and only the other's objects would have been proved.
 */
export function oldStoreRules(context: RuleContext, dataset: DatasetData, copy: CopyData, at: string): void {
  const { data, complaints } = context;
  const others = data.datasets.flatMap((other) =>
    other.legacy.filter((each) => each !== copy).map((each) => ({ dataset: other, copy: each })),
  );
  const before = others.slice(0, earlier(data.datasets, copy));
  const once = (where: string, names: (of: CopyData, dataset: DatasetData) => readonly string[], what: string, fix: string) => {
    for (const name of names(copy, dataset)) {
      const twin = before.find((other) => names(other.copy, other.dataset).includes(name));
      if (twin) complaints.add(P.duplicate, `${at}${where}`, `${name}, as ${nameOf(twin)}`, what, fix);
    }
  };
  once("", (of) => ownStoreOf(of, data), "an old store of one copy", "Describe the store once, with all that it holds.");
  once("", (of) => pointsOf(of), "a recovery point of one copy", "Name it at the copy whose data it holds.");
  // Stacks, roles and records of jobs are called by dataset and copy, joined by a hyphen.
  once(".name", (of, { name }) => [`${name}-${of.name}`], "a name that no other dataset and copy make together", "Rename the copy.");
  if (copy.kind !== "google-sql" || order(copy, dataset) < PHASES.indexOf("purge")) return;
  const staying = others.find((other) => inInstance(other.copy, copy) && order(other.copy, other.dataset) < PHASES.indexOf("purge"));
  if (staying)
    complaints.add(
      P.phase,
      `${at}.phase`,
      `${phaseOf(copy, dataset)}, while ${nameOf(staying)} lies in the same instance and is in ${phaseOf(staying.copy, staying.dataset)}`,
      "every database of the instance in purge or closed: an instance goes whole",
      "Prove the other database first.",
    );
}

interface Named {
  readonly dataset: DatasetData;
  readonly copy: CopyData;
}

const nameOf = ({ dataset, copy }: Named): string => `${dataset.name} from ${copy.name}`;
const order = (copy: CopyData, dataset: DatasetData): number => PHASES.indexOf(phaseOf(copy, dataset));
const earlier = (datasets: readonly DatasetData[], copy: CopyData): number => datasets.flatMap(({ legacy }) => legacy).indexOf(copy);
const inInstance = (other: CopyData, copy: Extract<CopyData, { kind: "google-sql" }>): boolean =>
  other.kind === "google-sql" && other.account === copy.account && other.instance === copy.instance;
const pointsOf = (copy: CopyData): readonly string[] => (copy.kind === "aws-backup-vault" ? (copy.recoveryPoints ?? []) : []);
