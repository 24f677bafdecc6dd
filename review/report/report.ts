import type { Answering } from "../../config/controls/controls";
import type { Progress } from "../../config/migration/progress";
import type { Claim } from "../../config/scope";
import type { Action, Key, Place } from "../facts/model";

export type Answer = "met" | "breach" | "unknown";
export type BlockOn = "breach" | "unknown" | "expired" | "new";

export interface ReportedInput {
  readonly path: string;
  readonly sha256: string;
  readonly kind: "plan" | "synth";
  readonly stack: string;
  readonly complete: boolean;
  readonly join: "planned-and-synthesized" | "plan-only" | "synth-only";
  /** What is odd about it and blocks nothing. */
  readonly warning?: string;
}

export interface ReportedAcknowledgement {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly expired: boolean;
}

export interface Finding {
  readonly rule: string;
  readonly claim: Claim;
  readonly verdict: "breach" | "unknown";
  readonly address: string;
  readonly stack: string;
  readonly constructPath: string | null;
  readonly attribute: string | null;
  readonly message: string;
  readonly expected: string | null;
  readonly fix: string;
  readonly fingerprint: string;
  readonly action: Action;
  readonly acknowledged: ReportedAcknowledgement | null;
  readonly status: "new" | "known";
}

export interface ReportedClaim {
  readonly claim: Claim;
  readonly verdict: Answer;
  readonly judged: number;
  readonly met: number;
  readonly breach: number;
  readonly unknown: number;
  /** Why nothing was judged; such a claim's verdict is unknown, and blocks nothing. */
  readonly unjudged?: string;
}

export interface ReportedResource {
  readonly address: string;
  readonly type: string;
  readonly stack: string;
  readonly action: Action;
  readonly holdsData: boolean;
  readonly dataset: string | null;
  readonly place: Place;
  readonly destinations: readonly { readonly via: string; readonly attribute: string; readonly place: Place }[];
  readonly key: Pick<Key, "kind" | "id" | "holder" | "why"> | null;
  /** Does `prevent_destroy` cover it? Only of stores and keys that are lost for good when they are destroyed. */
  readonly destruction?: Destruction;
}

/** A plan does not carry `lifecycle`; a source does. */
export const DESTRUCTIONS = ["prevented", "opted out", "not prevented", "not shown by a plan alone", "not known"] as const;
export type Destruction = (typeof DESTRUCTIONS)[number];

/** Something outside the rule that is met for a reason: the legacy estate, a sandbox, an opt-out. */
export interface Tolerated {
  readonly rule: string;
  readonly address: string;
  readonly stack: string;
  readonly reason: string;
}

/** One of an organization's policies, and the room that is left in it. */
export interface ReportedDocument {
  readonly address: string;
  readonly stack: string;
  readonly kind: "SCP" | "RCP";
  /** Null when its text is not known yet. */
  readonly bytes: number | null;
  readonly limit: number;
  readonly room: number | null;
}

/** What a review found: `ringfence.report/1`. */
export interface Report {
  readonly schema: "ringfence.report/1";
  readonly tool: { readonly name: "ringfence"; readonly version: string };
  readonly program: {
    readonly name: string;
    readonly jurisdiction: string;
    readonly digest: string;
    readonly headline: "EXAMPLE" | "SANDBOX" | null;
  };
  readonly asOf: string;
  readonly inputs: readonly ReportedInput[];
  readonly verdict: Answer;
  readonly blocks: boolean;
  /** How many findings block, by why. */
  readonly blocking: { readonly breach: number; readonly unknown: number; readonly expired: number };
  readonly obligations: readonly {
    readonly clause: string;
    readonly text: string;
    readonly claims: readonly Claim[];
    readonly verdict: Answer;
    /** The constructs of the blueprint that answer it, each with the claim that proves it. */
    readonly controls: readonly Answering[];
  }[];
  readonly claims: readonly ReportedClaim[];
  /** Where each old copy stands, where a program says so. */
  readonly migration?: Progress;
  readonly findings: readonly Finding[];
  readonly tolerated: readonly Tolerated[];
  readonly resources: readonly ReportedResource[];
  readonly access: readonly {
    readonly who: string;
    readonly action: string;
    readonly on: string;
    readonly verdict: "denied" | "allowed" | "unknown";
    readonly witness: unknown;
    readonly deniedBy: readonly string[];
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly verdict: "closed" | "open" | "unknown";
    readonly hops: readonly string[];
  }[];
  readonly unclassified: readonly { readonly type: string; readonly address: string }[];
  /** Absent where the inputs hold none. */
  readonly guardrailDocuments?: readonly ReportedDocument[];
}

/** What people read for a claim's verdict. */
const WORDS: Readonly<Record<Claim, string>> = {
  location: "resident",
  custody: "held",
  access: "closed",
  network: "closed",
  audit: "covered",
  migration: "proved",
};

export function inWords({ claim, verdict, judged, unjudged, breach, unknown }: ReportedClaim): string {
  // What was judged is met, and does not yet prove the claim; of the others nothing was asked.
  if (unjudged !== undefined) return `${judged > 0 ? "not determined" : "not judged"}: ${unjudged}`;
  if (verdict === "breach") return `breached: ${breach} of ${judged}`;
  if (verdict === "unknown") return `not determined: ${unknown} of ${judged}`;
  return judged === 0 ? "nothing was there to judge" : WORDS[claim];
}

/** What a reader is shown at a glance: a claim that nothing was asked of is no green one, though it blocks nothing. */
export const markOf = ({ verdict, judged, unjudged }: ReportedClaim): Answer | "unjudged" =>
  unjudged !== undefined || judged === 0 ? "unjudged" : verdict;

/** What a headline means to somebody who has only this page. */
export const headlineInWords = (headline: "EXAMPLE" | "SANDBOX"): string =>
  headline === "EXAMPLE"
    ? "its accounts are placeholders, so it is no real estate and deploys to local engines only"
    : "it can be torn down, so it keeps nothing for good and takes no real legacy copies";

/** Why it blocks, one part a reason. */
export function blockedBy({ blocking: { breach, unknown, expired } }: Pick<Report, "blocking">): string[] {
  return [
    ...(breach > 0 ? [breach === 1 ? "1 breach" : `${breach} breaches`] : []),
    ...(unknown > 0 ? [`${unknown} not determined`] : []),
    ...(expired > 0 ? [expired === 1 ? "1 expired acknowledgement" : `${expired} expired acknowledgements`] : []),
  ];
}
