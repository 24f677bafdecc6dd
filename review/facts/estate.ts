import type { Cloud } from "../../config/region";
import type { KnownAccount, Scope } from "../../config/scope";
import { parseArn } from "../arn";
import { get, Unknown, type Value } from "../value";
import { placed } from "./locate";
import type { Place, Resource, Stack } from "./model";
import { Places } from "./place";
import { Referrers } from "./referrers";
import { Resolver } from "./resolve";
import { Satellites } from "./satellites";

/** Types of buckets, which anything else names without saying where they lie; and the attribute that is their name. */
const BUCKETS = [
  ["aws_s3_bucket", "bucket"],
  ["aws_s3_directory_bucket", "bucket"],
  ["google_storage_bucket", "name"],
  ["oci_objectstorage_bucket", "name"],
] as const;

/** The resources of every stack, where they lie, and how they refer to each other. */
export class Estate {
  readonly resources: readonly Resource[];
  readonly resolver: Resolver;
  private readonly places: Places;
  private readonly hasLegacy: boolean;
  private readonly types = new Map<string, Resource[]>();
  private readonly names = new Map<string, ReadonlyMap<string, Resource[]>>();
  private readonly satelliteTypes = new Map<string, Satellites>();
  private readonly referrerTypes = new Map<string, Referrers>();
  private readonly keyPlaces = new Map<string, Place | undefined>();
  private buckets?: ReadonlyMap<string, Resource[]>;

  constructor(
    readonly stacks: readonly Stack[],
    /** Is a stack that is not here a stack that does not exist? */
    readonly whole: boolean,
    readonly scope: Scope,
  ) {
    const managed = stacks.flatMap((stack) => stack.resources).filter((resource) => resource.mode === "managed");
    this.resources = managed.sort((a, b) => compare(a.address, b.address) || compare(a.stack.name, b.stack.name));
    for (const resource of this.resources) append(this.types, resource.type, resource);
    this.resolver = new Resolver(stacks);
    this.hasLegacy = scope.accounts.some(({ legacy }) => legacy);
    this.places = new Places(scope.jurisdiction, this.resolver);
  }

  ofType(type: string): readonly Resource[] {
    return this.types.get(type) ?? [];
  }

  placeOf(resource: Resource): Place {
    return this.places.of(resource);
  }

  /** The account that a resource or data source belongs to. */
  accountOf(resource: Resource): string | undefined {
    return this.places.accountOf(resource);
  }

  placeAt(cloud: Cloud, region: string, account: string | undefined, why: string): Place {
    return placed(this.scope.jurisdiction, { cloud, account, region, decidedBy: "arn", why });
  }

  /** Where a key lies by its ARN; undefined where the text is none. Few keys encrypt many stores: each is read once. */
  placeOfKey(text: string): Place | undefined {
    if (this.keyPlaces.has(text)) return this.keyPlaces.get(text);
    const arn = parseArn(text);
    const place = arn?.service === "kms" ? this.placeAt("aws", arn.region, arn.account, "the key's ARN") : undefined;
    this.keyPlaces.set(text, place);
    return place;
  }

  account(cloud: Cloud, id: string): KnownAccount | undefined {
    return this.scope.accounts.find((account) => account.cloud === cloud && account.id === id);
  }

  /** Does it lie in the estate that the migration empties? */
  isLegacy(resource: Resource): boolean {
    if (!this.hasLegacy) return false;
    const { cloud, account } = this.placeOf(resource);
    return cloud !== null && account !== null && this.account(cloud, account)?.legacy === true;
  }

  bucketsNamed(name: string): readonly Resource[] {
    this.buckets ??= this.byName(BUCKETS);
    return this.buckets.get(name) ?? [];
  }

  /** The one resource of a type, in any stack, whose attribute comes to a name. */
  named(type: string, attribute: string, name: string): Resource | undefined {
    const key = `${type}.${attribute}`;
    const index = this.names.get(key) ?? this.byName([[type, attribute]]);
    this.names.set(key, index);
    const found = index.get(name) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  private byName(types: readonly (readonly [type: string, attribute: string])[]): ReadonlyMap<string, Resource[]> {
    const named = new Map<string, Resource[]>();
    for (const [type, attribute] of types)
      for (const resource of this.ofType(type)) {
        const name = this.resolver.text(get(resource.values, attribute), resource.stack);
        if (name) append(named, name, resource);
      }
    return named;
  }

  /** Does a value refer to a resource: by reference, by name, or as the plan's configuration says? */
  refersTo(from: Resource, value: Value | undefined, to: Resource, attributes: readonly string[]): "yes" | "no" | "maybe" {
    if (value instanceof Unknown) {
      if (from.stack !== to.stack || value.references.length === 0)
        return from.stack === to.stack && value.references.length === 0 ? "maybe" : "no";
      return value.references.some((reference) => reference === `${to.type}.${to.name}`) && sameModule(from.address, to.address)
        ? "yes"
        : "no";
    }
    const named = this.resolver.named(value, from.stack);
    if (named?.type === to.type) return named === to ? "yes" : "no";
    const resolved = this.resolver.resolve(value, from.stack);
    if (resolved.kind === "resource") return resolved.resource === to ? "yes" : "no";
    if (resolved.kind === "unresolved") return from.stack === to.stack ? "maybe" : "no";
    return attributes.some((attribute) => this.resolver.text(get(to.values, attribute), to.stack) === resolved.value) &&
      resolved.value !== null
      ? "yes"
      : "no";
  }

  /** The resources of a type whose attribute certainly refers to a resource, itself or by the text of one of these attributes. */
  referring(type: string, by: string, to: Resource, attributes: readonly string[]): readonly Resource[] {
    const key = `${type}.${by}`;
    const referrers = this.referrerTypes.get(key) ?? new Referrers(this.ofType(type), by, this.resolver);
    this.referrerTypes.set(key, referrers);
    return referrers.of(to, attributes).filter((each) => this.refersTo(each, get(each.values, by), to, attributes) === "yes");
  }

  /** The resources of a type by what their attribute names. */
  satellites(type: string, by: string): Satellites {
    const known = this.satelliteTypes.get(type) ?? new Satellites(this.ofType(type), by, this.resolver);
    this.satelliteTypes.set(type, known);
    return known;
  }
}

function sameModule(a: string, b: string): boolean {
  const module = (address: string) => /^(module\..*\.)?[^.]+\.[^.]+$/.exec(address)?.[1] ?? "";
  return module(a) === module(b);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
