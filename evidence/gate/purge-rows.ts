import type { ErrorPage } from "../../config/errors";
import { sha256 } from "../file";
import { PURGE_PAGES } from "./purge-pages";
import { BLOCKING, differingRow, verdictOf, type DifferingRow, type Reconciliation } from "../reconcile/result";
import { rowLine } from "../reconcile/rows-file";
import type { Disposed } from "../sign/predicates";

/** Notes one thing that is missing. */
export type Complain = (page: ErrorPage, at: string, given: string, expected: string, fix: string) => void;

/** The rows, when they are the signed ones and agree with the counts. */
export function readRows(found: Reconciliation, content: string, complain: Complain): readonly DifferingRow[] {
  const again = "Take the rows file that the reconciliation wrote, or reconcile again.";
  if (sha256(content) !== found.rows.sha256) {
    complain(PURGE_PAGES.rows, "the rows", sha256(content), found.rows.sha256, again);
    return [];
  }
  const rows: DifferingRow[] = [];
  for (const [index, line] of content.split(/(?<=\n)/).entries()) {
    if (line === "") continue;
    const row = parseRow(line);
    if (row) rows.push(row);
    else
      complain(PURGE_PAGES.rows, `line ${index + 1} of the rows`, "a line of another form", "a row as the reconciliation writes it", again);
  }
  const sums = contradiction(found, rows);
  if (sums) complain(PURGE_PAGES.sums, "the reconciliation", sums, "counts, totals and rows that agree", "Reconcile again.");
  return rows;
}

function parseRow(line: string): DifferingRow | undefined {
  try {
    const { data } = differingRow.safeParse(JSON.parse(line));
    return data && rowLine(data) === line ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Where a signed reconciliation contradicts itself or its rows; undefined when it does not. */
function contradiction(found: Reconciliation, rows: readonly DifferingRow[]): string | undefined {
  for (const verdict of [...BLOCKING, "extra"] as const) {
    const counted = rows.filter((row) => row.verdict === verdict).length;
    if (counted !== found.counts[verdict]) return `${found.counts[verdict]} ${verdict} and ${counted} such rows`;
  }
  const live = rows.filter(({ reason }) => reason !== "noncurrent");
  const sum = (of: "legacyRows" | "homeRows") => found.counts.match + live.reduce((total, row) => total + row[of], 0);
  if (sum("legacyRows") !== found.legacy.objects) return `${found.legacy.objects} legacy objects, ${sum("legacyRows")} accounted for`;
  if (sum("homeRows") !== found.home.objects) return `${found.home.objects} objects at home, ${sum("homeRows")} accounted for`;
  const old = rows.length - live.length;
  if (old !== found.legacy.noncurrent) return `${found.legacy.noncurrent} noncurrent versions and ${old} such rows`;
  const proved = Object.values(found.proof).reduce((total, count) => total + count, 0);
  if (proved !== found.counts.match) return `${found.counts.match} matches, ${proved} of them by a digest`;
  return found.verdict === verdictOf(found.counts) ? undefined : `the verdict ${found.verdict} over these counts`;
}

const nameOf = (key: string | null, version: string | null) => JSON.stringify([key, version]);

/** Each row that blocks is disposed of, by its exact key and version; and each disposition has its row. */
export function checkRows(rows: readonly DifferingRow[], disposed: readonly Disposed[], complain: Complain): void {
  const accepted = new Set(disposed.map(({ key, version }) => nameOf(key, version)));
  const open = rows.filter(({ verdict }) => verdict !== "extra");
  for (const row of open) {
    const at = `${JSON.stringify(row.legacyKey ?? row.key)}${row.version === null ? "" : ` version ${row.version}`}`;
    if (row.legacyRows > 1 || row.homeRows > 1)
      complain(
        PURGE_PAGES.doubled,
        at,
        `${row.legacyRows} rows at the legacy side, ${row.homeRows} at home`,
        "one",
        "List the store again, without the doubled rows.",
      );
    else if (!accepted.has(nameOf(row.legacyKey, row.version)))
      complain(
        PURGE_PAGES.open,
        at,
        `${row.verdict} (${row.reason})`,
        "a match, or a disposition that names this key and version",
        "Copy it again and reconcile, or have both sign a disposition.",
      );
  }
  const known = new Set(open.map(({ legacyKey, version }) => nameOf(legacyKey, version)));
  for (const { key, version } of disposed)
    if (!known.has(nameOf(key, version)))
      complain(
        PURGE_PAGES.disposition,
        `${JSON.stringify(key)}${version === null ? "" : ` version ${version}`}`,
        "a disposition",
        "a row that blocks, of this key and version",
        "Sign a disposition of this reconciliation's rows alone.",
      );
}
