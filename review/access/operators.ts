import { BlockList, isIPv4, isIPv6 } from "node:net";
import { filled, like, type Context } from "./text";
import { every, type Three } from "./three";

/** Compares one value of the request with one value of the policy. */
type Compare = (actual: string, wanted: string, context: Context) => Three;

export interface Operator {
  readonly compare: Compare;
  /** A negated operator holds when no value of the policy matches, and when the key is absent. */
  readonly negated: boolean;
}

const text =
  (same: (a: string, b: string) => Three): Compare =>
  (actual, wanted, context) => {
    const value = filled(wanted, context);
    return value === undefined ? "unknown" : same(actual, value);
  };

const equal = text((a, b) => a === b);
const equalIgnoringCase = text((a, b) => a.toLowerCase() === b.toLowerCase());
const bool = text((a, b) => (/^(true|false)$/i.test(b) ? a.toLowerCase() === b.toLowerCase() : "unknown"));

/** ArnEquals and ArnLike behave alike: each of the six parts is matched on its own, so a `*` never crosses a colon. */
const arn: Compare = (actual, wanted, context) => {
  const [a, w] = [parts(actual), parts(wanted)];
  if (w === undefined) return wanted === "*" ? true : wanted.includes("${") ? like(wanted, actual, context) : "unknown";
  if (a === undefined) return false;
  return every(w.map((part, i) => like(part, a[i] ?? "", context)));
};

/** The colons inside `${aws:…}` do not split. */
function parts(value: string): string[] | undefined {
  const split = value.split(/:(?![^{]*\})/);
  return split.length < 6 ? undefined : [...split.slice(0, 5), split.slice(5).join(":")];
}

const numeric = (holds: (a: number, b: number) => boolean): Compare =>
  text((a, b) => (isNumber(b) ? isNumber(a) && holds(Number(a), Number(b)) : "unknown"));
const isNumber = (value: string): boolean => value.trim() !== "" && Number.isFinite(Number(value));

/** IAM takes ISO 8601 and seconds since 1970. */
const instant = (value: string): number => (/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value));
const date = (holds: (a: number, b: number) => boolean): Compare =>
  text((a, b) => (Number.isNaN(instant(b)) ? "unknown" : !Number.isNaN(instant(a)) && holds(instant(a), instant(b))));

const address = text((actual, wanted) => {
  const [network = "", bits] = wanted.split("/");
  const family = isIPv4(network) ? "ipv4" : isIPv6(network) ? "ipv6" : undefined;
  const width = family === "ipv4" ? 32 : 128;
  const prefix = bits === undefined ? width : Number(bits);
  if (family === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > width) return "unknown";
  if (!(family === "ipv4" ? isIPv4(actual) : isIPv6(actual))) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(actual, family);
});

const is = (compare: Compare): Operator => ({ compare, negated: false });
const isNot = (compare: Compare): Operator => ({ compare, negated: true });

/**
 * The condition operators by lower-cased name. One that is not here makes the answer unknown.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["stringequals", is(equal)],
  ["stringnotequals", isNot(equal)],
  ["stringequalsignorecase", is(equalIgnoringCase)],
  ["stringnotequalsignorecase", isNot(equalIgnoringCase)],
  ["stringlike", is((a, w, c) => like(w, a, c))],
  ["stringnotlike", isNot((a, w, c) => like(w, a, c))],
  ["arnequals", is(arn)],
  ["arnlike", is(arn)],
  ["arnnotequals", isNot(arn)],
  ["arnnotlike", isNot(arn)],
  ["bool", is(bool)],
  ["numericequals", is(numeric((a, b) => a === b))],
  ["numericnotequals", isNot(numeric((a, b) => a === b))],
  ["numericlessthan", is(numeric((a, b) => a < b))],
  ["numericlessthanequals", is(numeric((a, b) => a <= b))],
  ["numericgreaterthan", is(numeric((a, b) => a > b))],
  ["numericgreaterthanequals", is(numeric((a, b) => a >= b))],
  ["dateequals", is(date((a, b) => a === b))],
  ["datenotequals", isNot(date((a, b) => a === b))],
  ["datelessthan", is(date((a, b) => a < b))],
  ["datelessthanequals", is(date((a, b) => a <= b))],
  ["dategreaterthan", is(date((a, b) => a > b))],
  ["dategreaterthanequals", is(date((a, b) => a >= b))],
  ["ipaddress", is(address)],
  ["notipaddress", isNot(address)],
]);
