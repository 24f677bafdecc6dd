import { get, Unknown } from "../value";
import type { Resource, Stack } from "./model";
import type { Resolver } from "./resolve";

/**
 * The resources of a type by what their attribute may refer to: read once, so that who refers to a resource is asked of few.
 * Only whom none of its three ways could lead to a resource is left out; whether one does refer to it, the estate decides.
 */
export class Referrers {
  private readonly byResource = new Map<Resource, number[]>();
  private readonly byText = new Map<string, number[]>();
  private readonly byReference = new Map<Stack, Map<string, number[]>>();

  constructor(
    private readonly all: readonly Resource[],
    attribute: string,
    private readonly resolver: Resolver,
  ) {
    all.forEach((each, at) => {
      const value = get(each.values, attribute);
      if (value instanceof Unknown) return this.refer(each.stack, value.references, at);
      const named = resolver.named(value, each.stack);
      if (named) append(this.byResource, named, at);
      const resolved = resolver.resolve(value, each.stack);
      if (resolved.kind === "resource") append(this.byResource, resolved.resource, at);
      if (resolved.kind === "value" && typeof resolved.value === "string") append(this.byText, resolved.value, at);
    });
  }

  private refer(stack: Stack, references: readonly string[], at: number): void {
    const own = this.byReference.get(stack) ?? new Map<string, number[]>();
    this.byReference.set(stack, own);
    for (const reference of new Set(references)) append(own, reference, at);
  }

  /** Whoever may refer to the resource, itself or by the text of one of these attributes, in their order. */
  of(to: Resource, attributes: readonly string[]): readonly Resource[] {
    const found = [
      ...(this.byResource.get(to) ?? []),
      ...(this.byReference.get(to.stack)?.get(`${to.type}.${to.name}`) ?? []),
      ...attributes.flatMap((attribute) => {
        const text = this.resolver.text(get(to.values, attribute), to.stack);
        return text === undefined ? [] : (this.byText.get(text) ?? []);
      }),
    ];
    return [...new Set(found)].sort((a, b) => a - b).map((at) => this.all[at] as Resource);
  }
}

function append<K>(map: Map<K, number[]>, key: K, at: number): void {
  const list = map.get(key);
  if (list) list.push(at);
  else map.set(key, [at]);
}
