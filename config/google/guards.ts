import type { GoogleGuardrail } from "../schema/google-guardrails";
import type { GoogleAccountData, ProgramData } from "../schema/schema";

/** The program's projects inside. */
export function fencedProjects({ accounts }: ProgramData): readonly GoogleAccountData[] {
  return Object.values(accounts).filter(
    (account): account is GoogleAccountData =>
      account.cloud === "google" && account.owner !== "parent" && account.purpose !== "legacy" && account.inOrganization,
  );
}

/** Where policies are set: on the fence's folder, or on each of its projects; never on the organization, which holds others. */
export function policyParents(data: ProgramData): readonly string[] {
  const { folder } = data.googleGuardrails;
  return folder ? [`folders/${folder}`] : fencedProjects(data).map(({ id }) => `projects/${id}`);
}

export function isGoogleWeaker({ googleGuardrails }: ProgramData, control: GoogleGuardrail): boolean {
  return googleGuardrails.weaker.some((weaker) => weaker.control === control);
}

/** A group of the auditor's, as deny policies write it (IAM documentation, principal identifiers). */
export const deniedGroup = (group: string): string => group.replace("group:", "principalSet://goog/group/");

/** Titles in an access policy take letters, digits and underscores. */
export const perimeterTitle = (program: string): string => `ringfence_${program.replaceAll("-", "_")}`;
