import { RingfenceError, type ErrorPage } from "./errors";
import { AWS_LOCATIONS } from "./jurisdictions/aws";
import { BLOCS } from "./jurisdictions/blocs";
import { GOOGLE_LOCATIONS } from "./jurisdictions/google";
import type { Cloud, Location } from "./region";

export const JURISDICTION_PAGES = {
  jurisdiction: {
    code: "PROGRAM-JURISDICTION",
    title: "no such jurisdiction",
    why: "A jurisdiction is a country by its ISO 3166-1 code, or a bloc; everything else would be a border that nobody drew.",
  },
  outside: { code: "PLACE-OUTSIDE", title: "the location lies outside the jurisdiction", why: "The order's data stays inside the country." },
  unknown: {
    code: "PLACE-UNKNOWN",
    title: "the location is in no table",
    why: "Names are compared to the letter: another case, a space or a look-alike character is another place, and unknown is never inside.",
  },
} as const satisfies Record<string, ErrorPage>;

const LOCATIONS = new Map<string, Location>([...AWS_LOCATIONS, ...GOOGLE_LOCATIONS].map((location) => [`${location.cloud} ${location.name}`, location]));
/** An availability zone belongs to the region before its letter. */
const ZONES: Partial<Record<Cloud, RegExp>> = { aws: /^([a-z]+(?:-[a-z]+)+-\d+)[a-z]$/, google: /^([a-z]+-[a-z]+\d+)-[a-z]$/ };

/** The row of a location, or of the region that a zone belongs to; names are compared to the letter. */
export function locate(cloud: Cloud, name: string): Location | undefined {
  const found = LOCATIONS.get(`${cloud} ${name}`);
  if (found) return found;
  const region = ZONES[cloud]?.exec(name)?.[1];
  return region === undefined ? undefined : LOCATIONS.get(`${cloud} ${region}`);
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
  static codes(): readonly string[] {
    const countries = [...LOCATIONS.values()].flatMap((location) => location.countries);
    return [...new Set([...Object.keys(BLOCS), ...countries])].sort();
  }

  static of(code: string, at = "the jurisdiction"): Jurisdiction {
    const countries = Object.hasOwn(BLOCS, code) ? BLOCS[code] : Jurisdiction.codes().includes(code) ? [code] : undefined;
    if (countries) return new Jurisdiction(code, countries);
    throw new RingfenceError(JURISDICTION_PAGES.jurisdiction, {
      at,
      given: JSON.stringify(code),
      expected: `one of ${Jurisdiction.codes().join(", ")}`,
      fix: "Write the country's two capital letters, or a bloc.",
    });
  }

  private constructor(
    readonly code: string,
    readonly countries: readonly string[],
  ) {}

  /** `inside` only when the location is in a table, commercial, and every country in which its data may lie is the jurisdiction's. */
  judge(cloud: Cloud, name: string): "inside" | "outside" | "straddles" | "unknown" {
    const location = locate(cloud, name);
    if (!location) return "unknown";
    // A sovereign or government partition is another estate: no account of the program is in it.
    if (location.partition !== cloud) return "outside";
    const inside = location.countries.filter((country) => this.countries.includes(country));
    if (inside.length === location.countries.length && inside.length > 0) return "inside";
    return inside.length > 0 || location.countries.length === 0 ? "straddles" : "outside";
  }

  contains(cloud: Cloud, name: string): boolean {
    return this.judge(cloud, name) === "inside";
  }

  regions(cloud: Cloud): readonly Region[] {
    return [...LOCATIONS.values()].filter((location) => location.cloud === cloud && location.kind === "region" && this.contains(cloud, location.name)).map((location) => Region.make(location));
  }

  /** Throws PLACE-OUTSIDE or PLACE-UNKNOWN with the regions that are inside. */
  region(cloud: Cloud, name: string, at = "a region"): Region {
    const location = locate(cloud, name);
    if (location?.kind === "region" && location.name === name && this.contains(cloud, name)) return Region.make(location);
    const page = location ? JURISDICTION_PAGES.outside : JURISDICTION_PAGES.unknown;
    throw new RingfenceError(page, {
      at,
      given: `${cloud} ${JSON.stringify(name)}${location ? ` in ${location.countries.join(", ")}` : ""}`,
      expected: `one of ${this.regions(cloud).map(String).join(", ")}`,
      fix: `Choose a region of ${this.code}.`,
    });
  }
}
