import { get, Unknown } from "../value";
import type { Resource, Stack } from "./model";
import { blockOf, type Resolver } from "./resolve";

/** Resources that say something of another one, by which one they name: read once, so that each store asks in one look. */
export class Satellites {
  private readonly byBlock = new Map<Stack, Map<string, Resource[]>>();
  private readonly byName = new Map<string, Resource[]>();
  /** Whom they name by reference, where their attribute comes to a name: another of that name is not theirs. */
  private readonly named = new Map<Resource, Resource>();
  /** Those that name something which is not known, by stack: each may be anybody's there. */
  private readonly loose = new Map<Stack, Resource[]>();

  constructor(
    satellites: readonly Resource[],
    by: string,
    private readonly resolver: Resolver,
  ) {
    for (const satellite of satellites) {
      const value = get(satellite.values, by);
      const named = resolver.named(value, satellite.stack);
      const resolved = resolver.resolve(value, satellite.stack);
      if (named && resolved.kind === "value") {
        this.named.set(satellite, named);
        append(this.blocksOf(named.stack), blockOf(named), satellite);
      }
      if (resolved.kind === "resource") append(this.blocksOf(resolved.resource.stack), blockOf(resolved.resource), satellite);
      else if (resolved.kind === "value") {
        if (typeof resolved.value === "string") append(this.byName, resolved.value, satellite);
      } else if (!(value instanceof Unknown) || !namesAnother(value.references)) append(this.loose, satellite.stack, satellite);
    }
  }

  /** Those that name this resource; undefined when one of its stack may, and it is not known. */
  of(resource: Resource, attributes: readonly string[]): readonly Resource[] | undefined {
    const found = new Set<Resource>();
    const block = this.blocksOf(resource.stack).get(blockOf(resource)) ?? [];
    const key = keyOf(resource.address);
    const same = block.filter((satellite) => keyOf(satellite.address) === key);
    for (const satellite of same.length > 0 ? same : block) found.add(satellite);
    for (const attribute of attributes) {
      const text = this.resolver.text(get(resource.values, attribute), resource.stack);
      for (const satellite of (text !== undefined && this.byName.get(text)) || []) {
        const named = this.named.get(satellite);
        if (named?.type !== resource.type || (named.stack === resource.stack && blockOf(named) === blockOf(resource))) found.add(satellite);
      }
    }
    const standing = [...found].filter(({ action }) => action !== "delete");
    return standing.length === 0 && this.loose.has(resource.stack) ? undefined : standing;
  }

  private blocksOf(stack: Stack): Map<string, Resource[]> {
    const known = this.byBlock.get(stack) ?? new Map<string, Resource[]>();
    this.byBlock.set(stack, known);
    return known;
  }
}

/** A lone reference to a resource that its stack does not hold is to something else. */
const namesAnother = (references: readonly string[]) =>
  references.length > 0 && references.every((reference) => !/^(var|local|module|each|count)\./.test(reference));

/** The key of an instance, as it is written. */
const keyOf = (address: string) => (address.endsWith("]") ? (/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? "") : "");

function append<K>(map: Map<K, Resource[]>, key: K, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}
