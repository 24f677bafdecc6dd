/**
 * A matcher of CloudWatch Logs' filter patterns for JSON, as far as our patterns go: `=`, `!=` with a star at either end,
 * `EXISTS`, `NOT EXISTS`, `&&`, `||` and parentheses (CloudWatch Logs user guide, Filter pattern syntax). Neither local engine
 * has TestMetricFilter. A comparison with a field that is not there matches nothing, `!=` included.
 */
export function matches(pattern: string, event: object): boolean {
  const tokens = pattern.match(/"[^"]*"|&&|\|\||!=|[(){}=]|[^\s(){}=!&|]+/g) ?? [];
  let at = 0;
  const take = (token?: string): string => {
    const found = tokens[at++];
    if (found === undefined || (token !== undefined && found !== token))
      throw new Error(`${token ?? "more"} was expected at ${at} of ${pattern}`);
    return found;
  };
  const all = (): boolean => {
    let value = one();
    while (tokens[at] === "&&") {
      take();
      value = one() && value;
    }
    return value;
  };
  const any = (): boolean => {
    let value = all();
    while (tokens[at] === "||") {
      take();
      value = all() || value;
    }
    return value;
  };
  const one = (): boolean => {
    if (tokens[at] === "(") {
      take();
      const value = any();
      take(")");
      return value;
    }
    const found = field(event, take());
    const operator = take();
    if (operator === "NOT") {
      take("EXISTS");
      return found === undefined;
    }
    const wanted = take().replace(/^"|"$/g, "");
    if (found === undefined) return false;
    return like(String(found), wanted) === (operator === "=");
  };
  take("{");
  const value = any();
  take("}");
  if (at !== tokens.length) throw new Error(`something is left of ${pattern}`);
  return value;
}

function field(event: object, selector: string): unknown {
  return selector
    .replace(/^\$\./, "")
    .split(".")
    .reduce<unknown>(
      (value, name) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined),
      event,
    );
}

function like(value: string, wanted: string): boolean {
  const [start = "", end, ...more] = wanted.split("*");
  if (more.length > 0) throw new Error(`${wanted} has more than one star`);
  return end === undefined ? value === wanted : value.length >= wanted.length - 1 && value.startsWith(start) && value.endsWith(end);
}
