import type { ProgramData } from "../schema/schema";
import { GUARDRAIL_PAGES as G } from "./guardrail-pages";
import type { RuleContext } from "./rules";

/** What a home on Google needs of its organization: a folder of the fence's own, above which nothing of ours stands. */
export function googleRules({ data, complaints }: RuleContext): void {
  if (!hasGoogleHome(data)) return;
  const { folder, weaker } = data.googleGuardrails;
  if (folder === undefined && !weaker.some(({ control }) => control === "hierarchical-firewall"))
    complaints.add(
      G.unit,
      "googleGuardrails.folder",
      "nothing",
      "the folder that holds the fence's projects, on which the hierarchical firewall stands",
      "Give its number, or a reason under googleGuardrails.weaker for hierarchical-firewall.",
    );
}

export function hasGoogleHome({ datasets, accounts }: ProgramData): boolean {
  return datasets.some(({ home }) => accounts[home.account]?.cloud === "google");
}
