/** Members of the European Union (europa.eu, Country profiles). */
const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** Blocs that can be a jurisdiction, with their members. The EEA adds Iceland, Liechtenstein and Norway (efta.int). */
export const BLOCS: Readonly<Record<string, readonly string[]>> = { EU, EEA: [...EU, "IS", "LI", "NO"].sort() };
