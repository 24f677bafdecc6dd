import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { couldHold } from "./google-condition";
import type { Grant } from "./google-grant";
import { grantsOf } from "./google-grants";
import { roleGives } from "./google-roles";
import { every, type Three } from "./three";

/** A protected store on Google, and the request that reads it. */
export interface GoogleTarget {
  readonly resource: Resource;
  readonly dataset: string;
  readonly project: string;
  readonly kind: "bucket" | "dataset" | "instance";
  readonly name: string;
  readonly permission: string;
  /** What the request is on, as conditions know it. */
  readonly on: string;
}

interface Kind {
  readonly kind: GoogleTarget["kind"];
  readonly by: string;
  readonly permission: string;
  on(project: string, name: string): string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  google_storage_bucket: {
    kind: "bucket",
    by: "name",
    permission: "storage.objects.get",
    on: (_, name) => `projects/_/buckets/${name}/objects/any`,
  },
  google_sql_database_instance: {
    kind: "instance",
    by: "name",
    permission: "cloudsql.instances.login",
    on: (project, name) => `projects/${project}/instances/${name}`,
  },
  google_bigquery_dataset: {
    kind: "dataset",
    by: "dataset_id",
    permission: "bigquery.tables.getData",
    on: (project, name) => `projects/${project}/datasets/${name}/tables/any`,
  },
};

export function googleTargets(facts: Facts): readonly GoogleTarget[] {
  return facts.resources
    .filter((resource) => resource.action !== "delete" && !facts.isLegacy(resource))
    .flatMap((resource) => googleTarget(resource, facts) ?? []);
}

function googleTarget(resource: Resource, facts: Facts): GoogleTarget | undefined {
  const found = Object.hasOwn(KINDS, resource.type) ? KINDS[resource.type] : undefined;
  const dataset = found && facts.scopedDataset(resource);
  if (!found || dataset?.protected !== true) return undefined;
  const { account } = facts.placeOf(resource);
  const name = facts.resolver.text(get(resource.values, found.by), resource.stack);
  if (account === null || name === undefined) return undefined;
  const { kind, permission, on } = found;
  return { resource, dataset: dataset.name, project: account, kind, name, permission, on: on(account, name) };
}

/** Does a grant give a store's data to its members? */
export function gives(grant: Grant, target: GoogleTarget, facts: Facts): Three {
  return every([reaches(grant, target), roleGives(grant.role, target.permission, facts), couldHold(grant.condition, target.on)]);
}

function reaches({ on }: Grant, { project, kind, name }: GoogleTarget): Three {
  if (on.kind === "above") return true;
  if (on.kind === "project") return on.id === null ? "unknown" : on.id === project;
  if (on.kind === "other" || on.kind !== kind) return false;
  return on.name === undefined ? "unknown" : on.name === name;
}

/** Every grant of the inputs that may give data; policies that are not known come apart. */
export function everyGrant(facts: Facts): { readonly grants: readonly Grant[]; readonly unresolved: boolean } {
  const found = facts.resources
    .filter((resource) => resource.action !== "delete" && !facts.isLegacy(resource))
    .map((resource) => grantsOf(resource, facts));
  return {
    grants: found.flatMap((each) => (Array.isArray(each) ? (each as readonly Grant[]) : [])),
    unresolved: found.includes("unresolved"),
  };
}
