import type { ContextValue } from "./types";

/** Condition keys by lower-cased name. */
export type Context = ReadonlyMap<string, ContextValue>;

export function contextOf(values: Readonly<Record<string, ContextValue>>): Context {
  return new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}

interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

/**
 * Splits a policy's text at its `${…}` variables and fills them in from the request.
 *
 * `${*}`, `${?}` and `${$}` are IAM's escapes; `${key, 'fallback'}` is its default. Anything that has no value, such as
 * an unresolved Terraform reference, yields undefined: the caller must answer unknown, since IAM itself would
 * silently not match, and a Deny that silently misses is the worst of all answers.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function fill(text: string, context: Context): Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push({ text: text.slice(at, found.index), literal: false });
    const value = variable(found[1] ?? "", context);
    if (value === undefined) return undefined;
    pieces.push({ text: value, literal: true });
    at = found.index + found[0].length;
  }
  const rest = text.slice(at);
  if (rest.includes("${")) return undefined;
  pieces.push({ text: rest, literal: false });
  return pieces;
}

function variable(inside: string, context: Context): string | undefined {
  if (inside === "*" || inside === "?" || inside === "$") return inside;
  const [, name, fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)')?\s*$/.exec(inside) ?? [];
  const value = name === undefined ? undefined : context.get(name.toLowerCase());
  return typeof value === "string" ? value : fallback;
}

/** The text with its variables filled in, or undefined when one has no value. */
export function filled(text: string, context: Context): string | undefined {
  return fill(text, context)
    ?.map((piece) => piece.text)
    .join("");
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Expressions of patterns without variables: the same few policies are asked for every role and store. */
const EXPRESSIONS = new Map<string, RegExp>();

function expression(pieces: readonly Piece[], ignoreCase: boolean): RegExp {
  const source = pieces
    .map(({ text, literal }) =>
      literal
        ? escaped(text)
        : text
            .split(/([*?])/)
            .map((p) => (p === "*" ? ".*" : p === "?" ? "." : escaped(p)))
            .join(""),
    )
    .join("");
  return new RegExp(`^${source}$`, ignoreCase ? "isu" : "su");
}

/** Matches with IAM's wildcards: `*` any text, `?` any one character. A variable's value is never read as a wildcard. */
export function like(pattern: string, value: string, context: Context, ignoreCase = false): boolean | "unknown" {
  // Most patterns are plain names, and a review compares very many.
  if (!/[*?$]/.test(pattern)) return ignoreCase ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
  const key = ignoreCase ? `i${pattern}` : `-${pattern}`;
  const fixed = pattern.includes("${") ? undefined : (EXPRESSIONS.get(key) ?? expression([{ text: pattern, literal: false }], ignoreCase));
  if (fixed) {
    EXPRESSIONS.set(key, fixed);
    return fixed.test(value);
  }
  const pieces = fill(pattern, context);
  return pieces === undefined ? "unknown" : expression(pieces, ignoreCase).test(value);
}

/** A `${name}` that IAM knows: a condition key with its service's prefix, or an escape. All else is another language's. */
export function isIamVariable(inside: string): boolean {
  return /^[*?$]$/.test(inside) || /^\s*[a-z0-9-]+:[A-Za-z0-9/_.:@+=-]+\s*(,\s*'[^']*')?\s*$/.test(inside);
}
