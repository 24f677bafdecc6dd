import Table from "cli-table3";
import pc from "picocolors";
import { clean } from "./clean";
import { destructionLine } from "./destruction";
import { cellsOf, COLUMNS, summaryOf } from "./migration";
import { answeredBy } from "./obligations";
import type { Place } from "../facts/model";
import { roomInWords } from "./room";
import { warningsOf } from "./warnings";
import { inWords, type Answer, type Finding, type Report } from "./report";

type Paint = ReturnType<typeof pc.createColors>;

/** The page that people read in a terminal: claims first, then what blocks, then where data lies. */
export function render(given: Report, color: boolean = process.stdout.isTTY && pc.isColorSupported): string {
  const report = clean(given);
  const paint = pc.createColors(color);
  const { program } = report;
  return [
    ...(program.headline ? [paint.bold(paint.yellow(program.headline))] : []),
    `${paint.bold(program.name)}, jurisdiction ${program.jurisdiction}, as of ${report.asOf}, ${count(report.inputs.length, "input")}`,
    "",
    ...report.claims.map(
      (claim) => `  ${mark(claim.unjudged === undefined ? claim.verdict : "unjudged", paint)} ${claim.claim.padEnd(9)} ${inWords(claim)}`,
    ),
    ...obligations(report, paint),
    ...report.findings.flatMap((finding) => ["", ...describe(finding, paint)]),
    ...optOuts(report),
    "",
    ...stores(report, color),
    ...destructionLine(report),
    ...declaredPaths(report, paint),
    ...moves(report, color),
    ...roomLines(report),
    ...warningsOf(report).map((line) => paint.yellow(line)),
    headline(report, paint),
    "",
  ].join("\n");
}

/** Each clause, and what answers it. */
function obligations({ obligations: all }: Report, paint: Paint): string[] {
  if (all.length === 0) return [];
  const width = Math.max(...all.map(({ clause }) => clause.length));
  return ["", ...all.map((each) => `  ${mark(each.verdict, paint)} clause ${each.clause.padEnd(width)} ${paint.dim(answeredBy(each))}`)];
}

function describe(finding: Finding, paint: Paint): string[] {
  const { acknowledged } = finding;
  return [
    `${mark(finding.verdict, paint)} ${paint.bold(finding.rule)} ${finding.stack ? `${finding.stack}: ` : ""}${finding.address}${finding.attribute ? ` ${paint.dim(finding.attribute)}` : ""}`,
    `    ${finding.verdict === "unknown" ? "not determined: " : ""}${finding.message}${finding.expected ? `; expected ${finding.expected}` : ""}`,
    `    fix: ${finding.fix}`,
    ...(acknowledged
      ? [
          `    acknowledged by ${acknowledged.owner} until ${acknowledged.expires}${acknowledged.expired ? " (expired)" : ""}: ${acknowledged.reason}`,
        ]
      : []),
    paint.dim(
      `    ${finding.fingerprint}${finding.constructPath ? ` at ${finding.constructPath}` : ""}${finding.status === "known" ? ", known" : ""}`,
    ),
  ];
}

/** A safe default that was given up is seen by whoever reads the page, not only by whoever looks for it. */
function optOuts({ tolerated }: Report): string[] {
  const given = tolerated.filter(({ reason }) => reason.startsWith("opted out"));
  return given.length === 0 ? [] : ["", ...given.map(({ rule, address, reason }) => `  ${rule} ${address} ${reason}`)];
}

/** No more are read in a terminal, and laying out a table takes the longer for each row the more rows there are. */
const MOST = 200;

function stores(report: Report, color: boolean): string[] {
  const all = report.resources.filter(({ holdsData }) => holdsData);
  const odd = all.filter((each) => isOdd(each, report.program.jurisdiction));
  const seen = new Set(odd);
  const rows = all.length <= MOST ? all : [...odd, ...all.filter((each) => !seen.has(each))].slice(0, MOST);
  const more = all.length - rows.length;
  const rest = [...(more > 0 ? [`${count(more, "more store")}: --format json lists each.`] : []), ...others(report)];
  if (rows.length === 0) return ["No store of data in these inputs.", ...rest, ""];
  const table = new Table({
    head: ["store", "stack", "dataset", "account", "region", "key"],
    style: color ? {} : { head: [], border: [] },
  });
  for (const { address, stack, dataset, place, key } of rows)
    table.push([address, stack, dataset ?? "", place.account ?? "?", where(place), key?.holder ?? ""]);
  return [table.toString(), ...rest, ""];
}

/** Not where it should be, or not under whose key, as far as anybody knows: a long table begins with these. */
const isOdd = ({ place, key }: Report["resources"][number], jurisdiction: string): boolean =>
  place.jurisdiction !== jurisdiction || (key !== null && key.holder !== "custodian");

/** The region and what decided it. */
const where = ({ region, decidedBy }: Place) => (region === null ? "?" : `${region}, by ${decidedBy}`);

/** Where everything else is: what holds no data is counted, not listed. */
function others(report: Report): string[] {
  const counts = new Map<string, number>();
  for (const { holdsData, place } of report.resources) {
    if (holdsData) continue;
    const at = place.region === null ? "not determined" : `in ${where(place)}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([at, number]) => `${number} ${at}`);
  return parts.length === 0 ? [] : [`Everything else: ${parts.join("; ")}.`];
}

/** What leads through an edge or over a private line; that no network has another way out is one line of the network claim. */
function declaredPaths({ paths }: Report, paint: Paint): string[] {
  const declared = paths.filter(({ hops }) => hops.length > 0);
  if (declared.length === 0) return [];
  const verdicts = { closed: "met", open: "breach", unknown: "unknown" } as const;
  const lines = declared.map(
    ({ from, to, verdict, hops }) => `  ${mark(verdicts[verdict], paint)} ${from} to ${to}, on ${count(hops.length, "hop")}`,
  );
  return ["Declared paths:", ...lines, ""];
}

/** Each old copy: its phase, what is proved of it, and what it waits for. */
function moves({ migration }: Report, color: boolean): string[] {
  if (migration === undefined) return [];
  const widths = COLUMNS.map((column) => (column === "waits for" ? 56 : null));
  const table = new Table({ head: [...COLUMNS], style: color ? {} : { head: [], border: [] }, wordWrap: true, colWidths: widths });
  for (const copy of migration.copies) table.push([...cellsOf(copy)]);
  return [`Migration: ${summaryOf(migration)}`, table.toString(), ""];
}

function roomLines(report: Report): string[] {
  const line = roomInWords(report);
  return line === undefined ? [] : [line, ""];
}

/** Says what blocks, and why. */
function headline({ blocks, blocking, findings, verdict }: Report, paint: Paint): string {
  const why = [
    blocking.breach && count(blocking.breach, "breach", "breaches"),
    blocking.unknown && `${blocking.unknown} not determined`,
    blocking.expired && count(blocking.expired, "expired acknowledgement"),
  ].filter((part) => part);
  if (blocks) return paint.bold(paint.red(`Blocks: ${why.join(", ")}.`));
  if (verdict === "met") return paint.bold(paint.green("Nothing blocks."));
  return paint.bold(paint.yellow(`Nothing blocks; ${count(findings.length, "finding")} acknowledged, known or not asked for.`));
}

function mark(verdict: Answer | "unjudged", paint: Paint): string {
  if (verdict === "met") return paint.green("✔");
  if (verdict === "breach") return paint.red("✘");
  return verdict === "unknown" ? paint.yellow("?") : paint.dim("-");
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
