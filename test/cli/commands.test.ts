import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BIN = resolve("bin/ringfence.js");

function ringfence(...args: string[]) {
  return spawnSync("node", [BIN, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
}

describe("the command line", () => {
  let root: string;
  let out: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "ringfence-cli-"));
    out = join(root, "out");
    const run = ringfence("synth", "--program", "config/programs/united-states.ts", "--out", out);
    expect(run.stderr).toContain("not yet judged");
    expect(run.status).toBe(0);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("review exits 0 and gives the same bytes twice", () => {
    const runs = [1, 2].map(() =>
      ringfence("review", out, "--program", "config/programs/united-states.ts", "--format", "json", "--as-of", "2026-11-24"),
    );
    expect(runs.map((run) => run.status)).toEqual([0, 0]);
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(JSON.parse(runs[0]?.stdout ?? "")).toMatchObject({
      schema: "ringfence.report/1",
      asOf: "2026-11-24",
      verdict: expect.any(String) as string,
      blocks: false,
    });
  });

  test("access says who can read what, and --expect none exits 1 when somebody can", () => {
    const ask = (...words: string[]) =>
      ringfence("access", out, "--program", "config/programs/united-states.ts", "--format", "json", ...words);
    for (const who of ["parent", "auditor"]) {
      const nobody = ask("--who", who, "--expect", "none");
      expect(nobody.status).toBe(0);
      const rows = JSON.parse(nobody.stdout) as { verdict: string; deniedBy: string[] }[];
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows)
        expect(row).toMatchObject({ verdict: "denied", deniedBy: expect.arrayContaining([expect.any(String)]) as string[] });
    }
    const reads = ["--who", "gatekeeper", "--can", "s3:GetObject", "--on", "arn:aws:s3:::user-content-333333333333-*"];
    expect(ask(...reads)).toMatchObject({ status: 0, stdout: expect.stringContaining(":role/ringfence-gatekeeper-") as string });
    expect(ask(...reads, "--expect", "none").status).toBe(1);
    for (const words of [
      ["--who", "nobody"],
      ["--who", "parent", "--can", "s3:Nothing", "--expect", "none"],
      ["--who", "parent", "--expect", "all"],
    ])
      expect(ask(...words)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("CLI-USAGE") as string });
  });

  test("access takes flags in a program's stead, the parent's accounts among them", () => {
    const ask = (...words: string[]) => ringfence("access", out, "--jurisdiction", "US", "--format", "json", ...words);
    const parent = ask("--who", "parent", "--parent-account", "aws:888888888888", "--expect", "none");
    expect(parent.status).toBe(0);
    expect(JSON.parse(parent.stdout)).toContainEqual(expect.objectContaining({ action: "s3:GetObject", verdict: "denied" }));
    for (const words of [
      ["--who", "parent"],
      ["--who", "auditor", "--parent-account", "aws:888888888888"],
    ])
      expect(ask(...words)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--parent-account") as string });
  });

  test("review exits 1 on a breach and names it; --block-on can let it pass", () => {
    const tampered = join(root, "tampered");
    cpSync(out, tampered, { recursive: true });
    const file = join(tampered, "stacks", "storage-us-east-1", "cdk.tf.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"region": "us-east-1"\n      }\n    ]', '"region": "eu-west-1"\n      }\n    ]'),
    );
    const args = ["review", tampered, "--program", "config/programs/united-states.ts", "--format", "json"];
    const run = ringfence(...args);
    expect(run.status).toBe(1);
    const report = JSON.parse(run.stdout) as { findings: { rule: string; verdict: string; address: string; message: string }[] };
    expect(
      report.findings.filter(({ rule, verdict }) => rule === "LOCATION-01" && verdict === "breach").map(({ address }) => address),
    ).toContainEqual(expect.stringContaining("aws_s3_bucket.user-content"));
    expect(ringfence(...args, "--block-on", "expired").status).toBe(0);
  });

  test("--out writes each format that is asked for beside the page and the JSON, and several to no stream", () => {
    const folder = join(root, "report");
    const args = ["review", out, "--program", "config/programs/united-states.ts", "--quiet", "--out", folder];
    const files = ["report.html", "report.json", "report.junit.xml", "report.sarif"];
    expect(ringfence(...args, "--format", "sarif", "--format", "junit")).toMatchObject({ status: 0, stdout: "" });
    expect(readdirSync(folder).sort()).toEqual(files);
    expect(ringfence(...args, "--format", "markdown").stdout).toBe(readFileSync(join(folder, "report.md"), "utf8"));
  });

  test("a word that is no code is answered with the codes of its family, not with all", () => {
    const alike = ringfence("explain", "custody");
    expect(alike).toMatchObject({ status: 2, stderr: expect.stringContaining("one of CUSTODY-01, ") as string });
    expect(alike.stderr).not.toContain("ACCESS-01");
    expect(ringfence("explain", "nothing").stderr).toContain("docs/rules.md and docs/errors.md list them");
  });

  test("a rehearsal without its engines says which are missing, at once and before anything is made", () => {
    const run = spawnSync(process.execPath, [BIN, "rehearse"], { encoding: "utf8", env: { ...process.env, PATH: join(root, "nothing") } });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^REHEARSE-ENGINES .*given no moto, no ministack, no fake-gcs-server, no rclone.*\n$/);
  });

  test("what denies is named, and that nothing allows is said", () => {
    const text = ringfence(
      "access",
      out,
      "--program",
      "config/programs/united-states.ts",
      "--who",
      "parent",
      "--format",
      "terminal",
    ).stdout;
    expect(text).toContain("\n    by DenyOutsideTheOrganization\n");
    expect(text).toContain("\n    no statement allows it\n");
  });

  test.each([
    ["no such path", ["review", "nosuch.json", "--jurisdiction", "US"], "REVIEW-READ"],
    ["a jurisdiction that is none", ["review", ".", "--jurisdiction", "XX"], "PROGRAM-JURISDICTION"],
    ["a format that is none", ["review", ".", "--jurisdiction", "US", "--format", "pdf"], "CLI-USAGE"],
    ["an account without a cloud", ["review", ".", "--jurisdiction", "US", "--custodian-account", "111122223333"], "CLI-USAGE"],
    ["an account of AWS's with four digits", ["review", ".", "--jurisdiction", "US", "--custodian-account", "aws:1111"], "twelve digits"],
    ["an account of AWS's with letters", ["review", ".", "--jurisdiction", "US", "--parent-account", "aws:11112222333x"], "twelve digits"],
    ["a project in capitals", ["diff", ".", ".", "--jurisdiction", "US", "--custodian-account", "google:Custodian-Keys"], "small letters"],
    ["a compartment without an OCID", ["review", ".", "--jurisdiction", "US", "--custodian-account", "oracle:keys"], "OCID"],
    ["a subscription without a GUID", ["review", ".", "--jurisdiction", "US", "--custodian-account", "azure:keys"], "GUID"],
    ["standard input on both sides", ["diff", "-", "-", "--jurisdiction", "US"], "CLI-USAGE -: .*both sides"],
    ["an unknown code", ["explain", "NOPE-1"], "CLI-USAGE"],
    ["an unknown schema", ["schema", "plan"], "CLI-USAGE"],
    ["a command that is none", ["fly"], "CLI-USAGE ringfence: .*unknown command"],
    ["an option that is none", ["migrate", "status", "--fast"], "CLI-USAGE ringfence migrate status: .*unknown option '--fast'"],
    ["a day that no calendar has", ["review", ".", "--jurisdiction", "US", "--as-of", "2026-02-30"], "CLI-USAGE --as-of"],
    ["a day that is none", ["migrate", "status", "--program", "config/programs/united-states.ts", "--as-of", "soon"], "CLI-USAGE --as-of"],
    ["two formats behind each other", ["review", ".", "--jurisdiction", "US", "--format", "json", "--format", "sarif"], "--out"],
    ["a baseline that is no JSON", ["review", ".", "--jurisdiction", "US", "--baseline", "LICENSE"], "REVIEW-JSON LICENSE"],
    ["a baseline that is no report", ["review", ".", "--jurisdiction", "US", "--baseline", "package.json"], "CLI-USAGE --baseline"],
    ["a baseline that is not there", ["review", ".", "--jurisdiction", "US", "--baseline", "nosuch.json"], "CLI-USAGE --baseline.*ENOENT"],
    ["init into a folder that is not empty", ["init", "docs", "--jurisdiction", "US", "--home", "aws"], "INIT-FOLDER"],
    ["plan without stacks", ["plan", "--program", "config/programs/united-states.ts", "--out", "nosuch"], "MANIFEST"],
    [
      "a stack that is not built",
      ["plan", "nosuch", "--program", "config/programs/united-states.ts", "--out", "OUT"],
      "nosuch.*Name one of",
    ],
    ["a group of commands and none of them", ["migrate"], "CLI-USAGE ringfence migrate: .*no command, expected one of status, plan, start"],
    ["no command at all", [], "CLI-USAGE ringfence: .*no command, expected one of init, synth"],
    ["evidence of no file", ["evidence", "verify", "--trust", "auditor=auditor.pub"], "CLI-USAGE envelopes: .*given none"],
    ["a head without its log", ["evidence", "verify", "x.dsse.json", "--head", "h.dsse.json"], "CLI-USAGE --head: .*no --log"],
    ["evidence that is not there", ["evidence", "show", "nosuch.dsse.json"], "INVENTORY-READ nosuch.dsse.json: .*piece of evidence"],
    [
      "a purge before its phase",
      ["purge", "--dataset", "user-content", "--evidence", "x.json", "--program", "config/programs/united-states.ts"],
      "PURGE-PHASE .*given former-cloud in prepare, overseas-backup in prepare, expected purge",
    ],
    [
      "a home on a cloud without constructs",
      ["init", "nosuch", "--jurisdiction", "US", "--home", "oracle"],
      "Choose one .*ringfence review",
    ],
    [
      "a day that is none, of a plan",
      ["migrate", "plan", "--program", "config/programs/united-states.ts", "--as-of", "soon"],
      "migrate plan --help",
    ],
    ["apply without a reviewed plan", ["apply", "--program", "config/programs/united-states.ts", "--out", "nosuch"], "APPLY-NO-PLAN"],
  ])("%s ends with 2 and says so on stderr", (_, args, says) => {
    const run = ringfence(...args.map((word) => (word === "OUT" ? out : word)));
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^[A-Z]+(-[A-Z]+)* .*\n$/);
    expect(run.stderr).toMatch(new RegExp(says));
  });

  test("a folder that stands as a file is named, without a stack trace", () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    const run = ringfence("review", out, "--jurisdiction", "US", "--out", file);
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^CLI-FILE \S+file: .*EEXIST.*\n$/);
  });

  test.each([
    ["review", ["review", ".", "--jurisdiction", "US"]],
    ["synth", ["synth", "--program", "config/programs/united-states.ts"]],
    ["inventory", ["inventory", "docs"]],
  ])("%s into a folder that cannot be made ends, and says so", (_, words) => {
    // Under /proc nothing can be made, by nobody.
    const target = words[0] === "inventory" ? "/proc/nosuch/list.csv" : "/proc/nosuch";
    const given = words.map((word) => (word === "." ? out : word));
    const run = spawnSync("node", [BIN, ...given, "--out", target], { encoding: "utf8", timeout: 60_000, maxBuffer: 1 << 28 });
    expect({ status: run.status, signal: run.signal, stdout: run.stdout }).toEqual({ status: 2, signal: null, stdout: "" });
    expect(run.stderr).toMatch(/^(CLI-FILE|EVIDENCE-\w+) \/proc\/nosuch.*\n$/);
  });

  test("a program that does not compile is named with the place, and with none of ours", () => {
    const file = join(root, "broken.ts");
    writeFileSync(file, "export const program = {\n  name: ,\n};\n");
    const run = ringfence("review", out, "--program", file);
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^PROGRAM-FILE .*broken\.ts:2:\d+: .*\n$/);
    expect(run.stderr).not.toMatch(/\bat |\.build/);
  });

  test("a baseline without findings' fingerprints is refused", () => {
    const file = join(root, "half.json");
    writeFileSync(file, JSON.stringify({ schema: "ringfence.report/1", findings: [null] }));
    const run = ringfence("review", out, "--jurisdiction", "US", "--baseline", file);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^CLI-USAGE --baseline: .*half\.json.*\n$/);
  });

  test("--out writes each format that was asked for, and a report for people and programs", () => {
    const folder = join(root, "formats");
    const run = ringfence("review", out, "--jurisdiction", "US", "--out", folder, "--format", "sarif", "--format", "junit");
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 0, stdout: "" });
    expect(readdirSync(folder)).toEqual(["report.html", "report.json", "report.junit.xml", "report.sarif"]);
    expect(JSON.parse(readFileSync(join(folder, "report.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  test("synth makes the folders that lead to its own", () => {
    const deep = join(root, "not", "there", "yet");
    expect(ringfence("synth", "--program", "config/programs/united-states.ts", "--out", deep).status).toBe(0);
    expect(existsSync(join(deep, "manifest.json"))).toBe(true);
  });

  test("explain gives a rule, an error and what others call suppression", () => {
    for (const [code, says] of [
      ["CUSTODY-01", "custodian"],
      ["PROGRAM-PLACE", "jurisdiction"],
      ["suppress", "acknowledgement"],
    ] as const) {
      const run = ringfence("explain", code);
      expect(run.status).toBe(0);
      expect(run.stdout).toContain(says);
    }
  });

  test("schema prints JSON Schemas, and a report fits its own", () => {
    for (const kind of ["program", "report"]) expect(JSON.parse(ringfence("schema", kind).stdout)).toHaveProperty("$schema");
  });

  test("review and explain never load cdktf", () => {
    const preload = join(root, "refuse.js");
    writeFileSync(
      preload,
      `const M = require("node:module"); const load = M._load; M._load = function (name, ...rest) { if (/^(cdktf|constructs|@cdktf)/.test(name)) throw new Error("loaded " + name); return load.call(this, name, ...rest); };`,
    );
    for (const args of [
      ["review", out, "--jurisdiction", "US", "--format", "json"],
      ["explain", "CUSTODY-01"],
    ]) {
      const run = spawnSync("node", ["--require", preload, BIN, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
      expect(run.stderr).not.toContain("loaded ");
    }
  });
});
