/** `aws_kms_key.k.arn`, `data.x.y.z`, `local.x`: nothing but names, indices and quoted keys. */
const REFERENCE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\.\d+|\[\d+\]|\["[^"\\$%]*"\])+$/;

export interface Reference {
  /** As written, for messages. */
  readonly text: string;
  /** Its steps, or undefined when the text calls functions or operators, which only terraform evaluates. */
  readonly steps?: readonly string[];
}

/** A string of Terraform JSON that holds at least one `${…}`. */
export class Expression {
  constructor(
    readonly source: string,
    readonly parts: readonly (string | Reference)[],
  ) {}

  /** The reference when the whole string is one, `${aws_kms_key.k.arn}`: then its type is the referent's. */
  get sole(): Reference | undefined {
    const [part] = this.parts;
    return this.parts.length === 1 && typeof part === "object" ? part : undefined;
  }
}

/**
 * A string of Terraform JSON as its reader sees it: `$${` and `%%{` stand for themselves, `${…}` is evaluated
 * (Terraform, JSON configuration syntax, expression mapping).
 */
export function parseString(source: string): string | Expression {
  if (!/[$%]\{/.test(source)) return source;
  const parts: (string | Reference)[] = [];
  let literal = "";
  for (let at = 0; at < source.length;) {
    const three = source.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      literal += three.slice(1);
      at += 3;
    } else if (source.startsWith("${", at) || source.startsWith("%{", at)) {
      const end = closing(source, at + 2);
      const directive = source[at] === "%";
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(reference(source.slice(at + 2, end).trim(), directive));
      at = end + 1;
    } else literal += source[at++];
  }
  if (parts.length === 0) return literal;
  if (literal !== "") parts.push(literal);
  return new Expression(source, parts);
}

function reference(text: string, directive: boolean): Reference {
  if (directive || !REFERENCE.test(text)) return { text };
  const steps = [...text.matchAll(/\["([^"]*)"\]|[\w-]+/g)].map(([step, key]) => key ?? step);
  return { text, steps };
}

/** The brace that closes an interpolation; braces in quoted text and nested templates do not. */
function closing(source: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < source.length; at++) {
    const char = source[at];
    if (quoted && char === "\\") at++;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "{") depth++;
    else if (!quoted && char === "}" && --depth === 0) return at;
  }
  return source.length;
}
