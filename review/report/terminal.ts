import pc from "picocolors";
import { clean } from "./clean";
import { columns } from "./columns";
import { destructionLine } from "./destruction";
import { summaryOf, tableOf } from "./migration";
import { answeredBy } from "./obligations";
import type { Place } from "../facts/model";
import { roomInWords } from "./room";
import { storesInOrder } from "./stores";
import { warningsOf } from "./warnings";
import { MOST_PLACES, toldOf, type Told } from "./told";
import { blockedBy, headlineInWords, inWords, markOf, type Answer, type Finding, type Report, type ReportedResource } from "./report";

type Paint = ReturnType<typeof pc.createColors>;

/** The page that people read in a terminal: claims first, then where data lies, and last, where the eye is, what blocks. */
export function render(given: Report, color: boolean): string {
  const report = clean(given);
  const paint = pc.createColors(color);
  const { program } = report;
  return [
    ...(program.headline ? [paint.bold(paint.yellow(`${program.headline}: ${headlineInWords(program.headline)}`))] : []),
    `${paint.bold(program.name)}, jurisdiction ${program.jurisdiction}, as of ${report.asOf}, ${count(report.inputs.length, "input")}`,
    "",
    ...report.claims.map((claim) => `  ${mark(markOf(claim), paint)} ${claim.claim.padEnd(9)} ${inWords(claim)}`),
    ...obligations(report, paint),
    ...optOuts(report),
    "",
    ...stores(report, paint),
    ...destructionLine(report),
    ...declaredPaths(report, paint),
    ...moves(report),
    ...roomLines(report),
    ...toldOf(report).flatMap((told) => [...describe(told, paint), ""]),
    ...warningsOf(report).map((line) => paint.yellow(line)),
    headline(report, paint),
    "",
  ].join("\n");
}

/** Each clause, and of what is not met what answers it. */
function obligations({ obligations: all }: Report, paint: Paint): string[] {
  if (all.length === 0) return [];
  const width = Math.max(...all.map(({ clause }) => clause.length));
  return [
    "",
    ...all.flatMap((each) => [
      `  ${mark(each.verdict, paint)} clause ${each.clause.padEnd(width)} ${each.text}`,
      ...(each.verdict === "met" ? [] : [paint.dim(`${" ".repeat(width + 12)}${answeredBy(each)}`)]),
    ]),
  ];
}

function describe({ says, places }: Told, paint: Paint): string[] {
  const { verdict, rule, message, expected, fix, acknowledged } = says;
  const one = places.length === 1;
  return [
    `${mark(verdict, paint)} ${paint.bold(rule)} ${one ? placeOf(says, paint) : `at ${places.length} places`}`,
    `    ${verdict === "unknown" ? "not determined: " : ""}${message}${expected ? `; expected ${expected}` : ""}`,
    `    fix: ${fix}`,
    ...(acknowledged
      ? [
          `    acknowledged by ${acknowledged.owner} until ${acknowledged.expires}${acknowledged.expired ? " (expired)" : ""}: ${acknowledged.reason}`,
        ]
      : []),
    ...(one
      ? [
          paint.dim(
            `    ${says.fingerprint}${says.constructPath ? ` at ${says.constructPath}` : ""}${says.status === "known" ? ", known" : ""}`,
          ),
        ]
      : [
          ...places.slice(0, MOST_PLACES).map((place) => `      ${paint.dim(place.fingerprint)} ${placeOf(place, paint)}`),
          ...(places.length > MOST_PLACES ? [`      and ${places.length - MOST_PLACES} more: --format json lists each`] : []),
        ]),
  ];
}

const placeOf = ({ stack, address, attribute }: Finding, paint: Paint): string =>
  `${stack ? `${stack}: ` : ""}${address}${attribute ? ` ${paint.dim(attribute)}` : ""}`;

/** A safe default that was given up is seen by whoever reads the page, not only by whoever looks for it. */
function optOuts({ tolerated }: Report): string[] {
  const given = tolerated.filter(({ reason }) => reason.startsWith("opted out"));
  return given.length === 0 ? [] : ["", ...given.map(({ rule, address, reason }) => `  ${rule} ${address} ${reason}`)];
}

/** No more are read in a terminal. */
const MOST = 200;

/** What is not as it should be first, then what holds a dataset. The address comes last: it alone may be too long for a line. */
function stores(report: Report, paint: Paint): string[] {
  const all = storesInOrder(report);
  const rows = all.slice(0, MOST);
  const more = all.length - rows.length;
  const rest = [...(more > 0 ? [`${count(more, "more store")}: --format json lists each.`] : []), ...others(report)];
  if (rows.length === 0) return ["No store of data in these inputs.", ...rest, ""];
  const [head = "", ...lines] = columns([
    ["dataset", "region", "account", "key", "store"],
    ...rows.map(({ address, stack, dataset, place, key }) => [
      dataset ?? "-",
      where(place),
      place.account ?? "?",
      holderOf(key),
      stack ? `${stack}: ${address}` : address,
    ]),
  ]);
  return [paint.bold(head), ...lines, ...rest, ""];
}

const holderOf = (key: ReportedResource["key"]): string =>
  key === null ? "-" : key.holder === "other" && key.kind !== "customer" ? "no customer's" : key.holder;

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
function moves({ migration }: Report): string[] {
  return migration === undefined ? [] : [`Migration: ${summaryOf(migration)}`, ...tableOf(migration), ""];
}

function roomLines(report: Report): string[] {
  const line = roomInWords(report);
  return line === undefined ? [] : [line, ""];
}

/** Says what blocks, and why. */
function headline(report: Report, paint: Paint): string {
  const { blocks, findings, verdict } = report;
  if (blocks) return paint.bold(paint.red(`Blocks: ${blockedBy(report).join(", ")}.`));
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
