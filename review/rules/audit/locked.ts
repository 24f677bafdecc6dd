import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { truth } from "../../facts/trail";
import { first, get, type Value } from "../../value";
import { leaves } from "../fenced";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const auditLocked: ResourceRule = {
  id: "AUDIT-03",
  claim: "audit",
  subject: "resource",
  title: "Every trail runs in every region, proves its files unchanged, and writes into an archive that nobody can shorten.",
  why: "Only compliance mode binds the account's root as well (Amazon S3 user guide, Object Lock); a trail's digests show that no file was changed or taken away in between (CloudTrail user guide, log file integrity).",
  fix: "Set enable_logging, enable_log_file_validation and is_multi_region_trail, and lock the archive in compliance mode for the program's retention.logDays.",
  concerns: (type) => type === "aws_cloudtrail",
  judge: (resource, facts) => {
    if (resource.type !== "aws_cloudtrail") return [];
    if (leaves(resource) && facts.scope.awsGuards && !facts.isLegacy(resource))
      return [breach(`the plan would ${resource.action} it`, { attribute: "action", value: resource.action })];
    if (resource.action === "delete") return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    return [
      // It is on unless it says otherwise (Terraform, aws_cloudtrail); the two others are off.
      flag(resource, facts, "enable_logging", "it is stopped", true),
      flag(resource, facts, "enable_log_file_validation", "nothing proves that its files are unchanged", false),
      flag(resource, facts, "is_multi_region_trail", "it records one region only", false),
      lock(resource, facts),
    ];
  },
};

function flag(trail: Resource, facts: Facts, attribute: string, otherwise: string, absent: boolean): Verdict {
  const value = first(trail.values, attribute);
  const on = value === undefined ? absent : truth(value, trail, facts);
  const more = { attribute, expected: "true" };
  if (on === "unknown") return unknown(`whether ${otherwise} is not known`, more);
  return on ? met() : breach(otherwise, { ...more, value: "false" });
}

function lock(trail: Resource, facts: Facts): Verdict {
  const attribute = "s3_bucket_name";
  const name = facts.resolver.text(first(trail.values, attribute), trail.stack);
  const buckets = name === undefined ? [] : facts.bucketsNamed(name);
  const [bucket] = buckets;
  if (!bucket || buckets.length > 1)
    return unknown("whether its archive is locked is not known: its bucket is in none of the inputs, or in several", { attribute });
  const locks = facts
    .ofType("aws_s3_bucket_object_lock_configuration")
    .map((each) => ({ each, refers: facts.refersTo(each, get(each.values, "bucket"), bucket, ["id", "bucket"]) }));
  const own = locks.find(({ refers }) => refers === "yes")?.each;
  const at = { address: bucket.address, stack: bucket.stack.name, attribute: "rule.default_retention" };
  if (!own)
    return locks.some(({ refers }) => refers === "maybe")
      ? unknown("whether its archive is locked is not known", at)
      : breach("its archive is not locked", { ...at, expected: "a default retention in compliance mode", value: "absent" });
  return { ...at, ...judgeLock(own, facts) };
}

function judgeLock(lock: Resource, facts: Facts): Verdict {
  const read = (name: string): string | undefined => {
    const value: Value | undefined = first(lock.values, `rule[].default_retention[].${name}`);
    return value === undefined ? "" : facts.resolver.text(value, lock.stack);
  };
  const [mode, days, years] = [read("mode"), read("days"), read("years")];
  if (mode === undefined || days === undefined || years === undefined) return unknown("how its archive is locked is not known");
  const sandbox = facts.scope.headline === "SANDBOX";
  if (mode !== "COMPLIANCE" && !(sandbox && mode === "GOVERNANCE"))
    return breach("its archive is not locked in compliance mode", { expected: "COMPLIANCE", value: mode });
  const kept = Number(days) + 365 * Number(years);
  const { logDays } = facts.scope;
  if (kept < (logDays ?? 1))
    return breach(`its archive is locked for ${kept} days`, { expected: `${logDays ?? 1} days or more`, value: String(kept) });
  return met(sandbox ? "a sandbox's archive can be torn down" : undefined);
}
