import { readFileSync } from "node:fs";
import { AUDIENCES, reportFor } from "../../review/report/audience";
import { FORMATS, render, type Format } from "../../review/report/formats";
import type { Report } from "../../review/report/report";
import { warningsOf } from "../../review/report/warnings";
import { judge, type JudgeOptions } from "../judge";
import { writeReport } from "../report-files";
import { complain, say } from "../terminal";
import { oneOf, usage } from "../usage";

export interface ReviewOptions extends JudgeOptions {
  readonly format: readonly string[];
  readonly out?: string;
  readonly baseline?: string;
  readonly blockOn: string;
  readonly audience: string;
  readonly quiet?: boolean;
}

const BLOCK_ON = ["breach", "unknown", "expired", "new"] as const;

/** Judges plans and stacks; exit 0 when nothing blocks, 1 when something does. */
export async function reviewCommand(paths: readonly string[], options: ReviewOptions): Promise<number> {
  const formats = options.format.map((format) => oneOf("review", format, FORMATS, "--format"));
  const blockOn = options.blockOn.split(",").map((word) => oneOf("review", word.trim(), BLOCK_ON, "--block-on"));
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const audience = oneOf("review", options.audience, AUDIENCES, "--audience");
  const report = reportFor(audience, await judge(paths, options, { baseline, blockOn }));
  if (!options.quiet) warningsOf(report).forEach(complain);
  const written = options.out ? await writeReport(report, options.out, formats) : {};
  if (options.out && !options.quiet) complain(`Report in ${options.out}/`);
  const chosen: readonly Format[] = formats.length > 0 ? formats : options.out ? [] : [process.stdout.isTTY ? "terminal" : "json"];
  // Several in one stream are none that anybody reads; in a folder each has a file.
  const said = options.out && chosen.length > 1 ? chosen.filter((format) => format === "terminal") : chosen;
  for (const format of said) say(written[format] ?? (await render(report, format)));
  return report.blocks ? 1 : 0;
}

function readBaseline(file: string): Report {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw usage("review", "--baseline", `${file}: ${(error as Error).message}`, "a report in JSON");
  }
  if ((read as { schema?: unknown } | null)?.schema === "ringfence.report/1") return read as Report;
  throw usage("review", "--baseline", file, "a report of schema ringfence.report/1");
}
