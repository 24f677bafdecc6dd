import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { program as unitedStates } from "../../config/programs/united-states";
import { bucket, folder, HOME, stack } from "../review/estate";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
// Each verdict starts the judge several times.
jest.setTimeout(120_000);

const action = parse(readFileSync("action/action.yml", "utf8")) as {
  inputs: Record<string, { required?: boolean; default?: string; description: string }>;
  runs: { using: string; steps: Step[] };
};

describe("the action", () => {
  test("needs a pinned judge, with its digest", () => {
    expect(action.runs.using).toBe("composite");
    expect(Object.keys(action.inputs).filter((name) => action.inputs[name]?.required)).toEqual(["package", "integrity", "head"]);
  });
  test("runs nothing of anybody else's, and puts no input into a script's text", () => {
    for (const { uses, run } of action.runs.steps) {
      expect(uses).toBeUndefined();
      expect(run).not.toContain("${{");
    }
  });
  test("hands every input to its scripts, and nothing that they do not read", () => {
    const scripts = ["install.sh", "judge.sh"].map((file) => readFileSync(join("action", file), "utf8")).join("");
    const env = Object.assign({}, ...action.runs.steps.map((step) => step.env ?? {})) as Record<string, string>;
    for (const name of Object.keys(env)) expect(scripts).toMatch(new RegExp(`\\$\\{?${name}\\b|"\\$${name}"`));
    for (const name of Object.keys(action.inputs)) expect(Object.values(env)).toContain(`\${{ inputs.${name} }}`);
  });
  test("docs/ci.md names it, and every input that must be given", () => {
    const page = readFileSync("docs/ci.md", "utf8");
    for (const name of ["package", "integrity", "head"]) expect(page).toContain(`${name}:`);
    expect(page).toContain("action/judge.sh");
  });
});

describe("install.sh", () => {
  const dir = folder({ "judge.tgz": "a release" });
  const run = (PACKAGE: string, INTEGRITY: string) =>
    spawnSync("bash", ["--norc", resolve("action/install.sh"), join(dir, "out")], {
      encoding: "utf8",
      env: { ...process.env, PACKAGE, INTEGRITY, CHECK_ONLY: "1" },
    });
  const integrity = `sha512-${createHash("sha512").update("a release").digest("base64")}`;
  test("takes what has the digest", () => expect(run(join(dir, "judge.tgz"), integrity).status).toBe(0));
  test.each([
    ["another digest", join(dir, "judge.tgz"), "sha512-AAAA", /the tarball is sha512-/],
    ["no digest", join(dir, "judge.tgz"), "", /INTEGRITY is nothing/],
    ["a tag", "ringfence@latest", integrity, /one exact release/],
    ["a range", "ringfence@^1.0.0", integrity, /one exact release/],
    ["a branch", "github:somebody/ringfence", integrity, /one exact release/],
    ["a file that is not there", join(dir, "none.tgz"), integrity, /no such file/],
  ])("refuses %s", (_, name, digest, says) => {
    const { status, stderr } = run(name, digest);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });
});

describe("judge.sh", () => {
  const judge = folder({});
  writeFileSync(join(judge, "ringfence"), `#!/bin/sh\nexec node ${resolve("bin/ringfence.js")} "$@"\n`, { mode: 0o755 });
  const git = (at: string, ...args: string[]) =>
    spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args], {
      cwd: at,
      encoding: "utf8",
    }).stdout.trim();
  /** A clone whose head has changed the program in its own favour. */
  const clone = folder({ "program.json": JSON.stringify({ ...unitedStates, sandbox: false }) });
  git(clone, "init", "-q");
  git(clone, "add", "-A");
  git(clone, "commit", "-qm", "base");
  const base = git(clone, "rev-parse", "HEAD");
  writeFileSync(join(clone, "program.json"), "{}");
  git(clone, "commit", "-qam", "head");

  const stacks = (region: string, account = HOME) =>
    folder({
      "stacks/s/cdk.tf.json": stack("s", { aws_s3_bucket: { [`b-${HOME}`]: bucket() } }, { region, account }),
    });
  const run = (env: Record<string, string>) => {
    const out = join(folder({}), "output");
    const done = spawnSync("bash", ["--norc", resolve("action/judge.sh")], {
      cwd: clone,
      encoding: "utf8",
      env: { ...process.env, RINGFENCE: join(judge, "ringfence"), BASE_SHA: base, PROGRAM: "program.json", GITHUB_OUTPUT: out, ...env },
    });
    return { status: done.status, said: done.stdout, stderr: done.stderr, output: () => readFileSync(out, "utf8") };
  };

  test("judges by the base's program, whatever the head made of it, and says no account", () => {
    const done = run({ HEAD_STACKS: stacks("ap-southeast-1") });
    expect([done.status, done.output()]).toEqual([1, "verdict=blocks\n"]);
    expect(done.said).toContain("LOCATION-01");
    expect(done.said).not.toMatch(/\b\d{12}\b/);
    expect(run({ HEAD_STACKS: stacks("ap-southeast-1"), AUDIENCE: "all" }).said).toContain(HOME);
  });

  test("with the base beside it, blocks by what is new when it is asked to", () => {
    const same = stacks("ap-southeast-1");
    expect(run({ HEAD_STACKS: same, BASE_STACKS: same }).status).toBe(1);
    const known = run({ HEAD_STACKS: same, BASE_STACKS: same, ONLY_NEW: "true" });
    expect([known.status, known.output()]).toEqual([0, "verdict=passes\n"]);
    expect(run({ HEAD_STACKS: same, BASE_STACKS: stacks("us-east-1"), ONLY_NEW: "true" }).status).toBe(1);
  });

  test("takes a folder of plans", () => {
    const plans = folder({});
    mkdirSync(join(plans, "deep"));
    writeFileSync(
      join(plans, "deep", "s.json"),
      JSON.stringify(stack("s", { aws_s3_bucket: { b: bucket() } }, { region: "ap-southeast-1" })),
    );
    expect(run({ HEAD_STACKS: plans }).said).toContain("LOCATION-01");
  });

  test.each([
    ["no commit", { BASE_SHA: "main; true" }],
    ["a program that the base has not", { PROGRAM: "another.json" }],
    ["nothing to judge", { HEAD_STACKS: "/nowhere" }],
    ["new only, with nothing to compare", { ONLY_NEW: "true" }],
    ["what is no plan", { HEAD_STACKS: folder({ "a.json": "{" }) }],
  ])("exits 2 on %s", (_, env) => {
    const done = run({ HEAD_STACKS: stacks("us-east-1"), ...env });
    expect(done.status).toBe(2);
    expect(() => done.output()).toThrow();
  });
});
