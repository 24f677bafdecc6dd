/** An event as CloudWatch Logs reads it: fields by their paths, without the `$.`. */
export type Event = Readonly<Record<string, string>>;

type Test = (event: Event) => boolean;

const TOKEN = /\s*(\(|\)|&&|\|\||NOT EXISTS|!=|=|\$\.[A-Za-z0-9_.]+|"[^"]*"|[^\s()&|="!]+)/y;
/** No pattern has more characters (PutMetricFilter), and so none nests deeper than what one can write by hand. */
const DEEPEST = 32;

/**
 * What a filter pattern for JSON asks of an event. Undefined for what is no such pattern, or uses more of the language than comparison of
 * texts (Amazon CloudWatch Logs user guide, filter pattern syntax for JSON log events). A comparison with a field that is absent matches
 * nothing.
 */
export function testOf(pattern: string): Test | undefined {
  const inside = /^\s*\{(.*)\}\s*$/s.exec(pattern)?.[1];
  const tokens = inside === undefined ? undefined : tokensOf(inside);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const test = reader.either(0);
  return reader.isAtEnd ? test : undefined;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Reads from the loosest operator to the tightest; what it cannot read makes the whole undefined. */
class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  either(depth: number): Test | undefined {
    return this.joined(
      "||",
      (tests) => (event) => tests.some((test) => test(event)),
      () => this.both(depth),
    );
  }

  private both(depth: number): Test | undefined {
    return this.joined(
      "&&",
      (tests) => (event) => tests.every((test) => test(event)),
      () => this.one(depth),
    );
  }

  private joined(operator: string, join: (tests: readonly Test[]) => Test, next: () => Test | undefined): Test | undefined {
    const tests = [next()];
    while (this.tokens[this.at] === operator) {
      this.at += 1;
      tests.push(next());
    }
    const known = tests.filter((test) => test !== undefined);
    return known.length === tests.length ? join(known) : undefined;
  }

  private one(depth: number): Test | undefined {
    if (this.tokens[this.at] !== "(") return this.comparison();
    if (depth === DEEPEST) return undefined;
    this.at += 1;
    const inner = this.either(depth + 1);
    return this.tokens[this.at++] === ")" ? inner : undefined;
  }

  private comparison(): Test | undefined {
    const field = /^\$\.(.+)$/.exec(this.tokens[this.at++] ?? "")?.[1];
    const operator = this.tokens[this.at++];
    if (field === undefined) return undefined;
    const stands = (event: Event) => Object.hasOwn(event, field);
    if (operator === "NOT EXISTS") return (event) => !stands(event);
    const value = this.tokens[this.at++];
    if ((operator !== "=" && operator !== "!=") || value === undefined || /^([()&|$]|NOT EXISTS)/.test(value)) return undefined;
    const wanted = value.replace(/^"(.*)"$/, "$1");
    return (event) => stands(event) && isLike(event[field] as string, wanted) === (operator === "=");
  }
}

/** `*` stands for anything; each part between two of them is taken where it stands first. */
function isLike(text: string, pattern: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - tail.length && text.endsWith(tail);
}
