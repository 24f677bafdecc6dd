import { clean } from "./clean";
import { inWords, markOf, type Finding, type Report, type ReportedClaim } from "./report";

/** XML 1.0 has no way to write most controls, half a surrogate pair or U+FFFE, not even as a reference (section 2.2). */
const UNWRITABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function xml(text: string): string {
  return clean(text.replace(UNWRITABLE, "")).replace(/[&<>"']/g, (char) => ESCAPES[char] as string);
}

interface Case {
  readonly outcome: "passed" | "failures" | "errors" | "skipped";
  readonly text: string;
}

/** What test reports of CI read: a suite for each claim, a case for each finding. A breach fails; what is not determined is an error. */
export function render({ claims, findings, program, asOf }: Report): string {
  const suites = claims.map((claim) => ({ claim, cases: casesOf(claim, findings) }));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`ringfence ${program.name}`)}" ${counts(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ claim, cases }) => [
      `  <testsuite name="${xml(claim.claim)}" ${counts(cases)} timestamp="${xml(asOf)}T00:00:00">`,
      ...cases.map(({ text }) => `    ${text}`),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

function counts(cases: readonly Case[]): string {
  const of = (wanted: Case["outcome"]) => cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${of("failures")}" errors="${of("errors")}" skipped="${of("skipped")}" time="0"`;
}

/** A claim without findings has one case, so that it shows at all. */
function casesOf(claim: ReportedClaim, findings: readonly Finding[]): Case[] {
  const own = findings.filter((finding) => finding.claim === claim.claim);
  if (own.length > 0) return own.map(caseOf);
  const named = `<testcase classname="${xml(claim.claim)}" name="${xml(claim.claim)}" time="0"`;
  return markOf(claim) === "met"
    ? [{ outcome: "passed", text: `${named}/>` }]
    : [{ outcome: "skipped", text: `${named}><skipped message="${xml(inWords(claim))}"/></testcase>` }];
}

function caseOf({ rule, verdict, address, stack, attribute, message, expected, fix, fingerprint, acknowledged }: Finding): Case {
  const name = [stack, address, attribute ?? ""].filter((part) => part !== "").join(" ");
  const says = `${verdict === "unknown" ? "not determined: " : ""}${message}${expected === null ? "" : `; expected ${expected}`}`;
  const within = (outcome: Case["outcome"], inner: string): Case => ({
    outcome,
    text: `<testcase classname="${xml(rule)}" name="${xml(name)}" time="0">${inner}</testcase>`,
  });
  if (acknowledged && !acknowledged.expired)
    return within(
      "skipped",
      `<skipped message="${xml(`${says}; acknowledged by ${acknowledged.owner} until ${acknowledged.expires}: ${acknowledged.reason}`)}"/>`,
    );
  const [outcome, element] = verdict === "breach" ? (["failures", "failure"] as const) : (["errors", "error"] as const);
  const more = `Fix: ${fix} Fingerprint ${fingerprint}.${acknowledged ? ` The acknowledgement of ${acknowledged.owner} expired on ${acknowledged.expires}.` : ""}`;
  return within(outcome, `<${element} type="${verdict}" message="${xml(says)}">${xml(more)}</${element}>`);
}
