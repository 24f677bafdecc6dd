import { destructionLine } from "./destruction";
import { waysInAndOut, whatChanges, whereDataLies, whoCanReach } from "./html-estate";
import { badge, code, folded, markup, Markup, section, SHOWN, table } from "./html-markup";
import { STYLE } from "./html-style";
import { cellsOf, COLUMNS, summaryOf } from "./migration";
import { answeredBy } from "./obligations";
import { roomInWords } from "./room";
import { blockedBy, headlineInWords, inWords, markOf, type Finding, type Report } from "./report";
import { toldOf, type Told } from "./told";

/** One file that needs nothing else: no script, no font, no image, and a policy that lets none in. */
export function render(report: Report): string {
  const { program } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Ringfence review: ${program.name}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
${program.headline ? markup`<p><strong class="headline">${program.headline}</strong> ${headlineInWords(program.headline)}.</p>` : null}
<h1>${program.name}</h1>
<p>Jurisdiction ${program.jurisdiction}. As of ${report.asOf}. ${report.blocks ? badge("breach", `blocks: ${blockedBy(report).join(", ")}`) : badge("met", "nothing blocks")}</p>
</header>
<main>
${section("claims", "Claims", markup`<ul class="claims">${report.claims.map((claim) => markup`<li class="${markOf(claim)}"><strong>${claim.claim}</strong><span>${inWords(claim)}</span>${claim.judged > 0 ? markup`<small>${claim.judged} judged</small>` : null}</li>`)}</ul>`)}
${section("findings", "Findings", report.findings.length === 0 ? markup`<p>None.</p>` : toldOf(report).map(findings))}
${whatChanges(report)}
${obligations(report)}
${whereDataLies(report)}
${whoCanReach(report)}
${waysInAndOut(report)}
${moves(report)}
${destruction(report)}
${tolerated(report)}
${guardrails(report)}
${inputs(report)}
</main>
<footer>${report.tool.name} ${report.tool.version}, program ${program.digest}</footer>
</body>
</html>
`.text;
}

function obligations({ obligations: all }: Report): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map((each) => [
    each.clause,
    markup`${each.text}${folded(`what answers clause ${each.clause}`, markup`<small>${answeredBy(each, each.controls.length)}</small>`)}`,
    badge(each.verdict, SHOWN[each.verdict]),
  ]);
  return section("obligations", "Obligations", table("Obligations", ["clause", "text", "verdict"], rows));
}

/** What is said of one place or of several. */
function findings({ says, places }: Told): Markup {
  const { verdict, rule, acknowledged } = says;
  const one = places.length === 1;
  return markup`<article class="${verdict}"><h3>${badge(verdict, SHOWN[verdict])} ${rule} ${one ? code(says.address) : `at ${places.length} places`}</h3>
<p>${says.message}${says.expected ? markup`; expected ${says.expected}` : null}.</p>
<p><strong>Fix.</strong> ${says.fix}</p>
${acknowledged ? markup`<p><strong>${acknowledged.expired ? "Acknowledgement expired" : "Acknowledged"}</strong> by ${acknowledged.owner}, until ${acknowledged.expires}: ${acknowledged.reason}</p>` : null}
${one ? markup`<p class="where">${whereOf(says)}</p>` : markup`<ul class="where">${places.map((place) => markup`<li>${code(place.address)}, ${whereOf(place)}</li>`)}</ul>`}</article>`;
}

const NOTHING_CHANGES = new Set(["none", "no-op", "read"]);

function whereOf({ stack, constructPath, attribute, action, status, fingerprint }: Finding): Markup {
  const words = [
    ...(stack ? [markup`stack ${stack}`] : []),
    ...(constructPath ? [markup`construct ${constructPath}`] : []),
    ...(attribute ? [markup`attribute ${code(attribute)}`] : []),
    ...(NOTHING_CHANGES.has(action) ? [] : [markup`planned ${action}`]),
    ...(status === "known" ? [markup`known`] : []),
    markup`fingerprint ${code(fingerprint)}`,
  ];
  return new Markup(words.map(({ text }) => text).join(", "));
}

/** What `prevent_destroy` covers: the count, and each store and key. */
function destruction(report: Report): Markup | null {
  const [line] = destructionLine(report);
  if (line === undefined) return null;
  const rows = report.resources.flatMap((row) => (row.destruction === undefined ? [] : [[code(row.address), row.stack, row.destruction]]));
  const all = table("Destruction", ["store or key", "stack", "prevent_destroy"], rows);
  return section("destruction", "Destruction", markup`<p>${line}.</p>${folded("each of them", all)}`);
}

function moves({ migration }: Report): Markup | null {
  if (migration === undefined) return null;
  const all = table("Migration", COLUMNS, migration.copies.map(cellsOf));
  return section("migration", "Migration", markup`<p>${summaryOf(migration)}</p>${all}`);
}

function tolerated({ tolerated: all }: Report): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map((each) => [each.rule, code(each.address), each.stack, each.reason]);
  return section("tolerated", "Met for a reason", table("Met for a reason", ["rule", "address", "stack", "reason"], rows));
}

/** What each organization policy takes of its limit. */
function guardrails(report: Report): Markup | null {
  const { guardrailDocuments: all } = report;
  if (!all) return null;
  const rows = all.map(({ address, stack, kind, bytes, limit, room }) => [
    kind,
    code(address),
    stack,
    `${bytes ?? "?"} of ${limit}`,
    room ?? "not determined",
  ]);
  const every = table("Room in guardrails", ["policy", "address", "stack", "bytes", "room"], rows);
  return section("guardrails", "Room in guardrails", markup`<p>${roomInWords(report)}</p>${every}`);
}

function inputs({ inputs: all }: Report): Markup {
  const warned = all.filter(({ warning }) => warning !== undefined);
  const rows = all.map((input) => [input.path, input.stack, input.join, input.warning, code(input.sha256.slice(0, 16))]);
  return section(
    "inputs",
    "Inputs",
    markup`${warned.map(({ path, stack, warning }) => markup`<p>${path || stack}: ${warning}.</p>`)}${folded(`${all.length} read`, table("Inputs", ["file", "stack", "judged from", "odd", "sha256"], rows))}`,
  );
}
