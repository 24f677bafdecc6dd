import { readFileSync } from "node:fs";
import { RingfenceError, type ErrorPage } from "../../config/errors";
import { Jurisdiction } from "../../config/jurisdiction";
import { loadProgram } from "../../config/load";
import { CLOUDS, type Cloud } from "../../config/region";
import type { KnownAccount, Party, Scope } from "../../config/scope";
import { FORMATS, render, type Format } from "../../review/report/formats";
import type { Report } from "../../review/report/report";
import { review } from "../../review/review";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { complain, say, today } from "../terminal";
import { writeReport } from "../report-files";

export const REVIEW_PAGE: ErrorPage = {
  code: "CLI-USAGE",
  title: "the command's words cannot be understood",
  why: "A misread option would judge something else than was meant.",
};

export interface ReviewOptions {
  readonly program?: string;
  readonly jurisdiction?: string;
  readonly custodianAccount: readonly string[];
  readonly parentAccount: readonly string[];
  readonly format: readonly string[];
  readonly out?: string;
  readonly baseline?: string;
  readonly blockOn: string;
  readonly asOf?: string;
  readonly quiet?: boolean;
}

const BLOCK_ON = ["breach", "unknown", "expired", "new"] as const;

/** Judges plans and stacks; exit 0 when nothing blocks, 1 when something does. */
export async function reviewCommand(paths: readonly string[], options: ReviewOptions): Promise<number> {
  const formats = options.format.map((format) => oneOf(format, FORMATS, "--format"));
  const blockOn = options.blockOn.split(",").map((word) => oneOf(word.trim(), BLOCK_ON, "--block-on"));
  const asOf = options.asOf ?? today();
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf))) throw usage("--as-of", asOf, "a day such as 2026-11-24");
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const report = await review(paths, scopeOf(options), { asOf, baseline, blockOn });
  if (options.out) {
    await writeReport(report, options.out);
    if (!options.quiet) complain(`Report in ${options.out}/`);
  }
  const chosen: readonly Format[] = formats.length > 0 ? formats : options.out ? [] : [process.stdout.isTTY ? "terminal" : "json"];
  for (const format of chosen) say(await render(report, format));
  return report.blocks ? 1 : 0;
}

function scopeOf(options: ReviewOptions): Scope {
  if (options.jurisdiction === undefined) return loadProgram(programFile(options.program), loadModule).scope();
  if (options.program !== undefined) throw usage("--jurisdiction", "both a program and flags", "one of them");
  return {
    name: "flags",
    digest: "sha256:none",
    headline: null,
    jurisdiction: Jurisdiction.of(options.jurisdiction, "--jurisdiction"),
    accounts: [
      ...options.custodianAccount.map((text) => account(text, "custodian")),
      ...options.parentAccount.map((text) => account(text, "parent")),
    ],
    obligations: [],
    acknowledgements: [],
    optOuts: [],
  };
}

function account(text: string, owner: Party): KnownAccount {
  const [cloud, ...id] = text.split(":");
  if (!CLOUDS.includes(cloud as Cloud) || id.join(":") === "")
    throw usage(`--${owner}-account`, text, "cloud:id, such as aws:111122223333");
  return { cloud: cloud as Cloud, id: id.join(":"), owner, holdsKeys: owner === "custodian", legacy: false };
}

function readBaseline(file: string): Report {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw usage("--baseline", `${file}: ${(error as Error).message}`, "a report in JSON");
  }
  if ((read as { schema?: unknown } | null)?.schema === "ringfence.report/1") return read as Report;
  throw usage("--baseline", file, "a report of schema ringfence.report/1");
}

function oneOf<T extends string>(word: string, allowed: readonly T[], option: string): T {
  if ((allowed as readonly string[]).includes(word)) return word as T;
  throw usage(option, word, allowed.join(", "));
}

function usage(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(REVIEW_PAGE, { at, given, expected, fix: "See `ringfence review --help`." });
}
