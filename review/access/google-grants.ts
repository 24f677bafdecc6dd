import type { Facts } from "../facts/facts";
import type { Resource, Stack } from "../facts/model";
import { get, isAbsent, list, select, type Value } from "../value";
import { datasetGrants, isDatasetList } from "./google-dataset-access";
import type { Grant, Scope } from "./google-grant";
import { bindingsOf } from "./google-policy";

const POLICIES = /^google_(\w+)_iam_(member|binding|policy)$/;
/** What a role on reaches data. */
const REACHES_DATA = new Set(["storage_bucket", "bigquery_dataset", "project", "folder", "organization"]);
const ENTITLEMENT = "google_privileged_access_manager_entitlement";

/** The roles that a resource gives; undefined for what gives none on data, "unresolved" for a policy that is not known. */
export function grantsOf(resource: Resource, facts: Facts): readonly Grant[] | "unresolved" | undefined {
  const [, of] = POLICIES.exec(resource.type) ?? [];
  return of === undefined || REACHES_DATA.has(of) ? rolesGiven(resource, facts) : undefined;
}

/** The same on whatever takes a policy. */
export function rolesGiven(resource: Resource, facts: Facts): readonly Grant[] | "unresolved" | undefined {
  if (resource.type === ENTITLEMENT) return entitled(resource, facts);
  if (isDatasetList(resource.type)) return datasetGrants(resource, facts);
  const [, of, kind] = POLICIES.exec(resource.type) ?? [];
  if (of === undefined) return undefined;
  const on = scopeOf(of, resource, facts);
  if (kind === "policy") return wholePolicy(resource, on, facts);
  const member = get(resource.values, "member");
  const members = member !== undefined ? [member] : list<Value>(get(resource.values, "members") as Value[]);
  return [
    {
      resource,
      on,
      role: roleOf(get(resource.values, "role"), resource.stack, facts),
      members: members.map((value) => facts.resolver.text(value, resource.stack)),
      condition: conditionOf(select(resource.values, "condition[].expression")[0]?.value, resource.stack, facts),
    },
  ];
}

function scopeOf(of: string, resource: Resource, facts: Facts): Scope {
  const text = (name: string) => facts.resolver.text(get(resource.values, name), resource.stack);
  switch (of) {
    case "storage_bucket":
      return { kind: "bucket", name: text("bucket")?.replace(/^b\//, "") };
    case "bigquery_dataset":
      return { kind: "dataset", name: text("dataset_id") };
    case "service_account":
      return { kind: "account", name: text("service_account_id")?.replace(/^projects\/[^/]+\/serviceAccounts\//, "") };
    case "project":
      return { kind: "project", id: text("project") ?? facts.placeOf(resource).account };
    case "folder":
    case "organization":
      return { kind: "above" };
    default:
      return { kind: "other" };
  }
}

/** What a whole policy gives; one that is not in sight is not known. */
function wholePolicy(resource: Resource, on: Scope, facts: Facts): readonly Grant[] | "unresolved" {
  const bindings = bindingsOf(resource, facts);
  if (bindings === undefined) return "unresolved";
  return bindings.map(({ stack, role, members, condition }) => ({
    resource,
    on,
    role: roleOf(role, stack, facts),
    members: members.map((member) => facts.resolver.text(member, stack)),
    condition: conditionOf(condition, stack, facts),
  }));
}

/** What Privileged Access Manager gives to whoever may ask: somebody will agree one day. */
function entitled(resource: Resource, facts: Facts): readonly Grant[] {
  const parent = facts.resolver.text(get(resource.values, "parent"), resource.stack);
  const project = /^projects\/([^/]+)$/.exec(parent ?? "")?.[1];
  const on: Scope = project === undefined ? { kind: "above" } : { kind: "project", id: project };
  const members = select(resource.values, "eligible_users[].principals[]").map(({ value }) => facts.resolver.text(value, resource.stack));
  return select(resource.values, "privileged_access[].gcp_iam_access[].role_bindings[]").map(({ value }) => ({
    resource,
    on,
    members,
    role: roleOf(select(value, "role")[0]?.value, resource.stack, facts),
    condition: conditionOf(select(value, "condition_expression")[0]?.value, resource.stack, facts),
  }));
}

function roleOf(value: Value | undefined, stack: Stack, facts: Facts): Grant["role"] {
  const resolved = facts.resolver.resolve(value, stack);
  if (resolved.kind === "resource") return /_iam_custom_role$/.test(resolved.resource.type) ? resolved.resource : undefined;
  return facts.resolver.text(value, stack);
}

function conditionOf(value: Value | undefined, stack: Stack, facts: Facts): Grant["condition"] {
  return isAbsent(value) ? null : facts.resolver.text(value, stack);
}
