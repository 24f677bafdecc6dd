import type { Facts } from "../../facts/facts";
import { isFenced } from "../fenced";
import { actionsOf, bucketOf, HOLDS_RULES, type LifecycleAction } from "../migration/lifecycle";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Classes that answer no query, and no request before somebody has them restored (Amazon Athena user guide, S3 Glacier objects). */
const ASLEEP = ["GLACIER", "DEEP_ARCHIVE"];

export const archiveExpires: ResourceRule = {
  id: "AUDIT-19",
  claim: "audit",
  subject: "resource",
  title: "No lifecycle hides what a lock keeps, or puts it out of reach, before the program's retention ends.",
  why: "A lock keeps versions. An expiration still lays a delete marker over the current one, so that listings and queries no longer find it, and asks no bucket policy (Amazon S3 user guide, Object Lock and lifecycle). Old versions stay as long as their lock, whatever a rule says.",
  fix: "Take the rule out, or let it begin after the program's retention.logDays.",
  concerns: (type) => HOLDS_RULES.includes(type),
  judge: (resource, facts) => {
    if (!HOLDS_RULES.includes(resource.type) || !isFenced(resource, facts)) return [];
    const [expirations, transitions] = [actionsOf(resource, "expiration", facts), actionsOf(resource, "transition", facts)];
    const bucket = expirations.length + transitions.length === 0 ? undefined : bucketOf(resource, facts);
    const locks = bucket && facts.satellites("aws_s3_bucket_object_lock_configuration", "bucket").of(bucket, ["id", "bucket"]);
    if (!locks || locks.length === 0) return [];
    const found = [
      ...expirations.flatMap((each) => judge(each, "it hides what its lock keeps", facts)),
      ...transitions.flatMap((each) => {
        const storage = each.text("storage_class");
        return storage === undefined || ASLEEP.includes(storage)
          ? judge(each, "it puts what its lock keeps out of reach of queries", facts)
          : [];
      }),
    ];
    return found.length > 0 ? found : [met()];
  },
};

/** An action is early when it begins before the retention ends; by a date it takes what is a day old as well. */
function judge({ path, on, text }: LifecycleAction, what: string, { scope }: Facts): Verdict[] {
  const kept = scope.logDays ?? 1;
  const [days, date, storage] = ["days", "date", "storage_class"].map(text);
  const more = { attribute: path, value: days || date || "unresolved", expected: `${kept} days or more` };
  const known = on === true && ![days, date, storage].includes(undefined);
  // An expiration without days is of delete markers alone; a transition without them begins at once.
  const never = Number(days) === 0 && storage === "";
  if (known && date === "" && (never || Number(days) >= kept)) return [];
  return [known ? breach(what, more) : unknown(`whether ${what} is not known`, more)];
}
