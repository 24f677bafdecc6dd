import { RingfenceError, type ErrorPage } from "./errors";
import { AWS_LOCATIONS } from "./jurisdictions/aws";
import { AZURE_LOCATIONS } from "./jurisdictions/azure";
import { BLOCS } from "./jurisdictions/blocs";
import { COUNTRIES } from "./jurisdictions/countries";
import { GOOGLE_LOCATIONS } from "./jurisdictions/google";
import { nearCodes } from "./jurisdictions/near";
import { ORACLE_LOCATIONS } from "./jurisdictions/oracle";
import type { Cloud, Location } from "./region";

export const JURISDICTION_PAGES = {
  jurisdiction: {
    code: "PROGRAM-JURISDICTION",
    title: "no such jurisdiction",
    why: "A jurisdiction is a country by its ISO 3166-1 code, or a bloc; everything else would be a border that nobody drew.",
  },
  outside: {
    code: "PLACE-OUTSIDE",
    title: "the location lies outside the jurisdiction",
    why: "The order's data stays inside the country.",
  },
  unknown: {
    code: "PLACE-UNKNOWN",
    title: "the location is in no table",
    why: "Names are compared to the letter: another case, a space or a look-alike character is another place, and unknown is never inside.",
  },
  kind: {
    code: "PLACE-KIND",
    title: "the location is no region",
    why: "A stack belongs to one region; a zone is a part of one, and a multi-region lets the cloud choose.",
  },
} as const satisfies Record<string, ErrorPage>;

export const JURISDICTION_ERRORS: readonly ErrorPage[] = Object.values(JURISDICTION_PAGES);

const ALL: readonly Location[] = [...AWS_LOCATIONS, ...GOOGLE_LOCATIONS, ...ORACLE_LOCATIONS, ...AZURE_LOCATIONS];
const LOCATIONS: Readonly<Record<Cloud, ReadonlyMap<string, Location>>> = {
  aws: named(AWS_LOCATIONS),
  google: named(GOOGLE_LOCATIONS),
  oracle: named(ORACLE_LOCATIONS),
  azure: named(AZURE_LOCATIONS),
};

function named(locations: readonly Location[]): ReadonlyMap<string, Location> {
  return new Map(locations.map((location) => [location.name, location]));
}

/** A zone's name is its region's, or its zone group's, and a letter. A wavelength zone with a carrier's number has no letter. */
const ZONES: Partial<Record<Cloud, RegExp>> = { aws: /^((?!.*-wl\d).+-\d+)[a-z]$/, google: /^([a-z]+(?:-[a-z]+)+\d+)-[a-z]$/ };
const HAS_ZONES = new Set(["region", "local-zone", "wavelength-zone"]);

/** The row of a location, or the region or zone group that a zone belongs to; names are compared to the letter. */
export function locate(cloud: Cloud, name: string): Location | undefined {
  const found = LOCATIONS[cloud].get(name);
  if (found) return found;
  const group = LOCATIONS[cloud].get(ZONES[cloud]?.exec(name)?.[1] ?? "");
  return group && HAS_ZONES.has(group.kind) ? group : undefined;
}

/** A cloud's region that lies wholly inside a jurisdiction; only a jurisdiction makes one. */
export class Region {
  /** For Jurisdiction only. */
  static make(location: Location): Region {
    return new Region(location.cloud, location.name, location.countries, location.partition);
  }

  private constructor(
    readonly cloud: Cloud,
    readonly name: string,
    readonly countries: readonly string[],
    readonly partition: string,
  ) {}

  toString(): string {
    return this.name;
  }
}

/** A country or a bloc, with the locations of each cloud that lie wholly inside it. */
export class Jurisdiction {
  /** Every country and bloc, whether a cloud has a region there or not: the review judges plans for those too. */
  static codes(): readonly string[] {
    return [...BLOCS.keys(), ...COUNTRIES].sort();
  }

  static of(code: string, at = "the jurisdiction"): Jurisdiction {
    const countries = BLOCS.get(code)?.countries ?? (COUNTRIES.has(code) ? [code] : undefined);
    if (countries) return new Jurisdiction(code, countries);
    const near = nearCodes(code, Jurisdiction.codes());
    const expected = `an ISO 3166-1 country or one of ${[...BLOCS.keys()].join(", ")}${near.length > 0 ? `; near it: ${near.join(", ")}` : ""}`;
    const fix = "Write the country's two capital letters, or a bloc.";
    throw new RingfenceError(JURISDICTION_PAGES.jurisdiction, { at, given: JSON.stringify(code), expected, fix });
  }

  private constructor(
    readonly code: string,
    readonly countries: readonly string[],
  ) {}

  /**
   * `inside` only when the location is in a table and every country in which its data may lie is the jurisdiction's.
   * A government or sovereign partition is another estate that no commercial account is in: outside, unless it is named.
   */
  judge(cloud: Cloud, name: string, partition: string = cloud): "inside" | "outside" | "straddles" | "unknown" {
    const location = locate(cloud, name);
    if (!location) return "unknown";
    if (location.partition !== partition) return "outside";
    // A location such as `global`, for which no country is promised, may lie here and elsewhere.
    if (location.countries.length === 0) return "straddles";
    const inside = location.countries.filter((country) => this.countries.includes(country)).length;
    if (inside === 0) return "outside";
    return inside === location.countries.length ? "inside" : "straddles";
  }

  contains(cloud: Cloud, name: string, partition: string = cloud): boolean {
    return this.judge(cloud, name, partition) === "inside";
  }

  /** The commercial regions of a cloud that lie inside. */
  regions(cloud: Cloud): readonly Region[] {
    const regions = ALL.filter((location) => location.cloud === cloud && location.kind === "region");
    return regions.filter(({ name }) => this.contains(cloud, name)).map((location) => Region.make(location));
  }

  /** A region wherever it lies, for the legacy estate alone: that is what the migration empties. Throws PLACE-UNKNOWN or PLACE-KIND. */
  static legacyRegion(cloud: Cloud, name: string, at: string): Region {
    const location = locate(cloud, name);
    if (location?.kind === "region" && location.name === name) return Region.make(location);
    throw new RingfenceError(location ? JURISDICTION_PAGES.kind : JURISDICTION_PAGES.unknown, {
      at,
      given: `${cloud} ${JSON.stringify(name)}`,
      expected: `a region of ${cloud}`,
      fix: "Write the region's own name, as the cloud does.",
    });
  }

  /** Throws PLACE-UNKNOWN, PLACE-OUTSIDE or PLACE-KIND, with where the location lies and which regions are inside. */
  region(cloud: Cloud, name: string, at = "a region"): Region {
    const location = locate(cloud, name);
    const inside = this.contains(cloud, name);
    if (inside && location?.kind === "region" && location.name === name) return Region.make(location);
    const page = !location ? JURISDICTION_PAGES.unknown : inside ? JURISDICTION_PAGES.kind : JURISDICTION_PAGES.outside;
    const regions = this.regions(cloud).map(String);
    throw new RingfenceError(page, {
      at,
      given: `${cloud} ${JSON.stringify(name)}${location ? `, ${whereIs(location)}` : ""}`,
      expected: regions.length > 0 ? `one of ${regions.join(", ")}` : `a region inside, of which ${cloud} has none`,
      fix: regions.length > 0 ? `Choose a region of ${this.code}.` : `Choose another cloud for ${this.code}.`,
    });
  }
}

function whereIs({ cloud, countries, partition }: Location): string {
  const lies = countries.length > 0 ? `which may lie in ${countries.join(", ")}` : "which may lie anywhere";
  return partition === cloud ? lies : `${lies}, in the partition ${partition}`;
}
