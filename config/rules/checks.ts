import { RingfenceErrors } from "../errors";
import type { Jurisdiction } from "../jurisdiction";
import type { Part, PartsData } from "../schema/parts";
import type { ProgramData } from "../schema/schema";
import { accessRules } from "./access-rules";
import { custodyRules, deployerRules } from "./custody-rules";
import { builtDatasetRules, datasetRules } from "./dataset-rules";
import { edgeRules } from "./edge-rules";
import { googleRules } from "./google-rules";
import { guardrailRules } from "./guardrail-rules";
import { lineRules } from "./line-rules";
import { releaseRules } from "./release-rules";
import { accountRules, Complaints, contextOf, networkRules, partyRules, type RuleContext } from "./rules";
import { custodyAccountRules, obligationRules, organizationRules, retentionRules } from "./whole-rules";

type Check = (context: RuleContext) => void;

/** Cross-checks, each with the parts that it reads beside the accounts: a few lines are held to those whose parts they have. */
const CHECKS: readonly (readonly [Check, ...(readonly Part[])])[] = [
  [partyRules, "parties"],
  [accountRules],
  [networkRules, "networks"],
  [edgeRules, "networks"],
  [lineRules, "networks", "datasets"],
  [datasetRules, "datasets"],
  [releaseRules, "networks"],
  [obligationRules, "obligations", "datasets"],
  [custodyAccountRules, "custody"],
  [retentionRules, "retention"],
  [custodyRules, "custody", "datasets"],
];

/** What has to be there, and to fit, before anything is built. */
const OF_BUILDING: readonly Check[] = [deployerRules, builtDatasetRules, organizationRules, guardrailRules, accessRules, googleRules];

/** Throws RingfenceErrors with everything in a few lines that contradicts something else in them. */
export function checkParts(data: PartsData, jurisdiction: Jurisdiction, file: string): void {
  const checks = CHECKS.filter(([, ...reads]) => reads.every((part) => data[part] !== undefined)).map(([check]) => check);
  // Each check is called with the parts that it reads; an account's purpose, which may be absent, it compares by `serves`.
  run(checks, data as ProgramData, jurisdiction, file);
}

/** The same of a whole program. */
export function checkWhole(data: ProgramData, jurisdiction: Jurisdiction, file: string): void {
  run([...CHECKS.map(([check]) => check), ...OF_BUILDING], data, jurisdiction, file);
}

function run(checks: readonly Check[], data: ProgramData, jurisdiction: Jurisdiction, file: string): void {
  const complaints = new Complaints(file);
  const context = contextOf(data, jurisdiction, complaints);
  for (const check of checks) check(context);
  if (complaints.errors.length > 0) throw new RingfenceErrors(complaints.errors);
}
