import { ofKind, type Named, type PurgeGateInput } from "./purge-evidence";
import { PURGE_PAGES } from "./purge-pages";
import type { Complain } from "./purge-rows";
import type { Reconciliation } from "../reconcile/result";
import type { Predicate } from "../sign/predicates";

export type DryRun = Predicate<"dry-run">;

/**
 * A comparison stays true of its inventory for as long as the freeze holds, and object by object a purge lists anew what it
 * deletes. Rules list nothing: whatever came while a freeze was lifted, and nobody noticed, goes with the rest.
 */
const DRY_RUN_DAYS = 30;
const DAY = 86_400_000;

/**
 * The one signed dry run that lifecycle rules need: of this copy and these inventories, listed after the freeze and after the
 * inventory, and of late for as long as rules may stand. Null where nothing expires.
 */
export function checkDryRun(
  verified: readonly Named[],
  found: Reconciliation | undefined,
  input: PurgeGateInput,
  complain: Complain,
): DryRun | null {
  const { dataset, copy, program, lastWrite, asOf, by, closed } = input;
  if (by === "deletion") return null;
  const own = ofKind(verified, "dry-run").filter(({ predicate }) => predicate.dataset === dataset && predicate.copy === copy);
  const [first] = own;
  const again =
    "Keep purgeBy at deletion, run `ringfence purge --dry-run`, have gatekeeper and auditor sign dry-run.json, and name it under evidence.";
  if (!first || own.length > 1) {
    const given = own.length === 0 ? "none" : `${own.length}: ${own.map(({ name }) => name).join(", ")}`;
    complain(PURGE_PAGES.dryRun, `${dataset}, legacy copy ${copy}`, given, "exactly one, since purgeBy is expiration", again);
    return null;
  }
  const { name, predicate: dryRun } = first;
  if (dryRun.program !== program) complain(PURGE_PAGES.program, name, dryRun.program, program, again);
  const compared = sorted(found?.legacy.files.map(({ sha256 }) => sha256) ?? []);
  if (sorted(dryRun.inventories) !== compared) complain(PURGE_PAGES.dryRun, name, sorted(dryRun.inventories), compared, again);
  if (dryRun.begun.slice(0, 10) > asOf) complain(PURGE_PAGES.future, name, dryRun.begun, `not after ${asOf}`, "Check the clocks.");
  if (!closed && Date.parse(asOf) - Date.parse(dryRun.begun.slice(0, 10)) > DRY_RUN_DAYS * DAY)
    complain(PURGE_PAGES.dryRun, name, `begun at ${dryRun.begun}`, `at most ${DRY_RUN_DAYS} days before ${asOf}`, again);
  for (const [what, moment] of [
    ["the last write", lastWrite],
    ["the inventory", found?.legacy.taken ?? null],
  ] as const)
    if (moment === null || !(Date.parse(dryRun.begun) > Date.parse(moment)))
      complain(PURGE_PAGES.dryRun, name, `begun at ${dryRun.begun}`, `after ${what} at ${moment ?? "no known moment"}`, again);
  return dryRun;
}

const sorted = (digests: readonly string[]): string => [...digests].sort().join(" ");
