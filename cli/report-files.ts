import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../review/report/formats";
import type { Report } from "../review/report/report";

/** The report for people and for programs, side by side. */
export async function writeReport(report: Report, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), await render(report, "json"));
  writeFileSync(join(folder, "report.html"), await render(report, "html"));
}
