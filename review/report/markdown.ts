import type { Change, ComparedFinding, Comparison } from "../compare";
import { clean } from "./clean";
import { destructionLine } from "./destruction";
import { cellsOf, COLUMNS, summaryOf } from "./migration";
import { answeredBy } from "./obligations";
import { roomInWords } from "./room";
import { warningsOf } from "./warnings";
import { headlineInWords, inWords, markOf, type Answer, type Report } from "./report";
import { MOST_PLACES, toldOf, type Told } from "./told";

/** What GitHub takes as one comment. */
const LIMIT = 65_536;
/** No single text may crowd out the rest. */
const LONGEST = 600;
const MARKS: Readonly<Record<Answer | "unjudged", string>> = { met: "✅", breach: "❌", unknown: "❔", unjudged: "➖" };

/**
 * Text of a plan, as a code span: the only place in Markdown where HTML, links, mentions, issue numbers and commit ids all stay
 * text. Escaping will not do, since GitHub looks for `@name` and `#1` after it has undone the escapes. A backtick would end the span.
 */
function code(text: string): string {
  const characters = [...clean(text).replaceAll("`", "'")];
  const short = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join("");
  return short.trim() === "" ? "`-`" : `\`${short}\``;
}

const cell = (text: string): string => code(text).replaceAll("|", "\\|");

/** A comment on a pull request: what blocks and why, the claims, the findings. */
export function render(report: Report): string {
  const { program, claims, findings, tool } = report;
  const head = [
    "<!-- ringfence review -->",
    `## Ringfence: ${headline(report)}`,
    "",
    `${program.headline ? `**${program.headline === "EXAMPLE" ? "EXAMPLE" : "SANDBOX"}**: ${headlineInWords(program.headline)}. ` : ""}Program ${code(program.name)}, jurisdiction ${code(program.jurisdiction)}, as of ${code(report.asOf)}.`,
    "",
    ...claims.map((claim) => `- ${MARKS[markOf(claim)]} ${claim.claim}: ${code(inWords(claim))}`),
    "",
  ];
  const room = roomInWords(report);
  const [destruction] = destructionLine(report);
  const tail = [
    ...(destruction === undefined ? [] : ["", code(destruction)]),
    ...(room === undefined ? [] : ["", code(room)]),
    "",
    `${tool.name} ${code(tool.version)}, program ${code(program.digest)}. \`ringfence explain RULE\` says more.`,
    "",
  ];
  const rest = [obligations(report), moves(report), optOuts(report), warningsOf(report).map((line) => `- ${code(line)}`)]
    .filter((lines) => lines.length > 0)
    .map((lines) => ["", ...lines].join("\n"));
  // What blocks comes first: the rest is left out before it, where a comment is too short for all.
  return fit(head, [...(findings.length > 0 ? ["### Findings", ""] : []), ...toldOf(report).map(tell), ...rest], tail);
}

/** Each clause, and what answers it. */
function obligations({ obligations: all }: Report): string[] {
  if (all.length === 0) return [];
  const rows = all.map((each) => `| ${code(each.clause)} | ${MARKS[each.verdict]} | ${cell(each.text)} | ${cell(answeredBy(each))} |`);
  return ["### Obligations", "", "| clause | | obligation | answered by |", "| --- | --- | --- | --- |", ...rows, ""];
}

/** Each old copy, and what it waits for. */
function moves({ migration }: Report): string[] {
  if (migration === undefined) return [];
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  const rule = `|${COLUMNS.map(() => " --- ").join("|")}|`;
  return [
    "### Migration",
    "",
    code(summaryOf(migration)),
    "",
    `| ${COLUMNS.join(" | ")} |`,
    rule,
    ...migration.copies.map((copy) => row(cellsOf(copy))),
    "",
  ];
}

/** A safe default that was given up, with the reason. */
function optOuts({ tolerated }: Report): string[] {
  const given = tolerated.filter(({ reason }) => reason.startsWith("opted out"));
  return given.length === 0 ? [] : ["### Opted out", "", ...given.map(({ address, reason }) => `- ${code(address)}: ${code(reason)}`), ""];
}

/** What a pull request changes. */
export function renderComparison(comparison: Comparison): string {
  const { base, head: now, blocking, acknowledgements, changes } = comparison;
  const list = <T>(title: string, items: readonly T[], show: (item: T) => string) =>
    items.length === 0 ? [] : [`\n### ${title}: ${items.length}\n`, ...items.map(show)];
  const head = [
    "<!-- ringfence diff -->",
    `## Ringfence: ${comparison.blocks ? `blocks, ${blocking.length} anew` : "nothing new blocks"}`,
    "",
    `${comparison.new.length} new, ${comparison.fixed.length} fixed, ${comparison.unchanged.length} unchanged; ${code(base.program)} as of ${code(base.asOf)} against ${code(now.program)} as of ${code(now.asOf)}.`,
    ...comparison.unjudged.map((claim) => `\nNo longer judged: ${code(claim)}.`),
    ...(comparison.unlike ? ["\nOne side was judged from plans alone: the same finding may show as fixed and as new."] : []),
  ];
  const entries = [
    ...list("New", comparison.new, (finding) => describe(finding, finding.fix)),
    ...list("Facts that changed", changes, change),
    ...list("Acknowledgements expired", acknowledgements.expired, (finding) => describe(finding)),
    ...list("Acknowledgements withdrawn", acknowledgements.withdrawn, (finding) => describe(finding)),
    ...list("Acknowledgements appeared", acknowledgements.appeared, (finding) => describe(finding)),
    ...list("Fixed", comparison.fixed, brief),
    ...list("Unchanged", comparison.unchanged, brief),
  ];
  return fit(head, entries, [""]);
}

function headline({ blocks, blocking, verdict }: Report): string {
  const why = [
    blocking.breach && `breach: ${blocking.breach}`,
    blocking.unknown && `not determined: ${blocking.unknown}`,
    blocking.expired && `expired acknowledgements: ${blocking.expired}`,
  ].filter((part) => part);
  if (blocks) return `${MARKS.breach} blocks (${why.join(", ")})`;
  return verdict === "met" ? `${MARKS.met} nothing blocks` : `${MARKS.unknown} nothing blocks; see the findings`;
}

function brief({ verdict, rule, stack, address, attribute }: ComparedFinding): string {
  return `- ${MARKS[verdict]} ${namesOf([rule, stack, address, attribute])}`;
}

const namesOf = (parts: readonly (string | null)[]): string => parts.flatMap((part) => (part ? [code(part)] : [])).join(" ");

/** What is said of one place or of several. */
function tell({ says, places }: Told): string {
  if (places.length === 1) return describe(says, says.fix);
  const rest = places.length - MOST_PLACES;
  return [
    [`- ${MARKS[says.verdict]} ${code(says.rule)} at ${places.length} places`, ...sayings(says, says.fix)].join("<br>\n  "),
    ...places
      .slice(0, MOST_PLACES)
      .map((place) => `  - ${namesOf([place.stack, place.address, place.attribute])}, fingerprint ${code(place.fingerprint)}`),
    ...(rest > 0 ? [`  - and ${rest} more, in the JSON report`] : []),
  ].join("\n");
}

function describe(finding: ComparedFinding, fix?: string): string {
  return [brief(finding), ...sayings(finding, fix), `Fingerprint ${code(finding.fingerprint)}`].join("<br>\n  ");
}

function sayings({ verdict, message, expected, acknowledged }: ComparedFinding, fix?: string): string[] {
  return [
    `${verdict === "unknown" ? "not determined: " : ""}${code(message)}${expected === null ? "" : `, expected ${code(expected)}`}`,
    ...(fix === undefined ? [] : [`Fix: ${code(fix)}`]),
    ...(acknowledged
      ? [
          `${acknowledged.expired ? "Acknowledgement expired" : "Acknowledged"}, by ${code(acknowledged.owner)} until ${code(acknowledged.expires)}: ${code(acknowledged.reason)}`,
        ]
      : []),
  ];
}

function change({ stack, address, fact, before, after }: Change): string {
  return `- ${fact} of ${code(`${stack}: ${address}`)}<br>\n  ${before === null ? "none" : code(before)} → ${after === null ? "none" : code(after)}`;
}

/** Entries from the front as far as they fit, between a head and a tail that always do. */
function fit(head: readonly string[], entries: readonly string[], tail: readonly string[]): string {
  const left = (number: number) => `\n**${number} more are left out here**, since a comment holds no more. The JSON report has all.`;
  const whole = [...head, ...entries, ...tail].join("\n");
  if (whole.length <= LIMIT) return whole;
  let room = LIMIT - [...head, left(entries.length), ...tail].join("\n").length;
  const kept = entries.findIndex((entry) => (room -= entry.length + 1) < 0);
  return [...head, ...entries.slice(0, kept), left(entries.length - kept), ...tail].join("\n");
}
