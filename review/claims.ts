import { answering, rulesOf } from "../config/controls/controls";
import type { Progress } from "../config/migration/progress";
import { CLAIMS, type Claim, type Scope } from "../config/scope";
import type { Answer, Report, ReportedClaim } from "./report/report";
import type { Tally } from "./judge";

/** Breach outweighs unknown, and unknown outweighs met. */
export function worst(answers: readonly Answer[]): Answer {
  return answers.includes("breach") ? "breach" : answers.includes("unknown") ? "unknown" : "met";
}

export function claimsOf({ counts: byRule }: Tally, scope: Scope, migration?: Progress): ReportedClaim[] {
  const counted = new Map(CLAIMS.map((claim) => [claim, { judged: 0, met: 0, breach: 0, unknown: 0 }]));
  for (const [{ claim }, { met, breach, unknown }] of byRule) {
    const counts = counted.get(claim);
    if (!counts) continue;
    counts.judged += met + breach + unknown;
    counts.met += met;
    counts.breach += breach;
    counts.unknown += unknown;
  }
  return [...counted].map(([claim, counts]): ReportedClaim => {
    // Nobody was let in by these inputs, which says nothing of those that were left out.
    const silent = claim === "access" && counts.judged === 0 ? "no policy and no role stands in these inputs" : undefined;
    const unjudged = reason(claim, scope) ?? silent;
    if (unjudged !== undefined) return { claim, verdict: "unknown", judged: 0, met: 0, breach: 0, unknown: 0, unjudged };
    const verdict = counts.breach > 0 ? "breach" : counts.unknown > 0 ? "unknown" : "met";
    const unproved = claim === "migration" && verdict === "met" ? stillMoving(scope, counts.judged, migration) : undefined;
    return unproved === undefined ? { claim, verdict, ...counts } : { claim, verdict: "unknown", ...counts, unjudged: unproved };
  });
}

/** Why a claim is not judged at all; undefined when it is. */
export function reason(claim: Claim, scope: Scope): string | undefined {
  if (claim === "access" && scope.accounts.length === 0) return "the program names no account, so nobody is known by his";
  // On Google logs stay where they are, and he reads them there.
  const auditor = scope.accounts.some(({ owner }) => owner === "auditor") || (scope.examiners ?? []).length > 0;
  if (claim === "audit" && !auditor) return "the program names no account of the auditor's, so no log can reach him";
  if (claim === "custody" && scope.accounts.length === 0) return "the program names no account, so nobody holds a key";
  if (claim === "network" && scope.paths === undefined) return "the program declares no networks, so nobody says which way out is none";
  if (claim === "migration" && !scope.datasets && !scope.ledger) return "the program lists no datasets";
  return undefined;
}

/** Stores that are kept are not yet data that has moved: migration is proved only when every dataset is closed, by evidence that verifies. */
function stillMoving(scope: Scope, judged: number, migration: Progress | undefined): string | undefined {
  const open = (scope.datasets ?? []).flatMap(({ name, phase, unproved }) => {
    if (phase !== "closed") return [`${name} (${whereOf(name, phase, migration)})`];
    const shaken = migration?.copies.find(({ dataset, waits }) => dataset === name && waits.length > 0);
    if (shaken) return [`${name} (closed, and the evidence of ${shaken.copy} does not verify)`];
    return unproved ? [`${name} (closed, as it says, without evidence)`] : [];
  });
  return open.length > 0 ? `${judged > 0 ? "stores and keys are kept; " : ""}not moved yet: ${open.join(", ")}` : undefined;
}

/** Each old copy's own phase, where the program names them: a dataset's is that of those which say nothing. */
function whereOf(name: string, phase: string, migration: Progress | undefined): string {
  if (!migration) return phase;
  const copies = migration.copies.filter(({ dataset }) => dataset === name);
  if (copies.length === 0) return `${phase}, and the program names no old copy of it`;
  const open = copies.filter((copy) => copy.phase !== "closed");
  return open.length > 0 ? open.map((copy) => `${copy.copy} in ${copy.phase}`).join(", ") : `${phase}, while its old copies are closed`;
}

/**
 * An obligation is met when every claim that answers it is; one that nobody judged is not determined. A claim can be met
 * by what answers other clauses: where none of a clause's own rules found anything to judge, it is not determined either.
 */
export function obligationsOf(claims: readonly ReportedClaim[], scope: Scope, { counts }: Pick<Tally, "counts">): Report["obligations"] {
  const asked = new Set([...counts.keys()].map(({ id }) => id));
  return scope.obligations.map((obligation) => ({
    clause: obligation.clause,
    text: obligation.text,
    claims: obligation.claims,
    verdict: worst([
      ...claims.filter(({ claim }) => obligation.claims.includes(claim)).map(({ verdict }) => verdict),
      ...(isSilent(rulesOf(obligation), asked) ? (["unknown"] as const) : []),
    ]),
    controls: answering(obligation),
  }));
}

const isSilent = (own: ReadonlySet<string> | undefined, asked: ReadonlySet<string>): boolean =>
  own !== undefined && ![...own].some((rule) => asked.has(rule));
