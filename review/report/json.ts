import type { Report } from "./report";

/** The report as it stands: same input and same day, same bytes. */
export function render(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
