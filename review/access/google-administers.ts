import type { Facts } from "../facts/facts";
import { select } from "../value";
import type { Grant } from "./google-grant";
import { customRole } from "./google-roles";
import type { Three } from "./three";

/**
 * Predefined roles that change who may do what, act as somebody else, or change what guards and records; those of one service's
 * administrators carry its `setIamPolicy` (IAM documentation, role reference).
 */
const ADMINISTERS =
  /\.(\w*[aA]dmin\w*|\w*[oO]wner|.*[eE]ditor|policySetter|serviceAccount(TokenCreator|User|OpenIdTokenCreator)|workloadIdentityUser|configWriter|projectMover|projectDeleter|projectCreator|folderMover|folderCreator|lienModifier|tagUser|crypto\w*|importer|signer\w*)$/;
const BASIC = /^roles\/(admin|editor|owner|writer)$/;
/** Roles whose name says more than they do, or less. */
const EXCEPT = new Set(["roles/bigquery.dataEditor", "roles/bigquery.dataOwner"]);
/** Single permissions that do the same (IAM documentation, permissions reference). */
export const GIVES_RIGHTS =
  /\.setIamPolicy$|^iam\.(serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)|serviceAccountKeys\.create|roles\.(create|delete|undelete|update)|denypolicies\.|workforcePool|workloadIdentityPool|principalaccessboundarypolicies\.)|^(orgpolicy|accesscontextmanager|privilegedaccessmanager|accessapproval)\.|^resourcemanager\.projects\.(delete|move|updateLiens)$|^logging\.(exclusions\.|buckets\.delete|sinks\.delete)/;

/** Does a role change what guards the data, or who may? */
export function administers(role: Grant["role"], facts: Facts): Three {
  if (role === undefined) return "unknown";
  const custom = typeof role === "string" ? customRole(role, facts) : role;
  if (custom) {
    const held = select(custom.values, "permissions[]").map(({ value }) => facts.resolver.text(value, custom.stack));
    if (held.some((permission) => permission !== undefined && GIVES_RIGHTS.test(permission))) return true;
    return held.includes(undefined) ? "unknown" : false;
  }
  if (typeof role !== "string" || !role.startsWith("roles/")) return "unknown";
  return BASIC.test(role) || (ADMINISTERS.test(role) && !EXCEPT.has(role));
}

/** Does a role do more than look at configuration? Roles of viewers that give data are among those that ACCESS-05 knows. */
export const onlyLooks = (role: Grant["role"]): boolean =>
  typeof role === "string" && /^roles\/(browser|[\w.]*([vV]iewer|[rR]eviewer))$/.test(role);
