import { ask, factsOf, plan } from "./estate";
import type { JsonObject } from "../../review/value";

const EAST = { name: "aws", expressions: { region: { constant_value: "us-east-1" } } };
const WEST = { name: "aws", alias: "west", expressions: { region: { constant_value: "us-west-2" } } };
const HIDDEN = "module.a.module.b:aws";

/** module.a has nothing of AWS's itself, so that terraform does not say whose provider module.b takes. */
function queue(call: JsonObject, providers: JsonObject, inner: JsonObject = {}) {
  const resource = { address: "aws_sqs_queue.q", mode: "managed", type: "aws_sqs_queue", name: "q", provider_config_key: HIDDEN };
  const below = { b: { module: { resources: [resource] }, ...inner } };
  const made = plan([], {
    resource_changes: [
      {
        ...resource,
        address: "module.a.module.b.aws_sqs_queue.q",
        change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
      },
    ],
    configuration: {
      provider_config: { ...providers, [HIDDEN]: { name: "aws", module_address: "module.a.module.b" } },
      root_module: { module_calls: { a: { module: { module_calls: below }, ...call } } },
    },
  });
  const facts = factsOf([made]);
  const { region, decidedBy } = facts.placeOf(facts.resources[0] as (typeof facts.resources)[number]);
  expect(ask("LOCATION-01", [made])[0]).toMatch(region === null ? /^unknown/ : /^met/);
  return `${String(region)} ${decidedBy}`;
}

describe("a provider that a module between hides", () => {
  const each = { for_each_expression: { constant_value: { x: 1 } } };
  it.each<[string, JsonObject, JsonObject]>([
    ["is repeated", {}, each],
    ["lies below what is repeated", { count_expression: { constant_value: 1 } }, {}],
    ["lies below what waits for something", { depends_on: ["aws_vpc.v"] }, {}],
  ])("is the root's only one, where its module %s", (_, call, inner) =>
    expect(queue(call, { aws: EAST }, inner)).toBe("us-east-1 constant"),
  );
  it.each<[string, JsonObject, JsonObject]>([
    ["its module may have an empty one of its own", {}, { aws: EAST }],
    ["another might have been passed", each, { aws: EAST, "aws.west": WEST }],
    ["the default one takes its region from the environment", each, { aws: { name: "aws" }, "aws.west": WEST }],
    ["the default one is not written", each, { "aws.west": WEST }],
    ["a module above has one of its own", each, { aws: EAST, "module.a:aws": { ...EAST, module_address: "module.a" } }],
  ])("is not known where %s", (_, call, providers) => expect(queue(call, providers)).toBe("null unresolved"));
});
