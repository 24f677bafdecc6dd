import { get, Unknown } from "../value";
import type { Resource, Stack } from "./model";
import type { Resolver } from "./resolve";

/** Resources that say something of another one, by which one they name: read once, so that each store asks in one look. */
export class Satellites {
  private readonly byBlock = new Map<string, Resource[]>();
  private readonly byName = new Map<string, Resource[]>();
  /** Those that name something which is not known, by stack: each may be anybody's there. */
  private readonly loose = new Map<Stack, Resource[]>();

  constructor(
    satellites: readonly Resource[],
    by: string,
    private readonly resolver: Resolver,
  ) {
    for (const satellite of satellites) {
      const value = get(satellite.values, by);
      const resolved = resolver.resolve(value, satellite.stack);
      if (resolved.kind === "resource") append(this.byBlock, blockOf(resolved.resource), satellite);
      else if (resolved.kind === "value") {
        if (typeof resolved.value === "string") append(this.byName, resolved.value, satellite);
      } else if (!(value instanceof Unknown) || !namesAnother(value.references)) append(this.loose, satellite.stack, satellite);
    }
  }

  /** Those that name this resource; undefined when one of its stack may, and it is not known. */
  of(resource: Resource, attributes: readonly string[]): readonly Resource[] | undefined {
    const block = this.byBlock.get(blockOf(resource)) ?? [];
    const key = keyOf(resource.address);
    const same = block.filter((satellite) => keyOf(satellite.address) === key);
    const named = attributes.flatMap((attribute) => {
      const text = this.resolver.text(get(resource.values, attribute), resource.stack);
      return text === undefined ? [] : (this.byName.get(text) ?? []);
    });
    const found = [...new Set([...(same.length > 0 ? same : block), ...named])].filter(({ action }) => action !== "delete");
    return found.length === 0 && (this.loose.get(resource.stack)?.length ?? 0) > 0 ? undefined : found;
  }
}

/** A lone reference to a resource that its stack does not hold is to something else. */
const namesAnother = (references: readonly string[]) =>
  references.length > 0 && references.every((reference) => !/^(var|local|module|each|count)\./.test(reference));

const blockOf = ({ stack, module, mode, type, name }: Resource) => `${stack.name}\n${module}${mode} ${type}.${name}`;

/** The key of an instance, as it is written. */
const keyOf = (address: string) => /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? "";

function append<K>(map: Map<K, Resource[]>, key: K, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}
