import { RingfenceError } from "../../config/errors";
import { keyFormBack, keyFormOf, sameKeyForm } from "../../config/migration/key-form";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { PHASES, type Phase } from "../../config/scope";
import { BACK_PAGES } from "./back-pages";
import { KNOWN_QUERIES } from "../reconcile/query";
import { BLOCKING, listedTwice } from "../reconcile/result";
import { scopeDigest } from "../gate/scope-digest";
import { signedComparison } from "../gate/signed-comparison";

/** One order to keep data. Imposed again under its file number, it has another day, and is another hold. */
export interface Hold {
  readonly reference: string;
  readonly since: string;
}

export const sameHold = (one: Hold, other: Hold | undefined): boolean => one.reference === other?.reference && one.since === other.since;

export const holdsInWords = (holds: readonly Hold[]): string =>
  holds.map(({ reference, since }) => `${reference} since ${since}`).join(", ");

/** Where a copy stood when its stacks were last built. */
export interface Stood {
  readonly dataset: string;
  readonly copy: string;
  readonly phase: Phase;
  /** When it began to take back what was written at home, if it did. */
  readonly reversed?: string | undefined;
  /** The latest last write that the program ever named. */
  readonly frozenAt?: string | undefined;
  /** The legal holds that stood on it, and were never released. */
  readonly holds?: readonly Hold[] | undefined;
  /** Every store that it was of; nothing in a ledger that was last written before stores were noted. */
  readonly stores?: readonly string[] | undefined;
}

/** What a comparison the other way calls the copy, so that it never passes for one of the way home. */
export const backOf = (copy: string): string => `${copy}/back`;

const order = (phase: Phase): number => PHASES.indexOf(phase);

/**
 * What stands against the steps that a program goes back. Until cutover there is nothing to lose; after it the app has
 * written at home, and only a signed comparison shows that the old side has that too; from purge on there is no way. And a
 * copy that took something back is purged on evidence of what it held afterwards, and of nothing before; one that was held,
 * on the release of that hold; and none on a last write that was later once.
 */
export function goingBack(program: Program, stood: readonly Stood[]): readonly RingfenceError[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      const last = stood.find((each) => each.dataset === dataset.name && each.copy === copy.name);
      const before = last?.phase ?? "prepare";
      const now = phaseOf(copy, dataset);
      const left = last?.holds?.filter((hold) => !sameHold(hold, dataset.legalHold)) ?? [];
      if (order(now) >= order("purge") && left.length > 0) return [held(dataset, copy, left)];
      if (order(now) >= order("purge") && last?.reversed !== undefined && !isAfter(copy.frozenAt, last.reversed))
        return [reversed(dataset, copy, last.reversed)];
      if (order(now) >= order("purge") && last?.frozenAt !== undefined && !isAfter(copy.frozenAt, last.frozenAt))
        return [thawed(dataset, copy, last.frozenAt)];
      if (order(before) >= order("purge") && order(now) < order("purge")) return [gone(dataset, copy, `${before} to ${now}`)];
      if (order(before) >= order("cutover") && order(now) < order("cutover"))
        return unproved(program, dataset, copy, `${before} to ${now}`);
      return [];
    }),
  );
}

const isAfter = (moment: string | undefined, other: string): boolean => moment !== undefined && Date.parse(moment) >= Date.parse(other);

function reversed(dataset: DatasetData, copy: CopyData, since: string): RingfenceError {
  return new RingfenceError(BACK_PAGES.reversed, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given: `frozenAt ${copy.frozenAt ?? "nothing"}, while a way back stood from ${since} on`,
    expected: "the moment of the last write that came back",
    fix: "Write it down under frozenAt, list and compare both sides anew, and have both sign.",
  });
}

function thawed(dataset: DatasetData, copy: CopyData, before: string): RingfenceError {
  return new RingfenceError(BACK_PAGES.thawed, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given: `frozenAt ${copy.frozenAt ?? "nothing"}, where the ledger has ${before}`,
    expected: `${before}, or later`,
    fix: "Write the later moment down again, and list and compare both sides after it.",
  });
}

function held(dataset: DatasetData, copy: CopyData, holds: readonly Hold[]): RingfenceError {
  return new RingfenceError(BACK_PAGES.held, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given: `no hold ${holdsInWords(holds)}, which the ledger remembers`,
    expected: "the hold under legalHold, and its release signed by gatekeeper and auditor",
    fix: "Put the hold back, and name its release.",
  });
}

function gone(dataset: DatasetData, copy: CopyData, given: string): RingfenceError {
  return new RingfenceError(BACK_PAGES.gone, {
    at: `${dataset.name}, legacy copy ${copy.name}`,
    given,
    expected: "purge or closed",
    fix: "Finish the purge. What was destroyed does not come back by a change of phase.",
  });
}

/** The signed comparison of home against the old side, complete, and newer than the last write at home. */
function unproved(program: Program, dataset: DatasetData, copy: CopyData, given: string): readonly RingfenceError[] {
  const why = copy.back === undefined ? "nothing under back" : reasonAgainst(program, dataset, copy, copy.back);
  if (why === undefined) return [];
  return [
    new RingfenceError(BACK_PAGES.unproved, {
      at: `${dataset.name}, legacy copy ${copy.name}: ${given}`,
      given: why,
      expected:
        "a comparison of home with the old side, nothing open, signed by gatekeeper and auditor, listed after the last write at home",
      fix: "Copy back what was written at home, `ringfence reconcile --back`, have both sign, and name it under the copy's back.",
    }),
  ];
}

function reasonAgainst(program: Program, dataset: DatasetData, copy: CopyData, back: NonNullable<CopyData["back"]>): string | undefined {
  let found: ReturnType<typeof signedComparison>;
  try {
    found = signedComparison(program, back.evidence);
  } catch (error) {
    return error instanceof RingfenceError ? `${error.code}: ${error.details.given}` : (error as Error).message;
  }
  if ("kind" in found) return `evidence of the kind ${found.kind}`;
  if (found.dataset !== dataset.name || found.copy !== backOf(copy.name))
    return `a comparison of ${found.dataset}, ${found.copy ?? "no copy"}`;
  if (found.program !== scopeDigest(program, dataset.name, copy.name)) return "a comparison for another program";
  if (found.engine.name !== "duckdb" || !KNOWN_QUERIES.includes(found.query.sha256))
    return `a comparison by ${found.engine.name}, text ${found.query.sha256}`;
  const twice = listedTwice(found);
  if (twice) return `${twice.name} on both sides`;
  if (!sameKeyForm(found.keys, keyFormBack(keyFormOf(copy)))) return `keys in the form ${JSON.stringify(found.keys)}`;
  // What was overwritten at home since is superseded: an app that goes back needs what a plain read answers with.
  const counts = { ...found.counts, unproven: found.counts.unproven - found.legacy.noncurrent };
  const open = BLOCKING.filter((verdict) => counts[verdict] !== 0);
  if (open.length > 0) return open.map((verdict) => `${counts[verdict]} ${verdict}`).join(", ");
  if (found.legacy.objects === 0) return "a listing of home with no object";
  if (found.legacy.taken === null || Date.parse(found.legacy.taken) < Date.parse(back.frozenAt))
    return `home listed at ${found.legacy.taken ?? "no known moment"}, last written at ${back.frozenAt}`;
  return undefined;
}
