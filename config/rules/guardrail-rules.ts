import { locate } from "../jurisdiction";
import { GUARDRAIL_PAGES as P } from "./guardrail-pages";
import type { RuleContext } from "./rules";

/** Where guardrails may stand, and which regions may be let through. */
export function guardrailRules({ data, jurisdiction, complaints }: RuleContext): void {
  const { attach, organization, regionExceptions } = data.guardrails;
  const accounts = Object.entries(data.accounts).flatMap(([name, account]) => (account.cloud === "aws" ? [{ name, ...account }] : []));
  if (!accounts.some(({ purpose, owner }) => purpose === "management" && owner === "custodian")) return;

  if (organization === "existing" && !data.parties.custodian.aws?.testUnit)
    complaints.add(P.unit, "parties.custodian.aws.testUnit", "nothing", "the unit on which guardrails are tried first", "Give its id.");
  const legacyUnits = new Set(accounts.filter(({ purpose }) => purpose === "legacy").map(({ unit }) => unit));
  for (const { name, purpose, inOrganization, owner, unit } of accounts) {
    if (purpose === "legacy" || purpose === "management" || owner === "parent" || !inOrganization) continue;
    if (attach === "fence" && unit === undefined)
      complaints.add(
        P.unit,
        `accounts.${name}.unit`,
        "nothing",
        "the unit that holds the account",
        "Give its id, or attach to the test unit.",
      );
    if (unit !== undefined && legacyUnits.has(unit))
      complaints.add(
        P.unit,
        `accounts.${name}.unit`,
        `${unit}, which holds a legacy account as well`,
        "a unit of the fence's own",
        "Move one of them.",
      );
  }
  for (const [index, { region }] of regionExceptions.entries()) {
    const known = locate("aws", region)?.kind === "region";
    if (!known || jurisdiction.contains("aws", region))
      complaints.add(
        P.exception,
        `guardrails.regionExceptions[${index}].region`,
        JSON.stringify(region),
        `an AWS region outside ${jurisdiction.code}`,
        known ? "Leave it out: the region is inside." : "Name a region of AWS's.",
      );
  }
}
