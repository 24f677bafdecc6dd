import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select } from "../../value";
import { builds } from "../fenced";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** The longest that Cloud Logging keeps (its documentation, retention). */
const LONGEST = 3650;

/** By type: a bucket of logs, and what leads logs into it. */
const BY_TYPE: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  // Those above projects have no lock that terraform could set.
  google_logging_billing_account_bucket_config: (bucket, facts) => [kept(bucket, facts)],
  google_logging_folder_bucket_config: (bucket, facts) => [kept(bucket, facts)],
  google_logging_organization_bucket_config: (bucket, facts) => [kept(bucket, facts)],
  google_logging_project_bucket_config: (bucket, facts) => [locked(bucket, facts), kept(bucket, facts)],
  google_logging_project_sink: (sink, facts) =>
    facts.resolver.text(get(sink.values, "name"), sink.stack) === "_Default" ? [leadsEverything(sink, facts)] : [],
  google_logging_billing_account_exclusion: excludes,
  google_logging_folder_exclusion: excludes,
  google_logging_organization_exclusion: excludes,
  google_logging_project_exclusion: excludes,
  google_scc_mute_config: mutes,
  google_scc_v2_folder_mute_config: mutes,
  google_scc_v2_organization_mute_config: mutes,
  google_scc_v2_project_mute_config: mutes,
};

export const auditGoogleLogs: ResourceRule = {
  id: "AUDIT-07",
  claim: "audit",
  subject: "resource",
  title: "Logs on Google lie in a locked bucket for the program's retention, and nothing is left out of it.",
  why: "An unlocked bucket's retention is shortened by whoever may update it, and what an exclusion drops was never written (Cloud Logging documentation, log buckets and exclusion filters). The lock itself can never be undone.",
  fix: "Set locked and retention_days of the program's retention.logDays (3650 at most), and give the _Default sink neither exclusions nor disabled.",
  judge: (resource, facts) => {
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    if (!judge || resource.action === "delete") return [];
    return facts.isLegacy(resource) ? [met(LEGACY)] : judge(resource, facts);
  },
};

function excludes(): Verdict[] {
  return [breach("it keeps records out of every bucket")];
}

function mutes(_: Resource, facts: Facts): Verdict[] {
  return builds(facts) ? [breach("it hides findings")] : [];
}

/** As the program makes it, which is everything; Cloud Logging's own filter leaves out what it keeps for itself. */
const EVERYTHING = /^\s*(severity\s*>=\s*DEFAULT)?\s*$/;

function locked(bucket: Resource, facts: Facts): Verdict {
  const value = get(bucket.values, "locked");
  const text = isAbsent(value) ? "false" : facts.resolver.text(value, bucket.stack);
  if (facts.scope.headline === "SANDBOX") return met("a sandbox can be torn down, its logs too");
  if (text === undefined) return unknown("whether it is locked is not known", { attribute: "locked" });
  return text === "true" ? met() : breach("it is not locked", { attribute: "locked", value: text, expected: "true" });
}

function kept(bucket: Resource, facts: Facts): Verdict {
  const { logDays } = facts.scope;
  if (logDays === undefined) return met();
  const value = get(bucket.values, "retention_days");
  // Thirty days unless it says otherwise (google 6.50, google_logging_project_bucket_config).
  const text = isAbsent(value) ? "30" : facts.resolver.text(value, bucket.stack);
  const wanted = Math.min(logDays, LONGEST);
  const more = { attribute: "retention_days", expected: `${wanted} or more` };
  if (text === undefined || Number.isNaN(Number(text))) return unknown("how long it keeps logs is not known", more);
  return Number(text) >= wanted ? met() : breach(`it keeps logs for ${text} days`, { ...more, value: text });
}

function leadsEverything(sink: Resource, facts: Facts): Verdict {
  const disabled = get(sink.values, "disabled");
  const text = isAbsent(disabled) ? "false" : facts.resolver.text(disabled, sink.stack);
  if (select(sink.values, "exclusions[]").length > 0) return breach("it leaves records out", { attribute: "exclusions", value: "some" });
  const filter = get(sink.values, "filter");
  const of = isAbsent(filter) ? "" : facts.resolver.text(filter, sink.stack);
  if (builds(facts) && of !== undefined && !EVERYTHING.test(of))
    return breach("it leads on a part of the records", { attribute: "filter", value: of });
  if (text === undefined) return unknown("whether it is disabled is not known", { attribute: "disabled" });
  return text === "false" ? met() : breach("it is disabled", { attribute: "disabled", value: text, expected: "false" });
}
