import { RingfenceError, RingfenceErrors } from "../../config/errors";
import { clean, sayErrors } from "../../cli/terminal";

const HOSTILE = "a\u001b]8;;https://parent.example\u0007b\u202ec\u200bd\r";

it("shows what input wrote without what would act on a terminal, and keeps its lines", () => {
  expect(clean(`${HOSTILE}\n\tplain`)).toBe("a\ufffd]8;;https://parent.example\ufffdb\ufffdc\ufffdd\ufffd\n\tplain");
});

function said(error: Error, toPeople: boolean): readonly string[] {
  const texts: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  try {
    expect(sayErrors(error, 2, toPeople)).toBe(2);
  } finally {
    write.mockRestore();
  }
  return texts;
}

describe.each([
  ["people", true, 5],
  ["programs", false, 1],
] as const)("to %s, an error", (_, toPeople, lines) => {
  it("is said with no escape of the input's in it", () => {
    const page = { code: "TEST-HOSTILE", title: "a text is hostile", why: "w" };
    const details = { at: HOSTILE, given: HOSTILE, expected: HOSTILE, fix: HOSTILE };
    const text = said(new RingfenceError(page, details), toPeople).join("");
    expect(text).toContain("TEST-HOSTILE");
    expect(text.match(/\n/g)).toHaveLength(lines);
    expect(text.match(/a\ufffd]8;;/g)).toHaveLength(4);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u001b\u0007\u202e\u200b\r]/);
  });

  it("is said once when it is to be mended once", () => {
    const error = new RingfenceError({ code: "TEST-TWICE", title: "t", why: "w" }, { at: "a", given: "g", expected: "e", fix: "f" });
    const texts = said(new RingfenceErrors([error, error]), toPeople);
    expect(texts.filter((text) => text.startsWith("TEST-TWICE "))).toHaveLength(1);
  });
});
