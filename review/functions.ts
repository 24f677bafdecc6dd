/** A value that an expression may come to; nothing else is worked with. */
export type Plain = null | boolean | number | string | Plain[];

type Call = (values: readonly Plain[]) => Plain | undefined;

/** Terraform turns numbers and booleans into text by itself, and nothing else (Terraform, type conversion). */
function text(value: Plain | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

const texts =
  (call: (...values: string[]) => Plain | undefined, count: number): Call =>
  (values) => {
    const all = values.map(text);
    return values.length === count && all.every((each) => each !== undefined) ? call(...all) : undefined;
  };

const flat = (values: readonly Plain[]): Plain[] => values.flatMap((value) => (Array.isArray(value) ? flat(value) : [value]));

/** A pattern between slashes is a regular expression of another dialect than ours, so that it is left alone. */
function replace(value: string, from: string, to: string): string | undefined {
  return from.length > 1 && from.startsWith("/") && from.endsWith("/") ? undefined : value.replaceAll(from, () => to);
}

/** Only verbs that put text in; anything about width or precision is left alone. */
const format: Call = ([pattern, ...values]) => {
  if (typeof pattern !== "string") return undefined;
  let at = 0;
  let strange = 0;
  const result = pattern.replace(/%(.)/g, (_, verb: string) => {
    if (verb === "%") return "%";
    const value = text(values[at++]);
    if (value === undefined || !["s", "d", "v"].includes(verb)) strange++;
    return value ?? "";
  });
  return strange === 0 && at === values.length ? result : undefined;
};

/** ASCII only: other scripts change their letters by rules of their own. */
const ascii = (change: (value: string) => string) => (value: string) => (/^[ -~]*$/.test(value) ? change(value) : undefined);

/** The common functions of text and lists; the documentation's own names (Terraform, built-in functions). */
export const FUNCTIONS: Readonly<Record<string, Call>> = {
  lower: texts(
    ascii((value) => value.toLowerCase()),
    1,
  ),
  upper: texts(
    ascii((value) => value.toUpperCase()),
    1,
  ),
  trimspace: texts((value) => value.trim(), 1),
  trimprefix: texts((value, prefix) => (prefix !== "" && value.startsWith(prefix) ? value.slice(prefix.length) : value), 2),
  trimsuffix: texts((value, suffix) => (suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value), 2),
  replace: texts(replace, 3),
  startswith: texts((value, prefix) => value.startsWith(prefix), 2),
  endswith: texts((value, suffix) => value.endsWith(suffix), 2),
  strcontains: texts((value, part) => value.includes(part), 2),
  split: texts((separator, value) => (separator === "" ? undefined : value.split(separator)), 2),
  tostring: texts((value) => value, 1),
  substr: ([value, offset, length]) =>
    typeof value === "string" && /^[ -~]*$/.test(value) && typeof offset === "number" && offset >= 0 && typeof length === "number"
      ? value.slice(offset, length < 0 ? undefined : offset + length)
      : undefined,
  join: ([separator, ...lists]) => {
    const parts = flat(lists).map(text);
    return typeof separator === "string" && parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
  },
  format,
  coalesce: (values) => values.find((value) => value !== null && value !== ""),
  concat: (values) => (values.every((value) => Array.isArray(value)) ? values.flat() : undefined),
  compact: ([list]) => (Array.isArray(list) ? list.filter((value) => value !== null && value !== "") : undefined),
  tolist: ([list]) => (Array.isArray(list) ? list : undefined),
  element: ([list, index]) =>
    Array.isArray(list) && list.length > 0 && typeof index === "number" && index >= 0 ? list[index % list.length] : undefined,
  length: ([value]) => (Array.isArray(value) ? value.length : undefined),
  contains: ([list, value]) =>
    Array.isArray(list) && value !== undefined ? list.some((each) => JSON.stringify(each) === JSON.stringify(value)) : undefined,
};
