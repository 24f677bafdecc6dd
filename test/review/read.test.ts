import { RingfenceError } from "../../config/errors";
import { configAddress, parseAddress } from "../../review/address";
import { Expression, parseString } from "../../review/expression";
import { read } from "../../review/read/read";
import { folder, plan, stack } from "./estate";

const planning = (values: string) => `{"format_version":"1.2","planned_values":${values},"resource_changes":[]}`;

const SYNTH = stack("storage", { aws_s3_bucket: { b: {} } });
const PLAN = plan([{ address: "aws_s3_bucket.b" }]);
const one = (content: string | Buffer | object) => read([`${folder({ "x.json": content as string })}/x.json`]).documents[0];

function refusal(act: () => unknown): RingfenceError {
  try {
    act();
  } catch (error) {
    if (error instanceof RingfenceError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("the reader recognises", () => {
  it("a synthesized stack, by its own name", () => expect(one(SYNTH)).toMatchObject({ kind: "synth", name: "storage" }));
  it("plain Terraform JSON", () => expect(one({ resource: {} })).toMatchObject({ kind: "synth" }));
  it.each(["0.1", "0.2", "1.0", "1.2", "1.99"])("a plan of format %s", (format_version) =>
    expect(one({ ...PLAN, format_version })).toMatchObject({ kind: "plan" }),
  );
  it("a byte order mark, UTF-16 in both orders, and a wrapper's lines", () => {
    const text = JSON.stringify(PLAN);
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    for (const bytes of [
      Buffer.from(`\ufeff${text}`),
      little,
      Buffer.from(little).swap16(),
      Buffer.from(text, "utf16le"),
      Buffer.from(`[command]/usr/bin/terraform show\n${text}\n::debug::exit 0\n`),
    ])
      expect(one(bytes)).toMatchObject({ kind: "plan" });
  });
  it("a synthesized directory, by its manifest or without one", () => {
    const stacks = { "stacks/a/cdk.tf.json": stack("a", {}), "stacks/b/cdk.tf.json": stack("b", {}) };
    const manifest = { version: "0.21.0", stacks: { a: { name: "a", synthesizedStackPath: "stacks/a/cdk.tf.json" } } };
    expect(read([folder({ ...stacks, "manifest.json": manifest })])).toMatchObject({ whole: true, documents: [{ name: "a" }] });
    const bare = read([folder(stacks)]);
    expect([bare.whole, bare.documents.map(({ name }) => name)]).toEqual([true, ["a", "b"]]);
  });
  it("a single stack's folder as that stack alone: of the others it says nothing", () => {
    const all = folder({ "stacks/a/cdk.tf.json": stack("a", {}), "stacks/b/cdk.tf.json": stack("b", {}) });
    expect(read([`${all}/stacks/a`])).toMatchObject({ whole: false, documents: [{ name: "a" }] });
    expect(read([`${all}/stacks/a`, all])).toMatchObject({ whole: true, documents: [{ name: "a" }, { name: "b" }] });
  });
  it("the same file once", () => {
    const path = `${folder({ "x.json": PLAN })}/x.json`;
    expect(read([path, path]).documents).toHaveLength(1);
  });
});

describe("the reader refuses", () => {
  const text = JSON.stringify(PLAN);
  it.each([
    ['{"resource":5}', "resource"],
    ['{"resource":["aws_s3_bucket"]}', "resource"],
    ['{"resource":[{"aws_s3_bucket":[1]}]}', "resource.aws_s3_bucket"],
    ['{"resource":{"aws_s3_bucket":{"b":"x"}}}', "resource.aws_s3_bucket.b"],
    ['{"provider":{"aws":"x"}}', "provider.aws"],
    ['{"module":true}', "module"],
  ])("a block that is none, which would be skipped: %s", (content, at) => {
    const { code, details } = refusal(() => one(content));
    expect([code, details.at.endsWith(`x.json at ${at}`)]).toEqual(["REVIEW-KIND", true]);
  });
  it("takes objects, lists of them and nothing at each level", () =>
    expect(one('{"resource":[{"aws_s3_bucket":[{"b":[{}]},{"c":null}]}],"provider":null,"locals":{"a":1}}')).toMatchObject({
      kind: "synth",
    }));
  it.each([
    ['{"resource":{"a":NaN}}', 17],
    [`{"resource":{"text":"${"NaN, ".repeat(100)}","a":NaN}}`, 527],
    ['{"resource":{},}', 15],
    ['resource "x" "y" {}', 0],
  ])("what is no JSON, with its position: %s", (content, position) =>
    expect(refusal(() => one(content)).details.given).toMatch(new RegExp(`breaks at position ${position}$`)),
  );
  it.each([
    ["nothing", "", "REVIEW-JSON"],
    ["no JSON", "hello", "REVIEW-JSON"],
    ["a truncated plan", text.slice(0, -20), "REVIEW-JSON"],
    ["two documents", text + text, "REVIEW-JSON"],
    ["a list", "[]", "REVIEW-KIND"],
    ["an object of something else", '{"a":1}', "REVIEW-KIND"],
    ["the log of a plan", '{"@level":"info","@message":"x"}', "REVIEW-KIND"],
    ["provider schemas", '{"format_version":"1.0","provider_schemas":{}}', "REVIEW-KIND"],
    ["a version that is none", '{"format_version":1}', "REVIEW-KIND"],
    ["a state file", '{"version":4,"serial":1,"lineage":"x","resources":[]}', "REVIEW-STATE"],
    ["a state that was shown", '{"format_version":"1.0","values":{}}', "REVIEW-STATE"],
    ["a plan that is too new", JSON.stringify({ ...PLAN, format_version: "2.0" }), "REVIEW-FORMAT"],
    ["a repeated key", '{"resource":{},"resource":{}}', "REVIEW-HOSTILE"],
    ["a key repeated by an escape", '{"resource":{"a":1,"\\u0061":2}}', "REVIEW-HOSTILE"],
    ["a repeated key behind a string with brackets", '{"resource":{"a":"}]{[\\"","b":[{}],"a":2}}', "REVIEW-HOSTILE"],
    ["__proto__", '{"resource":{"__proto__":{}}}', "REVIEW-HOSTILE"],
    ["__proto__ in escapes", '{"resource":{"\\u005f_proto__":{}}}', "REVIEW-HOSTILE"],
    ["a key repeated in what is planned", planning('{"root_module":{"a":1,"a":1}}'), "REVIEW-HOSTILE"],
    ["__proto__ in what is planned", planning('{"root_module":{"__proto__":{}}}'), "REVIEW-HOSTILE"],
    ["planned values twice", planning('{},"planned_values":{}'), "REVIEW-HOSTILE"],
    ["planned values that are no JSON", planning('{"root_module":{"a":tru}}'), "REVIEW-JSON"],
    ["planned values without a colon", planning("{}").replace(":{}", "{}"), "REVIEW-JSON"],
    ["planned values that go on", planning("{}[]"), "REVIEW-JSON"],
    ["planned values beside changes that are no list", planning("{}").replace("[]", "{}"), "REVIEW-KIND"],
    ["bottomless nesting", `{"resource":${"[".repeat(100_000)}`, "REVIEW-HOSTILE"],
  ])("%s", (_, content, code) => {
    const error = refusal(() => one(content));
    expect(error.code).toBe(code);
    expect(error.message.split("\n")).toHaveLength(1);
    expect(error.details.at).toContain("x.json");
  });
  it("never quotes what a broken document holds", () =>
    expect(refusal(() => one('{"format_version":"1.0","x":"hunter2" oops')).message).not.toContain("hunter2"));
  it("what is not there, no path at all, and a directory without stacks", () => {
    expect(refusal(() => read(["/nowhere/x.json"])).code).toBe("REVIEW-READ");
    expect(refusal(() => read(["/nowhere/x.json"])).message).toContain("given no such file or directory,");
    expect(refusal(() => read([])).code).toBe("REVIEW-READ");
    expect(refusal(() => read([folder({ "x.txt": "x" })])).code).toBe("REVIEW-KIND");
  });
  it("a manifest that climbs out, or names a stack that is not there", () => {
    const manifest = (synthesizedStackPath: string) => folder({ "manifest.json": { stacks: { a: { synthesizedStackPath } } } });
    expect(refusal(() => read([manifest("../../etc/x.json")])).code).toBe("REVIEW-READ");
    expect(refusal(() => read([manifest("/etc/x.json")])).code).toBe("REVIEW-READ");
    expect(refusal(() => read([manifest("stacks/a/cdk.tf.json")])).code).toBe("REVIEW-READ");
  });
});

describe("addresses", () => {
  it.each([
    ["aws_s3_bucket.b", { modules: [], mode: "managed", type: "aws_s3_bucket", name: "b", key: undefined }],
    ["data.aws_region.probe", { modules: [], mode: "data", type: "aws_region", name: "probe", key: undefined }],
    [
      'module.m["a.b[0]"].module.n[1].aws_x.y["k"]',
      {
        modules: [
          { name: "m", key: "a.b[0]" },
          { name: "n", key: 1 },
        ],
        mode: "managed",
        type: "aws_x",
        name: "y",
        key: "k",
      },
    ],
  ])("%s", (text, parts) => expect(parseAddress(text)).toEqual(parts));
  it("lose their keys in the configuration", () =>
    expect(configAddress(parseAddress('module.m["x"].data.aws_x.y[0]'))).toBe("module.m.data.aws_x.y"));
  it.each(["", "x", "module.m", "aws_x.y[", 'aws_x.y["a]', "aws_x.y.z", "aws_x.y[0]x"])("refuse %j", (text) =>
    expect(refusal(() => parseAddress(text)).code).toBe("REVIEW-ADDRESS"),
  );
});

describe("strings of Terraform JSON", () => {
  const parts = (text: string) => {
    const parsed = parseString(text);
    return parsed instanceof Expression ? parsed.parts.map((part) => (typeof part === "string" ? part : (part.steps ?? "?"))) : parsed;
  };
  it.each([
    ["plain", "plain"],
    ["$${aws:username}", "${aws:username}"],
    ["%%{if}", "%{if}"],
    ["${aws_x.y.z}", [["aws_x", "y", "z"]]],
    ['${aws_x.y["a.b"].c[0]}', [["aws_x", "y", "a.b", "c", "0"]]],
    ["a-${data.aws_x.y.z}-$${b}", ["a-", ["data", "aws_x", "y", "z"], "-${b}"]],
    ['${join("}", [aws_x.y.z])}!', ["?", "!"]],
    ["%{ if true }x", ["?", "x"]],
    ["${var.a ? 1 : 2}", ["?"]],
    ["${aws_x.y.*.z}", ["?"]],
    ["${open", ["?"]],
  ])("%j", (text, expected) => expect(parts(text)).toEqual(expected));
});

describe("what stands around a document", () => {
  const text = JSON.stringify(PLAN);
  it.each([
    ["terraform's warnings", `\u001b[33m╷\u001b[0m\n│ Warning: a {thing} is old\n╵\n\u001b[0m${text}\n`],
    ["a command before and a note with brackets behind", `$ terraform show -json p.tfplan\n${text}\nexit code [0].\n`],
    ["UTF-16 of the other order without a mark", Buffer.from(text, "utf16le").swap16()],
    ["a pretty-printed plan behind a line", `run\n${JSON.stringify(PLAN, null, 2)}\n`],
  ])("is left out: %s", (_, content) => expect(one(content)).toMatchObject({ kind: "plan" }));
  it.each([
    ["two documents on lines of their own", `${text}\n${text}`],
    ["bytes that are no text", Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0x7d])])],
    ["a plan that ends in the middle of a text", text.slice(0, text.lastIndexOf('"'))],
  ])("does not hide %s", (_, content) => expect(refusal(() => one(content)).code).toBe("REVIEW-JSON"));
  it("says where a key is repeated", () =>
    expect(refusal(() => one(`{"resource":{\n"a":{"x":1},\n"b":{"x":1,"y":[],\n"x":2}}}`)).details.at).toMatch(/x\.json line 4$/));
  it("is not confused by keys in text, escaped quotes and empty objects", () =>
    expect(one('{"locals":{"a":{},"b":[{}],"c":"\\\\\\":{\\"a\\":1}","d:e":"}"}}')).toMatchObject({ kind: "synth" }));
});
