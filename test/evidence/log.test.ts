import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appendLog, checkLog, type LogHead } from "../../evidence/log/log";
import { scratch } from "./inventories";

const folder = scratch();
const file = join(folder, "deep", "log.jsonl");
const heads: LogHead[] = ["one", "two", "three"].map((name) => appendLog(file, { name, content: name, at: "2026-11-24T00:00:00.000Z" }));
const content = readFileSync(file, "utf8");
const lines = content.split(/(?<=\n)/);
const check = (text: readonly string[], known?: LogHead) => {
  try {
    return checkLog(text.join(""), "log", known);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("a whole log has the head that its last entry made, and holds every earlier one", () => {
  expect(check(lines)).toEqual(heads[2]);
  for (const head of heads) expect(check(lines, head)).toEqual(heads[2]);
  expect(check([])).toMatchObject({ entries: 0 });
});

test.each([
  ["an entry taken out", [lines[0], lines[2]]],
  ["the first taken out", [lines[1], lines[2]]],
  ["two exchanged", [lines[1], lines[0], lines[2]]],
  ["an entry twice", [lines[0], lines[0], lines[1], lines[2]]],
  ["a letter changed", [lines[0]?.replace("one", "eno"), lines[1], lines[2]]],
  ["a space more", [lines[0]?.replace("{", "{ "), lines[1], lines[2]]],
  ["the last line without its end", [lines[0], lines[1], lines[2]?.trimEnd()]],
])("%s shows", (_, text) => expect(check(text as string[])).toBe("EVIDENCE-LOG"));

test("a log that was cut off shows against the head that was kept, and not without it", () => {
  expect(check(lines.slice(0, 2))).toEqual(heads[1]);
  expect(check(lines.slice(0, 2), heads[2])).toBe("EVIDENCE-LOG");
  expect(check([], heads[0])).toBe("EVIDENCE-LOG");
});

test("a log that was written anew shows against the head that was kept", () => {
  const other = join(folder, "other.jsonl");
  for (const name of ["one", "TWO", "three"]) appendLog(other, { name, content: name, at: "2026-11-24T00:00:00.000Z" });
  expect(check([readFileSync(other, "utf8")], heads[2])).toBe("EVIDENCE-LOG");
});

test("nothing is appended to a log that does not hold together", () => {
  const broken = join(folder, "broken.jsonl");
  writeFileSync(broken, lines.slice(1).join(""));
  expect(() => appendLog(broken, { name: "x", content: "x", at: "2026-11-24T00:00:00.000Z" })).toThrow("EVIDENCE-LOG");
  expect(readFileSync(broken, "utf8")).toBe(lines.slice(1).join(""));
});
