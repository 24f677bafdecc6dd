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
const AUTHORIZED = ["view", "dataset", "routine"];

/** What the list of a BigQuery dataset gives, or one entry that is a resource of its own. */
export function datasetGrants(resource: Resource, facts: Facts): readonly Grant[] | "unresolved" | undefined {
  const entries = resource.type === "google_bigquery_dataset" ? select(resource.values, "access[]") : [{ value: resource.values as Value }];
  if (entries.length === 0) return undefined;
  if (entries.some(({ value }) => !isObject(value))) return "unresolved";
  return entries.flatMap(({ value }) => grantOf(value as ValueObject, resource, facts));
}

function grantOf(entry: ValueObject, resource: Resource, facts: Facts): Grant[] {
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  const special = get(entry, "special_group");
  if (!isAbsent(special) && OF_PROJECT.has(text(special) ?? "")) return [];
  const authorized = AUTHORIZED.some((kind) => select(entry, `${kind}[]`).length > 0);
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
