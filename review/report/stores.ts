import type { Report, ReportedResource } from "./report";
import { nameOf } from "./told";

/** Every store: first what lies outside, or has a finding; then what holds a dataset, by its name; then the rest. */
export function storesInOrder({ resources, findings, program }: Report): ReportedResource[] {
  const named = new Set(findings.map(nameOf));
  const rank = (store: ReportedResource) =>
    store.place.jurisdiction !== program.jurisdiction || named.has(nameOf(store)) ? 0 : store.dataset === null ? 2 : 1;
  const dataset = (store: ReportedResource) => store.dataset ?? "";
  return resources
    .filter(({ holdsData }) => holdsData)
    .sort((a, b) => rank(a) - rank(b) || (dataset(a) < dataset(b) ? -1 : dataset(a) > dataset(b) ? 1 : 0));
}
