import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { select } from "../value";
import type { Grant } from "./google-grant";
import type { Three } from "./three";

/** The service of each permission that gives data, and the predefined roles that hold it (IAM documentation, role reference). */
const READS: Readonly<Record<string, { readonly service: string; readonly roles: string; readonly harmless: string }>> = {
  "storage.objects.get": {
    service: "storage",
    roles: "admin legacyObjectOwner legacyObjectReader objectAdmin objectUser objectViewer",
    harmless: "bucketViewer folderAdmin hmacKeyAdmin legacyBucketOwner legacyBucketReader legacyBucketWriter objectCreator",
  },
  // Cloud SQL's viewers and editors export whole databases.
  "cloudsql.instances.login": {
    service: "cloudsql",
    roles: "admin editor instanceUser studioUser viewer",
    harmless: "client schemaViewer",
  },
  "bigquery.tables.getData": {
    service: "bigquery",
    roles: "admin dataEditor dataOwner dataViewer",
    harmless: "connectionAdmin connectionUser jobUser metadataViewer readSessionUser resourceAdmin resourceEditor resourceViewer user",
  },
};
/** They hold something of every service, and grow with each. */
const BASIC = new Set(["roles/admin", "roles/editor", "roles/owner", "roles/reader", "roles/viewer", "roles/writer"]);

/** Does a role give this permission? A role of the same service that no table knows may; of another service, it does not. */
export function roleGives(role: Grant["role"], permission: string, facts: Facts): Three {
  const known = READS[permission];
  if (role === undefined || known === undefined) return "unknown";
  if (typeof role !== "string") return customGives(role, permission, facts);
  if (BASIC.has(role)) return true;
  const [, service, name = ""] = /^roles\/(\w+)\.(\w+)$/.exec(role) ?? [];
  if (service === undefined) return custom(role, permission, facts);
  if (service !== known.service) return false;
  if (known.roles.split(" ").includes(name)) return true;
  return known.harmless.split(" ").includes(name) ? false : "unknown";
}

/** A custom role by its full name, where the inputs make it. */
export function customRole(role: string, facts: Facts): Resource | undefined {
  const [, project, id] = /^projects\/([^/]+)\/roles\/(\w+)$/.exec(role) ?? [];
  return facts
    .ofType("google_project_iam_custom_role")
    .find((each) => facts.placeOf(each).account === project && select(each.values, "role_id")[0]?.value === id);
}

function custom(role: string, permission: string, facts: Facts): Three {
  const made = customRole(role, facts);
  return made ? customGives(made, permission, facts) : "unknown";
}

function customGives(role: Exclude<Grant["role"], string | undefined>, permission: string, facts: Facts): Three {
  const held = select(role.values, "permissions[]").map(({ value }) => facts.resolver.text(value, role.stack));
  if (held.includes(permission)) return true;
  return held.length === 0 || held.includes(undefined) ? "unknown" : false;
}
