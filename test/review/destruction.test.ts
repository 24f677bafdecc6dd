import { destructionOf } from "../../review/destruction";
import { destructionLine } from "../../review/report/destruction";
import { render } from "../../review/report/formats";
import type { Report } from "../../review/report/report";
import { review } from "../../review/review";
import type { JsonObject } from "../../review/value";
import { bucket, factsOf, folder, plan, SCOPE, stack, WITHOUT_AUDITOR } from "./estate";

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
  it.each<["html" | "markdown" | "terminal", RegExp]>([
    ["html", /<h2>Destruction<\/h2><p>Destruction of stores and keys: 1 prevented, 1 not prevented\.<\/p>/],
    ["markdown", /^`Destruction of stores and keys: 1 prevented, 1 not prevented`$/m],
    ["terminal", /^Destruction of stores and keys: 1 prevented, 1 not prevented$/m],
  ])("stands in %s", async (format, line) => {
    const at = folder({ "s/cdk.tf.json": stack("s", { aws_s3_bucket: { b: bucket(), c: bucket({ bucket: "c", lifecycle: {} }) } }) });
    expect(await render(await review([`${at}/s/cdk.tf.json`], WITHOUT_AUDITOR, { asOf: "2026-11-24" }), format)).toMatch(line);
  });
  it("shows each in HTML, its address as text", async () => {
    const at = folder({ "plan.json": plan([{ address: 'aws_s3_bucket.b["<img src=x onerror=alert(1)>"]' }]) });
    const html = await render(await review([`${at}/plan.json`], WITHOUT_AUDITOR, { asOf: "2026-11-24" }), "html");
    const row = /<h2>Destruction<\/h2>.*?<tbody>(.*?)<\/tbody>/s.exec(html)?.[1];
    expect(row).toMatch(/aws_s3_bucket\.b\[&quot;&lt;img .*<td>not shown by a plan alone<\/td>/);
    expect(html).not.toContain("<img");
  });
});
