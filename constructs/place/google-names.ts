import { transferAgentOf } from "../../config/google/access";
import type { GooglePlace, Place } from "../../config/place";
import type { Program } from "../../config/program";

/**
 * The bucket of a dataset in a project. Bucket names are global, so the project is part of it: at most 24 + 1 + 30 of the
 * 63 characters that Cloud Storage allows. A region would not fit, and a dataset has one bucket a project.
 */
export function googleBucketName(place: Place, dataset: string): string {
  return `${dataset}-${place.accountId}`;
}

/** The folder of a stack's state; the gcs backend adds `/default.tfstate`. */
export function googleStatePrefix(program: Program, stack: string): string {
  return `${program.name}/${stack}`;
}

/** Cloud KMS names follow from the program, so nobody needs a token to name a key. */
export function googleKeyName(place: GooglePlace, ring: string, key: string): string {
  return `projects/${place.accountId}/locations/${place.region.name}/keyRings/${ring}/cryptoKeys/${key}`;
}

/** The ring of the program's keys in a region of the custody project. */
export function custodyRing(program: Program): string {
  return `ringfence-${program.name}`;
}

/** The ring of an account's state key; it starts with another word than every program's ring. */
export const STATE_RING = "terraform-state";
export const STATE_KEY = "state";

export function serviceAccountEmail(project: string, name: string): string {
  return `${name}@${project}.iam.gserviceaccount.com`;
}

/** The service account that applies one project's stacks. */
export function googleDeployer(place: GooglePlace): string {
  return serviceAccountEmail(place.accountId, place.account.deployer);
}

/** The service account of the custody project that administers keys and uses none. */
export function googleKeyAdmin(program: Program, custody: GooglePlace): string {
  return serviceAccountEmail(custody.accountId, keyAdminName(program));
}

/** The program's key role, which has to be a service account's short name here (IAM documentation, service accounts: 6 to 30 characters). */
export function keyAdminName(program: Program): string {
  const name = program.data.custody.keyRole;
  if (/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(name)) return name;
  throw new TypeError(
    `custody.keyRole ${JSON.stringify(name)} is no service account's name: on Google it takes 6 to 30 lower-case letters, digits and hyphens`,
  );
}

/** Google's own identities in a project, one a service; their names hold the project's number. */
export const SERVICE_AGENTS = {
  bucket: (number: string) => `service-${number}@gs-project-accounts.iam.gserviceaccount.com`,
  relational: (number: string) => `service-${number}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
  warehouse: (number: string) => `bq-${number}@bigquery-encryption.iam.gserviceaccount.com`,
  logs: (number: string) => `service-${number}@gcp-sa-logging.iam.gserviceaccount.com`,
  findings: (number: string) => `service-${number}@gcp-sa-pubsub.iam.gserviceaccount.com`,
} as const;
export type GoogleKeyService = keyof typeof SERVICE_AGENTS;

/** Storage Transfer Service's identity in a project. It names no key: Cloud Storage's agent encrypts what it writes. */
export function transferAgent(place: GooglePlace): string {
  return transferAgentOf(place.account.number);
}

export function member(email: string): string {
  return `serviceAccount:${email}`;
}

/** A project has one network of ours a region; with the program's name a firewall rule's would pass the 63 characters that Compute allows. */
export function googleNetworkName(place: GooglePlace): string {
  return `ringfence-${place.region.name}`;
}
