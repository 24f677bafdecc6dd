import { entryOf } from "../../catalogue/catalogue";
import { every, some, type Three } from "../../access/three";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { storeEvents } from "../../facts/store-events";
import { reaches, records, type TrailEvent } from "../../facts/trail";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const auditRecorded: ResourceRule = {
  id: "AUDIT-01",
  claim: "audit",
  subject: "resource",
  title: "A trail records every read and write of a protected store, and every use of a key.",
  why: "A trail without data events shows who made a bucket and not who read it; one that leaves KMS out hides the use of keys (CloudTrail user guide, Logging data events).",
  fix: "Name the store in an advanced event selector of the organization's trail; where its service has no such event, say in the dataset's withoutReadEvents why that is accepted.",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    const entry = entryOf(resource.type);
    if (entry?.kind !== "data" || !(entry.holdsData || entry.isKey) || resource.action === "delete") return [];
    if (entry.holdsData && facts.scopedDataset(resource)?.protected !== true) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const found = storeEvents(resource, facts);
    switch (found.kind) {
      case "elsewhere":
        return [];
      case "unresolved":
        return [unknown(`whether a trail records it is not known: ${found.why}`)];
      case "none":
        return [withoutEvents(resource, found.why, facts)];
      case "events":
        return covered(resource, found.events, facts);
    }
  },
};

function withoutEvents(resource: Resource, why: string, facts: Facts): Verdict {
  const reason = facts.scopedDataset(resource)?.withoutReadEvents;
  return reason === undefined ? unknown(`who reads it is on no record: ${why}`) : met(`opted out of records of its reads: ${reason}`);
}

function covered(resource: Resource, events: readonly TrailEvent[], facts: Facts): Verdict[] {
  const trails = facts.ofType("aws_cloudtrail").filter((trail) => trail.action !== "delete" && !facts.isLegacy(trail));
  // Of a single plan nobody can say that no other holds a trail.
  if (trails.length === 0 && !facts.whole) return [];
  const { account, region } = facts.placeOf(resource);
  const answers = events.map((event): [TrailEvent, Three] => [
    event,
    some(trails.map((trail) => every([reaches(trail, account, region, facts), records(trail, event, facts)]))),
  ]);
  const missing = answers.filter(([, answer]) => answer === false).map(([event]) => what(event));
  const open = answers.filter(([, answer]) => answer === "unknown").map(([event]) => what(event));
  const more = { expected: "a selector that takes every event of it" };
  if (missing.length > 0) return [breach(`no trail records ${missing.join(" and ")}`, { ...more, value: missing.join() })];
  return [open.length > 0 ? unknown(`whether a trail records ${open.join(" and ")} is not known`, more) : met()];
}

function what({ source, readOnly, category }: TrailEvent): string {
  if (category === "Management") return `${readOnly ? "reading" : "changing"} calls of ${source}`;
  return readOnly ? "its reads" : "its writes";
}
