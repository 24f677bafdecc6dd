import type { Location } from "../region";

/**
 * Rows from lines of `COUNTRY name name …`. A location that may lie in several countries writes them all: `BE+NL`.
 * A line a country keeps the tables short enough to be read against the cloud's own page.
 */
export function table(
  common: Pick<Location, "cloud" | "kind" | "source"> & { readonly partition?: string },
  lines: string,
): readonly Location[] {
  const words = lines.split("\n").map((line) => line.trim().split(/\s+/));
  return words.flatMap(([countries = "", ...names]) =>
    names.map((name): Location => ({ ...common, name, countries: countries.split("+"), partition: common.partition ?? common.cloud })),
  );
}
