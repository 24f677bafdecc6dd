import { locate } from "../../config/jurisdiction";
import { parseArn, type Arn } from "../arn";
import { entryOf } from "../catalogue/catalogue";
import { Expression } from "../expression";
import { get, isAbsent, list, type Value } from "../value";
import type { Place, Provider, Resource } from "./model";

type Text = (value: Value | undefined) => string | undefined;

/** One thing that says in which region a resource lies. */
export interface Evidence {
  readonly region: string;
  readonly decidedBy: Place["decidedBy"];
  readonly why: string;
}

/** A zone, and the region that it is of. */
export interface Zone extends Evidence {
  readonly of: string;
}

/** What a provider's configuration says of everything under it, most telling first. */
export function ofProvider(provider: Provider | undefined, text: Text): Evidence[] {
  if (!provider) return [];
  const written = get(provider.values, "region");
  const region = text(written);
  const expression = written instanceof Expression;
  return [
    ...(region === undefined || region === ""
      ? []
      : [
          {
            region,
            decidedBy: expression ? ("expression" as const) : ("constant" as const),
            why: expression ? `the region of its provider, ${written.source.slice(0, 120)}` : "the region of its provider",
          },
        ]),
    ...(provider.probe === undefined
      ? []
      : [{ region: provider.probe, decidedBy: "probe" as const, why: "data.aws_region under its provider" }]),
  ];
}

/** What another resource under the same provider says of where that works. */
export function ofSibling(provider: Provider | undefined): Evidence[] {
  return provider?.sibling === undefined
    ? []
    : [{ region: provider.sibling.region, decidedBy: "attribute", why: `the ARN of ${provider.sibling.address}, under the same provider` }];
}

/** What the provider reported of the resource itself: its region where nobody set one, and the one in its ARN. */
export function reported(resource: Resource, text: Text): Evidence[] {
  const entry = entryOf(resource.type);
  const another = entry?.kind === "data" && entry.destinations?.some(({ path }) => path === "region");
  const region = another ? undefined : text(get(resource.values, "region"));
  const arn = ownArn(resource, text)?.region;
  const imported = resource.imported?.region;
  return [
    ...(region ? [{ region, decidedBy: "attribute" as const, why: "its region, as its provider reports it" }] : []),
    ...(arn ? [{ region: arn, decidedBy: "arn" as const, why: "its ARN" }] : []),
    ...(imported ? [{ region: imported, decidedBy: "arn" as const, why: "the id that it is imported by" }] : []),
  ];
}

/** The resource's own ARN. Where a configuration may set `arn`, as of an event's target, it is another's. */
export function ownArn(resource: Resource, text: Text): Arn | undefined {
  const stated = get(resource.values, "arn");
  if (isAbsent(stated)) return undefined;
  const entry = entryOf(resource.type);
  const another = entry?.kind === "data" && entry.destinations?.some(({ path }) => path === "arn");
  const set = get(resource.source, "arn") !== undefined || get(resource.written, "arn") !== undefined;
  return another || set ? undefined : parseArn(text(stated) ?? "");
}

/** The zone that it stands in, and the region that the zone is of: a local zone may lie in another country than its region. */
export function zoneOf(resource: Resource, text: Text): Zone | undefined {
  if (isAbsent(get(resource.values, "availability_zone")) && isAbsent(get(resource.values, "availability_zones"))) return undefined;
  const names = ["availability_zone", "availability_zones"].flatMap((attribute) => {
    const value = get(resource.values, attribute);
    return isAbsent(value) ? [] : list<Value>(value as Value | Value[]).map((each) => ({ attribute, name: text(each) }));
  });
  const zones = names.flatMap(({ attribute, name }) => {
    if (name === undefined) return [];
    const location = locate("aws", name);
    const of = location?.enclosing ?? location?.name ?? name;
    return [{ region: location?.name ?? name, of, decidedBy: "zone" as const, why: `its ${attribute}, ${name}` }];
  });
  // Of several zones the one apart from its region tells most.
  return zones.find(({ region, of }) => region !== of) ?? (names[0]?.attribute === "availability_zone" ? zones[0] : undefined);
}

/** Evidence that agrees is as good as its first; evidence that disagrees is none. */
export function agree(
  evidence: readonly Evidence[],
): { kind: "agreed"; evidence: Evidence } | { kind: "conflict"; why: string } | undefined {
  const [first] = evidence;
  if (!first) return undefined;
  const distinct = new Map(evidence.map((each) => [each.region, each]));
  if (distinct.size === 1) return { kind: "agreed", evidence: first };
  return {
    kind: "conflict",
    why: `the evidence disagrees: ${[...distinct.values()].map(({ region, why }) => `${region} (${why})`).join(", ")}`,
  };
}
