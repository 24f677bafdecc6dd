import { testOf, type Event } from "../../review/filter-pattern";

const matches = (pattern: string, event: Event) => testOf(pattern)?.(event);
const event = { eventSource: "kms.amazonaws.com", eventName: "DisableKey", "userIdentity.arn": "arn:aws:sts::1:assumed-role/a/b" };

it.each([
  ['{ $.eventName = "DisableKey" }', true],
  ["{ $.eventName = DisableKey }", true],
  ['{ $.eventName != "DisableKey" }', false],
  ['{ $.eventName = "Disable*" && $.eventSource = "*.amazonaws.com" }', true],
  ['{ $.eventName = "Dis.bleKey" }', false],
  ['{ $.eventName = "Disable*eKey" }', false],
  ['{ $.eventName = "*s*b*Key" }', true],
  ['{ $.eventName = "*" }', true],
  ['{ $.eventName = "x**" }', false],
  ['{ ($.eventName = "A") || ($.eventName = "DisableKey") }', true],
  ['{ $.eventName = "DisableKey" || $.eventName = "A" && $.eventName = "B" }', true],
  ['{ ($.eventName = "DisableKey" || $.eventName = "A") && $.eventName = "B" }', false],
  ['{ $.absent = "x" }', false],
  ['{ $.absent != "x" }', false],
  ["{ $.absent NOT EXISTS }", true],
  ["{ $.eventName NOT EXISTS }", false],
])("%s is %s", (pattern, expected) => expect(matches(pattern, event)).toBe(expected));

it.each([
  "ERROR",
  "",
  "{ }",
  "{ $.eventName }",
  '{ $.eventName = "a" } trailing',
  '{ ($.eventName = "a" }',
  '{ $.eventName = "a" && }',
  "{ $.latency > 5 }",
  "{ $.eventName = ( }",
  `{ ${"(".repeat(100_000)}`,
  `{ ${"(".repeat(40)}$.a = "b"${")".repeat(40)} }`,
])("%.40s is no pattern that it reads", (pattern) => expect(matches(pattern, event)).toBeUndefined());

it("takes no time for many wildcards", () =>
  expect(matches(`{ $.eventName = "${"*a".repeat(30)}*!" }`, { eventName: "a".repeat(200) })).toBe(false));
