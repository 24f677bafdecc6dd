import { sameKeyForm } from "../../config/migration/key-form";
import { ofKind, type Named, type PurgeGateInput } from "./purge-evidence";
import { PURGE_PAGES } from "./purge-pages";
import type { Complain } from "./purge-rows";
import { listedTwice, type Reconciliation } from "../reconcile/result";
import type { Disposed } from "../sign/predicates";

/** The one comparison of this copy. */
export function theReconciliation(
  verified: readonly Named[],
  { dataset, copy }: PurgeGateInput,
  complain: Complain,
): Reconciliation | undefined {
  const found = ofKind(verified, "reconciliation").filter(({ predicate }) => predicate.dataset === dataset && predicate.copy === copy);
  if (found.length === 1) return found[0]?.predicate;
  complain(
    PURGE_PAGES.reconciliation,
    `${dataset}, legacy copy ${copy}`,
    found.length === 0 ? "none" : `${found.length}: ${found.map(({ name }) => name).join(", ")}`,
    "exactly one",
    "Reconcile this copy, and have gatekeeper and auditor sign the result.",
  );
  return undefined;
}

/** The right program, the inventories at hand, a text that we know. */
export function checkOrigin(found: Reconciliation, input: PurgeGateInput, complain: Complain): void {
  const again = "Reconcile again, with this program and these inventories.";
  if (found.program !== input.program)
    complain(PURGE_PAGES.program, "the reconciliation", found.program ?? "no program", input.program, again);
  if (!sameKeyForm(found.keys, input.keyForm))
    complain(PURGE_PAGES.keyForm, "the reconciliation", JSON.stringify(found.keys), JSON.stringify(input.keyForm), again);
  for (const side of ["legacy", "home"] as const) {
    const [compared, atHand] = [
      found[side].files
        .map((file) => file.sha256)
        .sort()
        .join(" "),
      [...input.inventories[side]].sort().join(" "),
    ];
    if (compared !== atHand) complain(PURGE_PAGES.inventory, `the ${side} inventory`, atHand || "none", compared, again);
  }
  const twice = listedTwice(found);
  if (twice)
    complain(
      PURGE_PAGES.same,
      "the home inventory",
      `${twice.name}, the very bytes that the legacy inventory has`,
      "a listing of its own",
      "List the home, and reconcile again; of two stores a version, a date or a bucket's name differs, so leave one of these in.",
    );
  if (found.engine.name !== "duckdb")
    complain(
      PURGE_PAGES.engine,
      "the reconciliation",
      `${found.engine.name} ${found.engine.version}`,
      "DuckDB, which reads the very bytes that it takes the digests of",
      "Reconcile again with `ringfence reconcile`; a cluster's answer says where to look.",
    );
  if (!input.queries.includes(found.query.sha256))
    complain(
      PURGE_PAGES.query,
      "the reconciliation",
      found.query.sha256,
      input.queries.join(" or ") || "a known text",
      "Reconcile again with this release.",
    );
}

/** Listed after the last write, and not in the future. */
export function checkTime(found: Reconciliation, { asOf, lastWrite }: PurgeGateInput, complain: Complain): void {
  const again = "Stop all writers, list both sides, and reconcile again.";
  if (found.legacy.objects + found.legacy.noncurrent === 0)
    complain(PURGE_PAGES.empty, "the legacy inventory", "no object", "at least one", "List the store again; an empty one needs no purge.");
  if (lastWrite === null || Number.isNaN(Date.parse(lastWrite)))
    complain(
      PURGE_PAGES.late,
      "the legacy copy",
      lastWrite ?? "no last write",
      "the instant of the last write, from the store's own log",
      again,
    );
  for (const side of ["legacy", "home"] as const) {
    const { taken } = found[side];
    if (taken === null)
      complain(
        PURGE_PAGES.dated,
        `the ${side} inventory`,
        "no instant",
        "the instant at which the listing began",
        `Reconcile with --${side}-taken.`,
      );
    else {
      if (taken.slice(0, 10) > asOf) complain(PURGE_PAGES.future, `the ${side} inventory`, taken, `not after ${asOf}`, "Check the clocks.");
      if (lastWrite !== null && Date.parse(taken) <= Date.parse(lastWrite))
        complain(PURGE_PAGES.late, `the ${side} inventory`, `begun at ${taken}`, `after the last write at ${lastWrite}`, again);
    }
  }
}

/** What this copy gives up, object by object. */
export function dispositions(
  verified: readonly Named[],
  { dataset, copy, program }: PurgeGateInput,
  complain: Complain,
): readonly Disposed[] {
  return ofKind(verified, "disposition").flatMap(({ name, predicate }) => {
    if (predicate.dataset === dataset && predicate.copy === copy && predicate.program === program) return predicate.objects;
    complain(
      PURGE_PAGES.program,
      name,
      `a disposition of ${predicate.dataset}, ${predicate.copy}, ${predicate.program}`,
      `${dataset}, ${copy}, ${program}`,
      "Sign a disposition for this copy.",
    );
    return [];
  });
}

/** A hold ends with its signed release, and with nothing else. */
export function checkHold(
  verified: readonly Named[],
  { hold, dataset, copy, program, asOf }: Pick<PurgeGateInput, "hold" | "dataset" | "copy" | "program" | "asOf">,
  complain: Complain,
): void {
  if (!hold) return;
  const releases = ofKind(verified, "hold-release");
  const lifted = releases.some(
    ({ predicate: release }) =>
      release.dataset === dataset &&
      release.copy === copy &&
      release.program === program &&
      release.reference === hold.reference &&
      release.since === hold.since &&
      release.released >= hold.since &&
      release.released <= asOf,
  );
  if (!lifted)
    complain(
      PURGE_PAGES.hold,
      `${dataset}, hold ${hold.reference} since ${hold.since}`,
      releases
        .map(
          ({ predicate }) =>
            `a release of ${predicate.reference} since ${predicate.since}, on ${predicate.released}, program ${predicate.program}`,
        )
        .join("; ") || "no release",
      `a release of ${hold.reference} since ${hold.since} signed by both, effective by ${asOf}, for program ${program}`,
      "Wait for the court or the regulator, then have both sign the release.",
    );
}
