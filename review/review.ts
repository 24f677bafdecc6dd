import type { Progress } from "../config/migration/progress";
import type { Scope } from "../config/scope";
import { assemble } from "./assemble";
import { reason } from "./claims";
import { Facts } from "./facts/facts";
import { findingsOf, type Baseline } from "./findings";
import { judge } from "./judge";
import { read } from "./read/read";
import { clean } from "./report/clean";
import type { BlockOn, Report } from "./report/report";
import { RULES } from "./rules/rules";

export interface ReviewOptions {
  /** `YYYY-MM-DD`: the only clock that expiries read. */
  readonly asOf: string;
  /** An earlier report; its findings are known, the others new. */
  readonly baseline?: Baseline;
  /** What blocks: breaches, unknowns and expired acknowledgements unless it says otherwise. */
  readonly blockOn?: readonly BlockOn[];
  /** Where each old copy stands, for the report; it decides nothing. */
  readonly migration?: Progress;
}

/** Reads plans and synthesized stacks, and judges them together against what must be true. */
export async function review(paths: readonly string[], scope: Scope, options: ReviewOptions): Promise<Report> {
  const { asOf, baseline, migration, blockOn = ["breach", "unknown", "expired"] } = options;
  const inputs = read(paths);
  const facts = Facts.of(inputs, scope);
  const rules = RULES.filter(({ claim }) => reason(claim, scope) === undefined);
  const judged = judge(facts, rules);
  const findings = findingsOf(judged.told, facts, { asOf, baseline });
  return clean(assemble(inputs, facts, judged, findings, { asOf, blockOn, migration }));
}
