import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DifferingRow, Reconciliation } from "../../evidence/reconcile/result";
import { ended, type Commands } from "./command";
import type { Listing } from "./inventories";

export interface Compared {
  readonly result: Reconciliation;
  readonly rows: readonly DifferingRow[];
  /** Where the result lies; its rows lie beside it. */
  readonly file: string;
  readonly rowsFile: string;
}

/** Runs the command as users do. `name` names the files that it writes. */
export async function reconcileWith(
  commands: Commands,
  folder: string,
  of: { readonly name: string; readonly dataset: string; readonly copy: string; readonly program: string },
  legacy: Listing,
  home: Listing,
): Promise<Compared> {
  const file = join(folder, `${of.name}.json`);
  const ran = await commands.ringfence(
    ...["reconcile", legacy.file, home.file, "--dataset", of.dataset, "--copy", of.copy, "--program", of.program],
    ...["--legacy-taken", legacy.taken, "--home-taken", home.taken, "--out", file, "--format", "json"],
  );
  if (ran.code !== 0 && ran.code !== 1) ended(ran, 0, "reconcile");
  const result = JSON.parse(readFileSync(file, "utf8")) as Reconciliation;
  if ((ran.code === 0) !== (result.verdict === "met"))
    throw new Error(`reconcile ended with ${ran.code} and the verdict ${result.verdict}`);
  const rowsFile = join(folder, `${of.name}.rows.jsonl`);
  const rows = readFileSync(rowsFile, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as DifferingRow);
  return { result, rows, file, rowsFile };
}

/** The keys with a verdict, as the old side spells them; old versions apart. */
export const keysOf = ({ rows }: Compared, verdict: DifferingRow["verdict"]): readonly string[] =>
  rows.filter((row) => row.verdict === verdict && row.reason !== "noncurrent").map(({ legacyKey, key }) => legacyKey ?? key);

/** Throws unless both lists name the same keys. */
export function sameKeys(what: string, found: readonly string[], expected: readonly string[]): void {
  const [left, right] = [[...found].sort(), [...expected].sort()];
  if (JSON.stringify(left) === JSON.stringify(right)) return;
  const only = (of: readonly string[], other: readonly string[]) => of.filter((key) => !other.includes(key)).map((key) => key.slice(0, 60));
  throw new Error(`${what}: not expected ${JSON.stringify(only(left, right))}, not found ${JSON.stringify(only(right, left))}`);
}
