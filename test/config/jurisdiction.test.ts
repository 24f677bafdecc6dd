import { RingfenceError } from "../../config/errors";
import { Jurisdiction, JURISDICTION_ERRORS, JURISDICTION_PAGES, locate, Region } from "../../config/jurisdiction";
import { AWS_LOCATIONS } from "../../config/jurisdictions/aws";
import { AZURE_LOCATIONS } from "../../config/jurisdictions/azure";
import { BLOCS } from "../../config/jurisdictions/blocs";
import { COUNTRIES } from "../../config/jurisdictions/countries";
import { GOOGLE_LOCATIONS } from "../../config/jurisdictions/google";
import { ORACLE_LOCATIONS } from "../../config/jurisdictions/oracle";
import { CLOUDS, type Cloud, type Location } from "../../config/region";

const TABLES: Record<Cloud, readonly Location[]> = {
  aws: AWS_LOCATIONS,
  google: GOOGLE_LOCATIONS,
  oracle: ORACLE_LOCATIONS,
  azure: AZURE_LOCATIONS,
};
const ALL = Object.values(TABLES).flat();
const [US, EU, EEA] = ["US", "EU", "EEA"].map((code) => Jurisdiction.of(code)) as [Jurisdiction, Jurisdiction, Jurisdiction];

function thrown(act: () => unknown): RingfenceError {
  try {
    act();
  } catch (error) {
    if (error instanceof RingfenceError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("the tables", () => {
  it.each([
    { cloud: "aws", commercial: 34 },
    { cloud: "google", commercial: 43 },
    { cloud: "oracle", commercial: 46 },
    { cloud: "azure", commercial: 60 },
  ] as const)("hold the $commercial commercial regions of $cloud", ({ cloud, commercial }) => {
    expect(TABLES[cloud].filter(({ kind, partition }) => kind === "region" && partition === cloud)).toHaveLength(commercial);
    expect(TABLES[cloud].every((row) => row.cloud === cloud)).toBe(true);
  });

  it("name a location of a cloud once", () => {
    const names = ALL.map(({ cloud, name }) => `${cloud} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // A blank line in a table would be a row without a name.
    expect(ALL.filter(({ name }) => !/^([A-Za-z0-9-]+|[a-z]+\.\*)$/.test(name))).toEqual([]);
  });

  it("give a source and countries of ISO 3166-1 for each row", () => {
    expect(ALL.filter(({ source }) => source.length < 10)).toEqual([]);
    expect(ALL.filter(({ countries }) => countries.some((country) => !COUNTRIES.has(country)))).toEqual([]);
    expect(ALL.filter(({ countries }) => new Set(countries).size !== countries.length)).toEqual([]);
    expect(ALL.filter(({ countries }) => countries.length === 0).map(({ name }) => name)).toEqual(["global", "global", "global"]);
    expect(
      ALL.filter(({ kind, countries }) => /region$|zone$/.test(kind) && !/^(multi|dual)/.test(kind) && countries.length !== 1),
    ).toEqual([]);
  });

  it("give each zone the region it belongs to, in the same partition", () => {
    const zones = ALL.filter(({ kind }) => kind.endsWith("-zone"));
    expect(zones.length).toBeGreaterThan(80);
    for (const zone of zones) {
      const region = locate(zone.cloud, zone.enclosing ?? "");
      expect([zone.name, region?.kind, region?.partition]).toEqual([zone.name, "region", zone.partition]);
    }
    expect(ALL.filter(({ kind, enclosing }) => !kind.endsWith("-zone") && enclosing !== undefined)).toEqual([]);
  });

  it("hold 249 countries, 27 of them in the EU and 30 in the EEA", () => {
    expect(COUNTRIES.size).toBe(249);
    expect([EU.countries.length, EEA.countries.length]).toEqual([27, 30]);
    expect(EEA.countries.filter((country) => !EU.countries.includes(country))).toEqual(["IS", "LI", "NO"]);
    expect([...BLOCS.values()].flatMap(({ countries }) => countries.filter((country) => !COUNTRIES.has(country)))).toEqual([]);
    expect([...BLOCS.values()].every(({ source }) => source.startsWith("https://"))).toBe(true);
  });
});

describe("a jurisdiction", () => {
  it("is a country or a bloc", () => {
    expect(Jurisdiction.of("DE").countries).toEqual(["DE"]);
    expect(Jurisdiction.codes()).toHaveLength(251);
    // A country without a region of any cloud can still be judged against: everything is outside.
    expect(Jurisdiction.of("IS").regions("aws")).toEqual([]);
  });

  it.each([
    { given: "UK", near: "GB" },
    { given: "USA", near: "US" },
    { given: "us", near: "US" },
    { given: "Germany", near: "DE" },
    { given: "EUROPE", near: "EU" },
  ])("is not $given, and the error names $near", ({ given, near }) => {
    const error = thrown(() => Jurisdiction.of(given, "program.ts jurisdiction"));
    expect(error.code).toBe("PROGRAM-JURISDICTION");
    expect(error.message).toContain("program.ts jurisdiction");
    expect(error.details.expected).toMatch(new RegExp(`near it: .*\\b${near}\\b`));
  });

  it.each(["", " ", "constructor", "__proto__", "toString", "U\u0405", "US ", "ＵＳ", "XX", "EU\n"])("is not %j", (given) => {
    expect(thrown(() => Jurisdiction.of(given)).code).toBe("PROGRAM-JURISDICTION");
  });

  it("has a page for each of its errors", () => {
    expect(JURISDICTION_ERRORS).toEqual(Object.values(JURISDICTION_PAGES));
  });
});

describe("where a location lies", () => {
  it.each([
    // Regions and their zones.
    { of: US, cloud: "aws", name: "us-east-1", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1f", is: "inside" },
    { of: US, cloud: "google", name: "us-central1-a", is: "inside" },
    { of: US, cloud: "oracle", name: "us-ashburn-1", is: "inside" },
    { of: US, cloud: "azure", name: "eastus", is: "inside" },
    { of: US, cloud: "aws", name: "ap-southeast-1a", is: "outside" },
    { of: US, cloud: "aws", name: "us-east-1aa", is: "unknown" },
    { of: US, cloud: "aws", name: "us-east-9a", is: "unknown" },
    { of: US, cloud: "google", name: "us-central1-a-b", is: "unknown" },
    { of: Jurisdiction.of("JP"), cloud: "google", name: "dual-region-japan1", is: "inside" },
    { of: Jurisdiction.of("JP"), cloud: "google", name: "dual-region-japan1-a", is: "unknown" },
    // A zone lies where its city is.
    { of: US, cloud: "aws", name: "us-east-1-bos-1", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1-bos-1a", is: "inside" },
    { of: US, cloud: "aws", name: "us-west-2-las-1b", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1-bue-1", is: "outside" },
    { of: US, cloud: "aws", name: "us-east-1-bue-1a", is: "outside" },
    { of: US, cloud: "aws", name: "us-east-1-lim-1a", is: "outside" },
    { of: US, cloud: "aws", name: "us-east-1-qro-1a", is: "outside" },
    { of: US, cloud: "aws", name: "us-east-1-scl-1a", is: "outside" },
    { of: Jurisdiction.of("DE"), cloud: "aws", name: "eu-central-1-ham-1a", is: "inside" },
    { of: Jurisdiction.of("DE"), cloud: "aws", name: "eu-central-1-waw-1a", is: "outside" },
    { of: EU, cloud: "aws", name: "eu-central-1-waw-1a", is: "inside" },
    { of: EU, cloud: "aws", name: "eu-central-1-ist-1a", is: "outside" },
    { of: EU, cloud: "aws", name: "eu-north-1-cph-1a", is: "inside" },
    { of: EU, cloud: "aws", name: "eu-west-3-cmn-wlz-1a", is: "outside" },
    { of: EU, cloud: "aws", name: "eu-central-1-wl1-ber-wlz-1", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1-wl1", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1-wl1-bos-wlz-1", is: "inside" },
    { of: US, cloud: "aws", name: "us-east-1-wl1-bos-wlz-1a", is: "unknown" },
    { of: Jurisdiction.of("CA"), cloud: "aws", name: "ca-central-1-wl1-yto-wlz-1", is: "inside" },
    { of: Jurisdiction.of("SG"), cloud: "aws", name: "ap-southeast-1-mnl-1a", is: "outside" },
    { of: Jurisdiction.of("CN"), cloud: "aws", name: "ap-east-1", is: "outside" },
    // Multi-regions and dual-regions.
    { of: US, cloud: "google", name: "US", is: "inside" },
    { of: US, cloud: "google", name: "us", is: "inside" },
    { of: US, cloud: "google", name: "NAM4", is: "inside" },
    { of: US, cloud: "google", name: "nam3", is: "inside" },
    { of: US, cloud: "google", name: "nam6", is: "inside" },
    { of: US, cloud: "google", name: "nam14", is: "straddles" },
    { of: US, cloud: "google", name: "nam-eur-asia1", is: "straddles" },
    { of: US, cloud: "google", name: "global", is: "straddles" },
    { of: US, cloud: "azure", name: "global", is: "straddles" },
    { of: EU, cloud: "google", name: "EU", is: "inside" },
    { of: EU, cloud: "google", name: "europe", is: "inside" },
    { of: EEA, cloud: "google", name: "EU", is: "inside" },
    { of: Jurisdiction.of("DE"), cloud: "google", name: "EU", is: "straddles" },
    { of: EU, cloud: "google", name: "EUR4", is: "inside" },
    { of: EU, cloud: "google", name: "eur3", is: "inside" },
    { of: EU, cloud: "google", name: "ASIA", is: "outside" },
    // London and Zürich hide behind European names.
    { of: EU, cloud: "google", name: "EUR5", is: "straddles" },
    { of: EU, cloud: "google", name: "EUR7", is: "straddles" },
    { of: EU, cloud: "google", name: "EUR8", is: "straddles" },
    { of: EU, cloud: "google", name: "eur5", is: "straddles" },
    { of: EU, cloud: "google", name: "eur6", is: "straddles" },
    { of: EU, cloud: "google", name: "eur7", is: "straddles" },
    { of: EEA, cloud: "google", name: "EUR5", is: "straddles" },
    ...([EU, EEA] as const).flatMap((of) => [
      { of, cloud: "aws" as const, name: "eu-west-2", is: "outside" },
      { of, cloud: "google" as const, name: "europe-west2", is: "outside" },
      { of, cloud: "azure" as const, name: "uksouth", is: "outside" },
      { of, cloud: "oracle" as const, name: "uk-london-1", is: "outside" },
      { of, cloud: "aws" as const, name: "eu-central-2", is: "outside" },
      { of, cloud: "google" as const, name: "europe-west6", is: "outside" },
      { of, cloud: "azure" as const, name: "switzerlandnorth", is: "outside" },
      { of, cloud: "oracle" as const, name: "eu-zurich-1", is: "outside" },
    ]),
    { of: EEA, cloud: "azure", name: "norwayeast", is: "inside" },
    { of: EU, cloud: "azure", name: "norwayeast", is: "outside" },
    // Another cloud's name.
    { of: US, cloud: "google", name: "us-east-1", is: "unknown" },
    { of: US, cloud: "aws", name: "eastus", is: "unknown" },
    { of: US, cloud: "oracle", name: "US", is: "unknown" },
  ] as const)("$cloud $name is $is for $of.code", ({ of, cloud, name, is }) => {
    expect(of.judge(cloud, name)).toBe(is);
    expect(of.contains(cloud, name)).toBe(is === "inside");
  });

  it.each([
    "us-e\u0430st-1", // Cyrillic a
    "us\u2011east\u20111", // non-breaking hyphens
    "us-east-1 ",
    " us-east-1",
    "us-east-1\n",
    "us-east-1a\n",
    "us-east-1\u200b", // zero width
    "us-east-\u0661", // Arabic-Indic digit one
    "US-EAST-1",
    "Us-east-1",
    "us-east-1A",
    "",
    "constructor",
    "__proto__",
  ])("is unknown for %j, which only looks like a name", (name) => {
    for (const cloud of CLOUDS) expect(US.judge(cloud, name)).toBe("unknown");
    expect(locate("aws", name)).toBeUndefined();
  });

  it("is outside for a government or sovereign partition, unless that is named", () => {
    for (const { cloud, name, partition, countries } of ALL.filter((row) => row.partition !== row.cloud)) {
      const country = Jurisdiction.of(countries[0] as string);
      expect([name, country.judge(cloud, name), country.contains(cloud, name), country.contains(cloud, name, partition)]).toEqual([
        name,
        "outside",
        false,
        true,
      ]);
    }
    expect(US.contains("aws", "us-gov-west-1a", "aws-us-gov")).toBe(true);
    expect(US.contains("aws", "us-gov-west-1", "aws-iso")).toBe(false);
    expect(US.contains("aws", "us-east-1", "aws-us-gov")).toBe(false);
    expect(EU.contains("aws", "eusc-de-east-1", "aws-eusc")).toBe(true);
  });
});

describe("a region", () => {
  it("comes from a jurisdiction, with its cloud, countries and partition", () => {
    const region = US.region("google", "us-central1");
    expect(region).toBeInstanceOf(Region);
    expect({ ...region }).toEqual({ cloud: "google", name: "us-central1", countries: ["US"], partition: "google" });
    expect(String(region)).toBe("us-central1");
  });

  it("is listed only when it is commercial, a region and inside", () => {
    expect(US.regions("aws").map(String)).toEqual(["us-east-1", "us-east-2", "us-west-1", "us-west-2"]);
    expect(US.regions("google").map(String)).toHaveLength(9);
    expect(US.regions("oracle").map(String)).toEqual(["us-ashburn-1", "us-chicago-1", "us-phoenix-1", "us-saltlake-2", "us-sanjose-1"]);
    expect(EU.regions("aws").map(String).sort()).toEqual([
      "eu-central-1",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-3",
    ]);
    for (const cloud of CLOUDS) for (const region of EEA.regions(cloud)) expect(EEA.region(cloud, region.name)).toEqual(region);
  });

  it.each([
    { of: US, name: "ap-southeast-1", code: "PLACE-OUTSIDE", says: ["SG", "us-east-1, us-east-2, us-west-1, us-west-2", "a place"] },
    { of: US, name: "us-east-1-bue-1a", code: "PLACE-OUTSIDE", says: ["AR"] },
    { of: US, name: "us-gov-east-1", code: "PLACE-OUTSIDE", says: ["aws-us-gov"] },
    { of: US, name: "us-east-1a", code: "PLACE-KIND", says: ["us-east-1a"] },
    { of: US, name: "us-east-1 ", code: "PLACE-UNKNOWN", says: ['"us-east-1 "'] },
    { of: US, name: "us-e\u0430st-1", code: "PLACE-UNKNOWN", says: [] },
    { of: Jurisdiction.of("NO"), name: "eu-north-1", code: "PLACE-OUTSIDE", says: ["SE", "aws has none", "another cloud"] },
  ])("is not $name for $of.code: $code", ({ of, name, code, says }) => {
    const error = thrown(() => of.region("aws", name, "a place"));
    expect(error.code).toBe(code);
    for (const part of says) expect(error.message).toContain(part);
  });

  it("is not a multi-region, though it be inside", () => {
    expect(thrown(() => US.region("google", "US")).code).toBe("PLACE-KIND");
    expect(thrown(() => US.region("google", "global")).message).toContain("anywhere");
  });
});
