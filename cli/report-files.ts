import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../config/folder";
import { render, type Format } from "../review/report/formats";
import type { Report } from "../review/report/report";

/** What each format is called as a file; what a terminal shows is none. */
const NAMES = {
  json: "report.json",
  html: "report.html",
  markdown: "report.md",
  sarif: "report.sarif",
  junit: "report.junit.xml",
} as const satisfies Partial<Record<Format, string>>;
type Filed = keyof typeof NAMES;

const isFiled = (format: Format): format is Filed => format in NAMES;

/** The report for people and for programs, side by side, and what else is asked for. Answers the texts, so that nobody renders them again. */
export async function writeReport(
  report: Report,
  folder: string,
  more: readonly Format[] = [],
): Promise<Partial<Readonly<Record<Format, string>>>> {
  const formats = new Set<Filed>(["json", "html", ...more.filter(isFiled)]);
  makeFolder(folder);
  const texts: Partial<Record<Format, string>> = {};
  for (const format of formats) {
    const text = await render(report, format);
    writeFileSync(join(folder, NAMES[format]), text);
    texts[format] = text;
  }
  return texts;
}
