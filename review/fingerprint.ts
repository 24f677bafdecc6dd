import { createHash } from "node:crypto";
import type { Facts } from "./facts/facts";
import type { Judgement } from "./judge";

/**
 * Rule, stack, address and offending value: what makes a finding the same finding.
 * A plan alone has no stack name but its file's, and files are renamed: there the place stands in. Where in a list of blocks it stands
 * says nothing: one more before it moves it. `nth` tells those apart that are the same in all of this.
 */
export function fingerprint(judgement: Judgement, facts: Facts, nth = 0): string {
  const { rule, stack, address, attribute, value, resource } = judgement;
  const owner = facts.stacks.find(({ name }) => name === stack);
  const place = resource && facts.placeOf(resource);
  const where = owner?.source || !owner ? `stack ${stack}` : `place ${place?.account ?? ""} ${place?.region ?? ""}`;
  const parts = [rule.id, where, address, attribute?.replace(/\[\d+\]/g, "[]") ?? "", value ?? "", ...(nth > 0 ? [nth] : [])];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
