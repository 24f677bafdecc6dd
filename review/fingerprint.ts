import { createHash } from "node:crypto";
import type { Facts } from "./facts/facts";
import type { Judgement } from "./judge";

/**
 * Rule, stack, address and offending value: what makes a finding the same finding.
 * A plan alone has no stack name but its file's, and files are renamed: there the place stands in.
 */
export function fingerprint(judgement: Judgement, facts: Facts): string {
  const { rule, stack, address, attribute, value, resource } = judgement;
  const owner = facts.stacks.find(({ name }) => name === stack);
  const place = resource && facts.placeOf(resource);
  const where = owner?.source || !owner ? `stack ${stack}` : `place ${place?.account ?? ""} ${place?.region ?? ""}`;
  const parts = [rule.id, where, address, attribute ?? "", value ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
