/** Rows of a table without lines: two blanks between columns, and the last one as long as it likes. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => rows.reduce((widest, row) => Math.max(widest, row[at]?.length ?? 0), 0));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
