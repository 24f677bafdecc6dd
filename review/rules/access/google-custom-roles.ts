import { DEPLOYER_ROLE } from "../../../config/google/rights";
import { GIVES_RIGHTS } from "../../access/google-administers";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { builds } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const ROLES = new Set(["google_project_iam_custom_role", "google_organization_iam_custom_role"]);
/** What reads or exports data, or opens what is sealed (IAM documentation, permissions reference). */
const DATA =
  /^(storage\.objects\.get|bigquery\.(tables\.(getData|export)|rowAccessPolicies\.overrideTimeTravelRestrictions)|cloudsql\.(instances\.(connect|login|executeSql|export|clone|promoteReplica)|users\.(create|update)|sslCerts\.create|backupRuns\.export)|secretmanager\.versions\.access|pubsub\.subscriptions\.consume|cloudkms\.cryptoKeyVersions\.use\w+|compute\.instances\.(osLogin|setMetadata)\w*)$/;
/** What takes data or its logs away, or opens a network. */
const TAKES =
  /^(storage\.(buckets|objects)\.delete|bigquery\.(datasets|tables)\.delete|cloudsql\.(instances|databases)\.delete|cloudkms\.cryptoKeyVersions\.(destroy|update)|logging\.(buckets|sinks|exclusions)\.(delete|create)|compute\.(networks\.addPeering|routers\.create|vpnTunnels\.create|externalVpnGateways\.create))$/;
export const googleCustomRoles: ResourceRule = {
  id: "ACCESS-19",
  claim: "access",
  subject: "resource",
  title: "A custom role on Google builds: it reads no data, takes none away and gives no rights.",
  why: "Whoever builds holds his role every day, and one permission more is a way past every duty, approval and condition (IAM documentation, custom roles).",
  fix: "Take the permission out, or give it to whose duty it is by a role of its own.",
  concerns: (type) => ROLES.has(type),
  judge: (role, facts) => {
    if (!ROLES.has(role.type) || role.action === "delete" || !builds(facts)) return [];
    if (facts.isLegacy(role)) return [met(LEGACY)];
    const verdicts = select(role.values, "permissions[]").flatMap(({ value }) =>
      judge(facts.resolver.text(value, role.stack), role, facts),
    );
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

function judge(permission: string | undefined, role: Resource, facts: Facts): Verdict[] {
  const more = { attribute: "permissions", value: permission ?? "unresolved" };
  if (permission === undefined) return [unknown("one of its permissions is not known", more)];
  const known = facts.scope.googleGuards?.builds ?? [];
  if (known.includes(permission)) return [];
  const says = DATA.test(permission)
    ? "reads data"
    : TAKES.test(permission)
      ? "takes data or logs away, or opens a network"
      : GIVES_RIGHTS.test(permission)
        ? "changes who may do what"
        : undefined;
  if (says !== undefined) return [breach(`${permission} ${says}`, more)];
  return known.length > 0 && textOf(role, "role_id", facts) === DEPLOYER_ROLE && !/\.(get|list)$/.test(permission)
    ? [breach(`the program's deployers do not hold ${permission}`, more)]
    : [];
}
