import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MINUTES = 60_000;

describe("init from the packed tarball, in an empty folder", () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-init-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function run(command: string, args: readonly string[], cwd: string) {
    const ran = spawnSync(command, [...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, npm_config_fund: "false", npm_config_audit: "false" },
    });
    return { status: ran.status, output: `${ran.stdout}${ran.stderr}` };
  }

  test(
    "gives a project whose commands work",
    () => {
      expect(run("npm", ["pack", "--silent", "--pack-destination", root], process.cwd()).status).toBe(0);
      const tarball = join(root, readdirSync(root).find((file) => file.endsWith(".tgz")) ?? "");
      const project = join(root, "project");
      mkdirSync(project);
      const init = run("npx", ["--yes", "--package", tarball, "ringfence", "init", ".", "--jurisdiction", "US", "--home", "aws"], project);
      expect(init).toEqual({ status: 0, output: expect.stringContaining("npm ci && npm start") as string });
      expect(readFileSync(join(project, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "http/);

      expect(run("npm", ["ci", "--no-audit", "--no-fund"], project).status).toBe(0);
      const start = run("npm", ["start"], project);
      expect(start).toEqual({ status: 0, output: expect.stringMatching(/EXAMPLE[\s\S]*Nothing blocks\./) as string });
      expect(existsSync(join(project, "cdktf.out", "review", "report.html"))).toBe(true);
      const again = run("npm", ["test"], project);
      expect(again).toEqual({ status: 0, output: expect.stringContaining("Nothing blocks.") as string });
    },
    8 * MINUTES,
  );
});
