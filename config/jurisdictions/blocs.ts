/** Countries that can be a jurisdiction together. */
interface Bloc {
  readonly countries: readonly string[];
  readonly source: string;
}

const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
/** The EEA agreement adds these three. Switzerland is in neither, and the United Kingdom left both in 2020. */
const EFTA_IN_EEA = ["IS", "LI", "NO"];

export const BLOCS: ReadonlyMap<string, Bloc> = new Map([
  ["EU", { countries: EU, source: "https://european-union.europa.eu/principles-countries-history/eu-countries_en" }],
  ["EEA", { countries: [...EU, ...EFTA_IN_EEA].sort(), source: "https://www.efta.int/eea/eea-agreement" }],
]);
