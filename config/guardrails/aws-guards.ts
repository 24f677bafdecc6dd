import { fenceOf } from "./fence";
import type { Guarded } from "../migration/purgers";
import { GUARDRAILS } from "../schema/guardrails";
import type { AwsAccountData, ProgramData } from "../schema/schema";
import type { AwsGuards } from "../scope";

/** The program's accounts in the custodian's organization that guardrails bind: not the parent's, and not those that the migration empties. */
export function fencedUnits(data: ProgramData): readonly { readonly unit: string; readonly purpose: AwsAccountData["purpose"] }[] {
  if (data.guardrails.attach === "test") return [];
  return Object.values(data.accounts).flatMap((account) => {
    const fenced = account.cloud === "aws" && account.inOrganization && account.owner !== "parent";
    return fenced && account.purpose !== "legacy" && account.purpose !== "management" && account.unit
      ? [{ unit: account.unit, purpose: account.purpose }]
      : [];
  });
}

/** What must stand in the custodian's organization, less what the program gives a reason to leave out. */
export function awsGuards(program: Guarded): AwsGuards | undefined {
  const { data } = program;
  const { aws } = data.parties.custodian;
  const manages = Object.values(data.accounts).some(
    ({ cloud, owner, purpose }) => cloud === "aws" && owner === "custodian" && purpose === "management",
  );
  if (!aws || !manages) return undefined;
  const { organization, weaker, regionExceptions } = data.guardrails;
  // The test unit of an organization that is made here has no id yet.
  const test = organization === "existing" && aws.testUnit ? [aws.testUnit] : [];
  return {
    units: [...new Set([...test, ...fencedUnits(data).map(({ unit }) => unit)])].sort(),
    // Where the program has no release path there is no signature to force.
    controls: GUARDRAILS.filter(
      (control) => !weaker.some((each) => each.control === control) && (control !== "code-signing" || data.release !== undefined),
    ),
    fence: fenceOf(program),
    exceptRegions: regionExceptions.map(({ region }) => region),
  };
}
