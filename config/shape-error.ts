import type { z } from "zod";
import { RingfenceError } from "./errors";
import { PROGRAM_PAGES } from "./rules/pages";

type Issue = z.core.$ZodIssue;

/** What is wrong with a program's form, by what stands there and what should. */
export function shapeError(issue: Issue, input: unknown, file: string): RingfenceError {
  const path = issue.path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.map((key) => JSON.stringify(key)).join(", ") : undefined;
  return new RingfenceError(PROGRAM_PAGES.shape, {
    at: `${file}${path ? ` ${path}` : ""}`,
    given: unknown ?? given(valueAt(input, issue.path), choicesOf(issue) !== undefined),
    expected: unknown === undefined ? expected(issue) : "no keys but the schema's",
    fix: `${unknown === undefined ? `Correct ${path || "the program"}` : "Correct its spelling, or take it out"}; \`ringfence schema program\` prints the form.`,
  });
}

function valueAt(input: unknown, path: Issue["path"]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    input,
  );
}

/** As long as a word of a choice may be; whatever is longer may be a secret in the wrong place, which no error repeats. */
const LONGEST_WORD = 24;

function given(value: unknown, isChoice: boolean): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string")
    return isChoice && value.length <= LONGEST_WORD ? JSON.stringify(value) : `a text of ${value.length} characters`;
  return typeof value === "object" && value !== null ? "an object" : `the ${value === null ? "value" : typeof value} ${String(value)}`;
}

function choicesOf(issue: Issue): string | undefined {
  if (issue.code === "invalid_value") return issue.values.map(String).join(", ");
  // A union told apart by one key; the library lists its words and has no type for the list.
  return issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options) ? issue.options.join(", ") : undefined;
}

function expected(issue: Issue): string {
  // Ours begin with `must`; the schema's library writes the rest.
  const own = /^must (be )?(.*)$/s.exec(issue.message);
  if (own) return own[1] ? (own[2] ?? "") : `a value that must ${own[2]}`;
  const choices = choicesOf(issue);
  if (choices !== undefined) return `one of ${choices}`;
  const unit =
    "origin" in issue && issue.origin === "string" ? " characters" : "origin" in issue && issue.origin === "array" ? " in the list" : "";
  if (issue.code === "too_small") return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unit}`;
  if (issue.code === "too_big") return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unit}`;
  return issue.message.replace(/^Invalid input: expected (\w+).*/, "a value of type $1");
}
