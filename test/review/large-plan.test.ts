import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readAside } from "../../review/read/aside";
import { bytesOf } from "../../review/read/bytes";
import { decode, parseChanges } from "../../review/read/json";
import { read } from "../../review/read/read";
import { folder, plan } from "./estate";

/** Plans that are large enough for a thread of their own to measure them. */
const FILLING = "x".repeat(9 << 20);
const PLAN = plan([{ address: "aws_s3_bucket.b", after: { bucket: "b" } }]);
const written = (values: string, rest = "", filling = FILLING) =>
  `{"filling":"${filling}","planned_values":${values},${JSON.stringify(PLAN).slice(1, -1)}${rest}}`;
const VALUES = '{"root_module":{"resources":[{"address":"aws_s3_bucket.b","values":{"bucket":"b: {\\"c\\"}"}}]}}';

const fileOf = (text: string) => `${folder({ "x.json": text })}/x.json`;
const apart = (text: string) => {
  const { bytes, measured } = bytesOf(fileOf(text));
  return measured && parseChanges(decode(bytes, "x"), measured);
};

it("a large plan is read in two parts, and all of it but its planned values is there", () => {
  const text = written(VALUES, ',"note":"\\"planned_values\\":{","more":{"planned_values":{}}');
  const [document] = read([fileOf(text)]).documents;
  expect(document?.json).toEqual({ ...(JSON.parse(text) as object), planned_values: null });
  expect(document?.sha256).toBe(createHash("sha256").update(text).digest("hex"));
});

it("accents, a byte order mark and spaces around it change nothing", () => {
  const text = `\ufeff  ${written(VALUES, ',"note":"données"')} \n`;
  const [document] = read([fileOf(text)]).documents;
  expect(document?.json["note"]).toBe("données");
  expect(document?.json["planned_values"]).toBeNull();
});

it("the thread that begins while a plan is read measures what was read", () => {
  const text = Buffer.from(written(VALUES));
  const late = (bytes: Buffer) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    bytes.set(text);
  };
  expect(readAside(text.length, late).measured?.()?.sha256).toBe(createHash("sha256").update(text).digest("hex"));
});

it("what no thread measures is read as a whole", () => {
  const text = written(VALUES);
  expect(bytesOf(fileOf(text), text.length + 1).measured).toBeUndefined();
  expect(parseChanges(text, () => undefined)).toBeUndefined();
  const [small] = read([fileOf(written(VALUES, "", "x"))]).documents;
  expect(small?.json["planned_values"]).toEqual(JSON.parse(VALUES));
});

describe("read in two parts, nothing is missed that a small plan is refused for", () => {
  it.each([
    ["a key repeated in what is planned", '{"a":1,"a":1}', ""],
    ["__proto__ in what is planned", '{"a":{"__proto__":{}}}', ""],
    ["planned values that are no JSON", '{"a":tru}', ""],
    ["a key repeated in the rest", VALUES, ',"complete":true,"complete":true'],
    ["__proto__ in the rest", VALUES, ',"__proto__":{}'],
    ["planned values twice, the second as large as one pair and the first", "{}", ',"planned_values":{"a":1}'],
    ["planned values twice, the second again", '{"a":1}', ',"planned_values":{}'],
    ["bottomless nesting", VALUES, `,"deep":${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["bottomless nesting of what is planned", `[${"[".repeat(100_000)}${"]".repeat(100_000)}]`, ""],
    ["a second document", VALUES, "}{"],
    ["a truncated one", VALUES, ',"a":{'],
  ])("%s", (_, values, rest) => {
    expect(apart(written(values, rest))).toBeUndefined();
    const said = (filling: string) => {
      try {
        read([fileOf(written(values, rest, filling))]);
        return "nothing";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(said("x")).toMatch(/^REVIEW-(HOSTILE|JSON)$/);
    expect(said(FILLING)).toBe(said("x"));
  });

  it("a plan that is whole is", () => expect(apart(written(VALUES))).toBeDefined());
});

it("the thread's script is among what the package ships", () => {
  const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: readonly string[] };
  expect(files).toContain("bin/measure.js");
});
