import type { Certificate, CertifiedCopy } from "./certificate";
import { isToCome } from "./dates";
import { count, isDatabase, listedAs, ranges } from "./words";

/** Text that is already HTML; everything else is escaped. */
class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | null | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };

/** An object's key is an attacker's text: it may hold markup, and characters that turn the text around them. */
const escape = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"'`]/g, (char) => ESCAPES[char] ?? "");

function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const show = (part: Part | undefined): string => {
    if (part instanceof Markup) return part.text;
    if (Array.isArray(part)) return part.map(show).join("");
    return part === null || part === undefined ? "" : escape(String(part));
  };
  return new Markup(strings.map((string, index) => string + show(parts[index])).join(""));
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; } h2 { margin: 2rem 0 .5rem; } h2, h3 { break-after: avoid; } table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; overflow-wrap: anywhere; } th { overflow-wrap: normal; } th[scope="row"] { font-weight: normal; }
@media (min-width: 40rem) { td { min-width: 7rem; } }
@media (max-width: 40rem) {
  thead { display: none; } table, tbody, tr, th, td { display: block; } tr { padding: .5rem 0; border-bottom: 1px solid #8886; }
  th, td { padding: .1rem 0; border: 0; } th[scope="row"], td[data-of]::before { font-size: .8rem; opacity: .75; } td[data-of]::before { content: attr(data-of); display: block; }
}
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; } .not { border-left: 5px solid #8a5a00; padding-left: 2rem; }
footer { margin-top: 3rem; font-size: .85rem; } tr, li { break-inside: avoid; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } a { color: inherit; } }
`;

/** One page that prints, needs no network and runs nothing. */
export function renderCertificate(certificate: Certificate): string {
  const { dataset, asOf, copies, evidence, tool } = certificate;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <title>Certificate of destruction: ${dataset}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <h1>Certificate of destruction</h1>
        <p>
          Dataset <strong>${dataset}</strong>, as of ${asOf}. It repeats what signed evidence says, and holds only together with that
          evidence.
        </p>
        <h2>Evidence and signatures</h2>
        ${table(
          ["file", "kind", "signed by", "sha256"],
          evidence.map((each) => [each.name, each.kind, each.signedBy.join(" and "), each.sha256]),
        )}
        ${copies.map((each) => copy(each, asOf))}
        <footer>${tool.name} ${tool.version}, ${certificate.schema}</footer>
      </body>
    </html> `.text;
}

function copy(each: CertifiedCopy, asOf: string): Markup {
  const { destruction, compared } = each;
  const { counts, proof } = compared;
  return html`<h2>Legacy copy ${each.copy}</h2>
    ${facts([
      ["store", `${destruction.store.kind} ${destruction.store.name}`],
      ["method", destruction.method],
      ["destroyed", destroyed(destruction)],
      ["listed before", `${listedBefore(each)}, on ${compared.taken ?? "an unknown date"}`],
      [
        "proved at home",
        `${grouped(counts.match)} (SHA-256 ${grouped(proof.sha256)}, MD5 ${grouped(proof.md5)}, CRC64NVME ${grouped(proof.crc64nvme)}, CRC32C ${grouped(proof.crc32c)})`,
      ],
      ["home listed", `on ${compared.home.taken ?? "an unknown date"}`],
      ["not proved, and disposed of singly", String(each.disposed.length)],
      ["nothing left after", endOf(each)],
      ["program", each.program],
      ["inventories before", compared.inventories.join(" ")],
      ["inventories of the home", compared.home.inventories.join(" ")],
      ["query", compared.query.sha256],
      ...(destruction.goneWith
        ? [
            [
              "deleted with",
              `${destruction.goneWith.dataset} from ${destruction.goneWith.copy}, record ${destruction.goneWith.record}`,
            ] as const,
          ]
        : []),
      ...(destruction.proof
        ? [
            ["delete markers, incomplete uploads", `${destruction.proof.markers}, ${destruction.proof.uploads}`],
            ["record of the deletion", destruction.proof.record],
            ["listing before, listing after", `${destruction.proof.before} ${destruction.proof.after}`],
          ]
        : []),
    ])}
    <h3>Dates</h3>
    ${table(
      ["what", "when", "state", "source"],
      each.dates.map(({ what, at, source }) => [what, at, isToCome(at, asOf) ? "still to come" : "has passed", source]),
    )}
    ${section(
      "Keys",
      ["key", "destroyed at", "only this data", "managed outside"],
      destruction.keys.map((key) => [key.name, key.destroyedAt, key.onlyThisData ? "yes" : "no", key.externallyManaged ? "yes" : "no"]),
    )}
    ${section(
      "Copies that remain",
      ["what", "until", "why"],
      destruction.remaining.map(({ what, until, reason }) => [what, until ?? "not known", reason]),
    )}
    ${section(
      "Legal holds released",
      ["hold", "released", "reason"],
      each.holdsReleased.map(({ reference, released, reason }) => [reference, released, reason]),
    )}
    <h3>Not claimed</h3>
    <ul class="not">
      ${each.notClaimed.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${section(
      "Destroyed, one by one",
      ["kind", "ARN or resource name", "made"],
      (destruction.backups ?? []).map(({ kind, arn, created }) => [kind, arn, created]),
    )}
    ${section(
      "Media sanitised (NIST SP 800-88 Rev. 2)",
      ["media", "method", "on", "by", "record"],
      (destruction.sanitisation ?? []).map(({ media, method, sanitisedAt, by, record }) => [media, method, sanitisedAt, by, record]),
    )}
    ${section(
      "Given up, object by object",
      ["key", "version", "compared", "reason"],
      each.disposed.map(({ key, version, verdict, reason }) => [key, version ?? "", verdict, reason]),
    )}`;
}

const grouped = (number: number): string => number.toLocaleString("en");

function destroyed({ store, backups, objects, versions, bytes }: CertifiedCopy["destruction"]): string {
  if (backups) return `${count(objects, listedAs(store))}, ${count(bytes, "byte")}`;
  if (isDatabase(store)) return ranges(objects);
  return `${count(objects, "object")} and ${count(versions, "further version")}, ${count(bytes, "byte")} in all`;
}

/** What stands for a size in a database's listing is rows, and no bytes. */
function listedBefore({ destruction, compared: { objects, bytes, noncurrent } }: CertifiedCopy): string {
  return isDatabase(destruction.store)
    ? ranges(objects)
    : `${count(objects, "object")} of ${count(bytes, "byte")}, and ${count(noncurrent, "further version")}`;
}

function endOf({ nothingLeftAfter, destruction: { remaining } }: CertifiedCopy): string {
  if (nothingLeftAfter !== null) return `${nothingLeftAfter}, by the dates below`;
  return remaining.some(({ until }) => until === null)
    ? "not known: a copy remains without a date"
    : "not known: nobody says when what was deleted has left its systems";
}

const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): Markup =>
  rows.length === 0
    ? html``
    : html`<h3>${title}</h3>
        ${table(head, rows)}`;

/** What is said of one copy, a line a fact. */
const facts = (rows: readonly (readonly string[])[]): Markup =>
  html`<table>
    <tbody>
      ${rows.map(
        ([name = "", value = ""]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return html`<table>
    <thead>
      <tr>
        ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, index) => html`<td data-of="${head[index] ?? ""}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
