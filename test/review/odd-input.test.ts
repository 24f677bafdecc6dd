import { RingfenceError } from "../../config/errors";
import { Facts } from "../../review/facts/facts";
import { read } from "../../review/read/read";
import type { JsonObject } from "../../review/value";
import { ask, folder, plan, SCOPE, stack } from "./estate";

const PLAN = plan([{ address: "aws_s3_bucket.b" }]);
const TEXT = JSON.stringify(PLAN);
const one = (content: string | Buffer | JsonObject) => read([`${folder({ "x.json": content })}/x.json`]);

function codeOf(content: string | Buffer | JsonObject): string {
  try {
    Facts.of(one(content), SCOPE);
  } catch (error) {
    if (error instanceof RingfenceError) return error.code;
    throw error;
  }
  return "none";
}

const changed = (more: JsonObject): JsonObject => {
  const [change] = PLAN["resource_changes"] as JsonObject[];
  return { ...PLAN, resource_changes: [{ ...change, ...more }] };
};

describe("odd input that is a plan all the same", () => {
  it.each<[string, string | Buffer]>([
    ["UTF-16 without a mark, behind a line", Buffer.from(`\r\nWarning: old\r\n${TEXT}\r\n`, "utf16le")],
    ["the same in the other order", Buffer.from(`\n${TEXT}\n`, "utf16le").swap16()],
    ["a note that ends in brackets", `${TEXT}\n\n::debug::exit 0\nWarning: [x]\n`],
  ])("%s", (_, content) => expect(codeOf(content)).toBe("none"));
  it("no changes, where nothing is planned", () =>
    expect(codeOf({ format_version: "1.2", planned_values: { root_module: {} }, configuration: {} })).toBe("none"));
  it("ten million characters in a value", () =>
    expect(codeOf(plan([{ address: "aws_s3_bucket.b", after: { bucket: "x${".repeat(3_000_000) } }]))).toBe("none"));
});

describe("odd input that is refused", () => {
  it.each<[string, string | JsonObject, string]>([
    ["a second document behind a note", `${TEXT}\nnote\n${TEXT}\nnote\n`, "REVIEW-JSON"],
    ["a list behind it", `${TEXT}\n[1,\n2]`, "REVIEW-JSON"],
    ["a format that is no number", { ...PLAN, format_version: "1.2beta" }, "REVIEW-KIND"],
    ["a change that is nothing", changed({ change: null }), "REVIEW-KIND"],
    ["an action that stands in no list", changed({ change: { actions: "create", after: {} } }), "REVIEW-KIND"],
    ["an action that is no text", changed({ change: { actions: [1], after: {} } }), "REVIEW-KIND"],
    ["changes that are no list", { ...PLAN, resource_changes: { a: 1 }, planned_values: {} }, "REVIEW-KIND"],
    [
      "planned resources without their changes",
      { format_version: "1.2", planned_values: { root_module: { resources: [{ address: "aws_s3_bucket.b" }] } } },
      "REVIEW-KIND",
    ],
    [
      "planned resources of a module without their changes",
      { format_version: "1.2", planned_values: { root_module: { child_modules: [{}] } } },
      "REVIEW-KIND",
    ],
    ["an address of ten million characters", plan([{ address: `aws_s3_bucket.b["${"x".repeat(10_000_000)}"]` }]), "REVIEW-ADDRESS"],
    ["a bucket under a role's address", changed({ address: "aws_iam_role.b" }), "REVIEW-ADDRESS"],
    ["a role that says it is a bucket", changed({ type: "aws_iam_role" }), "REVIEW-ADDRESS"],
    ["a bucket that says it is only read", changed({ mode: "data" }), "REVIEW-ADDRESS"],
    ["a bucket under the address of what is only read", changed({ address: "data.aws_s3_bucket.b" }), "REVIEW-ADDRESS"],
    ["a type that is no text", changed({ type: null }), "REVIEW-ADDRESS"],
    ["ten thousand levels", `${TEXT.slice(0, -1)},"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "REVIEW-HOSTILE"],
    ["__proto__ as a name", '{"resource":{"aws_s3_bucket":{"__proto__":{}}}}', "REVIEW-HOSTILE"],
  ])("%s", (_, content, code) => expect(codeOf(content)).toBe(code));
});

describe("what a plan says of itself", () => {
  it.each<[JsonObject, string]>([
    [{ errored: "true" }, "errored"],
    [{ complete: "false" }, "complete"],
    [{ complete: 0 }, "complete"],
  ])("is not taken for good where it is neither true nor false: %j", (more, key) =>
    expect(ask("LOCATION-06", [{ ...PLAN, ...more }])[0]).toMatch(new RegExp(`^unknown ${key}`)),
  );
  it.each<JsonObject>([
    { errored: false, complete: true },
    { errored: null, complete: null },
  ])("%j is whole", (more) => expect(ask("LOCATION-06", [{ ...PLAN, ...more }])).toEqual(["met "]));
});

describe("types that JavaScript knows too", () => {
  it.each(["constructor", "toString", "valueOf", "hasOwnProperty", "__defineGetter__"])("%s is in no table", (type) => {
    for (const document of [stack("s", { [type]: { constructor: {} } }), plan([{ address: `${type}.constructor` }])])
      expect(ask("LOCATION-05", [document])).toEqual([expect.stringMatching(/^unknown .* is in no table/)]);
  });
});

describe("what runs when a resource goes", () => {
  const of = (provisioners?: JsonObject[]) => {
    const document = plan([{ address: "null_resource.b", actions: ["delete"], before: {} }]);
    const resources = [
      { address: "null_resource.b", mode: "managed", type: "null_resource", name: "b", ...(provisioners && { provisioners }) },
    ];
    return ask("LOCATION-05", [{ ...document, configuration: { root_module: { resources } } }]);
  };
  it("is not known", () => expect(of([{ type: "local-exec" }])).toEqual([expect.stringMatching(/^unknown .*provisioner runs/)]));
  it("is nothing where there is no provisioner", () => expect(of()).toEqual([]));
});
