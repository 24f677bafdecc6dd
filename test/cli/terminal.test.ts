import { RingfenceError, RingfenceErrors } from "../../config/errors";
import { clean, sayErrors } from "../../cli/terminal";

const HOSTILE = "a\u001b]8;;https://parent.example\u0007b\u202ec\u200bd\r";

it("shows what input wrote without what would act on a terminal, and keeps its lines", () => {
  expect(clean(`${HOSTILE}\n\tplain`)).toBe("a\ufffd]8;;https://parent.example\ufffdb\ufffdc\ufffdd\ufffd\n\tplain");
});

it("says no error with an escape of the input's in it", () => {
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const page = { code: "TEST-HOSTILE", title: "a text is hostile", why: "w" };
  const details = { at: HOSTILE, given: HOSTILE, expected: HOSTILE, fix: HOSTILE };
  try {
    expect(sayErrors(new RingfenceError(page, details), 2)).toBe(2);
  } finally {
    write.mockRestore();
  }
  const text = said.join("");
  expect(text).toContain("TEST-HOSTILE");
  expect(text.match(/\n/g)).toHaveLength(1);
  expect(text.match(/a\ufffd]8;;/g)).toHaveLength(4);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(text).not.toMatch(/[\u001b\u0007\u202e\u200b\r]/);
});

it("says once what is to be mended once", () => {
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const error = new RingfenceError({ code: "TEST-TWICE", title: "t", why: "w" }, { at: "a", given: "g", expected: "e", fix: "f" });
  try {
    sayErrors(new RingfenceErrors([error, error]), 1);
  } finally {
    write.mockRestore();
  }
  expect(said).toEqual([expect.stringMatching(/^TEST-TWICE /)]);
});
