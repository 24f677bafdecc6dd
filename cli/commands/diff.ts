import { existsSync, readFileSync, statSync } from "node:fs";
import pc from "picocolors";
import { z } from "zod";
import { CLAIMS } from "../../config/scope";
import { compareReports, type Change, type Comparable, type ComparedFinding, type Comparison } from "../../review/compare";
import { AUDIENCES, comparisonFor } from "../../review/report/audience";
import { standardInput } from "../../review/read/bytes";
import { decode, parseJson } from "../../review/read/json";
import { read } from "../../review/read/read";
import { clean } from "../../review/report/clean";
import { judge, type JudgeOptions } from "../judge";
import { IN_COLOR, say } from "../terminal";
import { oneOf, usage } from "../usage";

export interface DiffOptions extends JudgeOptions {
  readonly format?: string;
  readonly audience: string;
}

const DIFF_FORMATS = ["terminal", "json", "markdown"] as const;

/** Compares two reports, plans or synthesized folders; exit 1 when something blocks in HEAD that did not in BASE. */
export async function diff(base: string, head: string, options: DiffOptions): Promise<number> {
  const format = oneOf("diff", options.format ?? (process.stdout.isTTY ? "terminal" : "json"), DIFF_FORMATS, "--format");
  const audience = oneOf("diff", options.audience, AUDIENCES, "--audience");
  if (base === "-" && head === "-") throw usage("diff", "-", "standard input on both sides", "a file or folder as one of them");
  // Two reports need no program: a path that is wrong is refused before one is asked for.
  for (const path of [base, head]) if (path !== "-" && !existsSync(path)) read([path]);
  const sides = [await readSide(base, options, true), await readSide(head, options, false)] as const;
  const comparison = comparisonFor(audience, compareReports(...sides), sides);
  if (format === "json") say(JSON.stringify(comparison, null, 2));
  else if (format === "markdown") say((await import("../../review/report/markdown")).renderComparison(comparison));
  else say(inTerminal(comparison));
  return comparison.blocks ? 1 : 0;
}

/** Colours are for terminals: what CI writes to a file carries none. */
const paint = pc.createColors(IN_COLOR);

const text = z.string();
const nullable = text.nullable();
const place = z.object({
  cloud: z.enum(["aws", "google", "oracle", "azure"]).nullable(),
  account: nullable,
  region: nullable,
  jurisdiction: nullable,
  decidedBy: z.custom<Comparable["resources"][number]["place"]["decidedBy"]>((value) => typeof value === "string"),
  why: text,
});

/** No more than a comparison reads, so that a report of an older or newer release with the same schema number is taken too. */
const report: z.ZodType<Comparable> = z.object({
  program: z.object({ name: text, digest: text }),
  asOf: text,
  inputs: z.array(z.object({ stack: text, join: z.enum(["planned-and-synthesized", "plan-only", "synth-only"]) })),
  claims: z.array(z.object({ claim: z.enum(CLAIMS), unjudged: text.optional() })),
  findings: z.array(
    z.object({
      rule: text,
      claim: z.enum(CLAIMS),
      verdict: z.enum(["breach", "unknown"]),
      address: text,
      stack: text,
      attribute: nullable,
      message: text,
      expected: nullable,
      fix: text,
      fingerprint: text,
      acknowledged: z.object({ reason: text, owner: text, expires: text, expired: z.boolean() }).nullable(),
    }),
  ),
  resources: z.array(
    z.object({
      address: text,
      stack: text,
      action: z.enum(["create", "read", "update", "replace", "delete", "no-op", "forget", "none", "unknown"]),
      holdsData: z.boolean(),
      place,
      destinations: z.array(z.object({ via: text, attribute: text, place })),
      key: z
        .object({
          kind: z.enum(["customer", "provider", "none", "unresolved"]),
          id: nullable,
          holder: z.enum(["custodian", "other", "unresolved"]),
          why: text,
        })
        .nullable(),
    }),
  ),
});

/** A report as it was written; anything else is reviewed first, exactly as `ringfence review` would. */
async function readSide(path: string, options: DiffOptions, earlier: boolean): Promise<Comparable> {
  const written = writtenReport(path);
  return checked(written ?? (await judge([path], options, { earlier })), path);
}

/** The document, if it says that it is a report; what cannot be read at all is for the review to refuse. */
function writtenReport(path: string): object | undefined {
  if (path !== "-" && !statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const content = decode(path === "-" ? standardInput() : readFileSync(path), path);
  if (!content.includes("ringfence.report/")) return undefined;
  const json = parseJson(content, path);
  const isReport = typeof json === "object" && json !== null && "schema" in json && String(json["schema"]).startsWith("ringfence.report/");
  return isReport ? json : undefined;
}

function checked(json: unknown, path: string): Comparable {
  const { schema } = json as { schema?: unknown };
  if (schema !== "ringfence.report/1") throw usage("diff", path, `schema ${String(schema)}`, "a report of schema ringfence.report/1");
  const { data, error } = report.safeParse(json);
  if (data) return clean(data);
  const issue = error.issues[0];
  throw usage(
    "diff",
    path,
    `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a report"}`,
    "a whole report of schema ringfence.report/1",
  );
}

function inTerminal({ base, head, ...of }: Comparison): string {
  const list = <T>(title: string, items: readonly T[], show: (item: T) => string) =>
    items.length === 0 ? [] : ["", paint.bold(`${title}: ${items.length}`), ...items.map(show)];
  const { appeared, expired, withdrawn } = of.acknowledgements;
  return [
    `${paint.bold(base.program)} as of ${base.asOf} against ${paint.bold(head.program)} as of ${head.asOf}`,
    ...of.unjudged.map((claim) => paint.yellow(`No longer judged: ${claim}.`)),
    ...(of.unlike ? [paint.yellow("One side was judged from plans alone: the same finding may show as fixed and as new.")] : []),
    ...list("New", of.new, (finding) => describe(finding, true)),
    ...list("Facts that changed", of.changes, change),
    ...list("Acknowledgements expired", expired, (finding) => describe(finding)),
    ...list("Acknowledgements withdrawn", withdrawn, (finding) => describe(finding)),
    ...list("Acknowledgements appeared", appeared, (finding) => describe(finding)),
    ...list("Fixed", of.fixed, brief),
    ...list("Unchanged", of.unchanged, brief),
    "",
    of.blocks ? paint.bold(paint.red(`Blocks: ${of.blocking.length} anew.`)) : paint.bold(paint.green("Nothing new blocks.")),
  ].join("\n");
}

function brief({ verdict, rule, stack, address, attribute }: ComparedFinding): string {
  return `  ${verdict === "breach" ? paint.red("✘") : paint.yellow("?")} ${[rule, stack, address, attribute].filter((part) => part).join(" ")}`;
}

function describe(finding: ComparedFinding, isNew = false): string {
  const { verdict, message, expected, fix, acknowledged, fingerprint } = finding;
  return [
    brief(finding),
    `      ${verdict === "unknown" ? "not determined: " : ""}${message}${expected === null ? "" : `; expected ${expected}`}`,
    ...(isNew ? [`      fix: ${fix}`] : []),
    ...(acknowledged
      ? [
          `      acknowledged by ${acknowledged.owner} until ${acknowledged.expires}${acknowledged.expired ? " (expired)" : ""}: ${acknowledged.reason}`,
        ]
      : []),
    paint.dim(`      ${fingerprint}`),
  ].join("\n");
}

function change({ stack, address, fact, before, after }: Change): string {
  return `  ${stack}: ${address} ${fact}: ${before ?? "none"} -> ${after ?? "none"}`;
}
