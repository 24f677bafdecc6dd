import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { userErrors } from "../../config/errors";
import { loadProgram } from "../../config/load";
import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { ARCHIVE, changed, CONTENT, errorsOf, type Change, type Loose } from "./refused";

test("the two programs that are shipped are accepted", () => {
  expect(Program.of(unitedStates).data.datasets).toHaveLength(4);
  expect(Program.of(europeanUnion).data.datasets).toHaveLength(3);
});

test.each([null, undefined, 7, "united-states", []])("%p is no program", (input) => {
  expect(errorsOf(input).map(({ code }) => code)).toEqual(["PROGRAM-SHAPE"]);
});

test("everything that is wrong is said at once", () => {
  const errors = errorsOf(
    changed(unitedStates, (p) => {
      p.datasets[ARCHIVE].recovery.region = "eu-west-1";
      p.networks.west.cidr = "10.20.0.0/16";
    }),
  );
  expect(errors.map(({ code }) => code).sort()).toEqual(["PROGRAM-OVERLAP", "PROGRAM-PLACE"]);
  const shape = errorsOf(changed(unitedStates, (p) => ((p.name = "X"), (p.deadline = "soon"))));
  expect(shape.map(({ code }) => code)).toEqual(["PROGRAM-SHAPE", "PROGRAM-SHAPE"]);
});

test("a home in Singapore names the dataset, the place and what to change", () => {
  const errors = errorsOf(changed(unitedStates, (p) => (p.datasets[CONTENT].home.region = "ap-southeast-1")));
  const place = errors.find(({ code }) => code === "PROGRAM-PLACE")?.message ?? "";
  expect(place).toContain("datasets[0] (user-content).home.region");
  expect(place).toContain('aws "ap-southeast-1"');
  expect(place).toContain("expected one of us-east-1, us-east-2, us-west-1, us-west-2.");
  expect(place).toContain("Change datasets[0] (user-content).home.region to a region of US.");
});

test("keys with the parent name the account, its owner and what to change", () => {
  const errors = errorsOf(changed(unitedStates, (p) => (p.custody.aws = "legacy-singapore")));
  expect(errors).toHaveLength(1);
  expect(errors[0]?.code).toBe("PROGRAM-OWNER");
  expect(errors[0]?.message).toContain(
    "custody.aws: the account belongs to the wrong party; given legacy-singapore (888888888888), owned by the parent",
  );
  expect(errors[0]?.message).toContain("Keep the keys in the custodian's custody account.");
});

describe("the headline", () => {
  /** Real ids: twelve digits that are no placeholders, and projects that are no examples. */
  const real: Change = (p) => {
    for (const [index, account] of Object.values<Loose>(p.accounts).entries())
      account.id = account.cloud === "aws" ? `10293847560${index}` : `app-legacy-${index}`;
  };
  const headline = (change: Change) => Program.of(changed(unitedStates, change)).headline;

  test("is EXAMPLE with placeholder accounts", () => {
    expect(Program.of(unitedStates).headline).toBe("EXAMPLE");
    expect(Program.of(europeanUnion).headline).toBe("EXAMPLE");
  });
  test("is EXAMPLE when one placeholder is left", () =>
    expect(headline((p) => (real(p), (p.accounts.audit.id = "111122223333")))).toBe("EXAMPLE"));
  test("is none with real accounts", () => expect(headline(real)).toBeNull());
  test("is SANDBOX when it can be torn down", () =>
    expect(headline((p) => (real(p), (p.sandbox = true), p.datasets.forEach((d: Loose) => (d.legacy = []))))).toBe("SANDBOX"));
});

test("a sandbox refuses legacy copies", () => {
  expect(errorsOf(changed(unitedStates, (p) => (p.sandbox = true))).map(({ code }) => code)).toEqual([
    "PROGRAM-SANDBOX",
    "PROGRAM-SANDBOX",
    "PROGRAM-SANDBOX",
  ]);
});

test("the digest is the normalised program's", () => {
  const { digest } = Program.of(unitedStates);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(Program.of(changed(unitedStates, (p) => (p.sandbox = false))).digest).toBe(digest);
  expect(Program.of(changed(unitedStates, (p) => (p.deadline = "2027-07-01"))).digest).not.toBe(digest);
});

describe("a program is loaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-load-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const never = () => {
    throw new Error("no module is loaded");
  };
  const { digest } = Program.of(unitedStates);
  const codesOf = (path: string, load = (): unknown => never()): string => {
    try {
      loadProgram(path, load);
      return "";
    } catch (error) {
      return (userErrors(error) ?? []).map(({ message }) => message).join("\n");
    }
  };

  test("from JSON", () => expect(loadProgram(file("program.json", JSON.stringify(unitedStates)), never).digest).toBe(digest));
  test.each(["yaml", "yml"])("from .%s", (extension) =>
    expect(loadProgram(file(`program.${extension}`, stringify(unitedStates)), never).digest).toBe(digest),
  );
  test("from JSON with a byte order mark", () =>
    expect(loadProgram(file("program.json", `\ufeff${JSON.stringify(unitedStates)}`), never).digest).toBe(digest));
  test("from no module that throws, with what it threw", () => {
    const throws = () => {
      throw new TypeError("no such table");
    };
    expect(() => loadProgram(file("program.ts", ""), throws)).toThrow(
      /^PROGRAM-FILE .*given a module that fails: TypeError: no such table/,
    );
  });
  test("from a module", () => expect(loadProgram(file("program.ts", ""), () => ({ program: unitedStates })).digest).toBe(digest));
  test("and its errors name the file", () => expect(codesOf(file("bad.json", "{}"))).toContain("bad.json name"));
  test.each([
    ["no file", join(folder, "absent.json"), "no such file"],
    ["broken JSON", file("broken.json", "{"), "not JSON"],
    ["broken YAML", file("broken.yaml", "a: [1"), "not YAML"],
    ["another format", file("program.toml", ""), "a .toml file"],
  ])("not from %s", (_of, path, says) => {
    expect(codesOf(path)).toContain("PROGRAM-FILE");
    expect(codesOf(path)).toContain(says);
  });
  test.each([
    [
      "does not compile",
      Object.assign(new Error('cannot compile /p.ts\np.ts:15:3: Expected "}"'), { code: "COMPILE" }),
      'p.ts:15:3: Expected "}"',
    ],
    ["throws", new TypeError("x is not a function"), "TypeError: x is not a function"],
    [
      "asks for what is not there",
      Object.assign(new Error("Cannot find module 'absent'\nRequire stack:\n- /a/b.cjs"), { code: "MODULE_NOT_FOUND" }),
      "a module that fails: Error: Cannot find module 'absent', expected",
    ],
  ])("not from a module that %s", (_of, error, says) => {
    const load = () => {
      throw error;
    };
    expect(codesOf(file("failing.ts", ""), load)).toContain("PROGRAM-FILE");
    expect(codesOf(file("failing.ts", ""), load)).toContain(says);
  });
  test("not from a module without a program", () =>
    expect(codesOf(file("empty.ts", ""), () => ({}))).toContain("a module without a `program` export"));
});
