import type { DUTIES } from "../schema/access";
import type { ProgramData } from "../schema/schema";

/** Who a person may be in one session, on one dataset: a duty, or one of the two who break the glass. */
export type GoogleGrant = (typeof DUTIES)[number] | "operator" | "approver";

/** The pool in which the gatekeeper's people sign in. */
export function workforcePool({ parties }: ProgramData): string {
  const { identity } = parties.gatekeeper;
  return identity.kind === "workforce" ? identity.pool : "ringfence-gatekeepers";
}

const inPool = (pool: string) => `iam.googleapis.com/locations/global/workforcePools/${pool}`;

/** Everybody of the pool, whatever he came for. */
export function everyGatekeeper(pool: string): string {
  return `principalSet://${inPool(pool)}/*`;
}

/** Those who signed in for this grant on this dataset; the provider maps duty and dataset of the sign-in to one attribute. */
export function grantedFor(pool: string, grant: GoogleGrant, dataset: string): string {
  return `principalSet://${inPool(pool)}/attribute.grant/${grant}.${dataset}`;
}

type Store = ProgramData["datasets"][number]["store"];

/** A role, and whether a condition narrows it to the store: jobs run in a project, and in no dataset. */
export interface GoogleDutyRole {
  readonly role: string;
  readonly project?: true;
}

const LOG_IN: readonly GoogleDutyRole[] = [{ role: "roles/cloudsql.client" }, { role: "roles/cloudsql.instanceUser" }];
const RUN_JOBS: GoogleDutyRole = { role: "roles/bigquery.jobUser", project: true };

/**
 * The predefined roles of a duty: a store's data, and nothing of its configuration (IAM documentation, predefined roles).
 *
 * Who writes adds objects and reads none; who restores reads, since Cloud Storage restores by copying. A database's own
 * rights are granted in it, by SQL, to the person who logs in: Cloud IAM knows one login for both duties.
 */
const ROLES: Partial<Record<Store, Partial<Record<(typeof DUTIES)[number], readonly GoogleDutyRole[]>>>> = {
  bucket: {
    read: [{ role: "roles/storage.objectViewer" }],
    write: [{ role: "roles/storage.objectCreator" }],
    restore: [{ role: "roles/storage.objectUser" }],
  },
  relational: { read: LOG_IN, write: LOG_IN },
  warehouse: {
    read: [{ role: "roles/bigquery.dataViewer" }, RUN_JOBS],
    write: [{ role: "roles/bigquery.dataEditor" }, RUN_JOBS],
  },
};

export function googleDutyRoles(store: Store, duty: (typeof DUTIES)[number]): readonly GoogleDutyRole[] {
  return ROLES[store]?.[duty] ?? [];
}

/** What the broken glass gives: the strongest duty of the store, for an hour. */
export function breakGlassRoles(store: Store): readonly GoogleDutyRole[] {
  return ROLES[store]?.restore ?? ROLES[store]?.write ?? [];
}

/** What the auditor holds in a project: policies, resources' configuration and logs, and no data. */
export const AUDITOR_ROLES = ["roles/cloudasset.viewer", "roles/iam.securityReviewer", "roles/logging.viewAccessor"] as const;

/** The auditor's groups, as IAM writes them. */
export function auditorGroups({ access }: Pick<ProgramData, "access">): readonly string[] {
  return (access?.auditor?.groups ?? []).map((group) => `group:${group}`);
}

/** Storage Transfer Service's identity in a project, by the project's number. */
export function transferAgentOf(number: string): string {
  return `project-${number}@storage-transfer-service.iam.gserviceaccount.com`;
}
