import type { KeyForm } from "../../config/migration/key-form";
import { columnsOf } from "./columns";
import { compareBuckets, judgeRows } from "./query";
import { DIFFERING } from "./rows-file";
import { ALGORITHMS, sideQuery, type Algorithm } from "./side";
import { inlined } from "./trino";

export interface AtScale {
  /** What follows FROM, for each side. */
  readonly legacy: string;
  readonly home: string;
  /** The columns of both tables. */
  readonly columns: readonly string[];
  readonly keys: KeyForm;
}

/** Athena casts no text with a T in it to an instant. */
const changedSince = (modified: string) => `from_iso8601_timestamp(${modified}) > from_iso8601_timestamp(?)`;

/**
 * The text as one statement, since a named query is one: each step that the text makes a view or a table of stands in
 * front by its name. Its one parameter is the instant at which the old side's listing began, as text in ISO 8601: the
 * query is written long before, and does not run without it. Every row is looked at, as by the plan `join`: a cluster has no reason to look at buckets first.
 */
export function atScale({ legacy, home, columns, keys }: AtScale): string {
  const algorithms = Object.keys(ALGORITHMS) as Algorithm[];
  const side = (name: "legacy" | "home", scan: string) =>
    `${name} AS (\n${sideQuery({ side: name, scan, columns: columnsOf(columns, name, false), urlEncoded: false, taken: null, changedSince, keys, algorithms })}\n)`;
  const needed = ["legacy_raw", "home_raw", "suspect_raw", "suspect_rows", "outcome"];
  const steps = [...compareBuckets(keys), ...judgeRows("join")].flatMap((statement) => {
    const [, name = "", body = ""] = /CREATE (?:VIEW|TABLE) (\w+) AS\s+(.*)$/s.exec(statement) ?? [];
    return needed.includes(name) ? [`${name} AS (\n${body}\n)`] : [];
  });
  return inlined(`WITH ${[side("legacy", legacy), side("home", home), ...steps].join(",\n")}\n${DIFFERING.trim()}`);
}
