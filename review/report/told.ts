import { CLAIMS } from "../../config/scope";
import type { Finding, Report } from "./report";

/** What people are told of findings that say the same of several places: one wrong region is one thing to mend, whatever lies there. */
export interface Told {
  /** What all of them say. */
  readonly says: Finding;
  readonly places: readonly Finding[];
}

/** As many places as somebody reads of one thing; the JSON report has all. */
export const MOST_PLACES = 20;

/** For people: what blocks first, then by claim and rule; what says the same is told once, and of its places stores first. */
export function toldOf({ findings, resources }: Pick<Report, "findings" | "resources">): Told[] {
  const stores = new Set(resources.filter(({ holdsData }) => holdsData).map(nameOf));
  const told = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = sayingOf(finding);
    const places = told.get(key);
    if (places) places.push(finding);
    else told.set(key, [finding]);
  }
  return [...told.values()]
    .map((places) => places.sort((a, b) => Number(stores.has(nameOf(b))) - Number(stores.has(nameOf(a)))))
    .flatMap((places) => (places[0] ? [{ says: places[0], places }] : []))
    .sort(
      ({ says: a }, { says: b }) =>
        rank(a) - rank(b) || CLAIMS.indexOf(a.claim) - CLAIMS.indexOf(b.claim) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
}

/** Which resource it is, among all stacks. */
export const nameOf = ({ stack, address }: Pick<Finding, "stack" | "address">): string => JSON.stringify([stack, address]);

const sayingOf = ({ rule, verdict, message, expected, fix, acknowledged, status }: Finding): string =>
  JSON.stringify([rule, verdict, message, expected, fix, acknowledged, status]);

/** What blocks comes first. */
function rank({ verdict, acknowledged, status }: Finding): number {
  return (acknowledged && !acknowledged.expired ? 4 : 0) + (status === "known" ? 2 : 0) + (verdict === "unknown" ? 1 : 0);
}
