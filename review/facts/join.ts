import type { Input } from "../read/read";
import { object } from "../value";
import { PlanConfiguration } from "./configuration";
import { blocksOf, parseSource } from "./source";
import type { ValueObject } from "../value";

export interface Joined {
  readonly name: string;
  readonly synth?: Input;
  readonly plan?: Input;
  readonly source?: ValueObject;
}

/**
 * Lays each plan over the source that it was made from: by name when one names the other, else by the addresses that both write.
 * A name alone is not believed: the addresses must agree, or a plan of another day would be judged by this day's source.
 */
export function join(documents: readonly Input[]): Joined[] {
  const sources = documents
    .filter((input) => input.kind === "synth")
    .map((synth) => ({ synth, source: parseSource(synth.json) as ValueObject }));
  const free = new Map(sources.map((each) => [each, addressesOf(each.source)]));
  const joined: Joined[] = [];
  for (const plan of documents.filter((input) => input.kind === "plan")) {
    if (free.size === 0) {
      joined.push({ name: plan.name, plan });
      continue;
    }
    const wanted = new PlanConfiguration(object(plan.json)).rootAddresses().sort().join("\n");
    const matching = [...free].filter(([, addresses]) => addresses === wanted && wanted !== "").map(([each]) => each);
    const match = matching.find((each) => each.synth.name === plan.name) ?? (matching.length === 1 ? matching[0] : undefined);
    if (match) free.delete(match);
    joined.push(match ? { name: match.synth.name, plan, ...match } : { name: plan.name, plan });
  }
  return [...joined, ...[...free.keys()].map((each) => ({ name: each.synth.name, ...each }))].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function addressesOf(source: ValueObject): string {
  return blocksOf(source)
    .map((block) => `${block.mode === "data" ? "data." : ""}${block.type}.${block.name}`)
    .sort()
    .join("\n");
}
