import { evaluate } from "../../review/evaluate";
import type { Plain } from "../../review/functions";

const KNOWN: Readonly<Record<string, Plain>> = {
  "var.region": "us-east-1",
  "local.list": ["us-east-1", "eu-west-1"],
  "var.yes": true,
  "local.m.a.b": "x",
};
const of = (text: string) => evaluate(text, (steps) => (Object.hasOwn(KNOWN, steps.join(".")) ? KNOWN[steps.join(".")] : undefined));

describe("an expression comes to", () => {
  it.each<[string, Plain]>([
    ['lower("US-WEST-2")', "us-west-2"],
    ['replace(var.region, "us-east-1", "eu-west-3")', "eu-west-3"],
    ['var.yes ? "us-west-1" : var.unknown', "us-west-1"],
    ['!var.yes ? "a" : "b"', "b"],
    ['join("-", ["us", "east", "1"])', "us-east-1"],
    ['format("%s-%d", "us-east", 1)', "us-east-1"],
    ['split("-", var.region)[0]', "us"],
    ['coalesce(null, "", "x")', "x"],
    ['substr("us-east-1a", 0, 9)', "us-east-1"],
    ['contains(local.list, "eu-west-1") && length(local.list) == 2', true],
    ["element(local.list, 3)", "eu-west-1"],
    ['local.m["a"].b', "x"],
    ["(1 + 2) * 3 - -1", 10],
    ['"$${x}"', "${x}"],
    ['trimsuffix(trimprefix("a-b-c", "a-"), "-c")', "b"],
    ['var.region == "us-east-1" ? "in" : "out"', "in"],
  ])("%s", (text, expected) => expect(of(text)).toEqual(expected));

  it.each([
    ["a name that nobody knows", "var.other"],
    ["a function that is not worked out", 'sha1("x")'],
    ["a pattern of another dialect", 'replace("us", "/u/", "e")'],
    ["letters of other scripts", 'upper("straße")'],
    ["a template inside", '"${var.region}"'],
    ["a condition that is not known", 'var.other ? "us-east-1" : "us-east-1"'],
    ["a for expression", "[for x in local.list : x]"],
    ["a splat", "local.list[*]"],
    ["more than an expression", '"a" "b"'],
    ["an open end", "lower("],
    ["bottomless nesting", `${"(".repeat(500)}1`],
    ["an inherited name", "constructor"],
    ["an inherited function", 'toString("x")'],
    ["widths", 'format("%05d", 1)'],
  ])("nothing that is said, for %s", (_, text) => expect(of(text)).toBeUndefined());
});
