import Table from "cli-table3";

const EDGES = ["top", "bottom", "left", "right", "mid"].flatMap((edge) =>
  edge === "left" || edge === "right" ? [edge, `${edge}-mid`] : [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`],
);
/** No lines, and two blanks between columns. */
const CHARS = { ...Object.fromEntries(EDGES.map((edge) => [edge, ""])), "mid-mid": "", middle: "  " };

/** Rows of a table without lines, which fits where boxes do not; the last column is as long as it likes. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const table = new Table({ chars: CHARS, style: { "padding-left": 0, "padding-right": 0, head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
