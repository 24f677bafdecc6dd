import { RingfenceError, type ErrorPage } from "../config/errors";
import type { JudgedCopies } from "../evidence/gate/judged-copies";
import { proofsOf } from "../evidence/gate/proofs";
import type { StackFolder } from "./manifest";

export const UNPROVED_PAGE: ErrorPage = {
  code: "PLAN-UNPROVED",
  title: "a stack that destroys was built of a proof that the program has no more",
  why: "Between a build and its apply evidence may be withdrawn, a hold imposed, a phase changed: what was proved then is asked for again.",
};

/** Asks for the proof again of every copy that goes, and of every purge stack that was built. Throws what is missing. */
export function refuseUnproved(judged: JudgedCopies, stacks: readonly StackFolder[]): void {
  const proved = [...proofsOf(judged).values()].map(({ dataset, copy }) => `purge-${dataset}-${copy}`);
  const stray = stacks.find(({ name }) => name.startsWith("purge-") && !proved.includes(name));
  if (!stray) return;
  throw new RingfenceError(UNPROVED_PAGE, {
    at: stray.folder,
    given: `${stray.name}, of a copy that ${judged.program.file} has not in purge or closed`,
    expected: proved.join(", ") || "no purge stack",
    fix: "Build the stacks again, of the program as it is.",
  });
}
