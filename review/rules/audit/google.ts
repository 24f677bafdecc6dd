import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** The service whose data access logs show the use of a store. Cloud SQL's queries are in its own log. */
const SERVICES: Readonly<Record<string, string>> = {
  google_storage_bucket: "storage.googleapis.com",
  google_bigquery_dataset: "bigquery.googleapis.com",
};
const NEEDED = ["DATA_READ", "DATA_WRITE"];

export const auditGoogle: ResourceRule = {
  id: "AUDIT-05",
  claim: "audit",
  subject: "resource",
  title: "Every project with a protected store logs who read and who wrote its data.",
  why: "Data access audit logs are off by default for every service but BigQuery (Cloud Audit Logs, Enable Data Access audit logs), and an exempted member is in none of them.",
  fix: "Give the project an audit config of allServices with DATA_READ and DATA_WRITE, and exempt nobody.",
  concerns: (type) => Object.hasOwn(SERVICES, type),
  judge: (resource, facts) => {
    const service = SERVICES[resource.type];
    if (!service || resource.action === "delete" || facts.scopedDataset(resource)?.protected !== true) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const { account } = facts.placeOf(resource);
    if (account === null) return [unknown("its project is not known")];
    const all = facts.ofType("google_project_iam_audit_config").filter((config) => config.action !== "delete");
    if (all.length === 0 && !facts.whole) return [];
    return [judge(service, all, account, facts)];
  },
};

function judge(service: string, configs: readonly Resource[], project: string, facts: Facts): Verdict {
  const more = { expected: NEEDED.join(" and ") };
  const text = (config: Resource, name: string) => facts.resolver.text(get(config.values, name), config.stack);
  const own = configs.filter((config) => {
    const of = text(config, "project");
    const which = text(config, "service");
    return of === project && (which === undefined || which === "allServices" || which === service);
  });
  const logs = own.flatMap((config) =>
    select(config.values, "audit_log_config[]").map(({ value }) => ({
      type: facts.resolver.text(select(value, "log_type")[0]?.value, config.stack),
      exempts: select(value, "exempted_members[]").some(({ value: member }) => !isAbsent(member)),
      sure: text(config, "service") !== undefined,
    })),
  );
  const exempting = logs.find(({ exempts, type }) => exempts && (type === undefined || NEEDED.includes(type)));
  if (exempting) return breach("a member is exempted from its data access logs", { ...more, value: exempting.type ?? "exempted" });
  const missing = NEEDED.filter((type) => !logs.some((log) => log.type === type && log.sure));
  if (missing.length === 0) return met();
  const open =
    logs.some(({ type, sure }) => type === undefined || !sure) || configs.some((config) => text(config, "project") === undefined);
  return open
    ? unknown("what its project logs is not known", more)
    : breach(`its project does not log ${missing.join(" and ")}`, { ...more, value: missing.join() });
}
