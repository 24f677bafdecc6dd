import { entryOf } from "../catalogue/catalogue";
import type { DestinationEntry } from "../catalogue/model";
import { isAbsent, select, type Found } from "../value";
import type { Estate } from "./estate";
import { nowhere } from "./locate";
import type { Destination, Place, Resource } from "./model";
import { cloudOf } from "./providers";
import { named } from "./named-place";
import { onlyGives } from "./transfer-source";

export interface JudgedDestination extends Destination {
  readonly logs: boolean;
  /** It says in which account, and what is named beside it says where, which is judged by itself. */
  readonly accountAlone: boolean;
  /** The address that is written there says where, and not whose it is. */
  readonly ownerless: boolean;
  /** What stands there, for the fingerprint. */
  readonly value: string;
}

/** Every place that a resource sends data to, by replication, copy, log delivery or backup. */
export function destinationsOf(resource: Resource, estate: Estate): JudgedDestination[] {
  const entry = entryOf(resource.type);
  if (entry?.kind !== "data") return [];
  const gives = onlyGives(resource, estate);
  return (entry.destinations ?? [])
    .filter(({ holds }) => !(gives && holds === "outside"))
    .flatMap((destination) => {
      const stated = select(resource.values, destination.path).filter(
        ({ value }) => destination.holds !== "multi-region" || !isAbsent(value),
      );
      if (stated.length === 0 && destination.holds === "multi-region") return nearest(destination, resource, estate);
      return stated.flatMap((found) => {
        const text = estate.resolver.text(found.value, resource.stack);
        if (destination.when !== undefined && text && text.toUpperCase() !== destination.when.toUpperCase()) return [];
        const place = placeOf(found, destination, resource, estate);
        const beside = besideOf(found, destination, resource, estate);
        return [
          {
            via: destination.via,
            attribute: found.path,
            place: beside.length > 0 ? inAccount(place, beside) : place,
            logs: destination.logs ?? false,
            accountAlone: beside.length > 0,
            ownerless: destination.holds === "arn" && place.account === null && place.decidedBy === "arn",
            value: text ?? referred(found, place, resource, estate),
          },
        ];
      });
    });
}

/**
 * Where Google keeps what names no place: the multi-region that is nearest, unless its project's own settings say another one, which
 * are judged by themselves (Compute Engine documentation, snapshot settings).
 */
function nearest({ via, path }: DestinationEntry, resource: Resource, estate: Estate): JudgedDestination[] {
  const [block = ""] = path.split("[]");
  if (path.includes(".") && select(resource.values, block).length === 0) return [];
  const own = estate.placeOf(resource);
  if (estate.ofType("google_compute_snapshot_settings").some((settings) => estate.accountOf(settings) === own.account)) return [];
  const [, continent] = /^(us|europe|asia)-/.exec(own.region ?? "") ?? [];
  const why = "it names no place, and Google keeps it in the nearest multi-region";
  const place =
    continent === undefined
      ? nowhere("google", why, own.account ?? undefined)
      : estate.placeAt("google", continent === "europe" ? "eu" : continent, own.account ?? undefined, why);
  return [{ via, attribute: path, place, logs: false, accountAlone: false, ownerless: false, value: "absent" }];
}

function placeOf(found: Found, destination: DestinationEntry, resource: Resource, estate: Estate): Place {
  const own = estate.placeOf(resource);
  const cloud = cloudOf(resource.type);
  const resolved = estate.resolver.resolve(found.value, resource.stack);
  if (destination.when !== undefined && resolved.kind !== "value") return nowhere(cloud, `whether it sends anything there is not known`);
  if (destination.holds === "edges") return everywhere(own, destination.via);
  if (destination.holds === "outside")
    return nowhere(cloud, `it leaves for another's service by ${found.path}, whose place nobody here can tell`);
  if (resolved.kind === "resource") return estate.placeOf(resolved.resource);
  if (resolved.kind === "unresolved") return nowhere(cloud, resolved.reason);
  const text = typeof resolved.value === "string" || typeof resolved.value === "number" ? String(resolved.value) : "";
  return named(text, destination.holds, found.path, own, estate);
}

/** Where the buckets and regions lie that the same block names beside an account: there the account keeps what it is sent. */
function besideOf({ path }: Found, { via, holds }: DestinationEntry, resource: Resource, estate: Estate): readonly Place[] {
  const entry = entryOf(resource.type);
  if (holds !== "account" || entry?.kind !== "data") return [];
  return (entry.destinations ?? [])
    .filter((other) => other.via === via && other.holds !== "account")
    .flatMap((other) =>
      select(resource.values, other.path)
        .filter((found) => blockOf(found.path) === blockOf(path) && !isAbsent(found.value))
        .map((found) => placeOf(found, other, resource, estate)),
    );
}

function inAccount({ cloud, account }: Place, [first, ...more]: readonly Place[]): Place {
  const one = first && more.every(({ region }) => region === first.region);
  return { ...(one ? first : nowhere(undefined, "it names several places")), cloud, account };
}

/** What stands for a text that nobody knows: two references in one attribute are two findings. */
function referred({ value }: Found, { region }: Place, resource: Resource, estate: Estate): string {
  const resolved = estate.resolver.resolve(value, resource.stack);
  if (resolved.kind === "resource") return `${resolved.resource.address} ${region ?? ""}`;
  return resolved.kind === "unresolved" ? resolved.reason : "";
}

const blockOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("."), 0));

/** Edge locations and public galleries lie wherever their users are. */
function everywhere(own: Place, via: string): Place {
  return { ...own, region: "global", jurisdiction: null, decidedBy: "default", why: `its ${via} delivers from wherever its users are` };
}
