import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../review/report/formats";
import type { Report } from "../review/report/report";

/** The report for people and for programs, side by side. Answers the texts, so that nobody renders them again. */
export async function writeReport(report: Report, folder: string): Promise<{ readonly json: string; readonly html: string }> {
  const texts = { json: await render(report, "json"), html: await render(report, "html") };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), texts.json);
  writeFileSync(join(folder, "report.html"), texts.html);
  return texts;
}
