import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import type { Report } from "../../review/report/report";
import { bucket, CUSTODY, encryption, folder, HOME, KEY, PARENT, stack } from "../review/estate";

const BIN = resolve("bin/ringfence.js");

function ringfence(...args: string[]) {
  return spawnSync("node", [BIN, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
}

const account = (id: string, owner: string) => ({ cloud: "aws", id, owner });
const ACCOUNTS = { home: account(HOME, "custodian"), custody: account(CUSTODY, "custodian"), old: account(PARENT, "parent") };
const SMALL = { name: "small", jurisdiction: "US", accounts: ACCOUNTS };
const PROFILES = {
  name: "profiles",
  sensitivity: "protected",
  store: "bucket",
  sizeGib: 1,
  home: { account: "home", region: "us-east-1" },
};

const keyed = (key: string) => ({
  aws_s3_bucket: { b: bucket() },
  aws_s3_bucket_server_side_encryption_configuration: { e: encryption(key) },
});
const at = folder({
  "home/cdk.tf.json": stack("s", keyed(KEY)),
  "abroad/cdk.tf.json": stack("s", keyed(KEY), { region: "eu-west-1" }),
  "unknown/cdk.tf.json": stack("s", keyed("${var.key}"), { more: { variable: { key: {} } } }),
  "keys/cdk.tf.json": stack("s", { aws_kms_key: { k: { deletion_window_in_days: 30, lifecycle: { prevent_destroy: true } } } }),
  "small.json": JSON.stringify(SMALL),
  "small.yaml": stringify(SMALL),
  "small.ts": `export const program = ${JSON.stringify(SMALL)};`,
});
const FLAGS = ["--jurisdiction", "US", "--custodian-account", `aws:${HOME}`, "--custodian-account", `aws:${CUSTODY}`];

function review(of: string, program: object | string): Report {
  const file = typeof program === "string" ? join(at, program) : join(folder({ "program.json": JSON.stringify(program) }), "program.json");
  const run = ringfence("review", join(at, of), "--program", file, "--format", "json", "--as-of", "2026-11-24");
  if (run.stdout === "") throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Report;
}

const claim = (report: Report, name: string) => report.claims.find((each) => each.claim === name);

describe("a few lines of a program", () => {
  test.each(["small.json", "small.yaml", "small.ts"])("%s is enough to judge by: met, breach, unknown and unjudged", (file) => {
    expect(claim(review("home", file), "location")).toMatchObject({ verdict: "met", breach: 0, unknown: 0 });
    expect(claim(review("home", file), "custody")).toMatchObject({ verdict: "met" });
    expect(claim(review("abroad", file), "location")).toMatchObject({ verdict: "breach" });
    const unsure = review("unknown", file);
    expect(claim(unsure, "custody")).toMatchObject({ verdict: "unknown" });
    expect(claim(unsure, "migration")).toMatchObject({ judged: 0, unjudged: "the program lists no datasets" });
    expect(claim(unsure, "network")?.unjudged).toContain("declares no networks");
    expect(unsure.tolerated.map(({ reason }) => reason).join()).toContain("deadline, obligations, parties, custody, datasets left out");
  });

  test("prove no move: a dataset that is closed by its word alone is not determined", () => {
    const legacy = [{ kind: "aws-bucket", name: "old", account: "old", region: "ap-southeast-1", bucket: "old-profiles", phase: "closed" }];
    const kept = review("keys", { ...SMALL, datasets: [{ ...PROFILES, phase: "closed", legacy }] });
    expect(claim(kept, "migration")).toMatchObject({
      verdict: "unknown",
      unjudged: expect.stringContaining("without evidence") as unknown,
    });
  });

  test("say what flags say", () => {
    const flags = JSON.parse(
      ringfence("review", join(at, "abroad"), ...FLAGS, "--parent-account", `aws:${PARENT}`, "--format", "json", "--as-of", "2026-11-24")
        .stdout,
    ) as Report;
    const { claims, findings, resources, access, paths } = review("abroad", "small.json");
    expect({ claims, findings, resources, access, paths }).toEqual({
      claims: flags.claims,
      findings: flags.findings,
      resources: flags.resources,
      access: flags.access,
      paths: flags.paths,
    });
  });

  test("are judged by each part that they have", () => {
    const dataset = { ...SMALL, datasets: [PROFILES], obligations: [{ clause: "4(a)", text: "Data stays.", claims: ["location"] }] };
    expect(review("abroad", dataset).obligations).toMatchObject([{ clause: "4(a)", verdict: "breach" }]);
    expect(claim(review("home", dataset), "migration")?.unjudged).toContain("not moved yet: profiles (prepare)");
    expect(claim(review("home", { ...SMALL, custody: { mode: "imported" } }), "custody")?.judged).toBeGreaterThan(
      claim(review("home", SMALL), "custody")?.judged ?? NaN,
    );
    expect(claim(review("home", { name: "bare", jurisdiction: "US" }), "custody")?.unjudged).toContain("names no account");
  });

  test("serve diff and access as flags do", () => {
    const program = ["--program", join(at, "small.json")];
    expect(ringfence("diff", join(at, "home"), join(at, "abroad"), ...program, "--format", "json").status).toBe(1);
    const ask = ringfence("access", join(at, "home"), "--who", "parent", "--expect", "none", ...program, "--format", "json");
    const flags = ringfence(
      "access",
      join(at, "home"),
      "--who",
      "parent",
      "--expect",
      "none",
      ...FLAGS,
      "--parent-account",
      `aws:${PARENT}`,
      "--format",
      "json",
    );
    expect([ask.status, ask.stdout, ask.stderr]).toEqual([flags.status, flags.stdout, flags.stderr]);
    expect(JSON.parse(ask.stdout)).not.toEqual([]);
  });

  test.each<[string, object, string]>([
    ["a name that no part has", { ...SMALL, dataset: [] }, 'PROGRAM-SHAPE .*given "dataset"'],
    [
      "an account's id",
      { ...SMALL, accounts: { home: account("333", "custodian") } },
      "PROGRAM-SHAPE \\S+ accounts.home.id: .*twelve digits",
    ],
    ["a default that is misspelt", { ...SMALL, retention: { logdays: 1 } }, "PROGRAM-SHAPE \\S+ retention: "],
    ["no jurisdiction", { name: "x" }, "PROGRAM-SHAPE \\S+ jurisdiction: .*given nothing"],
    [
      "a home abroad",
      { ...SMALL, datasets: [{ ...PROFILES, home: { account: "home", region: "eu-west-1" } }] },
      "PROGRAM-PLACE \\S+ datasets\\[0\\]",
    ],
    ["a home at the parent's", { ...SMALL, datasets: [{ ...PROFILES, home: { account: "old", region: "us-east-1" } }] }, "PROGRAM-OWNER"],
    ["a custody account that there is not", { ...SMALL, custody: { mode: "imported", aws: "keys" } }, "PROGRAM-ACCOUNT \\S+ custody.aws"],
    [
      "an obligation over no dataset",
      { ...SMALL, datasets: [PROFILES], obligations: [{ clause: "1", text: "t", claims: ["location"], datasets: ["x"] }] },
      "PROGRAM-OBLIGATION",
    ],
    ["two accounts that are one", { ...SMALL, accounts: { ...ACCOUNTS, twin: ACCOUNTS.home } }, "PROGRAM-DUPLICATE \\S+ accounts.twin.id"],
  ])("with %s are refused where it stands", (_, program, says) => {
    const file = join(folder({ "program.json": JSON.stringify(program) }), "program.json");
    const run = ringfence("review", join(at, "home"), "--program", file, "--format", "json");
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(new RegExp(`^${says}.*\n$`));
  });

  test.each([
    ["synth"],
    ["plan"],
    ["apply"],
    ["preflight"],
    ["migrate", "status"],
    ["migrate", "plan"],
    ["purge", "--dataset", "x", "--evidence", "e"],
  ])("are too few for %s, which names every part that is missing in one error", (...words) => {
    const run = ringfence(...words, "--program", join(at, "small.json"));
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(/^PROGRAM-PARTS \S+small\.json: .*nothing for deadline, obligations, parties, custody, datasets, .*\n$/);
  });

  test("stand in the README as they run", () => {
    const [, json = "", command = ""] =
      /```json\n([\s\S]*?)```[\s\S]*?```sh\nnpx ringfence (.*--program few-lines\.json.*)\n/.exec(readFileSync("README.md", "utf8")) ?? [];
    const here = folder({ "few-lines.json": json, "plan.json": stack("s", keyed(KEY)) });
    const run = spawnSync("node", [BIN, ...command.split(" "), "--format", "json"], { encoding: "utf8", cwd: here });
    expect((JSON.parse(run.stdout) as Report).program).toMatchObject({ jurisdiction: "US" });
    expect((JSON.parse(run.stdout) as Report).claims.map((each) => each.unjudged === undefined)).toContain(true);
  });
});
