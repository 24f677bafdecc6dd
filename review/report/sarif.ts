import { pathToFileURL } from "node:url";
import { RULES } from "../rules/rules";
import { clean } from "./clean";
import type { Finding, Report, ReportedInput } from "./report";

/** GitHub refuses a run of more than 25,000 results. */
const MOST = 24_999;

interface Message {
  readonly text: string;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: "error" | "warning";
  readonly message: Message;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: "external"; readonly status: "accepted"; readonly justification: string }[];
  readonly properties: Readonly<Record<string, string | null>>;
}

/** The part of SARIF 2.1.0 (OASIS, errata 01) that is written here. */
interface Sarif {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly semanticVersion: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: Message;
          readonly fullDescription: Message;
          readonly help: Message;
          readonly defaultConfiguration: { readonly level: "error" };
          readonly properties: { readonly tags: readonly string[] };
        }[];
      };
    };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly {
      readonly executionSuccessful: true;
      readonly toolExecutionNotifications: readonly { readonly level: "warning"; readonly message: Message }[];
    }[];
    readonly columnKind: "utf16CodeUnits";
    readonly results: readonly Result[];
  }[];
}

/** What code scanning reads. */
export function render(given: Report): string {
  const report = clean(given);
  const findings = [...report.findings].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
  const left = report.findings.length - findings.length;
  const sarif: Sarif = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: RULES.map(({ id, claim, title, why, fix }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help: { text: fix },
              defaultConfiguration: { level: "error" },
              properties: { tags: ["security", claim] },
            })),
          },
        },
        automationDetails: { id: `ringfence/${report.program.name}` },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications:
              left === 0 ? [] : [{ level: "warning", message: { text: `${left} findings are left out; the JSON report has all.` } }],
          },
        ],
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, report)),
      },
    ],
  };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}

/** What blocks comes first, should there be too many. */
function rank({ verdict, acknowledged }: Finding): number {
  return (acknowledged && !acknowledged.expired ? 2 : 0) + (verdict === "unknown" ? 1 : 0);
}

function resultOf(finding: Finding, { inputs, program }: Report): Result {
  const { rule, verdict, address, stack, attribute, message, expected, acknowledged, fingerprint } = finding;
  const index = RULES.findIndex(({ id }) => id === rule);
  const input = inputOf(stack, inputs);
  const says = `${verdict === "unknown" ? "Not determined: " : ""}${message}${expected === null ? "" : `; expected ${expected}`}. Fix: ${finding.fix}`;
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: verdict === "breach" ? "error" : "warning",
    message: { text: plain(says) },
    locations: [
      {
        // Code scanning refuses a result without a file. Where a report leaves paths out, the stack's name stands for its own.
        physicalLocation: { artifactLocation: { uri: uriOf(input?.path ?? (stack || program.name)) }, region: { startLine: 1 } },
        logicalLocations: [
          address === "" ? { fullyQualifiedName: stack, kind: "module" } : { fullyQualifiedName: address, kind: "resource" },
        ],
      },
    ],
    // GitHub tells alerts apart by the first; without it, by the text of line 1, which every finding shares.
    partialFingerprints: { primaryLocationLineHash: fingerprint, "ringfence/v1": fingerprint },
    ...(acknowledged && !acknowledged.expired
      ? {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `${acknowledged.reason} (${acknowledged.owner}, until ${acknowledged.expires})`,
            },
          ],
        }
      : {}),
    properties: {
      claim: finding.claim,
      verdict,
      stack,
      constructPath: finding.constructPath,
      attribute,
      action: finding.action,
      status: finding.status,
    },
  };
}

/** The file that people edit rather than the plan made of it; a finding on the whole set points to the first. */
function inputOf(stack: string, inputs: readonly ReportedInput[]): ReportedInput | undefined {
  const own = inputs.filter((input) => input.stack === stack && input.path !== "");
  return own.find(({ kind }) => kind === "synth") ?? own[0] ?? inputs.find(({ path }) => path !== "");
}

/** An artifact's location is a URI reference: a path's `%`, `#`, `?` and blanks would say something else (SARIF 3.4.3). */
function uriOf(path: string): string {
  if (path === "-") return "stdin";
  const whole = path.replace(/\p{Cs}/gu, "\ufffd");
  return whole.startsWith("/") ? pathToFileURL(whole).href : whole.split(/[\\/]/).map(encodeURIComponent).join("/");
}

/** Even a plain message has links `[text](target)` and placeholders `{0}` (SARIF 3.11.5 and 3.11.6); a plan's text has neither. */
function plain(text: string): string {
  return text.replaceAll("](", "] (").replace(/\{(\d+)\}/g, "{{$1}}");
}
