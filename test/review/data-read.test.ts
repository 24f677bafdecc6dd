import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const EXTERNAL = { external: { e: { program: ["sh", "-c", "true"] } } };
const read = (...documents: JsonObject[]) => ask("LOCATION-09", documents);
const constant = (value: JsonObject[string]) => ({ constant_value: value });
const block = (type: string, expressions: JsonObject, more: JsonObject = {}): JsonObject => ({
  address: `data.${type}.d`,
  mode: "data",
  type,
  name: "d",
  expressions,
  ...more,
});
const planWith = (root_module: JsonObject, more: JsonObject = {}) => plan([], { configuration: { root_module }, ...more });
const seen = (address: string, type: string): JsonObject => ({ address, mode: "data", type, name: "d", values: {} });
const state = (root_module: JsonObject): JsonObject => ({ prior_state: { format_version: "1.0", values: { root_module } } });
const http = (expressions: JsonObject) => read(planWith({ resources: [block("http", expressions)] }));

/** Neither provider is among those that the corpus is planned with, so that these plans are made by hand. */
describe("LOCATION-09", () => {
  it("is met where nothing but clouds is asked", () =>
    expect(read(stack("s", {}, { data: { aws_region: { here: {} } } }))).toEqual(["met data.aws_region.here"]));
  it("has nothing to say of a stack that reads nothing, or of managed resources", () =>
    expect(read(stack("s", { external: { e: {} } }), plan([{ address: "aws_s3_bucket.b" }]))).toEqual([]));

  describe("in a source", () => {
    it("does not know what a program does", () =>
      expect(read(stack("s", {}, { data: EXTERNAL }))).toEqual([expect.stringMatching(/^unknown data\.external\.e: it runs a program/)]));
    it.each<[string, JsonObject]>([
      ["a check", { check: { c: { data: EXTERNAL } } }],
      ["a list of checks", { check: [{ c: [{ data: [EXTERNAL] }] }] }],
    ])("finds it in %s", (_, more) =>
      expect(read(stack("s", {}, { more }))).toEqual([expect.stringMatching(/^unknown data\.external\.e:/)]),
    );
    it("knows what runs among what is ephemeral", () =>
      expect(read(stack("s", {}, { more: { ephemeral: { aws_lambda_invocation: { f: { function_name: "f" } } } } }))).toEqual([
        expect.stringMatching(/^unknown ephemeral\.aws_lambda_invocation\.f: it runs a function/),
      ]));
    it("leaves out what a constant count repeats not once", () =>
      expect(read(stack("s", {}, { data: { external: { e: { program: ["true"], count: 0 } } } }))).toEqual([]));
    it.each<[string, JsonObject, RegExp]>([
      ["a constant URL", { url: "https://ip-ranges.example.com/all.json" }, /^met .*plain request/],
      ["HEAD", { url: "https://a.example.com", method: "HEAD", request_headers: { Accept: "text/plain" } }, /^met/],
      ["a URL that is made", { url: "https://a.example.com/?q=${aws_s3_bucket.b.id}" }, /^unknown .*URL is not constant/],
      ["no URL", {}, /^unknown .*URL is not constant/],
      ["POST", { url: "https://a.example.com", method: "POST" }, /^unknown .*no plain GET/],
      ["a method that is given", { url: "https://a.example.com", method: "${var.m}" }, /^unknown .*no plain GET/],
      ["a body", { url: "https://a.example.com", request_body: "text" }, /^unknown .*it has a body/],
      ["headers that are made", { url: "https://a.example.com", request_headers: { A: "${var.a}" } }, /^unknown .*headers/],
    ])("judges http with %s", (_, body, says) =>
      expect(read(stack("s", {}, { data: { http: { h: body } } }))).toEqual([expect.stringMatching(says)]),
    );
  });

  describe("in a plan", () => {
    it.each<[string, JsonObject, RegExp]>([
      ["a constant URL", { url: constant("https://a.example.com") }, /^met data\.http\.d: /],
      ["a URL of a variable", { url: { references: ["var.url"] } }, /^unknown .*URL/],
      ["a URL of functions", { url: {} }, /^unknown .*URL/],
      ["the text of an expression", { url: { constant_value: "https://${var.a}", references: ["var.a"] } }, /^unknown .*URL/],
      ["that text without references", { url: constant("https://${lower(1)}") }, /^unknown .*URL/],
      ["a body", { url: constant("https://a.example.com"), request_body: { references: ["aws_s3_bucket.b"] } }, /^unknown .*body/],
    ])("judges http with %s", (_, expressions, says) => expect(http(expressions)).toEqual([expect.stringMatching(says)]));

    const called = (more: JsonObject = {}): JsonObject => ({
      module_calls: { m: { module: { resources: [block("external", {})] }, ...more } },
    });
    it("finds a program in a module, read before or by apply", () =>
      expect(read(planWith(called()))).toEqual([expect.stringMatching(/^unknown module\.m\.data\.external\.d: it runs/)]));
    it("does not take a repeated one for unread where a state's address cannot be told", () => {
      const repeated = called({ for_each_expression: { references: ["var.all"] } });
      for (const odd of ["", "us-east-1", 'module.m["']) {
        const answers = read(planWith(repeated, state({ resources: [seen(odd, "external")] })));
        expect(answers).toHaveLength(2);
        for (const answer of answers) expect(answer).toMatch(/^unknown .*it runs a program/);
      }
    });
    it("asks a repeated one whether it was read at all", () => {
      const repeated = called({ for_each_expression: { references: ["var.all"] } });
      const instance = {
        child_modules: [{ address: 'module.m["a.b"]', resources: [seen('module.m["a.b"].data.external.d', "external")] }],
      };
      expect(read(planWith(repeated))).toEqual([]);
      expect(read(planWith(repeated, { errored: true }))).toEqual([expect.stringMatching(/^unknown/)]);
      expect(read(planWith(repeated, state(instance)))).toEqual([expect.stringMatching(/^unknown module\.m\.data\.external\.d: it runs/)]);
    });
    it("does not believe a configuration that leaves out what was read", () =>
      expect(read(plan([], { configuration: {}, ...state({ resources: [seen("data.http.d[0]", "http")] }) }))).toEqual([
        expect.stringMatching(/^unknown data\.http\.d: it sends a request/),
      ]));
  });

  it.each(["constructor", "toString", "shell_script"])("does not know a type that is in no table: %s", (type) => {
    expect(read(stack("s", {}, { data: { [type]: { d: {} } } }))).toEqual([expect.stringMatching(/^unknown .*is in no table/)]);
    expect(read(planWith({ resources: [block(type, {})] }))).toEqual([expect.stringMatching(/^unknown .*is in no table/)]);
  });
  it("believes the program's word on a type, with its reason", () =>
    expect(
      ask("LOCATION-09", [stack("s", {}, { data: { shell_script: { d: {} } } })], {
        classified: [{ type: "shell_script", reason: "prints a date" }],
      }),
    ).toEqual(["met data.shell_script.d: prints a date"]));
});
