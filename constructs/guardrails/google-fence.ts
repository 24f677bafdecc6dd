import * as guards from "../../config/google/guards";
import type { Program } from "../../config/program";
import type { GoogleGuardrail } from "../../config/schema/google-guardrails";
import type { GoogleAccountData } from "../../config/schema/schema";

/** The program's projects inside. */
export function fencedProjects(program: Program): readonly GoogleAccountData[] {
  return guards.fencedProjects(program.data);
}

/** The custodian's Google organization, by number; programs with a place on Google have one, which their rules check. */
export function googleOrganization(program: Program): string {
  const id = program.data.parties.custodian.google?.organization;
  if (!id) throw new TypeError("the custodian has no Google organization");
  return id;
}

/** Where policies are set: on the fence's folder, or on each of its projects. */
export function policyParents(program: Program): readonly string[] {
  return guards.policyParents(program.data);
}

export function isGoogleWeaker(program: Program, control: GoogleGuardrail): boolean {
  return guards.isGoogleWeaker(program.data, control);
}
