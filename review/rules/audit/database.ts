import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, get, isAbsent, select, type Value } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Where a database's parameters stand: in a group that it names, or in itself. */
interface Kind {
  readonly group?: { readonly attribute: string; readonly type: string };
  readonly parameters: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  aws_rds_cluster: {
    group: { attribute: "db_cluster_parameter_group_name", type: "aws_rds_cluster_parameter_group" },
    parameters: "parameter[]",
  },
  aws_db_instance: { group: { attribute: "parameter_group_name", type: "aws_db_parameter_group" }, parameters: "parameter[]" },
  google_sql_database_instance: { parameters: "settings[].database_flags[]" },
};

export const auditDatabase: ResourceRule = {
  id: "AUDIT-04",
  claim: "audit",
  subject: "resource",
  title: "Every protected database writes who read what into a log outside itself.",
  why: "No trail sees a query: only the database knows who read which table. PostgreSQL says so through pgaudit (Aurora user guide, Using pgAudit; Cloud SQL, Audit for PostgreSQL), Aurora MySQL through Advanced Auditing (Aurora user guide, Using Advanced Auditing).",
  fix: "Load pgaudit, set pgaudit.log to read and write at least, and export the postgresql log; on Aurora MySQL set server_audit_logging, QUERY in server_audit_events, no user apart, and export the audit log.",
  concerns: (type) => Object.hasOwn(KINDS, type),
  judge: (resource, facts) => {
    const kind = KINDS[resource.type];
    if (!kind || resource.action === "delete" || facts.scopedDataset(resource)?.protected !== true) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const engine = facts.resolver.text(
      first(resource.values, resource.type.startsWith("google_") ? "database_version" : "engine"),
      resource.stack,
    );
    if (engine === undefined) return [unknown("its engine is not known", { attribute: "engine" })];
    if (engine === "aurora-mysql") return [exported(resource, facts, "audit"), grouped(resource, kind, facts, advancedAuditing)];
    if (!/postgres/i.test(engine))
      return [unknown(`how ${engine} records its reads is in no table`, { attribute: "engine", value: engine })];
    return resource.type.startsWith("google_")
      ? [cloudSql(resource, kind, facts)]
      : [exported(resource, facts, "postgresql"), grouped(resource, kind, facts, pgaudit)];
  },
};

function exported(resource: Resource, facts: Facts, log: string): Verdict {
  const attribute = "enabled_cloudwatch_logs_exports";
  const logs = select(resource.values, `${attribute}[]`).map(({ value }) => facts.resolver.text(value, resource.stack));
  const more = { attribute, expected: log };
  if (logs.includes(log)) return met();
  return logs.includes(undefined)
    ? unknown("which logs it exports is not known", more)
    : breach(`it exports no ${log} log`, { ...more, value: "absent" });
}

type Parameters = ReadonlyMap<string, string | undefined>;

/** What the parameters of the group that it names say. */
function grouped(resource: Resource, kind: Kind, facts: Facts, judge: (parameters: Parameters) => Verdict): Verdict {
  const { attribute, type } = kind.group as NonNullable<Kind["group"]>;
  const value = get(resource.values, attribute);
  const more = { attribute, expected: "a parameter group that records who reads what" };
  if (isAbsent(value)) return breach("it has the engine's default parameters, which record no reads", { ...more, value: "absent" });
  const answers = facts.ofType(type).map((each) => ({ each, refers: facts.refersTo(resource, value, each, ["name", "id"]) }));
  const group = answers.find(({ refers }) => refers === "yes")?.each;
  if (!group) return unknown("its parameter group is in none of the inputs", more);
  const parameters = parametersOf(group, kind, facts);
  if (parameters === undefined) return unknown("its parameters are not known", more);
  return { ...more, ...judge(parameters) };
}

function pgaudit(parameters: Parameters): Verdict {
  const loaded = words(parameters, "shared_preload_libraries");
  if (loaded === undefined) return unknown("which libraries it loads is not known");
  return loaded.includes("pgaudit") ? recorded(parameters) : breach("it does not load pgaudit", { value: loaded.join() });
}

/** Aurora MySQL's own: QUERY is every statement, QUERY_DML those that read and write rows; a list of users leaves others out. */
function advancedAuditing(parameters: Parameters): Verdict {
  const [logging, events] = [words(parameters, "server_audit_logging"), words(parameters, "server_audit_events")];
  const apart = ["server_audit_incl_users", "server_audit_excl_users"].map((name) => words(parameters, name));
  if (logging === undefined || events === undefined || apart.includes(undefined))
    return unknown("what Advanced Auditing records is not known");
  if (!["1", "on"].some((on) => logging.includes(on))) return breach("it records no reads", { value: logging.join() });
  if (!["query", "query_dml"].some((all) => events.includes(all)))
    return breach("Advanced Auditing records not every read and write", { value: events.join() });
  const users = apart.flatMap((names) => names ?? []).filter((name) => name !== "");
  return users.length === 0 ? met() : breach("Advanced Auditing leaves users out", { value: users.join() });
}

function cloudSql(resource: Resource, kind: Kind, facts: Facts): Verdict {
  const more = { attribute: "settings.database_flags", expected: "cloudsql.enable_pgaudit on, and pgaudit.log" };
  const flags = parametersOf(resource, kind, facts);
  if (flags === undefined) return unknown("its flags are not known", more);
  const on = words(flags, "cloudsql.enable_pgaudit");
  if (on === undefined) return unknown("whether it loads pgaudit is not known", more);
  if (!on.includes("on")) return breach("it does not load pgaudit", { ...more, value: on.join() });
  return { ...more, ...recorded(flags) };
}

/** Reads and writes both: pgaudit's classes, of which `all` is every one. */
function recorded(parameters: Parameters): Verdict {
  const classes = words(parameters, "pgaudit.log");
  if (classes === undefined) return unknown("what pgaudit records is not known");
  const both = classes.includes("all") || ["read", "write"].every((each) => classes.includes(each));
  const left = ["read", "write"].filter((each) => classes.includes(`-${each}`));
  return both && left.length === 0 ? met() : breach("pgaudit records not every read and write", { value: classes.join() });
}

/** Undefined where a parameter's name is not known: it could be any. */
function parametersOf(resource: Resource, kind: Kind, facts: Facts): Parameters | undefined {
  const text = (value: Value | undefined) => facts.resolver.text(value, resource.stack);
  const pairs = select(resource.values, kind.parameters).map(
    ({ value }) => [text(first(value, "name")), text(first(value, "value"))] as const,
  );
  if (pairs.some(([name]) => name === undefined)) return undefined;
  return new Map(pairs.map(([name, value]) => [String(name), value]));
}

function words(parameters: Parameters, name: string): readonly string[] | undefined {
  if (!parameters.has(name)) return [];
  return parameters
    .get(name)
    ?.toLowerCase()
    .split(",")
    .map((word) => word.trim());
}
