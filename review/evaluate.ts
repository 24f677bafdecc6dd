import { FUNCTIONS, type Plain } from "./functions";

/** What a name stands for; undefined where that cannot be told. */
export type Lookup = (steps: readonly string[]) => Plain | undefined;

/** Raised inside, where the text leaves what is understood; the expression is then unresolved, never guessed. */
class NotUnderstood extends Error {}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\$%]|\\.|([$%])\3\{|[$%](?!\{))*")|([A-Za-z_][\w-]*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:,.()[\]]))/y;
const MAX_NESTING = 40;

/**
 * The value of a Terraform expression made of constants, references, conditionals, comparisons and the common functions of
 * text; undefined for anything else. Only what must be evaluated is: a name in the branch that is not taken may stay unknown
 * (Terraform, expressions).
 */
export function evaluate(text: string, lookup: Lookup): Plain | undefined {
  if (text.length > 10_000) return undefined;
  try {
    const parser = new Parser(tokens(text), lookup);
    const value = parser.conditional();
    return parser.ended ? value : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

function tokens(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.trimEnd().length;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new NotUnderstood();
    found.push(match[0].trim());
    at = TOKEN.lastIndex;
  }
  return found;
}

/** Precedence from loose to tight (Terraform, operators and their precedence). */
const LEVELS: readonly (readonly string[])[] = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly lookup: Lookup,
  ) {}

  get ended(): boolean {
    return this.at === this.tokens.length;
  }

  conditional(): Plain | undefined {
    if (++this.depth > MAX_NESTING) throw new NotUnderstood();
    const condition = this.binary(0);
    let value = condition;
    if (this.take("?")) {
      const yes = this.conditional();
      this.expect(":");
      const no = this.conditional();
      // Both branches become one type; where they differ, terraform may have changed the value.
      value = condition === true ? yes : condition === false ? no : undefined;
    }
    this.depth--;
    return value;
  }

  private binary(level: number): Plain | undefined {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (let operator = this.peek(); operator !== undefined && operators.includes(operator); operator = this.peek()) {
      this.at++;
      left = apply(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Plain | undefined {
    if (this.take("!")) {
      const value = this.unary();
      return typeof value === "boolean" ? !value : undefined;
    }
    if (this.take("-")) {
      const value = this.unary();
      return typeof value === "number" ? -value : undefined;
    }
    return this.postfix();
  }

  private postfix(): Plain | undefined {
    const token = this.next();
    if (token === "(") {
      const value = this.conditional();
      this.expect(")");
      return this.indexed(value);
    }
    if (token === "[") return this.indexed(this.items("]"));
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return unquoted(token);
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    if (!/^[A-Za-z_]/.test(token)) throw new NotUnderstood();
    if (this.take("(")) {
      const values = this.items(")");
      const call = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
      return this.indexed(values && call?.(values));
    }
    return this.reference(token);
  }

  /** `var.x`, `local.a["b"].c[0]`: an index must be a constant. */
  private reference(head: string): Plain | undefined {
    const steps = [head];
    for (;;) {
      if (this.take(".")) steps.push(this.next());
      else if (this.peek() === "[") {
        const index = this.tokens[this.at + 1] ?? "";
        if (this.tokens[this.at + 2] !== "]" || !/^["\d]/.test(index)) throw new NotUnderstood();
        steps.push(index.startsWith('"') ? unquoted(index) : index);
        this.at += 3;
      } else break;
    }
    if (steps.some((step) => !/^[\w-]+$/.test(step) && step.includes("*"))) throw new NotUnderstood();
    return this.lookup(steps);
  }

  private indexed(value: Plain | undefined): Plain | undefined {
    let at = value;
    while (this.take("[")) {
      const index = this.conditional();
      this.expect("]");
      at = Array.isArray(at) && typeof index === "number" ? at[index] : undefined;
    }
    if (this.peek() === ".") throw new NotUnderstood();
    return at;
  }

  private items(end: string): Plain[] | undefined {
    const items: (Plain | undefined)[] = [];
    while (!this.take(end)) {
      items.push(this.conditional());
      if (!this.take(",")) {
        this.expect(end);
        break;
      }
    }
    return items.every((item) => item !== undefined) ? items : undefined;
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new NotUnderstood();
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new NotUnderstood();
  }
}

function apply(operator: string, left: Plain | undefined, right: Plain | undefined): Plain | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === "==" || operator === "!=") {
    // Values of two types are never equal to Terraform; lists are compared by what they hold.
    const same = JSON.stringify(left) === JSON.stringify(right);
    return operator === "==" ? same : !same;
  }
  if (typeof left === "boolean" && typeof right === "boolean")
    return operator === "&&" ? left && right : operator === "||" ? left || right : undefined;
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  const results: Readonly<Record<string, Plain>> = {
    "<": left < right,
    "<=": left <= right,
    ">": left > right,
    ">=": left >= right,
    "+": left + right,
    "-": left - right,
    "*": left * right,
    "/": left / right,
    "%": left % right,
  };
  return results[operator];
}

function unquoted(token: string): string {
  try {
    return (JSON.parse(token) as string).replace(/([$%])\1\{/g, "$1{");
  } catch {
    throw new NotUnderstood();
  }
}
