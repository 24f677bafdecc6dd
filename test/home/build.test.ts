import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const HOME = join(__dirname, "../..");
let project: string;

/** A checkout of its own: our bin/, and the sources of a test. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "ringfence-build-"));
  cpSync(join(HOME, "bin"), join(project, "bin"), { recursive: true });
  symlinkSync(join(HOME, "node_modules"), join(project, "node_modules"));
  source("package.json", "{}");
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function source(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" }).trim();
const compiled = (name: string) => join(project, ".build", `${name}.cjs`);

describe("load", () => {
  test("runs TypeScript of several files, with the entry's own arguments", () => {
    source("a.ts", `import { twice } from "./lib/b"; const words: string[] = process.argv.slice(2); console.log(twice(words));`);
    source("lib/b.ts", `export const twice = (words: readonly string[]): string => [...words, ...words].join(" ");`);
    expect(node("bin/build.js", "a.ts", "x", "--y")).toBe("x --y x --y");
  });

  test("returns what the module exports, and the new exports after an edit in the same process", () => {
    source("program.ts", `export const program: { n: number } = { n: 1 };`);
    source(
      "check.js",
      `const { load } = require("./bin/build.js"); const { writeFileSync } = require("node:fs");
       const first = load("program.ts").program.n; writeFileSync("program.ts", "export const program = { n: 22 };");
       console.log(first, load("program.ts").program.n);`,
    );
    expect(node("check.js")).toBe("1 22");
  });

  test("compiles again when any source changed, and not otherwise", () => {
    source("a.ts", `import { word } from "./b"; console.log(word);`);
    source("b.ts", `export const word = "one";`);
    expect(node("bin/build.js", "a.ts")).toBe("one");
    const before = statSync(compiled("a")).ino;
    expect(node("bin/build.js", "a.ts")).toBe("one");
    expect(statSync(compiled("a")).ino).toBe(before);
    source("b.ts", `export const word = "two";`);
    expect(node("bin/build.js", "a.ts")).toBe("two");
    expect(statSync(compiled("a")).ino).not.toBe(before);
  });

  test("a source that vanished is noticed", () => {
    source("a.ts", `import { word } from "./b"; console.log(word);`);
    source("b.ts", `export const word = "one";`);
    node("bin/build.js", "a.ts");
    rmSync(join(project, "b.ts"));
    const { status, stderr } = spawnSync(process.execPath, ["bin/build.js", "a.ts"], { cwd: project, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain('Could not resolve "./b"');
  });

  test("a package that only a dynamic import names is loaded when that import runs", () => {
    source(
      "a.ts",
      `const heavy = () => import("./heavy"); const seen = () => Object.keys(require.cache).some((file) => file.includes("picocolors"));
      const before = seen(); void heavy().then(({ red }) => console.log(before, seen(), typeof red("x")));`,
    );
    source("heavy.ts", `import colors from "picocolors"; export const red = (text: string): string => colors.red(text);`);
    expect(node("bin/build.js", "a.ts")).toBe("false true string");
  });

  test("bin/build.js is shared with what it compiles, from any folder", () => {
    source(
      "main.ts",
      `import { load } from "./bin/build.js"; console.log(load === (require("module")._cache[require.resolve("../bin/build.js")].exports.load));`,
    );
    source("cli/ringfence.ts", `import { load } from "../bin/build.js"; export const same: unknown = load; console.log(typeof load);`);
    expect(node("bin/start.js")).toBe("true");
    expect(node("bin/ringfence.js")).toBe("function");
  });

  test("stack traces name the sources", () => {
    source(
      "a.ts",
      `interface Gone {\n  a: string;\n}\nexport const fail = (gone: Gone): never => {\n  throw new Error(gone.a);\n};\nfail({ a: "boom" });\n`,
    );
    const { status, stderr } = spawnSync(process.execPath, ["bin/build.js", "a.ts"], { cwd: project, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/at fail \(.*[/\\]a\.ts:5:9\)/);
  });

  test("commands that start together do not spoil each other's files", async () => {
    source("a.ts", `import { words } from "./b"; console.log(words.length);`);
    source("b.ts", `export const words = ${JSON.stringify(Array.from({ length: 20000 }, (_, i) => `word ${i}`))};`);
    const runs = Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ["bin/build.js", "a.ts"], { cwd: project }));
    expect((await Promise.all(runs)).map(({ stdout }) => stdout.trim())).toEqual(Array(6).fill("20000"));
    expect(readdirSync(join(project, ".build")).sort()).toEqual(["a.cjs", "a.cjs.map"]);
  });

  test("a project without a writable .build still runs", () => {
    source("a.ts", `import colors from "picocolors"; console.log(typeof colors.red);`);
    source(
      "deny.js",
      `const fs = require("node:fs"); fs.mkdirSync = () => { throw Object.assign(new Error("read-only"), { code: "EROFS" }); };`,
    );
    expect(node("--require", "./deny.js", "bin/build.js", "a.ts")).toBe("function");
    expect(existsSync(join(project, ".build"))).toBe(false);
  });
});

describe("what ships", () => {
  test("runs without its sources, and holds nothing of the machine that built it", () => {
    source("main.ts", `console.log("main", process.argv.slice(2).join());`);
    source("review/read/measure.ts", "");
    source("evidence/inventory/list-file.ts", "");
    source("cli/ringfence.ts", `console.log("cli", process.argv.slice(2).join());`);
    node("bin/build.js", "--shipped");
    rmSync(join(project, "main.ts"));
    rmSync(join(project, "cli"), { recursive: true });
    expect(node("bin/start.js")).toBe("main");
    expect(node("bin/ringfence.js", "review", "x")).toBe("cli review,x");
    expect(existsSync(join(project, ".build"))).toBe(false);
    for (const name of ["dist/main.cjs", "dist/cli/ringfence.cjs"])
      expect(readFileSync(join(project, name), "utf8")).not.toContain(project);
  });
});
