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
  /** A source of the plan's name, or with most of its addresses, that it was not made from. */
  readonly besides?: string;
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
  const left = [...free];
  const strayed = joined.map((each): Joined => {
    const beside = each.source ? undefined : left.find(([{ synth }, addresses]) => strays(each, synth.name, addresses));
    return beside ? { ...each, besides: beside[0].synth.name } : each;
  });
  return [...strayed, ...[...free.keys()].map((each) => ({ name: each.synth.name, ...each }))].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Is a source the plan's by its name, or by most of what it writes, and another than it was made from? */
function strays({ name, plan }: Joined, source: string, addresses: string): boolean {
  const own = plan ? new PlanConfiguration(object(plan.json)).rootAddresses().sort() : [];
  // Several sources may write the same: then it is not known whose the plan is.
  if (own.join("\n") === addresses) return false;
  const known = new Set(addresses.split("\n"));
  return name === source || (own.length > 2 && own.filter((address) => known.has(address)).length * 2 > own.length);
}

function addressesOf(source: ValueObject): string {
  return blocksOf(source)
    .map((block) => `${block.mode === "data" ? "data." : ""}${block.type}.${block.name}`)
    .sort()
    .join("\n");
}
