import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BY_NAME, refusedLicences } from "../../bin/licences.js";

const LOCK = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8")) as {
  packages: Record<string, { license?: string; resolved?: string }>;
};
const lockOf = (packages: Record<string, { license?: string }>, dependencies: Record<string, string> = {}) => ({
  packages: { "": { dependencies }, ...packages },
});

describe("licences", () => {
  test("every package of the lock file may be used", () => {
    expect(refusedLicences(LOCK)).toEqual([]);
  });

  test.each(["GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-2.1", "SEE LICENSE IN LICENSE", undefined])(
    "%s is refused, however deep it lies",
    (license) => {
      expect(refusedLicences(lockOf({ "node_modules/a/node_modules/@b/c": { license } }))).toEqual([`@b/c: ${license ?? "none named"}`]);
    },
  );

  test("a name on the list is allowed below another package, under the licence that was read, and never as our own", () => {
    expect(refusedLicences(lockOf({ "node_modules/sax": { license: "BlueOak-1.0.0" } }))).toEqual([]);
    expect(refusedLicences(lockOf({ "node_modules/sax": { license: "GPL-3.0-only" } }))).toEqual(["sax: GPL-3.0-only"]);
    expect(refusedLicences(lockOf({ "node_modules/sax": { license: "BlueOak-1.0.0" } }, { sax: "1" }))).toEqual([
      "sax: BlueOak-1.0.0, a direct dependency",
    ]);
  });

  test("the list names nothing that is gone", () => {
    const present = Object.keys(LOCK.packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    expect(Object.keys(BY_NAME).filter((name) => !present.includes(name))).toEqual([]);
  });
});

test("the lock file names no registry", () => {
  expect(Object.values(LOCK.packages).filter(({ resolved }) => resolved)).toEqual([]);
});
