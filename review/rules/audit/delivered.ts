import type { Facts } from "../../facts/facts";
import { describe, offending } from "../../facts/key";
import type { Resource } from "../../facts/model";
import { judgePlace } from "../location/place-inside";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const auditDelivered: ResourceRule = {
  id: "AUDIT-02",
  claim: "audit",
  subject: "resource",
  title: "Every trail delivers to the auditor's account, inside the jurisdiction, under a key of the custodian.",
  why: "Logs that lie with those whom they are about can be lost with them; logs name the country's users, so they stay inside as the data does.",
  fix: "Deliver the trail to the bucket of the audit account, under the archive's key, and review both stacks together.",
  concerns: (type) => type === "aws_cloudtrail",
  judge: (resource, facts) => {
    if (resource.type !== "aws_cloudtrail" || resource.action === "delete") return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    return [archive(resource, facts), key(resource, facts)];
  },
};

function archive(trail: Resource, facts: Facts): Verdict {
  const attribute = "s3_bucket_name";
  const destination = facts.destinationsOf(trail).find((each) => each.attribute === attribute);
  const expected = "a bucket in the auditor's account";
  if (!destination) return unknown("where it delivers is not known", { attribute, expected });
  const { place, value } = destination;
  const where = judgePlace(place, facts, undefined, "its archive", attribute);
  if (where.verdict !== "met") return { ...where, value: value || where.value };
  if (place.account === null || place.cloud === null) return unknown("the account of its archive is not known", { attribute, expected });
  const account = facts.account(place.cloud, place.account);
  if (account?.owner === "auditor") return met();
  return breach(`its archive lies in ${describe(place.account, account)}`, { attribute, expected, value });
}

function key(trail: Resource, facts: Facts): Verdict {
  const expected = "a key of the custodian";
  const [found] = facts.keysOf(trail);
  if (!found) return breach("it encrypts its logs under no key", { attribute: "kms_key_id", expected, value: "absent" });
  const more = { attribute: found.attribute, expected, value: offending(found) };
  if (found.kind === "unresolved" || found.holder === "unresolved") return unknown(found.why, more);
  return found.holder === "custodian" ? met() : breach(found.why, more);
}
