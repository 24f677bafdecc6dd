import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select, type Value, type ValueObject } from "../../value";
import { textOf } from "./google-guards";

export const POLICY = "google_org_policy_policy";
/** The older form of an organization policy, and where it names what it is set on (google 6.50.0). */
const OLDER: Readonly<Record<string, string>> = {
  google_folder_organization_policy: "folder",
  google_organization_policy: "org_id",
  google_project_organization_policy: "project",
};
export const POLICY_TYPES = [POLICY, ...Object.keys(OLDER)];

/** What an organization policy says, whichever form it is written in. */
export interface SetPolicy {
  /** `folders/…`, `projects/…` or `organizations/…`; undefined where it is not known. */
  readonly parent: string | undefined;
  readonly constraint: string | undefined;
  /** As google_org_policy_policy has it. */
  readonly values: ValueObject;
}

export function setPolicy(resource: Resource, facts: Facts): SetPolicy {
  const attribute = OLDER[resource.type];
  if (attribute === undefined) {
    const [, parent, constraint] =
      /^((?:projects|folders|organizations)\/[^/]+)\/policies\/(.+)$/.exec(textOf(resource, "name", facts) ?? "") ?? [];
    return { parent, constraint, values: resource.values };
  }
  const on = textOf(resource, attribute, facts) ?? (attribute === "project" ? (facts.placeOf(resource).account ?? undefined) : undefined);
  const kind = attribute === "org_id" ? "organizations" : `${attribute}s`;
  const parent = on === undefined || on.includes("/") ? on : `${kind}/${on}`;
  const constraint = textOf(resource, "constraint", facts)?.replace(/^constraints\//, "");
  return { parent, constraint, values: { parent: parent ?? null, spec: specOf(resource.values) } };
}

/** Both forms say the same by other words (Organization Policy documentation, v1 and v2 of the API). */
function specOf(values: ValueObject): ValueObject {
  const [list] = select(values, "list_policy[]").map(({ value }) => value);
  const first = (path: string): Value | undefined => select(list ?? values, path)[0]?.value;
  const allowed = select(list ?? {}, "allow[].values[]").map(({ value }) => value);
  const denied = select(list ?? {}, "deny[].values[]").map(({ value }) => value);
  const enforced = select(values, "boolean_policy[].enforced")[0]?.value;
  const restored = select(values, "restore_policy[].default")[0]?.value;
  const upper = (value: Value | undefined): ValueObject[string] | undefined =>
    typeof value === "boolean" ? String(value).toUpperCase() : value;
  const rule: Record<string, Value> = {
    ...(enforced === undefined ? {} : { enforce: upper(enforced) as Value }),
    ...(list === undefined || first("allow[].all") === undefined ? {} : { allow_all: upper(first("allow[].all")) as Value }),
    ...(allowed.length + denied.length > 0 ? { values: { allowed_values: allowed, denied_values: denied } } : {}),
  };
  const inherits = list === undefined ? undefined : get(list as ValueObject, "inherit_from_parent");
  return {
    rules: [rule],
    ...(restored === undefined ? {} : { reset: restored }),
    ...(inherits === undefined ? {} : { inherit_from_parent: inherits }),
  };
}
