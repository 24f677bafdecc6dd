import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const README = readFileSync("README.md", "utf8");

/** Commands that other tests run as they stand, or that need what this machine must not have: a cloud. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "npm ci && npm start": "by test/cli/example.test.ts and by CI's own clone",
  "npm ci && npm test": "this very run",
  "npx ringfence init my-ring-fence --jurisdiction US --home aws": "by test/cli/init.test.ts",
  "npx ringfence review plan.json --program few-lines.json": "by test/cli/few-lines.test.ts",
};

describe("every command of the README runs", () => {
  const commands = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => (block ?? "").trim().split("\n"));

  test("there are some, and each is run here or named as run elsewhere", () => {
    expect(commands.length).toBeGreaterThan(3);
    for (const command of Object.keys(ELSEWHERE)) expect(commands).toContain(command);
  });

  test.each(commands.filter((command) => !Object.hasOwn(ELSEWHERE, command)))("%s", (command) => {
    const root = mkdtempSync(join(tmpdir(), "ringfence-readme-"));
    const outdir = join(root, "cdktf.out");
    const build = spawnSync("node", ["bin/start.js"], { encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } });
    expect(build.status).toBe(0);
    const [, ...words] = command.replace("cdktf.out", outdir).split(" ");
    const ran = spawnSync("npx", words, { encoding: "utf8" });
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: "" });
    rmSync(root, { recursive: true, force: true });
  });

  test("every file and folder that it names is there", () => {
    for (const [, path] of README.matchAll(/\]\(([^)#]+)\)/g))
      expect({ path, there: spawnSync("test", ["-e", path ?? ""]).status }).toEqual({ path, there: 0 });
  });
});
