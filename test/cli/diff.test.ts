import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Comparison } from "../../review/compare";
import { bucket, folder, HOME, plan, stack } from "../review/estate";

const BIN = resolve("bin/ringfence.js");
const FLAGS = ["--jurisdiction", "US", "--custodian-account", `aws:${HOME}`, "--as-of", "2026-11-24"];

function ringfence(...args: string[]) {
  return spawnSync("node", [BIN, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
}

describe("ringfence diff", () => {
  const synth = (region: string) => folder({ "stacks/s/cdk.tf.json": stack("s", { aws_s3_bucket: { b: bucket() } }, { region }) });
  const home = synth("us-east-1");
  const abroad = synth("eu-west-1");
  const reports = folder({});
  const report = (of: string, name: string) => {
    const file = join(reports, name);
    writeFileSync(file, ringfence("review", of, ...FLAGS, "--format", "json").stdout);
    return file;
  };

  test("exits 1 on what newly blocks, and 0 the other way round", () => {
    const there = ringfence("diff", home, abroad, ...FLAGS);
    expect([there.status, there.stderr]).toEqual([1, ""]);
    const said = JSON.parse(there.stdout) as Comparison;
    expect(said).toMatchObject({ schema: "ringfence.diff/1", blocks: true });
    expect(said.new.map(({ rule }) => rule)).toContain("LOCATION-01");
    expect(said.changes).toContainEqual(
      expect.objectContaining({ address: "aws_s3_bucket.b", fact: "place", before: `aws ${HOME} us-east-1 (US)` }),
    );
    const back = ringfence("diff", abroad, home, ...FLAGS);
    expect(back.status).toBe(0);
    expect((JSON.parse(back.stdout) as Comparison).fixed.map(({ rule }) => rule)).toContain("LOCATION-01");
  });

  test("names no region of a bucket that nobody here knows, whatever account it is said to be in", () => {
    const replicating = (destination: Record<string, string>, more = {}) =>
      folder({
        "stacks/s/cdk.tf.json": stack("s", {
          aws_s3_bucket: { b: bucket(), ...more },
          aws_s3_bucket_replication_configuration: { r: { bucket: "b", rule: [{ destination: [destination] }] } },
        }),
      });
    const added = (head: string) =>
      (JSON.parse(ringfence("diff", home, head, ...FLAGS).stdout) as Comparison).changes
        .filter(({ fact }) => fact === "destination")
        .map(({ after }) => after);
    expect(added(replicating({ bucket: "arn:aws:s3:::foreign", account: "888888888888" }))).toEqual([
      "replication to a place that is not determined",
      "replication to aws 888888888888 ? (jurisdiction not determined)",
    ]);
    const known = { copy: { bucket: "copy", region: "us-west-2" } };
    expect(added(replicating({ bucket: "arn:aws:s3:::copy", account: HOME }, known))).toEqual([
      expect.stringMatching(/^replication to aws \d+ us-west-2 \(US\)$/),
    ]);
  });

  test("takes reports as it takes what they were made of", () => {
    const [base, head] = [report(home, "base.json"), report(abroad, "head.json")];
    const judged = ringfence("diff", home, abroad, ...FLAGS).stdout;
    expect(ringfence("diff", base, head).stdout).toBe(judged);
    expect(ringfence("diff", base, abroad, ...FLAGS).stdout).toBe(judged);
    expect(ringfence("diff", head, head).status).toBe(0);
    // Stacks beside it would need a program, which is asked for later.
    for (const side of [base, home]) {
      const elsewhere = spawnSync("node", [BIN, "diff", side, "nope.json"], { encoding: "utf8", cwd: reports });
      expect([elsewhere.status, elsewhere.stderr.split(":")[0]]).toEqual([2, "REVIEW-READ nope.json"]);
    }
  });

  test("takes one side from standard input, be it a report or a plan", () => {
    const from = (input: string, ...words: string[]) =>
      spawnSync("node", [BIN, "diff", ...words, ...FLAGS], { encoding: "utf8", input, maxBuffer: 1 << 28 });
    const [base, head] = [report(home, "base.json"), report(abroad, "head.json")];
    const judged = ringfence("diff", base, head).stdout;
    expect(from(readFileSync(base, "utf8"), "-", head).stdout).toBe(judged);
    expect(from(readFileSync(head, "utf8"), base, "-").stdout).toBe(judged);
    const abroadPlan = JSON.stringify(plan([{ address: "aws_s3_bucket.b", after: bucket({ region: "eu-west-1" }) }]));
    const planned = from(abroadPlan, base, "-");
    expect([planned.status, planned.stderr]).toEqual([1, ""]);
    expect((JSON.parse(planned.stdout) as Comparison).new.map(({ address }) => address)).toContain("aws_s3_bucket.b");
  });

  test("takes plans, and judges them against a program", () => {
    const at = folder({ "a.json": plan([]), "b.json": plan([{ address: "aws_s3_bucket.b", after: bucket({ region: "eu-west-1" }) }]) });
    const run = ringfence("diff", `${at}/a.json`, `${at}/b.json`, "--program", "config/programs/united-states.ts", "--format", "json");
    expect(run.status).toBe(1);
    expect((JSON.parse(run.stdout) as Comparison).new.map(({ address }) => address)).toContain("aws_s3_bucket.b");
  });

  test("speaks to people in a terminal and in a comment", () => {
    const terminal = ringfence("diff", home, abroad, ...FLAGS, "--format", "terminal").stdout;
    expect(terminal).toMatch(/New: \d+\n {2}✘ LOCATION-0/);
    expect(terminal).toMatch(/s: aws_s3_bucket\.b place: aws \d+ us-east-1 \(US\) -> aws \d+ eu-west-1/);
    expect(terminal).toMatch(/New: \d+\n.*\n.*\n {6}fix: /);
    expect(ringfence("diff", home, abroad, ...FLAGS, "--format", "markdown").stdout).toMatch(/Fix: `/);
    expect(terminal).toMatch(/Blocks: \d+ anew\.\n$/);
    expect(ringfence("diff", home, home, ...FLAGS, "--format", "terminal").stdout).toContain("Nothing new blocks.");
    expect(ringfence("diff", home, abroad, ...FLAGS, "--format", "markdown").stdout).toContain("## Ringfence: blocks");
  });

  test("lets no hostile text of a report reach the terminal or the comment as more than text", () => {
    const file = report(abroad, "hostile.json");
    const hostile = JSON.parse(ringfence("review", abroad, ...FLAGS, "--format", "json").stdout) as { findings: { message: string }[] };
    for (const finding of hostile.findings) finding.message = "\u001b]0;owned\u0007\u202e `@octocat <b>";
    writeFileSync(file, JSON.stringify(hostile));
    for (const format of ["terminal", "markdown"]) {
      const { stdout } = ringfence("diff", report(home, "base.json"), file, "--format", format);
      expect(stdout).toContain("octocat");
      if (format === "markdown") expect(stdout.replace(/`[^`\n]*`/g, "")).not.toContain("octocat");
      expect(["\u001b", "\u0007", "\u202e"].filter((each) => stdout.includes(each))).toEqual([]);
    }
  });

  test.each([
    ["a path that is none", () => ["nosuch.json", home], "REVIEW-READ"],
    [
      "a report of a later schema",
      () => [join(folder({ "r.json": { schema: "ringfence.report/2" } }), "r.json"), home],
      "ringfence.report/1",
    ],
    ["half a report", () => [join(folder({ "r.json": { schema: "ringfence.report/1" } }), "r.json"), home], "CLI-USAGE"],
    ["a truncated report", () => [join(folder({ "r.json": '{ "schema": "ringfence.report/1", ' }), "r.json"), home], "REVIEW-JSON"],
    ["a format that is none", () => [home, home, "--format", "html"], "CLI-USAGE"],
    ["one side only", () => [home], "missing required argument"],
  ])("%s ends with 2 and says so on stderr", (_, args, says) => {
    const run = ringfence("diff", ...args(), ...FLAGS);
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: "" });
    expect(run.stderr).toContain(says);
  });
});

test("diff and review leave out account ids for a pull request's audience", () => {
  const [base, head] = ["us-east-1", "eu-west-1"].map((region) =>
    folder({ "stacks/s/cdk.tf.json": stack("s", { aws_s3_bucket: { b: bucket() } }, { region }) }),
  ) as [string, string];
  for (const format of ["terminal", "json", "markdown"]) {
    expect(ringfence("diff", base, head, ...FLAGS, "--format", format).stdout).toContain(HOME);
    const short = ringfence("diff", base, head, ...FLAGS, "--format", format, "--audience", "pr");
    expect([short.status, short.stdout.includes(HOME), short.stdout.includes("LOCATION-01")]).toEqual([1, false, true]);
  }
  const reviewed = ringfence("review", head, ...FLAGS, "--format", "json", "--audience", "pr").stdout;
  expect(reviewed).not.toContain(HOME);
  expect(reviewed).not.toContain(head);
  expect(ringfence("review", head, ...FLAGS, "--audience", "everybody").status).toBe(2);
});
