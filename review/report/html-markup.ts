import { clean } from "./clean";
import type { Answer } from "./report";

/** Text that is already HTML; everything else is escaped by `markup`. */
export class Markup {
  constructor(readonly text: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
const SPECIAL = /[&<>"'`]/;
const escapeHtml = (text: string): string => {
  const harmless = clean(text);
  return SPECIAL.test(harmless) ? harmless.replace(new RegExp(SPECIAL, "g"), (char) => ESCAPES[char] as string) : harmless;
};

export type Part = string | number | null | undefined | Markup | readonly Markup[];

/** A template whose every value is escaped unless it is markup: an address is an attacker's text. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
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

export const badge = (verdict: Answer | "unjudged", text: string) => markup`<span class="badge ${verdict}">${text}</span>`;
export const code = (text: string) => markup`<code>${text}</code>`;
export const SHOWN: Readonly<Record<Answer, string>> = { met: "met", breach: "breach", unknown: "not determined" };

/** A table that scrolls by itself where a screen is narrow, by keyboard too; `name` is what it is called to whoever hears it. */
export function table(name: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  return markup`<div class="wide" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** What most readers pass over: closed on a screen, open in print. */
export const folded = (summary: string, inside: Markup) => markup`<details><summary>${summary}</summary>${inside}</details>`;

export const section = (id: string, title: string, inside: Part) => markup`<section id="${id}"><h2>${title}</h2>${inside}</section>`;
