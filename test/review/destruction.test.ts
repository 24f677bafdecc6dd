import { destructionOf } from "../../review/destruction";
import { destructionLine } from "../../review/report/destruction";
import type { Report } from "../../review/report/report";
import type { JsonObject } from "../../review/value";
import { bucket, factsOf, plan, SCOPE, stack } from "./estate";

const path = (of: string): JsonObject => ({ "//": { metadata: { path: of } } });
const of = (document: JsonObject, address = "aws_s3_bucket.b") => {
  const found = factsOf([document]).resources.find((resource) => resource.address === address);
  if (!found) throw new Error(address);
  return destructionOf(found, { ...SCOPE, optOuts: [{ of: "s/b", reason: "it is made anew each night" }] });
};
const source = (more: JsonObject) => stack("s", { aws_s3_bucket: { b: bucket(more) } });

describe("what prevent_destroy covers", () => {
  it.each<[string, JsonObject, string]>([
    ["a block that says so", source({}), "prevented"],
    ["one that does not", source({ lifecycle: {} }), "not prevented"],
    ["one with a reason", source({ lifecycle: {}, ...path("s/b") }), "opted out"],
    ["one that says so beside its reason", source(path("s/b")), "prevented"],
    ["an expression", source({ lifecycle: { prevent_destroy: "${var.keep}" } }), "not known"],
    ["a plan", plan([{ address: "aws_s3_bucket.b" }]), "not shown by a plan alone"],
  ])("%s", (_, document, says) => expect(of(document)).toBe(says));
  it("is not told of what goes, or of what loses nothing", () => {
    expect(of(plan([{ address: "aws_s3_bucket.b", actions: ["delete"], before: {} }]))).toBeUndefined();
    expect(of(stack("s", { aws_iam_role: { r: { name: "r" } } }), "aws_iam_role.r")).toBeUndefined();
  });
  it("is one line for people", () => {
    const told = (...all: (string | undefined)[]) =>
      destructionLine({ resources: all.map((destruction) => ({ destruction })) } as unknown as Report);
    expect(told("prevented", undefined, "opted out", "prevented")).toEqual([
      "Destruction of stores and keys: 2 prevented, 1 opted out",
      "",
    ]);
    expect(told(undefined)).toEqual([]);
  });
});
