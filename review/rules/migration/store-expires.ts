import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select, type Value } from "../../value";
import { builds } from "../fenced";
import { actionsOf, bucketOf, CONFIGURATION, HOLDS_RULES } from "./lifecycle";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Conditions that spare what is current (google 6.50, lifecycle_rule). */
const OF_OLD_VERSIONS = ["days_since_noncurrent_time", "num_newer_versions", "noncurrent_time_before"];

const EXPIRES = ["expiration", "noncurrent_version_expiration"] as const;
const OLD = "it deletes old versions within a week";

export const storeExpires: ResourceRule = {
  id: "MIGRATION-07",
  claim: "migration",
  subject: "resource",
  title: "No lifecycle deletes a dataset's current objects.",
  why: "A lifecycle rule empties a bucket without a request, a plan or evidence (Amazon S3 user guide, expiring objects; Cloud Storage documentation, object lifecycle management). Old versions may expire; of an old copy nothing does without a signed dry run.",
  fix: "Expire versions that are no longer current, and leave what is current, and old copies, to purge.",
  concerns: (type) => HOLDS_RULES.includes(type) || type === "google_storage_bucket",
  judge: (resource, facts) => {
    if (resource.action === "delete" || !facts.scope.datasets) return [];
    if (facts.isLegacy(resource)) return outside(resource, facts);
    if (resource.type === "aws_s3_bucket" && !EXPIRES.some((action) => actionsOf(resource, action, facts).length > 0)) return [];
    const bucket = resource.type === "google_storage_bucket" ? resource : bucketOf(resource, facts);
    if (!bucket || facts.dataset(bucket).kind === "none") return [];
    const found = resource.type === "google_storage_bucket" ? google(resource, facts) : aws(resource, facts);
    return found.length > 0 ? found : [met()];
  },
};

/**
 * An old bucket that the program's own stacks empty, by rules that ask no evidence: a signed dry run lets them. The old app's
 * own rules stand in no block of the program's, though a plan shows them.
 */
function outside(resource: Resource, facts: Facts): Verdict[] {
  const { expiring } = facts.scope;
  if (expiring === undefined || !builds(facts)) return [met(LEGACY)];
  const bucket = bucketOf(resource, facts) ?? resource;
  const ours = bucket !== resource || resource.type === CONFIGURATION || select(resource.source, "lifecycle_rule[]").length > 0;
  const [first] = ours ? emptying(resource, facts) : [];
  if (first === undefined) return [met(LEGACY)];
  const name = facts.resolver.text(get(bucket.values, bucket.type === "google_storage_bucket" ? "name" : "bucket"), bucket.stack);
  const more = { attribute: first, value: name ?? "unresolved" };
  if (name === undefined) return [unknown("which old bucket its rules empty is not known", more)];
  if (expiring.includes(name)) return [met("its evidence holds a signed dry run")];
  return [breach(`it empties the old bucket ${name} without a signed dry run`, more)];
}

/** Where its rules delete, whatever is old or current: every version of an old bucket is compared or disposed of. */
function emptying(resource: Resource, facts: Facts): readonly string[] {
  if (resource.type === "google_storage_bucket")
    return select(resource.values, "lifecycle_rule[]")
      .filter(({ value }) => [undefined, "Delete"].includes(facts.resolver.text(select(value, "action[].type")[0]?.value, resource.stack)))
      .map(({ path }) => path);
  return EXPIRES.flatMap((action) => actionsOf(resource, action, facts))
    .filter(({ text }) => PERIODS.some((each) => !["", "0"].includes(text(each) ?? "unresolved")))
    .map(({ path }) => path);
}

const PERIODS = ["days", "date", "noncurrent_days", "newer_noncurrent_versions"];

function aws(resource: Resource, facts: Facts): Verdict[] {
  return [...current(resource, facts), ...old(resource, facts)];
}

function current(resource: Resource, facts: Facts): Verdict[] {
  return actionsOf(resource, "expiration", facts).flatMap(({ path, on, text }): Verdict[] => {
    const [days, date] = [text("days"), text("date")];
    if (date === "" && (days === "" || days === "0")) return [];
    const more = { attribute: path, value: days || "a date" };
    return on === true
      ? [breach("it deletes current objects of a dataset", more)]
      : [unknown("whether a rule that deletes current objects is on is not known", more)];
  });
}

/** Where a program builds no fence, how long it keeps old versions is its own affair. */
function old(resource: Resource, facts: Facts): Verdict[] {
  if (!builds(facts)) return [];
  return actionsOf(resource, "noncurrent_version_expiration", facts).flatMap(({ path, text }): Verdict[] => {
    const days = text("noncurrent_days") || text("days");
    return days !== undefined && days !== "" && Number(days) < 7 ? [breach(OLD, { attribute: path, value: days })] : [];
  });
}

const stated = (value: Value, path: string) => select(value, path).filter((found) => !isAbsent(found.value));

function google(bucket: Resource, facts: Facts): Verdict[] {
  return select(bucket.values, "lifecycle_rule[]").flatMap(({ value, path }): Verdict[] => {
    const text = (name: string) => facts.resolver.text(select(value, name)[0]?.value, bucket.stack);
    const action = text("action[].type");
    const more = { attribute: path, value: action ?? "unresolved" };
    if (action === undefined) return [unknown("what a lifecycle rule does is not known", more)];
    const old =
      text("condition[].with_state") === "ARCHIVED" || OF_OLD_VERSIONS.some((name) => stated(value, `condition[].${name}`).length > 0);
    if (action !== "Delete") return [];
    if (!old) return [breach("it deletes current objects of a dataset", more)];
    const kept =
      stated(value, "condition[].num_newer_versions").length > 0 || Number(text("condition[].days_since_noncurrent_time") ?? 0) >= 7;
    // Where a program builds no fence, how long it keeps old versions is its own affair.
    return kept || !builds(facts) || stated(value, "condition[].noncurrent_time_before").length > 0 ? [] : [breach(OLD, more)];
  });
}
