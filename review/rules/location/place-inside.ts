import type { Facts } from "../../facts/facts";
import type { Place } from "../../facts/model";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const placeInside: ResourceRule = {
  id: "LOCATION-01",
  claim: "location",
  subject: "resource",
  title: "Every resource lies inside the jurisdiction.",
  why: "The order keeps the country's user data on servers inside the country. A resource outside holds, computes on or carries data there; the legacy estate is tolerated until its purge.",
  fix: "Give the stack a place inside the jurisdiction; set no region on the resource itself.",
  judge: (resource, facts) => {
    const place = facts.placeOf(resource);
    if (place.region === "global" && place.decidedBy === "default" && place.jurisdiction === null && !isStore(place)) return [];
    if (resource.action === "delete") return [met("it is deleted")];
    if (place.cloud === null && facts.classified(resource.type) !== undefined) return [];
    return [judgePlace(place, facts, facts.isLegacy(resource) ? LEGACY : undefined)];
  },
};

/** A log sink or a setting that Google puts into `global` may lie anywhere; what is in no region by design has no cloud's location at all. */
const isStore = (place: Place) => place.why.startsWith("where ");

export function judgePlace(place: Place, facts: Facts, tolerated?: string, subject = "it", attribute?: string): Verdict {
  const { jurisdiction } = facts.scope;
  const verdict = place.region === null || place.cloud === null ? undefined : jurisdiction.judge(place.cloud, place.region);
  if (verdict === "inside") return met();
  const expected = `a location of ${jurisdiction.code}`;
  if (place.region === null || verdict === undefined)
    return unknown(`where ${subject} lies is not known: ${place.why}`, { attribute, expected });
  const more = { attribute, expected, value: place.region };
  if (verdict === "unknown") return unknown(`${subject} lies in ${place.cloud} ${place.region}, which is in no table of locations`, more);
  if (tolerated) return met(`${subject} lies in ${place.region}, and ${tolerated}`);
  return breach(
    `${subject} lies in ${place.cloud} ${place.region} (${place.why}), ${verdict === "straddles" ? "partly " : ""}outside ${jurisdiction.code}`,
    more,
  );
}
