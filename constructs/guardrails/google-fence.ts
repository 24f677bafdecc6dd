import type { Program } from "../../config/program";
import type { GoogleGuardrail } from "../../config/schema/google-guardrails";
import type { GoogleAccountData } from "../../config/schema/schema";

/** The program's projects inside. */
export function fencedProjects(program: Program): readonly GoogleAccountData[] {
  return Object.values(program.data.accounts).filter(
    (account): account is GoogleAccountData =>
      account.cloud === "google" && account.owner !== "parent" && account.purpose !== "legacy" && account.inOrganization,
  );
}

/** The custodian's Google organization, by number; programs with a place on Google have one, which their rules check. */
export function googleOrganization(program: Program): string {
  const id = program.data.parties.custodian.google?.organization;
  if (!id) throw new TypeError("the custodian has no Google organization");
  return id;
}

/** Where policies are set: on the fence's folder, or on each of its projects; never on the organization, which holds others. */
export function policyParents(program: Program): readonly string[] {
  const { folder } = program.data.googleGuardrails;
  return folder ? [`folders/${folder}`] : fencedProjects(program).map(({ id }) => `projects/${id}`);
}

export function isGoogleWeaker(program: Program, control: GoogleGuardrail): boolean {
  return program.data.googleGuardrails.weaker.some((weaker) => weaker.control === control);
}
