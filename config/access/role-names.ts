import { createHash } from "node:crypto";
import type { DUTIES } from "../schema/access";

/** The names of roles, which policies write out before the roles exist, and by which the review knows them. */
export type Duty = (typeof DUTIES)[number];

/** The role in the gatekeeper's account that a person of a duty signs in to. */
export function hubRole(duty: Duty): string {
  return `ringfence-gatekeeper-hub-${duty}`;
}

/** The role in a home account that does a duty on a dataset: at most 21 + 7 + 1 + 24 of the 64 characters that IAM allows. */
export function dutyRole(duty: Duty, dataset: string): string {
  return `ringfence-gatekeeper-${duty}-${dataset}`;
}

export const APPROVER = "ringfence-gatekeeper-approver";
export const OPERATOR = "ringfence-gatekeeper-break-glass-operator";
export const BREAK_GLASS = "ringfence-gatekeeper-break-glass";

/** The rule and the topic that tell when somebody becomes it. */
export const BREAK_GLASS_ALARM = "ringfence-break-glass";

/** The same day's role on a dataset, in a home account. */
export function breakGlassRole(dataset: string): string {
  return `${BREAK_GLASS}-${dataset}`;
}

/** Where the auditor's people arrive, in the audit account. */
export const AUDITOR_DESK = "ringfence-auditor-desk";
/** What the desk assumes in every account, its own included. */
export const AUDITOR = "ringfence-auditor";

/** A program's role: at most 14 + 24 + 1 + 24 of the 64 characters. */
export function workloadRole(name: string, dataset: string): string {
  return `ringfence-app-${name}-${dataset}`;
}

/** The role by which a new account of an organization is first entered (AWS Organizations guide); bootstrap runs as it. */
export const BOOTSTRAP_ROLE = "OrganizationAccountAccessRole";

/** The people who become deployers, by the prefix of their roles' names in the custody account (docs/operators.md). */
export const OPERATORS = "ringfence-operator*";

/** Applies the migration's stacks of one account and starts their jobs. Its own role, so that no deployer can make a mover, which reads data. */
export const MIGRATOR_ROLE = "ringfence-migrator";

/** The people who become it, and the movers that no service works as, by the prefix of their roles' names. */
export const MIGRATION_OFFICER = "ringfence-migration-officer*";

/** The role that moves an old copy of a dataset home: at most 16 + 24 + 1 + 24 of the 64 characters, so that the longest are cut. */
export function moverRole(dataset: string, copy: string): string {
  return `ringfence-mover-${dataset}-${copy}`.slice(0, 64);
}

/** The role that takes back to an old bucket what was written at home: at most 21 + 24 + 1 + 10 of the 64 characters, the copy told by a digest. */
export function reverseRole(dataset: string, copy: string): string {
  return `ringfence-mover-back-${dataset}-${createHash("sha256").update(copy).digest("hex").slice(0, 10)}`;
}
