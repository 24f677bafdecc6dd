import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HOME = join(__dirname, "../..");
const ROOM = "--max-semi-space-size=64";
let project: string;

/** Our bin/ before a command that only says how it was started, and ends as it is told. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "ringfence-room-"));
  cpSync(join(HOME, "bin"), join(project, "bin"), { recursive: true });
  symlinkSync(join(HOME, "node_modules"), join(project, "node_modules"));
  mkdirSync(join(project, "cli"));
  writeFileSync(join(project, "package.json"), "{}");
  writeFileSync(
    join(project, "cli/ringfence.ts"),
    `console.log(JSON.stringify({ options: process.execArgv, words: process.argv.slice(2) }));
     if (process.argv.includes("wait")) setInterval(() => undefined, 1000);
     process.exitCode = 3;`,
  );
  writeFileSync(join(project, "large.json"), "");
  truncateSync(join(project, "large.json"), 32 << 20);
  writeFileSync(join(project, "small.json"), "{}");
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const started = (...args: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  return { status, ...(JSON.parse(stdout) as { options: string[]; words: string[] }) };
};

it.each(["review", "diff", "access"])("%s of a large plan runs with room, the same words, and its own exit code", (command) => {
  const words = [command, "small.json", "large.json", "--quiet"];
  expect(started("--no-warnings", "bin/ringfence.js", ...words)).toEqual({ status: 3, options: ["--no-warnings", ROOM], words });
});

it.each([
  ["a small plan", ["review", "small.json", "--out", "reports"]],
  ["another command", ["reconcile", "large.json"]],
  ["no file", ["review", "absent.json", "small.json/x", "x".repeat(5000), "-"]],
  ["no words", []],
])("%s starts once", (_, words) => {
  expect(started("bin/ringfence.js", ...words)).toEqual({ status: 3, options: [], words });
});

it("who stops it stops the process that reads", async () => {
  const child = spawn(process.execPath, ["bin/ringfence.js", "review", "large.json", "wait"], { cwd: project });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  // What the reading process holds open of its output ends with it.
  const [[code]] = await Promise.all([once(child, "exit"), once(child.stdout, "end")]);
  expect(code).toBe(143);
});
