import { DESTRUCTIONS, type Report } from "./report";

/** One line on what `prevent_destroy` covers; none where nothing could be lost. */
export function destructionLine({ resources }: Report): string[] {
  const counts = DESTRUCTIONS.map((kind) => [resources.filter(({ destruction }) => destruction === kind).length, kind] as const);
  const told = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  return told.length === 0 ? [] : [`Destruction of stores and keys: ${told.join(", ")}`, ""];
}
