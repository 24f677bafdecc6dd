import type { Scope, ScopedDataset } from "../../config/scope";
import { entryOf } from "../catalogue/catalogue";
import type { Inputs } from "../read/read";
import { get, isAbsent, isObject, select, Unknown, type Value, type ValueObject } from "../value";
import { destinationsOf, type JudgedDestination } from "./destinations";
import { Estate } from "./estate";
import { join } from "./join";
import { keysOf } from "./key";
import type { Key, Resource } from "./model";
import { stackOf } from "./stack";

const NONE: readonly never[] = [];
const TAGS: readonly string[] = ["tags", "tags_all", "labels"];
/** What a store's tag is called: AWS writes `ringfence:dataset`, Google's labels take no colon. */
const NAMES = {
  dataset: { tag: "ringfence:dataset", label: "ringfence_dataset" },
  purpose: { tag: "ringfence:purpose", label: "ringfence_purpose" },
} as const;

/** What a store's tag says: a name, nothing, or something that cannot be told yet. */
export type Tag =
  { readonly kind: "named"; readonly name: string } | { readonly kind: "none" } | { readonly kind: "unresolved"; readonly reason: string };

const UNTAGGED: Tag = { kind: "none" };

/** Everything that the inputs show, for rules to ask; it judges nothing. */
export class Facts extends Estate {
  private housing?: ReadonlySet<string | null>;
  private readonly destinations = new Map<Resource, readonly JudgedDestination[]>();
  private readonly keys = new Map<Resource, readonly Key[]>();

  static of(inputs: Inputs, scope: Scope): Facts {
    return new Facts(join(inputs.documents).map(stackOf), inputs.whole, scope);
  }

  keysOf(resource: Resource): readonly Key[] {
    const entry = entryOf(resource.type);
    if (entry?.kind !== "data" || !entry.key) return NONE;
    const known = this.keys.get(resource) ?? keysOf(resource, this);
    this.keys.set(resource, known);
    return known;
  }

  destinationsOf(resource: Resource): readonly JudgedDestination[] {
    const entry = entryOf(resource.type);
    if (entry?.kind !== "data" || !entry.destinations) return NONE;
    const known = this.destinations.get(resource) ?? destinationsOf(resource, this);
    this.destinations.set(resource, known);
    return known;
  }

  /** Why the program says that a type which no table knows holds and moves no user data. */
  classified(type: string): string | undefined {
    return entryOf(type) ? undefined : this.scope.classified?.find((each) => each.type === type)?.reason;
  }

  /** The dataset that a store says it holds. */
  dataset(resource: Resource): Tag {
    return this.tag(resource, "dataset");
  }

  /** Does a dataset lie in this account, or may one? */
  holdsDataset(account: string): boolean {
    this.housing ??= new Set(
      this.resources.filter((resource) => this.dataset(resource).kind !== "none").map((resource) => this.placeOf(resource).account),
    );
    return this.housing.has(account);
  }

  /** What a store that holds no dataset is for: state, logs. */
  purpose(resource: Resource): Tag {
    return this.tag(resource, "purpose");
  }

  scopedDataset(resource: Resource): ScopedDataset | undefined {
    if (!this.scope.datasets) return undefined;
    const tag = this.dataset(resource);
    return tag.kind === "named" ? this.scope.datasets.find((dataset) => dataset.name === tag.name) : undefined;
  }

  /** A value of a map of tags, the resource's own or else its provider's. */
  tag(resource: Resource, name: "dataset" | "purpose"): Tag {
    const entry = entryOf(resource.type);
    const paths = (entry?.kind === "data" && entry.tags) || TAGS;
    for (const path of paths) {
      for (const { value } of select(resource.values, path)) {
        if (!isObject(value)) return { kind: "unresolved", reason: value instanceof Unknown ? value.reason : `its ${path} are not known` };
        const own = get(value as ValueObject, path.includes("tags") ? NAMES[name].tag : NAMES[name].label);
        if (!isAbsent(own)) return this.tagged(own, resource);
      }
    }
    if (get(resource.provider?.values, "default_tags") === undefined) return UNTAGGED;
    const defaults = select(resource.provider?.values, "default_tags[].tags").map(({ value }) =>
      isObject(value) ? get(value as ValueObject, NAMES[name].tag) : undefined,
    );
    const inherited = defaults.find((value) => !isAbsent(value));
    return inherited === undefined ? UNTAGGED : this.tagged(inherited, resource);
  }

  private tagged(value: Value | undefined, resource: Resource): Tag {
    const text = this.resolver.text(value, resource.stack);
    return text === undefined ? { kind: "unresolved", reason: "its tag is not known" } : { kind: "named", name: text };
  }
}
