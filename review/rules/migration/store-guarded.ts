import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, type Value } from "../../value";
import { builds } from "../fenced";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

interface Guard {
  readonly path: string;
  /** The value that lets data go. */
  readonly open: Value;
  /** What stands when the attribute is absent (the provider's default). */
  readonly absent: Value;
  readonly says: string;
  /** Only of a store that holds a dataset. */
  readonly dataset?: true;
}

const NO_VERSION = "an overwritten or deleted object is gone, with no version behind it";

const emptied: Guard = { path: "force_destroy", open: true, absent: false, says: "it is emptied when it is destroyed" };
const unprotected = (path: string): Guard => ({ path, open: false, absent: false, says: "its deletion protection is off" });

/** The services' own guards, from the provider's schema; prevent_destroy covers terraform alone. */
const GUARDS: Readonly<Record<string, readonly Guard[]>> = {
  aws_s3_bucket: [emptied],
  aws_backup_vault: [emptied],
  google_storage_bucket: [emptied, { path: "versioning[].enabled", open: false, absent: false, says: NO_VERSION, dataset: true }],
  google_bigquery_dataset: [{ ...emptied, path: "delete_contents_on_destroy" }],
  aws_s3_bucket_versioning: [
    {
      path: "versioning_configuration[].status",
      open: "Suspended",
      absent: "Suspended",
      says: NO_VERSION,
    },
  ],
  aws_dynamodb_table: [unprotected("deletion_protection_enabled")],
  aws_rds_cluster: [unprotected("deletion_protection")],
  aws_db_instance: [unprotected("deletion_protection")],
  google_sql_database_instance: [
    unprotected("settings[].deletion_protection_enabled"),
    { path: "settings[].backup_configuration[].enabled", open: false, absent: false, says: "it is backed up nowhere", dataset: true },
  ],
};

export const storeGuarded: ResourceRule = {
  id: "MIGRATION-05",
  claim: "migration",
  subject: "resource",
  title: "Every store keeps the deletion guard that its service has.",
  why: "prevent_destroy stops terraform; a console or another tool is stopped by the service's own guard alone: deletion protection, object versions, a bucket that must be empty first.",
  fix: "Turn the guard on; in a program whose stores may be torn down, set sandbox.",
  concerns: (type) => Object.hasOwn(GUARDS, type),
  judge: (resource, facts) => {
    const guards = GUARDS[resource.type];
    if (!guards || !facts.scope.datasets || resource.action === "delete") return [];
    if (facts.scope.headline === "SANDBOX") return [met("a sandbox may be torn down")];
    // What is left of the old estate goes as evidence lists it; a bucket that destroying empties goes with all that lies in it.
    if (facts.isLegacy(resource))
      return builds(facts) && guards[0]?.says === emptied.says ? [judge(resource, guards[0], facts)] : [met(LEGACY)];
    return guards.flatMap((guard) => (guard.dataset && facts.dataset(resource).kind === "none" ? [] : [judge(resource, guard, facts)]));
  },
};

function judge(resource: Resource, { path, open, absent, says }: Guard, facts: Facts): Verdict {
  const stated = first(resource.values, path);
  const resolved = stated === undefined ? undefined : facts.resolver.resolve(stated, resource.stack);
  if (resolved && resolved.kind !== "value") return unknown(`its ${path} is not known`, { attribute: path });
  const value = resolved?.kind === "value" ? (resolved.value ?? absent) : absent;
  return value === open ? breach(says, { attribute: path, value: String(value) }) : met();
}
