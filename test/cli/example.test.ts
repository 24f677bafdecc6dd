import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison } from "../../review/compare";
import type { Report } from "../../review/report/report";
import { program } from "../../config/programs/united-states";

/** Edits to the example that break the order; each must end both builds with exit 1 and say where. */
const BREAKS = [
  [
    "a home in Singapore",
    'home: { account: "home", region: "us-east-1" }',
    'home: { account: "home", region: "ap-southeast-1" }',
    /user-content[\s\S]*ap-southeast-1[\s\S]*us-east-1/,
  ],
  [
    "keys in the parent's account",
    'aws: "custody" }',
    'aws: "legacy-singapore" }',
    /custody\.aws[\s\S]*888888888888[\s\S]*custody account/,
  ],
] as const;

describe("the example as a stranger edits it", () => {
  test.each(BREAKS)("%s ends with 1, and leaves nothing to deploy", (_, from, to, says) => {
    const root = mkdtempSync("config/programs/.try-");
    try {
      const source = readFileSync("config/programs/united-states.ts", "utf8");
      expect(source).toContain(from);
      const program = join(root, "program.ts");
      writeFileSync(
        program,
        source.replace(from, to).replaceAll('from "./', 'from "../').replaceAll('from "../schema', 'from "../../schema'),
      );
      const outdir = join(mkdtempSync(join(tmpdir(), "ringfence-example-")), "cdktf.out");
      const run = spawnSync("node", ["bin/start.js"], {
        encoding: "utf8",
        env: { ...process.env, RINGFENCE_PROGRAM: program, CDKTF_OUTDIR: outdir },
      });
      expect(run.status).toBe(1);
      expect(run.stderr).toMatch(says);
      expect(existsSync(outdir)).toBe(false);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  test("with some of its datasets taken out it blocks on nothing that it built itself", () => {
    const root = mkdtempSync(join(tmpdir(), "ringfence-example-"));
    const file = join(root, "program.json");
    writeFileSync(file, JSON.stringify({ ...program, datasets: program.datasets.filter(({ name }) => name === "profiles") }));
    const env = { ...process.env, RINGFENCE_PROGRAM: file, CDKTF_OUTDIR: join(root, "cdktf.out") };
    const run = spawnSync("node", ["bin/start.js"], { encoding: "utf8", env });
    expect(run.stdout.split("\n").filter((line) => line.startsWith("✘"))).toEqual([]);
    expect(run.status).toBe(0);
    rmSync(root, { recursive: true, force: true });
  });

  test("what the ledger names and no stack has blocks the review of stacks that others built, and is new in a comparison", () => {
    const root = mkdtempSync(join(tmpdir(), "ringfence-example-"));
    const [file, outdir] = [join(root, "program.json"), join(root, "cdktf.out")];
    writeFileSync(file, JSON.stringify({ ...program, datasets: program.datasets.filter(({ name }) => name === "profiles") }));
    const ringfence = (...words: string[]) =>
      spawnSync("node", ["bin/ringfence.js", ...words, "--program", file], { encoding: "utf8", maxBuffer: 1 << 28 });
    expect(ringfence("synth", "--out", outdir).status).toBe(0);
    expect(ringfence("review", outdir).status).toBe(0);
    const gone = { stack: "storage-us-east-1", address: "aws_rds_cluster.gone" };
    writeFileSync(join(root, "program.ledger.json"), JSON.stringify({ schema: "ringfence.ledger/1", protected: [gone] }));
    const { status, stdout } = ringfence("review", outdir, "--format", "json");
    const { findings } = JSON.parse(stdout) as Report;
    expect(status).toBe(1);
    expect(findings.filter(({ verdict }) => verdict === "breach")).toMatchObject([{ rule: "MIGRATION-01", ...gone }]);
    const alone = ringfence("review", join(outdir, "stacks", "network-us-east-1"), "--format", "json");
    expect((JSON.parse(alone.stdout) as Report).findings.filter(({ verdict }) => verdict === "breach")).toEqual([]);
    const compared = JSON.parse(ringfence("diff", outdir, outdir, "--format", "json").stdout) as Comparison;
    expect([compared.new.map(({ rule }) => rule), compared.fixed]).toEqual([["MIGRATION-01"], []]);
    rmSync(root, { recursive: true, force: true });
  });
});
