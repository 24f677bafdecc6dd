import type { Report } from "./report";

/** What is odd about an input and blocks nothing, for people; without its path where a report has none. */
export function warningsOf({ inputs }: Report): string[] {
  return inputs.flatMap(({ path, stack, warning }) =>
    warning === undefined ? [] : [`Warning: ${path === "" ? stack : path}: ${warning}.`],
  );
}
