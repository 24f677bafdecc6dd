import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildProgram } from "../../cli/gate";
import * as stacks from "../../stacks/program-stacks";
import { describeWithEngines } from "../engines";

jest.mock("../../stacks/program-stacks", () => ({ __esModule: true, ...jest.requireActual<typeof stacks>("../../stacks/program-stacks") }));

const EXAMPLE = "config/programs/united-states.ts";
const actual = jest.requireActual<typeof stacks>("../../stacks/program-stacks");

/** Builds the example, with an edit to what was synthesized: what an escape hatch in somebody's stack would do. */
async function build(outdir: string, edit?: (stack: string) => string): Promise<{ exit: number; output: string }> {
  const written: string[] = [];
  const catching = (chunk: unknown) => {
    written.push(String(chunk));
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(catching);
  jest.spyOn(process.stderr, "write").mockImplementation(catching);
  jest.spyOn(stacks, "synthesize").mockImplementation((program, out) => {
    actual.synthesize(program, out);
    const file = join(out, "stacks", "storage-us-east-1", "cdk.tf.json");
    if (edit) writeFileSync(file, edit(readFileSync(file, "utf8")));
  });
  const exit = await buildProgram(EXAMPLE, outdir);
  jest.restoreAllMocks();
  return { exit, output: written.join("") };
}

const abroad = (stack: string) => {
  const parsed = JSON.parse(stack) as { provider: { aws: { region: string }[] } };
  for (const provider of parsed.provider.aws) provider.region = "ap-southeast-1";
  return JSON.stringify(parsed);
};

function configurations(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /(\.tf|\.tf\.json|manifest\.json)$/.test(file));
}

describe("the gate", () => {
  let root: string;
  let outdir: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ringfence-gate-"));
    outdir = join(root, "cdktf.out");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test("a build that nothing blocks leaves stacks and a report", async () => {
    const { exit, output } = await build(outdir);
    expect(exit).toBe(0);
    expect(configurations(outdir)).toContain("manifest.json");
    expect(existsSync(join(outdir, "review", "report.html"))).toBe(true);
    expect(output).toContain("Nothing blocks.");
  });

  test("a stack that leaves the jurisdiction blocks, is named, and nothing is left to deploy, from before either", async () => {
    await build(outdir);
    const { exit, output } = await build(outdir, abroad);
    expect(exit).toBe(1);
    expect(output).toContain("ap-southeast-1");
    expect(output).toContain("aws_s3_bucket.user-content_bucket");
    for (const folder of [outdir, `${outdir}.blocked`, `${outdir}.previous`, `${outdir}.judging`])
      expect({ folder, left: configurations(folder) }).toEqual({ folder, left: [] });
    expect(existsSync(join(`${outdir}.blocked`, "review", "report.html"))).toBe(true);
  });

  test("local state and terraform's files survive a blocked build and come back with the next good one", async () => {
    await build(outdir);
    writeFileSync(join(outdir, "stacks", "bootstrap-home", "terraform.tfstate"), "kept");
    await build(outdir, abroad);
    await build(outdir);
    expect(readFileSync(join(outdir, "stacks", "bootstrap-home", "terraform.tfstate"), "utf8")).toBe("kept");
  });

  describeWithEngines(["terraform"], "blocked stacks and the tools that would apply them", () => {
    test("cdktf deploy --skip-synth and plain terraform apply find nothing", async () => {
      await build(outdir, abroad);
      writeFileSync(
        join(root, "cdktf.json"),
        JSON.stringify({ language: "typescript", app: "false", sendCrashReports: "false", output: "cdktf.out" }),
      );
      const cdktf = resolve("node_modules/cdktf-cli/bundle/bin/cdktf.js");
      const deploy = spawnSync("node", [cdktf, "deploy", "*", "--skip-synth", "--auto-approve"], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, CI: "1", CHECKPOINT_DISABLE: "1" },
      });
      expect(deploy.status).not.toBe(0);
      for (const stack of readdirSync(join(`${outdir}.blocked`, "stacks"))) {
        const apply = spawnSync("terraform", ["apply", "-auto-approve", "-input=false", "-no-color"], {
          cwd: join(`${outdir}.blocked`, "stacks", stack),
          encoding: "utf8",
        });
        expect(apply.status).not.toBe(0);
        expect(apply.stderr).toContain("No configuration files");
      }
    }, 120_000);
  });
});
