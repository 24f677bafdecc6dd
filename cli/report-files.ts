import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../config/folder";
import { render, type Format } from "../review/report/formats";
import type { Report } from "../review/report/report";

const FILES: Readonly<Record<Format, string>> = {
  terminal: "report.txt",
  json: "report.json",
  markdown: "report.md",
  html: "report.html",
  sarif: "report.sarif",
  junit: "report.junit.xml",
};

/** The report for people and for programs, and in every format asked for, side by side. Answers the texts, so that nobody renders them again. */
export async function writeReport(report: Report, folder: string, asked: readonly Format[] = []): Promise<Partial<Record<Format, string>>> {
  const texts: Partial<Record<Format, string>> = {};
  for (const format of new Set<Format>(["json", "html", ...asked])) texts[format] = await render(report, format);
  makeFolder(folder);
  for (const [format, text] of Object.entries(texts)) writeFileSync(join(folder, FILES[format as Format]), text);
  return texts;
}
