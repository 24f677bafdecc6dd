import { destructionLine } from "./destruction";
import { STYLE } from "./html-style";
import { cellsOf, COLUMNS, summaryOf } from "./migration";
import { answeredBy } from "./obligations";
import { roomInWords } from "./room";
import { inWords, type Answer, type Finding, type Report, type ReportedResource } from "./report";

/** Text that is already HTML; everything else is escaped by `markup`. */
class Markup {
  constructor(readonly text: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
const SPECIAL = /[&<>"'`]/;
export const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replace(new RegExp(SPECIAL, "g"), (char) => ESCAPES[char] as string) : text;

type Part = string | number | null | undefined | Markup | readonly Markup[];

/** A template whose every value is escaped unless it is markup: an address is an attacker's text. */
function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] as string;
  for (let at = 0; at < parts.length; at++) text += show(parts[at]) + (strings[at + 1] as string);
  return new Markup(text);
}

function show(part: Part): string {
  if (typeof part === "string") return escapeHtml(part);
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(show).join("");
  return part === null || part === undefined ? "" : escapeHtml(String(part));
}

const badge = (verdict: Answer | "unjudged", text: string) => markup`<span class="badge ${verdict}">${text}</span>`;
const shown: Readonly<Record<Answer, string>> = { met: "met", breach: "breach", unknown: "not determined" };

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
${program.headline ? markup`<p class="headline">${program.headline}</p>` : null}
<h1>${program.name}</h1>
<p>Jurisdiction ${program.jurisdiction}. As of ${report.asOf}. ${report.blocks ? badge("breach", "blocks") : badge("met", "nothing blocks")}</p>
</header>
<main>
<section><h2>Claims</h2><ul class="claims">${report.claims.map((claim) => markup`<li class="${claim.unjudged === undefined ? claim.verdict : "unjudged"}"><strong>${claim.claim}</strong><span>${inWords(claim)}</span><small>${claim.judged} judged</small></li>`)}</ul></section>
${obligations(report)}
<section><h2>Findings</h2>${report.findings.length === 0 ? markup`<p>None.</p>` : report.findings.map(finding)}</section>
<section><h2>Where data lies</h2>${stores(report.resources)}</section>
${destruction(report)}
${moves(report)}
${tolerated(report)}
${guardrails(report)}
<section><h2>Inputs</h2><table><thead><tr><th>file</th><th>stack</th><th>judged from</th><th>sha256</th></tr></thead><tbody>${report.inputs.map((input) => markup`<tr><td>${input.path}</td><td>${input.stack}</td><td>${input.join}${input.warning === undefined ? null : markup`; ${input.warning}`}</td><td><code>${input.sha256.slice(0, 16)}</code></td></tr>`)}</tbody></table></section>
</main>
<footer>${report.tool.name} ${report.tool.version}, program ${program.digest}</footer>
</body>
</html>
`.text;
}

function obligations({ obligations: all }: Report): Markup | null {
  if (all.length === 0) return null;
  return markup`<section><h2>Obligations</h2><table><thead><tr><th>clause</th><th>text</th><th>answered by</th><th>verdict</th></tr></thead><tbody>${all.map((each) => markup`<tr><td>${each.clause}</td><td>${each.text}</td><td>${answeredBy(each, each.controls.length)}</td><td>${badge(each.verdict, shown[each.verdict])}</td></tr>`)}</tbody></table></section>`;
}

/** What each organization policy takes of its limit. */
function guardrails(report: Report): Markup | null {
  const { guardrailDocuments: all } = report;
  if (!all) return null;
  const rows = all.map(
    ({ address, stack, kind, bytes, limit, room }) =>
      markup`<tr><td>${kind}</td><td><code>${address}</code></td><td>${stack}</td><td>${bytes ?? "?"} of ${limit}</td><td>${room ?? "not determined"}</td></tr>`,
  );
  return markup`<section><h2>Room in guardrails</h2><p>${roomInWords(report)}</p><table><thead><tr><th>policy</th><th>address</th><th>stack</th><th>bytes</th><th>room</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function finding(each: Finding): Markup {
  const { acknowledged } = each;
  return markup`<article class="${each.verdict}"><h3>${badge(each.verdict, shown[each.verdict])} ${each.rule} <code>${each.address}</code></h3>
<p>${each.message}${each.expected ? markup`; expected ${each.expected}` : null}.</p>
<p><strong>Fix.</strong> ${each.fix}</p>
${acknowledged ? markup`<p><strong>${acknowledged.expired ? "Acknowledgement expired" : "Acknowledged"}</strong> by ${acknowledged.owner}, until ${acknowledged.expires}: ${acknowledged.reason}</p>` : null}
<p class="where">${each.stack} ${each.constructPath} ${each.attribute ? markup`<code>${each.attribute}</code>` : null} ${each.action} ${each.status} <code>${each.fingerprint}</code></p></article>`;
}

function stores(resources: readonly ReportedResource[]): Markup {
  const rows = resources.filter(({ holdsData }) => holdsData);
  if (rows.length === 0) return markup`<p>No store of data in these inputs.</p>`;
  return markup`<table><thead><tr><th>store</th><th>stack</th><th>dataset</th><th>place</th><th>decided by</th><th>key</th></tr></thead><tbody>${rows.map((row) => markup`<tr><td><code>${row.address}</code></td><td>${row.stack}</td><td>${row.dataset}</td><td>${row.place.account ?? "?"} ${row.place.region ?? "?"}</td><td>${row.place.why}</td><td>${row.key?.why}</td></tr>`)}</tbody></table>`;
}

/** What `prevent_destroy` covers: the count, and each store and key. */
function destruction(report: Report): Markup | null {
  const [line] = destructionLine(report);
  if (line === undefined) return null;
  const rows = report.resources.filter((row) => row.destruction !== undefined);
  return markup`<section><h2>Destruction</h2><p>${line}.</p><table><thead><tr><th>store or key</th><th>stack</th><th>prevent_destroy</th></tr></thead><tbody>${rows.map((row) => markup`<tr><td><code>${row.address}</code></td><td>${row.stack}</td><td>${row.destruction}</td></tr>`)}</tbody></table></section>`;
}

function moves({ migration }: Report): Markup | null {
  if (migration === undefined) return null;
  return markup`<section><h2>Migration</h2><p>${summaryOf(migration)}</p><table><thead><tr>${COLUMNS.map((column) => markup`<th>${column}</th>`)}</tr></thead><tbody>${migration.copies.map((copy) => markup`<tr>${cellsOf(copy).map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table></section>`;
}

function tolerated({ tolerated: all }: Report): Markup | null {
  if (all.length === 0) return null;
  return markup`<section><h2>Met for a reason</h2><table><thead><tr><th>rule</th><th>address</th><th>stack</th><th>reason</th></tr></thead><tbody>${all.map((each) => markup`<tr><td>${each.rule}</td><td><code>${each.address}</code></td><td>${each.stack}</td><td>${each.reason}</td></tr>`)}</tbody></table></section>`;
}
