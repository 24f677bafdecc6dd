import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, isAbsent, isObject, select, Unknown, type Value, type ValueObject } from "../value";
import type { Grant } from "./google-grant";

/** BigQuery's own roles, which stand for predefined ones (BigQuery documentation, basic roles for datasets). */
const OWN_ROLES: ReadonlyMap<string, string> = new Map([
  ["READER", "roles/bigquery.dataViewer"],
  ["WRITER", "roles/bigquery.dataEditor"],
  ["OWNER", "roles/bigquery.dataOwner"],
]);
/** Who holds a basic role on the project: its bindings say who, and are judged themselves. */
const OF_PROJECT = new Set(["projectOwners", "projectReaders", "projectWriters"]);
const MEMBERS = [
  ["iam_member", ""],
  ["group_by_email", "group:"],
  ["domain", "domain:"],
] as const;
/** They let in whoever reads something else. */
const AUTHORIZED = ["view[].project_id", "dataset[].dataset[].project_id", "routine[].project_id"];

/** What the list of a BigQuery dataset gives, or one entry that is a resource of its own. */
export function datasetGrants(resource: Resource, facts: Facts): readonly Grant[] | "unresolved" | undefined {
  const entries = entriesOf(resource);
  return Array.isArray(entries)
    ? (entries as readonly ValueObject[]).flatMap((entry) => grantOf(entry, resource, facts))
    : (entries as "unresolved" | undefined);
}

export const isDatasetList = (type: string): boolean => type === "google_bigquery_dataset" || type === "google_bigquery_dataset_access";

/** The entries of a list; undefined where there is none. */
function entriesOf(resource: Resource): readonly ValueObject[] | "unresolved" | undefined {
  const entries = resource.type === "google_bigquery_dataset" ? select(resource.values, "access[]") : [{ value: resource.values as Value }];
  if (entries.length === 0) return undefined;
  return entries.every(({ value }) => isObject(value)) ? entries.map(({ value }) => value as ValueObject) : "unresolved";
}

/** Whom a list lets in; of a view, a dataset or a routine the project, whose people then read the data through it. */
export interface Entrant {
  readonly value: Value;
  readonly text: string | undefined;
  readonly project?: true;
}

export function datasetEntrants(resource: Resource, facts: Facts): readonly Entrant[] | "unresolved" | undefined {
  const entries = entriesOf(resource);
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  if (!Array.isArray(entries)) return entries as "unresolved" | undefined;
  return (entries as readonly ValueObject[]).flatMap((entry): Entrant[] => {
    const special = get(entry, "special_group");
    if (!isAbsent(special) && OF_PROJECT.has(text(special) ?? "")) return [];
    const projects = AUTHORIZED.flatMap((path) => select(entry, path));
    if (projects.length > 0) return projects.map(({ value }) => ({ value, text: text(value), project: true }));
    const [value] = ["user_by_email", ...MEMBERS.map(([name]) => name), "special_group"]
      .map((name) => get(entry, name))
      .filter((each) => !isAbsent(each));
    return [{ value: value ?? null, text: memberOf(entry, text) }];
  });
}

function grantOf(entry: ValueObject, resource: Resource, facts: Facts): Grant[] {
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  const special = get(entry, "special_group");
  if (!isAbsent(special) && OF_PROJECT.has(text(special) ?? "")) return [];
  const authorized = AUTHORIZED.some((path) => select(entry, path).length > 0);
  const role = authorized ? "READER" : text(get(entry, "role"));
  const condition = select(entry, "condition[].expression")[0]?.value;
  return [
    {
      resource,
      on: { kind: "dataset", name: text(get(resource.values, "dataset_id")) },
      role: role === undefined ? undefined : (OWN_ROLES.get(role) ?? role),
      members: [authorized ? undefined : memberOf(entry, text)],
      condition: isAbsent(condition) && !(condition instanceof Unknown) ? null : text(condition),
    },
  ];
}

/** As IAM writes it; undefined where it is not known. */
function memberOf(entry: ValueObject, text: (value: Value | undefined) => string | undefined): string | undefined {
  const stated = (name: string) => {
    const value = get(entry, name);
    return isAbsent(value) ? undefined : text(value);
  };
  const person = stated("user_by_email");
  if (person !== undefined) return `${person.endsWith(".gserviceaccount.com") ? "serviceAccount" : "user"}:${person}`;
  for (const [name, prefix] of MEMBERS) {
    const member = stated(name);
    if (member !== undefined) return prefix + member;
  }
  return stated("special_group");
}
