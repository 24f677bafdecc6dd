import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import type { JudgedDestination } from "../../facts/destinations";
import { describe } from "../../facts/key";
import type { Resource } from "../../facts/model";
import { isBroughtHome } from "../../facts/snapshot-source";
import { builds } from "../fenced";
import { judgePlace } from "./place-inside";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const destinationInside: ResourceRule = {
  id: "LOCATION-02",
  claim: "location",
  subject: "resource",
  title: "Whatever replicates, copies or delivers data does so inside the jurisdiction, into an account of the custodian.",
  why: "A store inside is worth nothing when its replica, its backup copy or its logs lie outside, or in an account that the parent holds. Logs may go to the auditor, alarms to the gatekeeper. What a store is copied from lies inside as well, but for the old snapshots that the program brings home.",
  fix: "Name a destination inside the jurisdiction, in an account of the custodian, and review its stack together with this one.",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const destinations = facts.destinationsOf(resource);
    if (facts.isLegacy(resource)) return destinations.length > 0 ? [met(LEGACY)] : [];
    const brought = isBroughtHome(resource, facts.scopedDataset(resource)?.name, facts);
    return destinations.map((destination) =>
      brought && destination.via === "source" ? met(BROUGHT) : judge(destination, facts, resource),
    );
  },
};

const BROUGHT = "the program brings it home from there";

/** What lies with the auditor may be kept twice there: no data of a dataset does. */
function liesWithTheAuditor(resource: Resource, facts: Facts): boolean {
  const { cloud, account } = facts.placeOf(resource);
  return cloud !== null && account !== null && facts.account(cloud, account)?.owner === "auditor";
}

function judge(
  { place, via, attribute, value, accountAlone, ownerless, ...destination }: JudgedDestination,
  facts: Facts,
  resource: Resource,
): Verdict {
  const logs = destination.logs || liesWithTheAuditor(resource, facts);
  const subject = /\bsource$/.test(via) ? `its ${via}` : `the destination of its ${via}`;
  const where = judgePlace(place, facts, undefined, subject, attribute);
  if ((where.verdict !== "met" && !accountAlone) || facts.scope.accounts.length === 0) return { ...where, value: value || where.value };
  const more = {
    attribute,
    value,
    expected: logs ? "an account of the custodian, the auditor or the gatekeeper" : "an account of the custodian",
  };
  // As LOCATION-04 has it: a program that builds no fence asks for no account that a plan does not show; what is written is asked for.
  if (place.account === null || place.cloud === null)
    return builds(facts) || accountAlone || ownerless ? unknown(`the account of ${subject} is not known`, more) : met();
  const account = facts.account(place.cloud, place.account);
  // In which accounts data may lie flags do not say; what stays in its own goes to nobody.
  if (!account && facts.scope.keysAlone && place.account === facts.placeOf(resource).account) return met();
  const allowed = account?.owner === "custodian" || (logs && (account?.owner === "auditor" || account?.owner === "gatekeeper"));
  return allowed && !account.legacy
    ? met()
    : breach(`${subject} lies in ${describe(place.account, account)}${account?.legacy ? ", of the legacy estate" : ""}`, more);
}
