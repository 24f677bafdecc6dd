import { readFileSync } from "node:fs";
import { AUDIENCES, reportFor } from "../../review/report/audience";
import { FORMATS, render, type Format } from "../../review/report/formats";
import { warningsOf } from "../../review/report/warnings";
import type { Baseline } from "../../review/findings";
import { decode, parseJson } from "../../review/read/json";
import { get, object, type JsonObject } from "../../review/value";
import { judge, type JudgeOptions } from "../judge";
import { writeReport } from "../report-files";
import { complain, IN_COLOR, say } from "../terminal";
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
  const formats = [...new Set(options.format.map((format) => oneOf("review", format, FORMATS, "--format")))];
  if (formats.length > 1 && options.out === undefined)
    throw usage("review", "--format", formats.join(" and "), "one format, or a folder for several by --out");
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
  for (const format of said) say(written[format] ?? (await render(report, format, IN_COLOR)));
  return report.blocks ? 1 : 0;
}

/** No more than the fingerprints is read of it, so that a report of an older or newer release with the same schema number is taken too. */
function readBaseline(file: string): Baseline {
  const json = parseJson(decode(contentOf(file), file), file) as JsonObject;
  if (get(json, "schema") !== "ringfence.report/1") throw usage("review", "--baseline", file, "a report of schema ringfence.report/1");
  const findings = get(json, "findings");
  if (!Array.isArray(findings) || !findings.every((finding) => typeof get(object(finding), "fingerprint") === "string"))
    throw usage("review", "--baseline", `${file}: findings without fingerprints`, "a whole report of schema ringfence.report/1");
  return { findings: findings as unknown as Baseline["findings"] };
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw usage("review", "--baseline", `${file}: ${(error as NodeJS.ErrnoException).code ?? "unreadable"}`, "a report in JSON");
  }
}
